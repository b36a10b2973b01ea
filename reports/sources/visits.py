"""Visits, people and follow-ups as tidy frames, their rows in the order of time."""

import hashlib
from fractions import Fraction

import pandas as pd
from django.db.models import Q

from staff.kinds import HEADS, TEACHERS
from staff.models import Placement
from supervision.calculations.cycles import measure_of
from supervision.calculations.results import NOT_APPLICABLE, tally
from supervision.kinds import SUPERVISION, Fate, Voice
from supervision.models import FollowUp, Result, Sheet, Visit
from supervision.services.cycle_results import met, versions_used

from ..calculations.performance import HEAD
from ..calculations.units import ALL, POINT


def results(term):
    """The last word on each final visit of the term, with its version."""
    found = Result.objects.current().filter(**of_visits(term))
    found = found.select_related("visit__cycle")
    found = list(found.order_by("visit__date", "visit__final_at", "visit", "pk"))
    versions = versions_used(found)
    for result in found:
        result.version = versions.get(result.version_id)
    return found


def of_visits(term, path="visit__"):
    """Visits at somebody's work there in the term, for a row that `path` leads on from."""
    return {
        f"{path}school": term.school_id,
        f"{path}date__range": span(term),
        f"{path}kind__in": sorted(SUPERVISION),
    }


def span(term):
    return term.first_day, term.last_day


def measured(results):
    """A row for each person, stage and visit that was scored."""
    results = scored(results)
    versions = {result.version_id: result.version for result in results}
    names = {pk: name_of_measure(version) for pk, version in versions.items()}
    rows = []
    for result in results:
        measure, band = names[result.version_id], key_of(result.band)
        whole = {ALL: {"earned": result.earned, "maximum": result.maximum}}
        for stage, part in (whole | parts(result)).items():
            value = millionths(percent(part["earned"], part["maximum"]))
            rows.append((result.visit.person_id, stage, measure, value, band))
    return pd.DataFrame(rows, columns=["person", "stage", "measure", "value", "band"])


def scored(results):
    return [result for result in results if result.maximum]


def parts(result):
    """Stages of teaching, and of the education staff what their service is looked at for."""
    found = result.parts.get("stages", {}) | result.parts.get("services", {})
    return {name: part for name, part in found.items() if part["maximum"]}


def percent(earned, maximum):
    return Fraction(earned) / Fraction(maximum) * 100


def millionths(points):
    return round(points * POINT)


def key_of(band):
    """Bands of different schools are one if they begin alike, are called alike and look alike."""
    return f"{band.start.normalize():f}|{band.label.id}|{band.tone}" if band else ""


def name_of_measure(version):
    """Versions that measure alike share it."""
    return hashlib.sha256(repr(measure_of(version.rubric)).encode()).hexdigest()[:12]


def scores(results):
    """A row for each visit and item that was scored; not so what does not apply."""
    rows = []
    for result in scored(results):
        rubric = result.version.rubric
        for item in scored_items(rubric, result.scores):
            found = tally([item], rubric.scale, result.scores)
            row = (result.visit.person_id, str(result.version_id), result.pk, item.code)
            rows.append((*row, found.earned, found.maximum))
    return pd.DataFrame(rows, columns=["person", "version", "visit", "item", "earned", "maximum"])


def scored_items(rubric, *sheets):
    """The items that have a score on each of these sheets."""
    return [
        item
        for item in rubric.items
        if all(scores.get(item.code) not in {None, NOT_APPLICABLE} for scores in sheets)
    ]


def judged(results):
    """Whether a visit met its criterion, or that of its cycle, where that is known."""
    verdicts = [
        (result.visit.person_id, met(result.visit, result.exact, result.is_met))
        for result in results
    ]
    rows = [row for row in verdicts if row[1] is not None]
    return pd.DataFrame(rows, columns=["person", "met"])


def classes(results):
    """In which class somebody was seen."""
    rows = [(found.visit.person_id, found.class_name) for found in results if found.class_name]
    return pd.DataFrame(rows, columns=["person", "class"])


def differences(term, results):
    """Own percent minus the observer's over the items that both scored, where both measure alike
    and the self-assessment was shared."""
    sheets = Sheet.objects.filter(voice=Voice.OWN, shared_at__isnull=False, **of_visits(term))
    own = {sheet.visit_id: sheet for sheet in sheets}
    versions = versions_used(own.values())
    rows = []
    for result in scored(results):
        sheet = own.get(result.visit_id)
        if sheet and mirrors(versions.get(sheet.version_id), result.version):
            rubric = result.version.rubric
            items = scored_items(rubric, sheet.scores, result.scores)
            mine, theirs = (
                tally(items, rubric.scale, scores).percent
                for scores in (sheet.scores, result.scores)
            )
            if mine is not None:
                rows.append((result.visit.person_id, millionths(mine) - millionths(theirs)))
    return pd.DataFrame(rows, columns=["person", "difference"])


def mirrors(own, version):
    """Whether both ask for the same items on the same scale, by whatever name."""
    return own is not None and measure_of(own.rubric)[1:] == measure_of(version.rubric)[1:]


def people(term):
    """Who worked at the school in the term, and as what in the end."""
    there = Placement.objects.filter(school=term.school_id, since__lte=term.last_day)
    there = there.filter(Q(until=None) | Q(until__gte=term.first_day)).order_by("since", "pk")
    work = {person: work_of(kind) for person, kind in there.values_list("person", "kind")}
    return pd.DataFrame(sorted(work.items()), columns=["person", "work"])


def work_of(kind):
    if kind in HEADS:
        return HEAD
    return "teacher" if kind in TEACHERS else "staff"


def visited(term):
    took_place = Visit.objects.took_place().filter(**of_visits(term, path=""))
    return pd.Series(list(took_place.values_list("person", flat=True)), dtype=object)


def steps(term):
    """Steps after visits that fell due in the term, by whose work was visited."""
    rows = FollowUp.objects.exclude(state=Fate.CARRIED).filter(
        visit__school=term.school_id, visit__kind__in=sorted(SUPERVISION), due__range=span(term)
    )
    zone = term.school.zone
    return pd.DataFrame(
        [
            (person, state == Fate.SOLVED, due, closed and closed.astimezone(zone).date())
            for person, state, due, closed in rows.values_list(
                "visit__person", "state", "due", "closed_at"
            )
        ],
        columns=["person", "done", "due", "closed"],
    ).astype({"done": bool})
