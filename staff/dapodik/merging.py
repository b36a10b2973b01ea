"""One person out of all the rows that speak of them, in one list or in two.

The principal often stands in both lists, and some people stand in a list twice. Rows belong
together when they share a number, or name and date of birth. A number that different people
share is worth nothing to any of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace

from .names import normal
from .rows import MOST_OF_DUTIES, Parsed, PersonRow, Problem
from .vocabulary import PRECEDENCE

# The numbers of a person in the order in which they are trusted. NIP and NI PPPK count as one
# kind, because Dapodik writes either into the same column.
NUMBERS = {"nik_key": "nik", "nuptk": "nuptk", "nip": "nip", "ni_pppk": "nip"}
LASTING = ("nik_key", "nuptk")  # nobody has two of these, while a NIP may follow an NI PPPK
COLUMNS = {"nik_key": "NIK", "nuptk": "NUPTK", "nip": "NIP", "ni_pppk": "NI PPPK"}
VALUES = [one.name for one in fields(PersonRow) if one.name not in {"row", "file", "given"}]


@dataclass(frozen=True)
class Sighting:
    """A person as the lists show them; `own` are the fields that our own table gave."""

    row: PersonRow
    own: frozenset[str]


def sightings(parsed: Iterable[Parsed]) -> tuple[list[Sighting], list[Problem]]:
    """Return everyone in the lists once, and a problem for each number left out on the way."""
    seen = [
        Sighting(row, row.given if part.source == "own" else frozenset())
        for part in parsed
        for row in part.people
    ]
    seen, problems = without_contested_numbers(seen)
    alike = [*sharing(seen, numbers_of).values()]
    for group in sharing(seen, name_and_birth_of).values():
        if not any(len(values_of(name, group)) > 1 for name in LASTING):
            alike.append(group)
    return [merged(group) for group in connected(seen, alike)], problems


def numbers_of(row: PersonRow) -> list[tuple]:
    numbers = ((kind, getattr(row, name)) for name, kind in NUMBERS.items())
    return list(dict.fromkeys((kind, number) for kind, number in numbers if number))


def name_and_birth_of(row: PersonRow) -> list[tuple]:
    return [(normal(row.name), row.birth_date)] if row.birth_date else []


def sharing(seen: Iterable[Sighting], keys_of: Callable) -> dict[tuple, list[Sighting]]:
    groups = defaultdict(list)
    for sighting in seen:
        for key in keys_of(sighting.row):
            groups[key].append(sighting)
    return groups


def values_of(name: str, group: Iterable[Sighting]) -> set:
    return {getattr(one.row, name) for one in group} - {""}


def connected(seen: list[Sighting], alike: Iterable[list[Sighting]]) -> list[list[Sighting]]:
    """Gather what hangs together, directly or through others, in the order of the lists."""
    place_of = {id(one): place for place, one in enumerate(seen)}
    leader = list(range(len(seen)))

    def lead(place):
        while leader[place] != place:
            leader[place] = place = leader[leader[place]]
        return place

    for first, *others in alike:
        for other in others:
            low, high = sorted((lead(place_of[id(first)]), lead(place_of[id(other)])))
            leader[high] = low
    groups = defaultdict(list)
    for place, one in enumerate(seen):
        groups[lead(place)].append(one)
    return list(groups.values())


def without_contested_numbers(seen: list[Sighting]) -> tuple[list[Sighting], list[Problem]]:
    """Take a number from everyone who bears it when they are clearly not the same person."""
    problems = []
    contested = defaultdict(set)
    for number, bearers in sharing(seen, numbers_of).items():
        names = sharing(bearers, lambda row: [normal(row.name)])
        births = sharing(bearers, lambda row: filter(None, [row.birth_date]))
        people = connected(bearers, [*names.values(), *births.values()])
        if len(people) > 1:
            for person, other in zip(people, [*people[1:], people[0]], strict=True):
                for one in person:
                    contested[id(one)].add(number)
                    problems.append(shared_number(one.row, number, other[0].row))
    return [
        replace(one, row=without(one.row, contested[id(one)])) if id(one) in contested else one
        for one in seen
    ], problems


def without(row: PersonRow, numbers: set[tuple]) -> PersonRow:
    """The row, as if these numbers were not in it."""
    gone = {name for name, kind in NUMBERS.items() if (kind, getattr(row, name)) in numbers}
    return replace(row, given=row.given - gone, **dict.fromkeys(gone, ""))


def shared_number(row: PersonRow, number: tuple, other: PersonRow) -> Problem:
    return problem_of(row, number, "shared_number", other_row=other.row, other_name=other.name)


def problem_of(row: PersonRow, number: tuple, code: str, **params) -> Problem:
    name = next(name for name in NUMBERS if (NUMBERS[name], getattr(row, name)) == number)
    column = COLUMNS[name]
    where = {"file": row.file, "row": row.row, "column": column}
    return Problem(row.row, column, code, where | params, row.name)


def merged(group: list[Sighting]) -> Sighting:
    """All that the rows of one person say; our own table speaks first, then the upper row."""
    if len(group) == 1:
        return group[0]
    rows = [one.row for one in sorted(group, key=lambda one: not one.own)]
    given = frozenset().union(*(row.given for row in rows))
    values = {name: told(name, rows, name in given) for name in VALUES}
    row = replace(rows[0], **values, given=given)
    return Sighting(row, frozenset().union(*(one.own for one in group)))


def told(name: str, rows: list[PersonRow], is_given: bool) -> object:
    """What the rows say of one field; a guess counts only where none of them was filled in."""
    found = [getattr(row, name) for row in rows if not is_given or name in row.given]
    if name == "kind":
        return min(found, key=PRECEDENCE.__getitem__)
    if name == "duties":
        return all_duties(found)
    return next(filter(None, found), found[0])


def all_duties(texts: list[str]) -> str:
    duties = list(dict.fromkeys(duty for text in texts for duty in text.split(", ") if duty))
    while len(", ".join(duties)) > MOST_OF_DUTIES:
        duties.pop()
    return ", ".join(duties)
