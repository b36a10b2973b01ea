"""What cycles came to: everybody's results side by side, for those who lead or look after a
school. Never by rank."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from schools import audit, tables
from schools.access import KNOW, READ
from schools.downloads import download
from schools.models import School, Term
from schools.scoped_views import ScopedDetailView
from staff.kinds import HEADS
from staff.models import Placement

from .. import findings
from ..figures import dumbbell
from ..kinds import SHARED, SUPERVISION, State, Voice
from ..models import Cycle, Participant, Problem, Result, Sheet, Visit
from ..services.coverage import coverage
from ..services.cycle_results import chain_to, results_of, versions_used


class ReadsResults:
    """Fetches, in a fixed number of questions, what the reader may read of some cycles."""

    def cycles_of(self, school):
        return list(
            self.rows(Cycle, READ)
            .filter(school=school)
            .select_related("term", "band_set")
            .order_by("term__code", "number", "pk")
        )

    def fetched(self, cycles):
        visits = (
            self.rows(Visit, READ)
            .shared()
            .filter(cycle__in=cycles, kind__in=sorted(SUPERVISION))
            .select_related("person", "class_group", "band_set")
        )
        results = self.rows(Result).current().filter(visit__cycle__in=cycles)
        sheets = self.rows(Sheet).filter(
            visit__cycle__in=cycles,
            visit__state__in=sorted(SHARED - {State.FINAL}),
            voice=Voice.OBSERVER,
            room=None,
        )
        people = self.rows(Participant).filter(cycle__in=cycles).select_related("person")
        rows = {"visits": list(visits), "results": list(results), "sheets": list(sheets)}
        return rows | {
            "participants": list(people),
            "versions": versions_used(cycles, *rows.values()),
        }

    def results_along(self, chain, rows):
        kept = {cycle.pk for cycle in chain}
        parts = [part for part in rows["participants"] if part.cycle_id in kept]
        return results_of(chain, **rows | {"participants": parts})

    def kinds_of(self, school, people):
        here = self.rows(Placement, KNOW).filter(school=school, person__in=people)
        return set(here.values_list("kind", flat=True)) - HEADS


class CycleResults(ReadsResults, ScopedDetailView):
    model = Cycle
    action = READ
    template_name = "supervision/cycle_results.html"
    reading_is_recorded = True

    def narrow(self, rows):
        return rows.select_related("school", "term", "band_set", "version__instrument")

    def get_context_data(self, **kwargs):
        cycle = self.object
        chain = chain_to(cycle, self.cycles_of(cycle.school))
        results = self.results_along(chain, self.fetched(chain))
        measured = results.measured(len(chain) - 1)
        problems = self.rows(Problem).filter(cycle=cycle)
        kinds = self.kinds_of(cycle.school, [one.pk for one in measured.percents])
        drawn = drawing_of(results)
        return super().get_context_data(
            results=results,
            findings=findings.findings(results),
            how=findings.how_counted(results),
            caveat=findings.caveat(results, kinds),
            cautions=list(findings.cautions(results)),
            columns=columns_of(results),
            table=list(table_of(results)),
            foot=foot_of(results),
            compares=any(line.change is not None for line in results.lines),
            has_verdicts=any(line.last and line.last.is_met is not None for line in results.lines),
            drawings=[
                (name, dumbbell.draw(*drawn, layout))
                for name, layout in [("phone", dumbbell.PHONE), ("wide", dumbbell.WIDE)]
            ]
            if any(cell.percent is not None for cell in results.cells())
            else [],
            marks=[(dumbbell.mark_of(row.number), row.name) for row in results.cycles],
            bands=list(bands_in_words(results.bands)),
            problems=list(problems),
            **kwargs,
        )


def drawing_of(results):
    """What the figure is drawn from: people in the order of the rows, cycles, bands."""
    people = [
        (
            line.person.name,
            [cell.percent if cell else None for cell in line.cells],
            line.breaks,
            findings.figure(line.last.percent)
            if line.last and line.last.percent is not None
            else _("not measured"),
        )
        for line in results.lines
        if any(cell and cell.percent is not None for cell in line.cells)
    ]
    numbers = [cycle.number for cycle in results.cycles]
    bands = [(band.start, findings.told(band.label), band.tone) for band in results.bands]
    return people, numbers, bands


def columns_of(results):
    return [
        {"cycle": cycle, "breaks": place in results.breaks}
        for place, cycle in enumerate(results.cycles)
    ]


def table_of(results):
    """The rows of the page: a cell for each cycle, the change, and the bands at both ends."""
    for line in results.lines:
        since = results.cycles[line.since] if line.change is not None else None
        first = line.first if line.change is not None else None
        yield {
            "line": line,
            "cells": [
                {"cell": cell, "cycle": cycle, "reason": reason}
                for cell, cycle, reason in zip(
                    line.cells, results.cycles, line.reasons, strict=True
                )
            ],
            "change": findings.points(line.change) if line.change is not None else "",
            "reason": line.reasons[-1] if line.last is None else "",
            "since": since.name if since and line.since != results.start else "",
            "first": first,
            "last": line.last,
        }


def foot_of(results):
    measures = results.all_measured
    change = results.change
    return {
        "means": [
            {
                "cycle": cycle,
                "mean": findings.figure(measured.mean) if measured.n else "",
                "n": measured.n,
            }
            for cycle, measured in zip(results.cycles, measures, strict=True)
        ],
        "change": findings.points(change.mean) if change.n else "",
        "change_n": change.n,
    }


def bands_in_words(bands):
    """Each band with its bounds, lowest first."""
    for place, band in enumerate(bands):
        start = findings.number_format(band.start.normalize(), None)
        if place == 0 and len(bands) > 1:
            end = findings.number_format(bands[1].start.normalize(), None)
            yield band.tone, findings.told(band.label), _("below %(figure)s") % {"figure": end}
        else:
            yield band.tone, findings.told(band.label), _("from %(figure)s") % {"figure": start}


class CycleResultsTable(ReadsResults, ScopedDetailView):
    """The same figures to keep working with."""

    model = Cycle
    action = READ

    def narrow(self, rows):
        return rows.select_related("school", "term", "band_set")

    def get(self, request, *args, **kwargs):
        cycle = self.get_object()
        chain = chain_to(cycle, self.cycles_of(cycle.school))
        results = self.results_along(chain, self.fetched(chain))
        people = [line.person.pk for line in results.lines]
        kinds = self.kinds_of(cycle.school, people)
        audit.record(request, audit.Action.EXPORTED, cycle, fields=["results"])
        name = f"{cycle.school} {cycle.name} {cycle.term}".replace("/", "-")
        return download(tables.as_xlsx(sheets_of(results, kinds)), name, "xlsx")


def sheets_of(results, kinds):
    """Each person; each cycle; how it was counted. Missing stays an empty cell."""
    cycles = [str(cycle.name) for cycle in results.cycles]
    header = [
        _("Name"),
        pgettext("class group", "Class"),
        *(f"{name} (%)" for name in cycles),
        _("Change (points)"),
        _("Band at the start"),
        _("Band now"),
        _("Criterion"),
        _("State of the result"),
    ]
    rows = [
        [
            line.person.full_name,
            line.class_name,
            *(findings.in_cell(cell.percent) if cell else None for cell in line.cells),
            findings.in_cell(line.change),
            band_word(line.first) if line.change is not None else "",
            band_word(line.last),
            criterion_word(line.last),
            state_word(line.last),
        ]
        for line in results.lines
    ]
    measures = results.all_measured
    sums = [
        [
            name,
            measured.n,
            findings.in_cell(measured.mean),
            findings.in_cell(measured.lowest),
            findings.in_cell(measured.highest),
            findings.in_cell(measured.spread),
            str(version) if version else "",
        ]
        for name, measured, version in zip(cycles, measures, results.versions, strict=True)
    ]
    notes = [*findings.how_counted(results), findings.caveat(results, kinds)]
    notes += [*findings.cautions(results)]
    notes.append(_("This result is part of the dialogue at school. It is not an SKP predicate."))
    return [
        (_("Results"), header, rows),
        (
            _("By cycle"),
            [
                _("Cycle"),
                "n",
                _("Mean (%)"),
                _("Lowest (%)"),
                _("Highest (%)"),
                _("Highest less lowest"),
                _("Instrument"),
            ],
            sums,
        ),
        (_("How it was counted"), [_("How it was counted")], [[note] for note in notes if note]),
    ]


def band_word(cell):
    return findings.told(cell.band.label) if cell and cell.band else ""


def criterion_word(cell):
    if cell is None or cell.is_met is None:
        return ""
    return pgettext("criterion", "Met") if cell.is_met else pgettext("criterion", "Not met yet")


def state_word(cell):
    if cell is None:
        return _("not measured")
    return pgettext("visit state", "Final") if cell.is_final else _("not final yet")


class SchoolResults(ReadsResults, ScopedDetailView):
    """The cycles of one school one after the other, and whom this term has reached."""

    model = School
    action = READ
    template_name = "supervision/school_results.html"
    reading_is_recorded = True

    def get_context_data(self, **kwargs):
        school, today = self.object, timezone.localdate()
        cycles = self.cycles_of(school)
        rows = self.fetched(cycles)
        term = self.rows(Term).on(today).filter(school=school).first()
        reached = self.coverage_of(school, term) if term else None
        return super().get_context_data(
            chains=[self.shown(chain, rows) for chain in chains_of(cycles)],
            term=term,
            coverage=reached,
            covered=_("This term %(done)d of %(all)d people have been visited.")
            % {"done": reached.done, "all": reached.all}
            if reached
            else "",
            **kwargs,
        )

    def shown(self, chain, rows):
        results = self.results_along(chain, rows)
        return [
            {
                "cycle": cycle,
                "version": version,
                "n": measured.n,
                "mean": findings.percentage(measured.mean) if measured.n else "",
                "spread": findings.figure(measured.spread) if measured.n else "",
                "breaks": place in results.breaks,
            }
            for place, (cycle, version, measured) in enumerate(
                zip(results.cycles, results.versions, results.all_measured, strict=True)
            )
        ]

    def coverage_of(self, school, term):
        """Of all who are placed here today and do not lead it, who has had a visit this term."""
        here = self.rows(Placement, KNOW).current().filter(school=school)
        here = here.exclude(kind__in=sorted(HEADS)).select_related("person")
        people = list({placement.person for placement in here})
        people.sort(key=lambda person: person.name.casefold())
        visits = self.rows(Visit).filter(
            school=school, date__range=(term.first_day, term.last_day), person__in=people
        )
        return coverage(people, visits)


def chains_of(cycles):
    """Cycles that continue each other, as chains, the newest chain first."""
    followed = {cycle.follows_id for cycle in cycles}
    ends = [cycle for cycle in cycles if cycle.pk not in followed]
    return [chain_to(end, cycles) for end in reversed(ends)]
