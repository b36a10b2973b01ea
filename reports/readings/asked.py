"""The tables of a report that was asked for, from the sums of each of its schools.

Of one school they name what was measured, row by row; of several they have a row for each school
and the total. `is_told` says that the reader may read the figures of a few as well; for all
others calculations/disclosure.py decides.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..calculations import disclosure
from ..calculations.merging import merged
from ..tables import HIDDEN, Column, Kind, Row, Table
from . import numbers as read
from . import subjects, told
from .bands import spread_of
from .told import WHOLE


@dataclass(frozen=True)
class Names:
    """What codes are called, as far as the reader may know."""

    factors: dict = field(default_factory=dict)  # code → name
    levels: dict = field(default_factory=dict)  # key of a list → code of a level → name
    rubrics: dict = field(default_factory=dict)  # key of a version of an instrument → its rubric


def tables_of(kind, is_one_school, parts, *, is_told, names=Names(), of=None):
    """`parts`: of each school its pk as `school`, its cluster and name, its numbers, and how many
    were measured `before`. `of` reads what is not about schools: see readings/apart.py."""
    asked = (of or Asked)(is_one_school, parts, is_told, names)
    found = asked.performance() if kind == "performance" else asked.collaboration()
    return [table for table in found if table.rows]


def made(key, title, columns, rows, *, total=None, lead=""):
    """A table from the cells of its rows; what a row does not hold is missing there."""

    def row(cells, **facts):
        return Row({column.key: cells.get(column.key) for column in columns}, **facts)

    found = [row(cells) for cells in rows]
    if total is not None and found:
        found.append(row(total, is_total=True))
    return Table(key, title, tuple(columns), tuple(found), lead)


class Asked:
    readers = 0  # of those counted

    def __init__(self, is_one_school, parts, is_told, names):
        self.is_one_school, self.parts, self.is_told = is_one_school, parts, is_told
        self.names = names
        self.numbers = merged(part["numbers"] for part in parts)
        self.before = merged(part["before"] for part in parts)

    def performance(self):
        first, second, *others = map(self.table, subjects.performance(is_told=self.is_told))
        yield from (first, second)
        yield from self.changes()
        yield from map(self.bands, subjects.works())
        yield from others

    def collaboration(self):
        first, *others = map(self.table, subjects.collaboration())
        yield from (first, self.months(), *others)
        yield from (
            self.factors("help", _("What helps")),
            self.factors("hinder", _("What hinders")),
        )
        yield from self.levels()

    # Who may be told what

    def hidden(self, n_of):
        """The schools, and WHOLE, whose figure is not told; `n_of` says of how many it is."""
        if self.is_told:
            return frozenset()
        return told.hidden(
            (part["school"], part["cluster"], self.others(n_of(part["numbers"]) or 0))
            for part in self.parts
        )

    def others(self, n):
        return max(0, n - self.readers)

    def hidden_in(self, measures):
        """measure → as `hidden`. A school whose one figure is hidden tells no other beside it,
        from which that one could be worked out."""
        alone = {measure: self.hidden(measure.n) for measure in measures if measure.n}
        shared = frozenset().union(*(keys for keys in alone.values() if WHOLE not in keys))
        return {measure: keys | shared for measure, keys in alone.items()}

    # One figure for each measure

    def table(self, subject):
        told = [one for one in subject.measures if one.value(self.numbers) is not None]
        return (self.by_measure if self.is_one_school else self.by_school)(subject, told)

    def by_measure(self, subject, measures):
        columns = [
            Column("what", pgettext("of a report", "What")),
            *([Column("n", "n", Kind.COUNT)] if subject.shows_n else []),
            Column("value", heading_of(subject.kind), subject.kind),
        ]
        cells = self.reader_of(measures)
        rows = [
            {"what": measure.label} | cells(measure, WHOLE, self.numbers, "value", "n")
            for measure in measures
        ]
        return made(subject.key, subject.title, columns, rows, lead=subject.lead)

    def by_school(self, subject, measures):
        """With an n for each measure, or a single one where it is the same for all."""
        columns = [Column("school", _("School"))]
        of_same = subject.shows_n and self.are_of_same(measures)
        if of_same:
            columns.append(Column("n", "n", Kind.COUNT))
        for measure in measures:
            n = f"{measure.key}-n" if subject.shows_n and not of_same else ""
            columns.append(Column(measure.key, measure.label, subject.kind, n))
            if n:
                columns.append(Column(n, f"n, {measure.label}", Kind.COUNT))
        cells = self.reader_of(measures)

        def row(name, key, numbers):
            found = {"school": name}
            for measure in measures:
                n = "n" if of_same else f"{measure.key}-n"
                found |= cells(measure, key, numbers, measure.key, n)
            return found

        schools = [row(part["name"], part["school"], part["numbers"]) for part in self.parts]
        return made(
            subject.key,
            subject.title,
            columns,
            schools if measures else [],
            total=row(_("Total"), WHOLE, self.numbers),
            lead=subject.lead,
        )

    def are_of_same(self, measures):
        return all(
            len({measure.n(part["numbers"]) for measure in measures}) == 1 for part in self.parts
        )

    def reader_of(self, measures):
        """Reads a figure and its n under the names given, both as far as they are told."""
        hidden = self.hidden_in(measures)

        def cells(measure, key, numbers, value_as, n_as):
            value = measure.value(numbers)
            if value is not None and key in hidden.get(measure, ()):
                return {value_as: HIDDEN, n_as: HIDDEN}
            return {value_as: value, n_as: measure.n and measure.n(numbers)}

        return cells

    # Changes: of those who were measured in both terms

    def changes(self):
        columns = (
            Column("n", "n", Kind.COUNT),
            Column("change", pgettext("difference", "Change"), Kind.POINTS),
            Column("low", _("Probably at least"), Kind.POINTS),
            Column("high", _("Probably at most"), Kind.POINTS),
            *(self.how_they_moved() if self.is_told else ()),
            Column("says", _("What it says")),
        )
        lead = _(
            "Those who were measured in this term and the one before with the same instrument. "
            "With fewer than five of them nothing is concluded."
        )
        there = [
            (work, stage, title)
            for work, stage, title in subjects.changes()
            if read.of(self.numbers, "changes", work, stage)
        ]
        if self.is_one_school:
            yield made(
                "changes",
                _("Change since the term before"),
                (Column("what", pgettext("of a report", "What")), *columns),
                [
                    {"what": title} | self.change_reader(work, stage)(WHOLE, self.numbers)
                    for work, stage, title in there
                ],
                lead=lead,
            )
            return
        for work, stage, title in there:
            change = self.change_reader(work, stage)
            yield made(
                f"change-{work}-{stage}",
                _("Change: %(what)s") % {"what": title},
                (Column("school", _("School")), *columns),
                [
                    {"school": part["name"]} | change(part["school"], part["numbers"])
                    for part in self.parts
                ],
                total={"school": _("Total")} | change(WHOLE, self.numbers),
                lead=lead,
            )

    def how_they_moved(self):
        """For whoever reads of single people as well."""
        yield Column("spread", _("Standard deviation"), Kind.SPREAD)
        yield Column("risen", pgettext("people", "Risen"), Kind.COUNT)
        yield Column("fallen", pgettext("people", "Fallen"), Kind.COUNT)

    def change_reader(self, work, stage):
        """Reads what a change says, as far as it is told."""
        hidden = self.hidden_changes(work, stage)

        def cells(key, numbers):
            sums = read.of(numbers, "changes", work, stage)
            if not sums or not sums["n"]:
                return {}
            if key in hidden:
                return dict.fromkeys(("n", "change", "low", "high", "says"), HIDDEN)
            found = read.comparison(sums)
            moved = {name: sums[name] for name in ("n", "risen", "fallen")}
            moved["change"] = found.mean
            if not found.says_something:
                return moved | {"says": _("too few to conclude")}
            return moved | {
                "spread": Fraction(found.spread),
                "low": Fraction(found.low),
                "high": Fraction(found.high),
                "says": {1: _("risen"), 0: _("hardly moved"), -1: _("fallen")}[found.direction],
            }

        return cells

    def hidden_changes(self, work, stage):
        """As `hidden`; a change beside which those measured once could be worked out counts as
        one of a few."""

        def n_of(part):
            both = read.of(part["numbers"], "changes", work, stage, "n") or 0
            now = read.of(part["numbers"], "results", work, stage, "n") or both
            earlier = read.of(part["before"], work, stage)
            stands = earlier and disclosure.may_compare(earlier, now, both)
            return both if stands else min(both, disclosure.LEAST - 1)

        if self.is_told:
            return frozenset()
        return told.hidden(
            ((part["school"], part["cluster"], n_of(part)) for part in self.parts),
            whole=n_of({"numbers": self.numbers, "before": self.before}),
        )

    # Tables of the place as a whole

    def bands(self, of_work):
        work, words = of_work
        counted = read.of(self.numbers, "bands", work) or {}
        spread = spread_of(counted, {} if self.is_told else counted)
        return made(
            f"bands-{work}",
            _("Bands: %(whose)s") % {"whose": words},
            (Column("band", _("Band")), Column("people", _("People"), Kind.COUNT)),
            [{"band": group.words, "people": group.n} for group in spread.bands],
            lead=" ".join(spread.notes),
        )

    def months(self):
        months = read.of(self.numbers, "cadence", "months") or {}
        return made(
            "months",
            _("Meetings by month"),
            (
                Column("month", pgettext("of a report", "Month")),
                Column("goal", _("Agreed"), Kind.COUNT),
                Column("held", pgettext("meeting", "Held"), Kind.COUNT),
                Column("missed", pgettext("meeting", "Not held"), Kind.COUNT),
            ),
            [
                {"month": date_format(date.fromisoformat(f"{month}-01"), "F Y")} | counts
                for month, counts in sorted(months.items())
            ],
            lead=_("A dash is a month of which nothing was written down."),
        )

    def factors(self, way, title):
        """The most named first; at the end, as one, those of which the reader knows no name."""
        if WHOLE in self.hidden(subjects.there):
            return made("", "", (), ())
        found = {}
        for code, counts in (read.of(self.numbers, "factors", way) or {}).items():
            name = self.names.factors.get(code, "")
            found[name] = merged([found.get(name, {}), counts])
        in_order = sorted(found, key=lambda name: (not name, -found[name]["quotes"], name))
        others = _("Others, by the schools' own names")
        columns = [
            Column("factor", pgettext("of a report", "Factor")),
            Column("quotes", _("Marked sentences"), Kind.COUNT),
            *([Column("answered", _("Answered"), Kind.COUNT)] if way == "hinder" else []),
        ]
        rows = [{"factor": name or others} | found[name] for name in in_order]
        return made(f"factors-{way}", title, columns, rows)

    def levels(self):
        """Pupils on each level at the start and at the end; of programmes with a mark to reach,
        those below it and the others."""
        of_level = pgettext("of a report", "Level")
        for key, counts in sorted((read.of(self.numbers, "interventions", "levels") or {}).items()):
            names = self.names.levels.get(key, {})
            codes = list(names) or sorted({*counts["before"], *counts["after"]})
            names = {code: names.get(code, code) for code in codes}
            yield self.pupils(f"levels-{key}", _("Pupils by level"), of_level, names, counts)
        if counts := read.of(self.numbers, "interventions", "marks"):
            names = {"below": _("Below the mark"), "reached": _("At the mark or above")}
            yield self.pupils("marks", _("Pupils by the mark to reach"), _("Mark"), names, counts)

    def pupils(self, key, title, label, names, counts):
        is_told = self.is_told or counts["n"] >= disclosure.LEAST
        return made(
            key,
            title,
            (
                Column("level", label),
                Column("before", _("At the start"), Kind.COUNT),
                Column("after", _("At the end"), Kind.COUNT),
            ),
            [
                {"level": name} | {when: counts[when].get(code, 0) for when in ("before", "after")}
                for code, name in names.items()
                if is_told
            ],
            lead=_("Over programmes that were measured both times (n = %(n)d).")
            % {"n": counts["n"]},
        )


def heading_of(kind):
    return {
        Kind.PERCENT: _("Mean"),
        Kind.POINTS: _("Points"),
        Kind.PART: pgettext("of a report", "Of all"),
        Kind.COUNT: _("Number"),
    }[kind]
