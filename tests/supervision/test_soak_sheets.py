"""Two phones on one sheet, in any order, lose nothing silently; and one save is one row."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.db import connection, connections

from schools.envelopes import Different, opened
from supervision.kinds import State
from supervision.models import SavedSheet, Sheet
from supervision.services import visits
from supervision.services.sheets import save
from tests import make, soak

KEYS = [f"ABC-0{number}.{part}" for number in (1, 2, 3, 4) for part in ("score", "note")]


@dataclass
class Phone:
    """What static/js/sheet.js keeps: what it saw, what waits, and what it sealed and sent."""

    name: str
    revision: int = 0
    seen: dict = field(default_factory=dict)
    cells: dict = field(default_factory=dict)  # key → (value, the revision that it was made from)
    sealed: tuple | None = None  # id, body; frozen until it is answered
    asks: dict = field(default_factory=dict)  # key → (mine, theirs): shown to the person

    def tap(self, key, value):
        """What the person saw under the thumb: their own value, or what came from the sheet."""
        made_from = self.revision
        if key in self.cells:
            made_from = self.cells[key][1]
        elif self.sealed and key in (sent := json.loads(self.sealed[1]))["changes"]:
            made_from = sent["base"]
        self.asks.pop(key, None)  # a new tap is an answer
        self.cells[key] = (value, made_from)

    def seal(self):
        if self.sealed is None and self.cells:
            base = min(made_from for _value, made_from in self.cells.values())
            changes = {key: cell[0] for key, cell in self.cells.items() if cell[1] == base}
            self.cells = {key: cell for key, cell in self.cells.items() if key not in changes}
            body = {"base": base, "changes": changes, "device": self.name}
            self.sealed = uuid.uuid4(), json.dumps(body).encode()
        return self.sealed

    def answered(self, answer):
        changes, self.sealed = json.loads(self.sealed[1])["changes"], None
        clashes, reached = answer["clashes"], answer["revision"]
        if reached >= self.revision:
            theirs = {key: clash["value"] for key, clash in clashes.items()}
            self.seen |= changes | answer["news"] | theirs
        self.revision = max(self.revision, reached)
        for key, clash in clashes.items():
            mine = self.cells.pop(key, (changes[key],))[0]
            theirs = self.seen.get(key, clash["value"])
            if mine != theirs:
                self.asks[key] = (mine, theirs)
        for key, (value, made_from) in self.cells.items():
            if key in changes or key not in answer["news"]:
                self.cells[key] = (value, max(made_from, reached))

    def refresh(self, sheet):
        if sheet.revision > self.revision:
            self.seen, self.revision = dict(sheet.values), sheet.revision


@pytest.mark.django_db
def test_two_phones_on_one_sheet_lose_nothing_silently(school, principal):
    """Each value that somebody entered stands, was seen before it was replaced, or is asked about.

    The model: for each cell the last value that was replaced by somebody who had seen it.
    """
    dice, asked, merged = soak.dice("two phones"), 0, 0
    version = make.instrument_version(school)
    for number in range(50 * soak.ROUNDS):
        visit = make.visit(school, observer=principal, state=State.RUNNING, version=version)
        found = one_interleaving(dice, visits.sheet_of(visit), principal, f"run {number}")
        asked, merged = asked + found[0], merged + found[1]
    assert asked  # the dice did reach what this is about
    assert merged
    soak.report("two phones", runs=50 * soak.ROUNDS, asked=asked, merged=merged)


def one_interleaving(dice, sheet, user, run):
    phones, count, asked, merged = [Phone("HP"), Phone("Laptop")], 0, 0, 0
    entered = {}  # value → (key, phone): each value is entered once, so it can be followed
    known = set()  # values that somebody had on the screen, or was asked about, when they went
    lost_answer = {}

    def deliver(phone, keeps_answer):
        nonlocal asked, merged
        key, body = phone.seal()
        before = sheet_now(sheet).values
        answer = save(sheet, opened(key, body), by=user)
        assert save(sheet, opened(key, body), by=user) == answer, run  # whatever repeats it
        after = sheet_now(sheet).values
        for cell, gone in before.items():
            if after.get(cell) != gone:
                # What goes from the sheet was in sight of whoever replaced it.
                assert gone in known or phone.name == entered[gone][1], f"{run}: lost {gone}"
        if keeps_answer:
            asked += len(answer["clashes"])
            merged += len(answer["news"])
            phone.answered(answer)
            known.update(value for pair in phone.asks.values() for value in pair)
        lost_answer[phone.name] = not keeps_answer

    for _step in range(dice.randrange(10, 40)):
        phone, act = dice.choice(phones), dice.random()
        if act < 0.5:
            count += 1
            key = dice.choice(KEYS)
            value = f"{run} nilai {count}" if key.endswith("note") else dice.choice([1, 2, 3, 4])
            if key.endswith("note"):
                entered[value] = (key, phone.name)
                shown = phone.cells.get(key, (phone.seen.get(key),))[0]
                known.add(shown)
                known.update(phone.asks.get(key, ()))
                phone.tap(key, value)
        elif act < 0.85 and phone.seal():
            deliver(phone, keeps_answer=dice.random() < 0.8)
        else:
            phone.refresh(sheet_now(sheet))
    for phone in phones * 3:
        while phone.seal():
            deliver(phone, keeps_answer=True)
    final = sheet_now(sheet).values
    in_sight = {value for phone in phones for pair in phone.asks.values() for value in pair}
    replaced_by_own = own_earlier(entered, sheet)
    for value in entered:
        safe = value in final.values() or value in known | in_sight | replaced_by_own
        assert safe, f"{run}: {value} went without a word, seed {soak.SEED}"
    return asked, merged


def own_earlier(entered, sheet):
    """Values that the same person overwrote on the same phone, before or after sending them."""
    order = list(entered)
    return {
        value
        for place, value in enumerate(order)
        if any(entered[later] == entered[value] for later in order[place + 1 :])
    }


def sheet_now(sheet):
    return Sheet.objects.get(pk=sheet.pk)


# Eighty, forty at a time


AT_ONCE = 40  # two such tests side by side stay below the hundred connections of PostgreSQL


@contextmanager
def committed(folder, blocker):
    """Runs work in threads of their own, each with a connection and real transactions.

    On SQLite on a copy of the test's database in a file: the one in memory knows no waiting.
    """
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            path = folder / "copy.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(path)])
            patch.setitem(connections.settings["default"], "NAME", path)

        def run(work, times=1):
            with ThreadPoolExecutor(min(times, AT_ONCE)) as pool:
                return [
                    done.result() for done in [pool.submit(closing, work) for _ in range(times)]
                ]

        yield run


def closing(work):
    try:
        return work()
    finally:
        connection.close()


def a_sheet():
    school = make.school()
    visit = make.visit(school, state=State.RUNNING, version=make.instrument_version(school))
    return visits.sheet_of(visit)


def test_eighty_replays_at_once_are_one_row(tmp_path, django_db_setup, django_db_blocker):
    with committed(tmp_path, django_db_blocker) as run:
        [sheet] = run(a_sheet)
        try:
            envelope = opened(uuid.uuid4(), b'{"base": 0, "changes": {"ABC-01.score": 3}}')
            observer = sheet.visit.observer
            answers = run(lambda: save(sheet, envelope, by=observer), 80)
            assert answers == [answers[0]] * 80
            [rows] = run(lambda: list(SavedSheet.objects.filter(sheet=sheet)))
            [stands] = run(lambda: Sheet.objects.get(pk=sheet.pk))
            assert (len(rows), stands.revision) == (1, 1)
            assert stands.values == {"ABC-01.score": 3}
        finally:
            run(lambda: tidy(sheet))


def test_of_eighty_different_saves_at_once_one_stands_and_the_rest_are_told(
    tmp_path, django_db_setup, django_db_blocker
):
    """Half come under one id with two contents: the later content is refused."""
    with committed(tmp_path, django_db_blocker) as run:
        [sheet] = run(a_sheet)
        try:
            bodies = [
                f'{{"base": 0, "changes": {{"ABC-01.note": "{number}"}}}}'.encode()
                for number in range(80)
            ]
            observer, one_id = sheet.visit.observer, uuid.uuid4()

            def write():
                body = bodies.pop()
                key = one_id if len(bodies) % 2 else uuid.uuid4()
                try:
                    return save(sheet, opened(key, body), by=observer)
                except Different:
                    return None

            answers = run(write, 80)
            taken = [answer for answer in answers if answer and not answer["clashes"]]
            asked = [answer for answer in answers if answer and answer["clashes"]]
            assert (len(taken), answers.count(None)) == (1, 39)
            assert len(asked) == 40
            [rows] = run(lambda: SavedSheet.objects.filter(sheet=sheet).count())
            assert rows == 41
        finally:
            run(lambda: tidy(sheet))


def tidy(sheet):
    if connection.vendor == "sqlite":
        return  # the copy goes with its folder
    visit, version = sheet.visit, sheet.version
    school = visit.school
    sheet.saves.all().delete()
    sheet.delete()
    visit.delete()
    remove_used(version)
    version.instrument.delete()
    person, observer = visit.person, visit.observer
    person.placements.all().delete()
    person.delete()
    observer.memberships.all().delete()
    for row in [observer, person.user, school, school.district]:
        row.delete()


def remove_used(version):
    """A version in use stays; only a test that wrote for good takes the guard away for it."""
    guards = "ALTER TABLE supervision_instrumentversion {} TRIGGER USER"
    with connection.cursor() as cursor:
        cursor.execute(guards.format("DISABLE"))
        version.delete()
        cursor.execute(guards.format("ENABLE"))
