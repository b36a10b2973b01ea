"""Every form of every page, sent as people send them when things go wrong.

Nothing typed is lost: either it is written, or the form comes back with it and says in words what
to do. The forms are read from the pages, so one that is added later is sent too.
"""

import json
import re
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode

from django.db import connection
from django.urls import resolve, reverse

from tests.access import forms
from tests.access.pages import PAGES
from tests.access.test_matrix import LINES, WRITE, arguments, each_page, page, putting_back
from tests.test_translations import NEVER

__all__ = ["page"]

ACTORS = "teacher principal observer operator keeper staff district nobody".split()
CHOSEN = ("select", "radio", "checkbox")
BY_THE_WAY = {"set_language", "set_theme", "account_logout", "csrfmiddlewaretoken"}
TYPED = (*forms.LINES, "date", "time", "number")
ENGLISH = re.compile(r"\b(the|this|and|of|is|are|not|a|enter|ensure|select|must|has|was)\b", re.I)
BANNED = re.compile(rf"\b({'|'.join(NEVER)})(kan|nya)?\b", re.I)
MUCH = 10_000
NOT_KEPT = {"account_reset_password"}  # whose words go out in a letter, if at all
SAID = set()
# What an empty box of that name needs, so that the form as a whole can be taken.
HINTS = {"npsn": "20501234", "code": "20261", "year": "2025", "postal_code": "75611"}


@dataclass(frozen=True)
class Case:
    """What stands in all boxes of some kinds, while the others are filled in plausibly."""

    text: str
    kinds: tuple = tuple(forms.LINES)

    def typed(self, box):
        return self.text


class AsLong(Case):
    """A text as long as the box allows, and so much longer."""

    def typed(self, box):
        return "a" * ((box.longest or MUCH) + int(self.text))


CASES = {
    "the longest": AsLong("0"),
    "one letter too long": AsLong("1"),
    "ten thousand letters": Case("a" * MUCH),
    "emoji": Case("😀🎒"),
    "right to left": Case("\u202eterbalik \u0645\u0631\u062d\u0628\u0627"),
    "a NUL": Case("a\0b"),
    "half a character": Case("a\ud800b"),
    "markup": Case("<b>“{{ x }}” & 'y'</b>"),
    "1899": Case("1899-01-01", ("date",)),
    "2999": Case("2999-12-31", ("date",)),
    "no such day": Case("31-02-2026", ("date",)),
    "no such hour": Case("25:61", ("time",)),
    "a comma": Case("1,5", ("number",)),
    "a point": Case("1.5", ("number",)),
    "a thousand and a half": Case("1.234,5", ("number",)),
    "below zero": Case("-1", ("number",)),
    "forty nines": Case("9" * 40, ("number",)),
    "no such choice": Case("tidak-ada", CHOSEN),
    "a choice that is gone": Case("987654321", CHOSEN),
    "an old page": Case("usang", ("hidden",)),
}


@each_page(line for line in LINES if "GET" in line[1].methods.split())
def test_nothing_typed_is_lost_and_every_answer_is_in_words(page, world):
    troubles = []
    for actor, form in forms_of(page):
        send = Sender(page.clients[actor], form, troubles)
        filled = form.filled(HINTS)
        send(
            "empty", {name: [""] for name in filled if name not in form.names("checkbox", "radio")}
        )
        send("as shown", form.shown())
        send("filled in", filled, times=2)
        for name, case in CASES.items():
            boxes = [box for box in form.fields.values() if box.kind in case.kinds]
            boxes = [box for box in boxes if box.name not in BY_THE_WAY]
            if boxes:
                send(name, filled | {box.name: [case.typed(box)] for box in boxes})
    assert not troubles, "\n".join(troubles)


def forms_of(page):
    """Each form that belongs to the page, by the first actor to whom it is shown."""
    for actor in ACTORS:
        if not page.is_open(actor, "own", "GET"):
            continue
        url = reverse(page.name, args=arguments(page.world, page, "own"))
        cookies = copy(page.clients[actor].cookies)
        with putting_back():
            answer = page.clients[actor].get(url)
        page.clients[actor].cookies = cookies
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            for form in forms.read(answer, url).forms:
                if form.method == "post" and belongs(form, page):
                    yield actor, form
            return


def belongs(form, page):
    """Sent to the page itself, or to an address that shows no form of its own."""
    there = resolve(form.action.split("?")[0]).view_name
    if there in BY_THE_WAY:
        return there == page.name
    return there == page.name or not PAGES[there].accepts("GET")


class Sender:
    """Sends one form again and again, and notes whatever should not be."""

    def __init__(self, client, form, troubles):
        self.client, self.form, self.troubles = client, form, troubles

    def __call__(self, case, data, times=1):
        cookies = copy(self.client.cookies)
        with putting_back(), kept() as written:
            for _ in range(times):
                answer = self.post(data)
                for trouble in self.troubles_of(data, answer, "".join(written)):
                    self.troubles.append(f"{self.form.action}, {case}: {trouble}")
        self.client.cookies = cookies

    def post(self, data):
        body = urlencode(data, doseq=True, errors="surrogatepass")
        kind = "application/x-www-form-urlencoded"
        return self.client.generic("POST", self.form.action, body, content_type=kind)

    def troubles_of(self, data, answer, written):
        typed = {name: plain(data.get(name, [""])[0]) for name in self.form.names(*TYPED)}
        if answer.status_code == 302 and resolve(self.form.action).view_name in NOT_KEPT:
            return
        if answer.status_code == 302:
            new = {name for name in typed if typed[name] != plain(self.form.fields[name].value)}
            for name in new & set(self.form.lines):
                if typed[name] not in written and json.dumps(typed[name])[1:-1] not in written:
                    yield f"{name} is not written: {typed[name]!r:.60}"
        elif answer.status_code in {200, 409, 422}:
            yield from self.troubles_of_page(typed, forms.read(answer, self.form.action))
        else:
            yield f"status {answer.status_code}"

    def troubles_of_page(self, typed, back):
        said = [" ".join(text.split()) for text in back.said]
        SAID.update(said)
        if not any(said):
            yield "not a word"
        for text in said:
            if BANNED.search(text) or ENGLISH.search(text):
                yield f"not our words: {text}"
        for name, text in typed.items():
            held = {plain(form.fields[name].value) for form in back.forms if name in form.fields}
            if text not in held:
                yield f"{name} is lost: {text!r:.60}, {sorted(held)!r:.60}"


@contextmanager
def kept():
    """Yields what is written meanwhile to tables of ours."""
    written = []

    def note(execute, sql, params, many, context):
        if WRITE.match(sql):
            for value in chain.from_iterable(params if many else [params or ()]):
                if not isinstance(value, str):  # JSON, on PostgreSQL
                    value = json.dumps(getattr(value, "adapted", value), default=str)
                written.append(value)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def plain(text):
    """As a browser would show it back."""
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\0", "\ufffd").strip()
