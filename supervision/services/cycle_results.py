"""What a cycle came to beside those before it: plain data, from rows that were scoped already.

A final visit speaks through its frozen result, a shared one through its sheet so far. Whoever was
not visited is missing, never zero. Percents of different instruments stand beside each other and
are not compared.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..calculations.cycles import (
    Change,
    Measured,
    band_moves,
    change,
    comparable_run,
    in_all,
    is_met,
    only,
    same_measure,
)
from ..kinds import SUPERVISION
from ..models import InstrumentVersion
from ..rubrics.bands import band_of, read_bands
from .results import outcome_of_sheet


@dataclass(frozen=True)
class Cell:
    """One person's visit in one cycle."""

    visit: object
    percent: Fraction | None
    band: object | None
    bands: tuple
    version: object | None
    is_met: bool | None
    is_final: bool
    class_name: str

    @property
    def rubric(self):
        return self.version.rubric if self.version else None


@dataclass(frozen=True)
class Line:
    """One person, a cell for each cycle; None where there is nothing to show."""

    person: object
    cells: tuple
    reasons: tuple  # why there was no visit, cycle by cycle; None where they took no part
    since: int | None  # the first cycle that measures like the last

    @property
    def last(self):
        return self.cells[-1]

    @property
    def first(self):
        return self.cells[self.since] if self.since is not None else None

    @property
    def change(self):
        """Since the first comparable cycle; None without two percents to compare."""
        if self.last is None or self.first is None or self.first is self.last:
            return None
        return self.last.percent - self.first.percent

    @property
    def breaks(self):
        """Places before which this person was seen with another instrument."""
        seen = [(place, cell) for place, cell in enumerate(self.cells) if cell]
        return [
            place
            for (_, before), (place, cell) in pairwise(seen)
            if not same_measure(before.rubric, cell.rubric)
        ]

    @property
    def class_name(self):
        named = (cell.class_name for cell in reversed(self.cells) if cell and cell.class_name)
        return next(named, "")


@dataclass(frozen=True)
class Results:
    """A cycle with those it follows, the oldest first and the cycle itself last."""

    cycles: tuple
    versions: tuple  # of each cycle
    lines: tuple  # by class, then by name
    bands: tuple  # of the last cycle

    @property
    def cycle(self):
        return self.cycles[-1]

    @property
    def start(self):
        """The place of the first cycle that measures like the last one."""
        return comparable_run([version.rubric if version else None for version in self.versions])

    @property
    def breaks(self):
        """Places of cycles before which the instrument changed."""
        rubrics = [version.rubric if version else None for version in self.versions]
        return [
            place
            for place in range(1, len(rubrics))
            if not same_measure(rubrics[place - 1], rubrics[place])
        ]

    def measured(self, place):
        """What the instrument of that cycle found; those seen by another are not in it."""
        version = self.versions[place]
        rubric = version.rubric if version else None
        return Measured(
            {
                line.person: line.cells[place].percent
                for line in self.lines
                if line.cells[place] is not None
                and line.cells[place].percent is not None
                and same_measure(line.cells[place].rubric, rubric)
            }
        )

    @property
    def all_measured(self):
        return [self.measured(place) for place in range(len(self.cycles))]

    @property
    def compared(self):
        """The comparable cycles, each only with those who were measured in all of them."""
        measures = self.all_measured[self.start :]
        people = in_all(measures)
        return [only(measured, people) for measured in measures]

    @property
    def change(self) -> Change:
        compared = self.compared
        return change(compared[0], compared[-1]) if len(compared) > 1 else Change({})

    def band_starts(self, place):
        people = self.measured(place).percents
        return {
            line.person: line.cells[place].band.start
            for line in self.lines
            if line.person in people and line.cells[place].band
        }

    @property
    def moves(self):
        """Up, the same, down: bands since the first comparable cycle."""
        return band_moves(self.band_starts(self.start), self.band_starts(len(self.cycles) - 1))

    def in_bands(self, place):
        """How many stand in each band of the last cycle's set, lowest first."""
        starts = list(self.band_starts(place).values())
        return [(band, starts.count(band.start)) for band in self.bands]

    @property
    def observers(self):
        return len({cell.visit.observer_id for cell in self.cells()})

    @property
    def bands_differ(self):
        return len({cell.bands for cell in self.cells() if cell.bands}) > 1

    @property
    def has_open_ones(self):
        return any(not cell.is_final for cell in self.cells())

    @property
    def has_other_instruments(self):
        rubrics = [version.rubric if version else None for version in self.versions]
        return any(
            cell is not None and cell.percent is not None and not same_measure(cell.rubric, rubric)
            for line in self.lines
            for cell, rubric in zip(line.cells, rubrics, strict=True)
        )

    def cells(self):
        return (cell for line in self.lines for cell in line.cells if cell)


def chain_to(cycle, cycles):
    """The cycle and all before it, the oldest first. `cycles` are those of the school."""
    known = {row.pk: row for row in cycles}
    chain = [known.get(cycle.pk, cycle)]
    while chain[0].follows_id in known:
        chain.insert(0, known[chain[0].follows_id])
    return chain


def results_of(chain, *, participants, visits, results, sheets, versions):
    """Put together what is there, from rows that the reader may read.

    `results` are the current ones; of `sheets` only those of the observers count; `versions` are
    what `versions_used` finds for all of them.
    """
    places = {cycle.pk: place for place, cycle in enumerate(chain)}
    visits = [
        visit
        for visit in visits
        if visit.cycle_id in places and visit.kind in SUPERVISION and visit.person_id
    ]
    found = {result.visit_id: result for result in results}
    filled = {sheet.visit_id: sheet for sheet in sheets}
    own = [versions.get(cycle.version_id) for cycle in chain]
    cells, people = defaultdict(dict), {}
    for visit in sorted(visits, key=lambda visit: visit.date):
        visit.cycle = chain[places[visit.cycle_id]]
        cell = _cell(visit, found.get(visit.pk), filled.get(visit.pk), versions)
        place = places[visit.cycle_id]
        if cell and _counts_more(cell, cells[visit.person_id].get(place), own[place]):
            people[visit.person_id] = visit.person
            cells[visit.person_id][place] = cell
    reasons = defaultdict(dict)
    for part in participants:
        people.setdefault(part.person_id, part.person)
        reasons[part.person_id][places[part.cycle_id]] = part.reason
    lines = [_line(person, cells[pk], reasons[pk], len(chain)) for pk, person in people.items()]
    return Results(
        tuple(chain),
        tuple(own),
        tuple(sorted(lines, key=by_class_and_name)),
        _bands_of_last(chain[-1], lines),
    )


def versions_used(*kinds_of_rows):
    """Each version once by its id, however many rows name it: their texts are long."""
    wanted = {row.version_id for rows in kinds_of_rows for row in rows}
    return InstrumentVersion.objects.select_related("instrument").in_bulk(wanted - {None})


def _cell(visit, result, sheet, versions):
    if result:
        return Cell(
            visit=visit,
            percent=result.exact,
            band=result.band,
            bands=read_bands(result.bands),
            version=versions.get(result.version_id),
            is_met=met(visit, result.exact, result.is_met),
            is_final=True,
            class_name=result.class_name,
        )
    if sheet is None or sheet.version_id is None:
        return None
    sheet.version = versions[sheet.version_id]
    percent = outcome_of_sheet(sheet).percent
    bands = visit.band_set.bands if visit.band_set else ()
    return Cell(
        visit=visit,
        percent=percent,
        band=band_of(percent, bands) if bands and percent is not None else None,
        bands=tuple(bands),
        version=sheet.version,
        is_met=met(visit, percent, visit.is_met),
        is_final=False,
        class_name=visit.class_group.name if visit.class_group else "",
    )


def met(visit, percent, judged):
    """As it was judged for the visit; else by the figure of the visit, or that of the cycle."""
    if judged is not None:
        return judged
    at_least = visit.at_least
    if at_least is None and visit.cycle:
        at_least = visit.cycle.at_least
    return is_met(percent, at_least)


def _counts_more(cell, other, version):
    """Of several visits the one made with the cycle's instrument stands, then the latest."""
    if other is None:
        return True
    rubric = version.rubric if version else None
    return (cell.percent is not None, same_measure(cell.rubric, rubric)) >= (
        other.percent is not None,
        same_measure(other.rubric, rubric),
    )


def _line(person, cells, reasons, length):
    row = tuple(cells.get(place) for place in range(length))
    last, since = row[-1], None
    if last and last.percent is not None:
        since = length - 1
        for place in reversed(range(length - 1)):
            cell = row[place]
            if cell is None or cell.percent is None:
                continue
            if not same_measure(cell.rubric, last.rubric):
                break
            since = place
    return Line(person, row, tuple(map(reasons.get, range(length))), since)


def by_class_and_name(line):
    """Never by the result."""
    return class_order(line.class_name), line.person.name.casefold()


def class_order(name):
    """Kelas 2 before Kelas 10, those without a class last."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    return not name, [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _bands_of_last(cycle, lines):
    used = [line.last.bands for line in lines if line.last and line.last.bands]
    if used:
        return max(set(used), key=used.count)
    return tuple(cycle.band_set.bands) if cycle.band_set else ()
