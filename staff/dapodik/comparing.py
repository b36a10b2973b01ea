"""What the lists would change, beside what is already known.

A person is known again by NIK, then NUPTK, then NIP or NI PPPK, then name and date of birth. A
number that belongs to somebody else never travels with a row: it is left out with a problem.
Once a plan is carried out, the same lists change nothing more.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .merging import (
    LASTING,
    VALUES,
    Sighting,
    numbers_of,
    problem_of,
    sightings,
    without,
)
from .names import normal
from .rows import Parsed, PersonRow, Problem
from .vocabulary import COVERS

# What the school writes itself; a list of Dapodik fills it while it is empty and no more.
OURS = frozenset({"title_front", "title_back", "nbm", "niy", "education"})
SIDES = {"teachers": {"teachers"}, "staff": {"staff"}}
BOTH_SIDES = {"teachers", "staff"}


@dataclass(frozen=True)
class Known:
    """Somebody we have.

    `here` says whether they work at this school now; `side` is the list they ought to stand in,
    teachers or staff, and "" when it may be either.
    """

    pk: int
    name: str
    birth_date: date | None
    nik_key: str
    nuptk: str
    nip: str
    ni_pppk: str
    fields: dict[str, object]
    here: bool
    side: str


@dataclass(frozen=True)
class Change:
    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Entry:
    """What becomes of one person of the lists.

    new, changed and unchanged speak for themselves. One who arrives is known from another
    school. Of one who is unsure only the name is known here: is this `known_pk` or not?
    """

    state: str
    key: str
    row: PersonRow
    known_pk: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Plan:
    entries: list[Entry]
    missing: list[int]
    problems: list[Problem]


def compare(parsed: list[Parsed], known: list[Known], *, kept: frozenset[str] = OURS) -> Plan:
    """Say what the lists would change. `kept` are fields that only our own table changes."""
    register = Register(known)
    found, problems = sightings(parsed)
    pairs = []
    for sighting in found:
        match = register.find(sighting.row)
        row, strange = register.without_numbers_of_others(sighting.row, match)
        pairs.append((replace(sighting, row=row), match))
        problems += strange
    entries, excused, twice = entries_of(pairs, register, kept)
    return Plan(
        entries=entries,
        missing=missing(parsed, known, excused | {entry.known_pk for entry in entries}),
        problems=[problem for part in parsed for problem in part.problems] + problems + twice,
    )


class Register:
    """Everyone known, by what they can be found under."""

    def __init__(self, known: Iterable[Known]):
        self.numbers = defaultdict(list)
        self.births = defaultdict(list)
        self.names = defaultdict(list)
        for person in sorted(known, key=lambda person: not person.here):
            for number in numbers_of(person):
                self.numbers[number].append(person)
            name = normal(person.name)
            self.births[name, person.birth_date].append(person)
            self.names[name].append(person)

    def find(self, row: PersonRow) -> Known | None:
        """Who the row is about, beyond doubt."""
        for number in numbers_of(row):
            for person in self.numbers[number]:
                if fits(person, row):
                    return person
        if row.birth_date:
            for person in self.births[normal(row.name), row.birth_date]:
                if person.here or not contradict(person, row):
                    return person
        return None

    def namesakes(self, row: PersonRow) -> list[Known]:
        """Those here who bear the name and of whom nothing says that they are not meant."""
        return [
            person
            for person in self.names[normal(row.name)]
            if person.here and not contradict(person, row)
        ]

    def without_numbers_of_others(self, row, match) -> tuple[PersonRow, list[Problem]]:
        strange = {
            number
            for number in numbers_of(row)
            if any(owner is not match for owner in self.numbers[number])
        }
        problems = [problem_of(row, number, "number_of_someone_else") for number in sorted(strange)]
        return without(row, strange), problems


def fits(person: Known, row: PersonRow) -> bool:
    """Whether the bearer of a number can be meant.

    An NIP holds the date of birth, so to bring someone over from another school the name must
    agree. Here names may change, but not every word of them and the date of birth as well.
    """
    same_name = normal(row.name) == normal(person.name)
    if not person.here:
        return same_name
    births = {row.birth_date, person.birth_date} - {None}
    return len(births) < 2 or bool(set(normal(row.name).split()) & set(normal(person.name).split()))


def contradict(person: Known, row: PersonRow) -> bool:
    pairs = [(getattr(person, name), getattr(row, name)) for name in ("birth_date", *LASTING)]
    return any(ours and theirs and ours != theirs for ours, theirs in pairs)


def entries_of(pairs, register, kept):
    """Return the entries; whom we know and must not call missing; and a problem for each row left
    out because it may speak of somebody who has an entry already.
    """
    first = {}  # the row that each known person was recognised in
    for sighting, match in pairs:
        if match:
            first.setdefault(match.pk, sighting.row)
    entries, excused, twice = {}, set(), []
    for sighting, match in pairs:
        row = sighting.row
        if match is None or first[match.pk] is row:
            entry = entry_of(sighting, match, register, first, kept)
            earlier = entries.setdefault(entry.key, entry).row
        else:
            earlier = first[match.pk]
        if earlier is not row:
            twice.append(perhaps_twice(row, earlier))
            excused |= {person.pk for person in register.namesakes(row)}
    return list(entries.values()), excused, twice


def entry_of(sighting, match, register, first, kept) -> Entry:
    row = sighting.row
    person = match or next((p for p in register.namesakes(row) if p.pk not in first), None)
    if person is None:
        return Entry("new", key_of(row), row, None, ())
    first[person.pk] = row
    changes = tuple(changes_of(sighting, person, kept))
    if not person.here:
        state = "arrives"
    elif not match and (changes or row.given == {"name"}):
        state = "unsure"
    else:
        state = "changed" if changes else "unchanged"
    return Entry(state, key_of(row), row, person.pk, changes)


def key_of(row: PersonRow) -> str:
    for kind, number in numbers_of(row):
        return f"{kind}:{number}"
    return f"name:{normal(row.name)}|{row.birth_date or ''}"


def changes_of(sighting: Sighting, person: Known, kept: frozenset[str]) -> Iterable[Change]:
    for name in VALUES:
        before = person.fields.get(name, getattr(person, name, None))
        after = getattr(sighting.row, name)
        is_ours = name in kept and name not in sighting.own and before
        if name in sighting.row.given and not is_ours and not SAME.get(name, equal)(before, after):
            yield Change(name, before, after)


def equal(before, after) -> bool:
    return (before or "") == (after or "")


def same_name(before, after) -> bool:
    return normal(before or "") == normal(after)


def same_duties(before, after) -> bool:
    return duties(before) == duties(after)


def duties(text) -> set[str]:
    return {" ".join(duty.split()).casefold() for duty in (text or "").split(",")} - {""}


def covered(before, after) -> bool:
    """“Guru” says nothing new of a class teacher, but much of a principal."""
    return before == after or before in COVERS.get(after, ())


SAME = {"name": same_name, "duties": same_duties, "kind": covered}


def missing(parsed: list[Parsed], known: list[Known], found: set[int]) -> list[int]:
    """Who ought to stand in these lists and does not."""
    sides = set().union(*(SIDES.get(part.source, BOTH_SIDES) for part in parsed))
    return [
        person.pk
        for person in known
        if person.here and person.pk not in found and ({person.side} - {""} or BOTH_SIDES) <= sides
    ]


def perhaps_twice(row: PersonRow, earlier: PersonRow) -> Problem:
    params = {"file": row.file, "row": row.row, "column": "Nama", "other_row": earlier.row}
    return Problem(row.row, "Nama", "perhaps_twice", params, row.name)
