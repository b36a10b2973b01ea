"""Every address × every method × every role × own, neighbouring, foreign and missing rows.

The addresses come from the URL resolver, so a page added later is asked too; what is expected
of it is its line in pages.py. Each answer is also searched for marked words that the reader
may not see (the canary scan).
"""

import logging
import re
import uuid
from contextlib import contextmanager

import pytest
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse

from schools.models import School
from tests.access import world as worlds
from tests.access.pages import OTHERS, PAGES
from tests.test_architecture import ADDRESSES

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
SCHOOLS = ["own", "neighbour", "elsewhere", "missing"]
NO_ROW, NO_UUID = 987_654_321, uuid.UUID("98765432-1098-4654-8210-987654321098")
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")
WRITE = re.compile(rf"(INSERT INTO|UPDATE|DELETE FROM) .({'|'.join(worlds.FLOORS)})_")
LINES = [*sorted(PAGES.items(), key=lambda line: line[0]), *OTHERS]
CSRF = re.compile(rb'(name="csrfmiddlewaretoken" value=|hx-headers=.*?)"[^"]*"')


@pytest.fixture
def world(db, clean_cache):
    return worlds.build()


def test_every_address_has_a_line_and_every_line_an_address():
    assert set(PAGES) == set(ADDRESSES)


def test_the_world_holds_a_row_of_every_kind(world):
    assert set(worlds.every_scoped_kind_is_there()) <= {"schools.OutgoingMail"}


def test_the_scan_finds_what_is_there(world):
    """The scan itself would notice: the outsider's own school is all marked words."""
    page = world.client("outsider").get(reverse("schools:list")).content.decode()
    marks = set(worlds.MARK.findall(page))
    assert world.rows[School, "elsewhere"].name in marks
    assert world.leaked("outsider", page) == set()
    assert world.leaked("newcomer", page) == marks - {world.actors["newcomer"].name}


def words_of(line):
    name, page = line
    return name if line not in OTHERS else f"{name}-{page.of.replace(' ', '-')}"


@pytest.mark.parametrize("line", LINES, ids=words_of)
def test_page(line, world, caplog):
    caplog.set_level(logging.DEBUG)
    name, page = line
    places = SCHOOLS if page.of else ["none"]
    for turn, actor in enumerate(world.actors):
        client = world.client(actor)
        for place in places:
            url = reverse(name, args=arguments(world, page, place))
            for method in asked_at(page, turn + places.index(place)):
                left_behind = None
                with putting_back(), writes() as written:
                    cell = f"{method} {url} as {actor}, {place}"
                    caplog.clear()
                    mail.outbox.clear()
                    response = client.generic(method, url)
                    body = content(response)
                    check(cell, world, page, actor, place, method, response, body)
                    said = [body.decode("utf-8", "replace"), str(response.headers), caplog.text]
                    said += [f"{sent.subject} {sent.body}" for sent in mail.outbox]
                    assert not world.leaked(actor, " ".join(said)), cell
                    if written and not is_open(world, page, actor, place, method):
                        left_behind = worlds.digest()
                if left_behind:  # what was written may have been taken back by the page itself
                    assert left_behind == worlds.digest(), cell


@pytest.mark.parametrize("name", sorted(name for name, page in PAGES.items() if page.of))
def test_a_stranger_gets_the_very_answer_of_a_missing_row(name, world):
    page = PAGES[name]
    for actor in world.actors:
        client = world.client(actor)
        missing = plain(client.get(reverse(name, args=arguments(world, page, "missing"))))
        for place in ["own", "neighbour", "elsewhere"]:
            if not is_open(world, page, actor, place, "GET"):
                there = client.get(reverse(name, args=arguments(world, page, place)))
                assert plain(there) == missing, (actor, place)


def asked_at(page, turn):
    """What an actor asks at one place: whatever the page takes, and in turn what it does not.

    Those are refused before a row is looked for; the actors together ask each at every place.
    """
    taken = page.methods.split()
    others = [method for method in METHODS if method not in taken]
    return [*taken, *others[turn % len(SCHOOLS) :: len(SCHOOLS)]]


def check(cell, world, page, actor, place, method, response, body):
    status = response.status_code
    assert status < 500 or status in page.also, cell
    if is_open(world, page, actor, place, method):
        assert status in {200, 302, *page.also}, f"{cell}: {status}"
        assert not sent_to_sign_in(response) or "nobody" in page.who, cell
    elif actor == "nobody" and "nobody" not in page.who:
        assert sent_to_sign_in(response), f"{cell}: {status}"
    elif page.accepts(method):
        assert status == 404, f"{cell}: {status}"
    else:
        refused = status in {404, 405} or (status == 200 and method == "OPTIONS" and not body)
        assert refused or status == 302, f"{cell}: {status}"


def is_open(world, page, actor, place, method):
    if not page.accepts(method) or not {actor, worlds.role_of(actor)} & page.who:
        return False
    return page.of is None or world.reaches(actor, page.of, place)


def arguments(world, page, place):
    if page.of is None:
        return page.args
    if place != "missing":
        return [world.rows[page.of, place].pk, *page.args]
    there = world.rows[page.of, "own"].pk
    return [NO_ROW if isinstance(there, int) else NO_UUID, *page.args]


def sent_to_sign_in(response):
    return response.status_code == 302 and response["Location"].startswith(reverse("account_login"))


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def plain(response):
    """An answer without what differs by chance: the form token, the number asked for."""
    where = KEY.sub("N", response.get("Location", ""))
    return response.status_code, CSRF.sub(b"", content(response)), where


@contextmanager
def writes():
    """Yields the statements meanwhile that write to a table of ours: reading them all is slow."""
    written = []

    def note(execute, sql, params, many, context):
        if WRITE.match(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


class putting_back(transaction.Atomic):  # noqa: N801  (reads as a phrase)
    """Undo whatever one cell writes, so that each cell meets the same world."""

    def __init__(self):
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, kind, value, trace):
        transaction.set_rollback(True)
        super().__exit__(kind, value, trace)
