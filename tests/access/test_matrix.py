"""Every address × every method × every role × own, neighbouring, foreign and missing rows.

The addresses come from the URL resolver, so a page added later is asked too; what is expected
of it is its line in pages.py. Each answer is also searched for marked words that the reader
may not see (the canary scan).
"""

import logging
import re
import uuid
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cache
from io import StringIO

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


def each_page(lines):
    """All tests of one page in one process, where what was asked is not asked again."""
    marked = [
        pytest.param(line, id=words_of(line), marks=pytest.mark.xdist_group(words_of(line)))
        for line in lines
    ]
    return pytest.mark.parametrize("page", marked, indirect=True)


def words_of(line):
    name, page = line
    return name if line not in OTHERS else f"{name}-{page.of.replace(' ', '-')}"


@pytest.fixture(scope="module")
def page(request, built):
    with putting_back():
        clients = {actor: built.client(actor) for actor in built.actors}
        yield Asked(*request.param, built, clients)


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


@each_page(LINES)
def test_page(page, world):
    places = SCHOOLS if page.of else ["none"]
    for turn, actor in enumerate(world.actors):
        for place in places:
            for method in asked_at(page, turn + places.index(place)):
                cell, answer = (actor, place, method), page.answer(actor, place, method)
                check(cell, page, answer)
                assert not world.leaked(actor, answer.said), cell
                assert not answer.changed, cell


@each_page(line for line in LINES if line[1].of)
def test_a_stranger_gets_the_very_answer_of_a_missing_row(page, world):
    for actor in world.actors:
        missing = page.answer(actor, "missing", "GET").plain()
        for place in ["own", "neighbour", "elsewhere"]:
            if not page.is_open(actor, place, "GET"):
                assert page.answer(actor, place, "GET").plain() == missing, (actor, place)


def asked_at(page, turn):
    """What an actor asks at one place: whatever the page takes, and in turn what it does not.

    Those are refused before a row is looked for; the actors together ask each at every place.
    """
    taken = page.methods.split()
    others = [method for method in METHODS if method not in taken]
    return [*taken, *others[turn % len(SCHOOLS) :: len(SCHOOLS)]]


def check(cell, page, answer):
    actor, _, method = cell
    status = answer.status
    assert status < 500 or status in page.also, cell
    if page.is_open(*cell):
        assert status in {200, 302, *page.also}, f"{cell}: {status}"
        assert not answer.sends_to_sign_in() or "nobody" in page.who, cell
    elif actor == "nobody" and "nobody" not in page.who:
        assert answer.sends_to_sign_in(), f"{cell}: {status}"
    elif page.accepts(method):
        assert status == 404, f"{cell}: {status}"
    else:
        refused = status in {404, 405} or (
            status == 200 and method == "OPTIONS" and not answer.body
        )
        assert refused or status == 302, f"{cell}: {status}"


@dataclass(frozen=True)
class Answer:
    status: int
    where: str
    body: bytes
    said: str  # in the answer, the log and mail
    changed: bool  # a row of ours, though the page was closed

    def sends_to_sign_in(self):
        return self.status == 302 and self.where.startswith(reverse("account_login"))

    def plain(self):
        """Without what differs by chance: the form token, the number asked for."""
        return self.status, CSRF.sub(b"", self.body), KEY.sub("N", self.where)


class Asked:
    """One page and what it answers; the same question is asked once."""

    def __init__(self, name, line, world, clients):
        self.name, self.line, self.world, self.clients = name, line, world, clients
        self.answer = cache(self._ask)

    def __getattr__(self, fact):
        return getattr(self.line, fact)

    def is_open(self, actor, place, method):
        if not self.accepts(method) or not {actor, worlds.role_of(actor)} & self.who:
            return False
        return self.of is None or self.world.reaches(actor, self.of, place)

    def _ask(self, actor, place, method):
        url = reverse(self.name, args=arguments(self.world, self, place))
        client = self.clients[actor]
        cookies = copy(client.cookies)
        mail.outbox.clear()
        with putting_back(), writes() as written, everything_logged() as log:
            response = client.generic(method, url)
            body = content(response)
            doubtful = written and not self.is_open(actor, place, method)
            left_behind = worlds.digest() if doubtful else None
        client.cookies = cookies
        said = [body.decode("utf-8", "replace"), str(response.headers), log.getvalue()]
        said += [f"{sent.subject} {sent.body}" for sent in mail.outbox]
        # What was written may have been taken back by the page itself.
        changed = doubtful and left_behind != worlds.digest()
        where = response.get("Location", "")
        return Answer(response.status_code, where, body, " ".join(said), changed)


def arguments(world, page, place):
    if page.of is None:
        return page.args
    if place != "missing":
        return [world.rows[page.of, place].pk, *page.args]
    there = world.rows[page.of, "own"].pk
    return [NO_ROW if isinstance(there, int) else NO_UUID, *page.args]


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@contextmanager
def everything_logged():
    """Yields what is logged meanwhile, at any level."""
    log, root = StringIO(), logging.getLogger()
    level, handler = root.level, logging.StreamHandler(log)
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    try:
        yield log
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


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
