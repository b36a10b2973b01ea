"""Visits, people and follow-ups as tidy frames."""

import hashlib
from fractions import Fraction

import pandas as pd
from django.db.models import Q

from staff.kinds import HEADS, TEACHERS
from staff.models import Placement
from supervision.calculations.cycles import measure_of
from supervision.kinds import SUPERVISION, TOOK_PLACE, Fate
from supervision.models import FollowUp, Result, Visit

from ..calculations.units import ALL, POINT


def measured(term):
    """A row for each person, stage and final visit of the term."""
    results = (
        Result.objects.current()
        .filter(visit__school=term.school_id, visit__date__range=span(term), maximum__gt=0)
        .filter(visit__kind__in=SUPERVISION, visit__person__isnull=False)
        .select_related("visit", "version__instrument")
    )
    rows, measures = [], {}
    for result in results:
        measure = measures.setdefault(result.version_id, name_of_measure(result.version))
        sums = {ALL: {"earned": result.earned, "maximum": result.maximum}}
        for stage, part in (sums | result.parts.get("stages", {})).items():
            if part["maximum"]:
                value = round(Fraction(part["earned"]) / Fraction(part["maximum"]) * 100 * POINT)
                visit = result.visit
                rows.append((visit.person_id, stage, measure, visit.date, result.pk, value))
    return pd.DataFrame(rows, columns=["person", "stage", "measure", "date", "visit", "value"])


def name_of_measure(version):
    """Versions that measure alike share it."""
    return hashlib.sha256(repr(measure_of(version.rubric)).encode()).hexdigest()[:12]


def people(term):
    """Who worked at the school in the term, and as what."""
    there = Placement.objects.filter(school=term.school_id, since__lte=term.last_day)
    there = there.filter(Q(until=None) | Q(until__gte=term.first_day))
    rows = [(person, work_of(kind)) for person, kind in there.values_list("person", "kind")]
    return pd.DataFrame(rows, columns=["person", "work"])


def work_of(kind):
    if kind in HEADS:
        return "head"
    return "teacher" if kind in TEACHERS else "staff"


def visited(term):
    took_place = Visit.objects.filter(
        school=term.school_id,
        date__range=span(term),
        kind__in=SUPERVISION,
        state__in=TOOK_PLACE,
        person__isnull=False,
    )
    return pd.Series(list(took_place.values_list("person", flat=True)), dtype=object)


def steps(term):
    """Follow-ups that fell due in the term."""
    rows = FollowUp.objects.filter(visit__school=term.school_id, due__range=span(term))
    rows = rows.exclude(state=Fate.CARRIED)
    return pd.DataFrame(
        [
            (state == Fate.SOLVED, due, closed and closed.astimezone(term.school.zone).date())
            for state, due, closed in rows.values_list("state", "due", "closed_at")
        ],
        columns=["done", "due", "closed"],
    )


def span(term):
    return term.first_day, term.last_day
