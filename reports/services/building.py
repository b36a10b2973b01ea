"""Building a report: from what is stored of its schools, as far as who asked may read them.

About a cycle, a person or a group it has a single part: apart.py.
"""

from django.db import transaction

from schools.models.jobs import LeaseLost

from ..models import Report, Summary
from . import apart, counting
from .asking import told_of
from .together import counted

Kind = Report.Kind
# Of the numbers of a school, what a report of each kind tells. `coverage` says how many are there.
TOLD = {
    Kind.PERFORMANCE: "results changes bands coverage steps criterion self".split(),
    Kind.COLLABORATION: (
        "cadence attendance voices depth ideas decisions tasks kinds factors interventions "
        "network coverage"
    ).split(),
}


def build(report):
    """For the worker that has claimed it."""
    try:
        put_together(report)
    except LeaseLost:
        pass  # called off, or with another worker; nothing of ours was kept
    except Exception:
        report.put_back()
        raise


def put_together(report):
    reads, places = told_of(report.place, report.requested_by)
    of_place = of_schools if report.is_of_schools else apart.parts_of
    at, parts = of_place(report, places, reads)
    with transaction.atomic():
        if not report.finish(parts=parts, reads=reads, counted_at=at):
            raise LeaseLost
        report.schools.set(part["school"] for part in parts if part["school"])


def of_schools(report, schools, reads):
    """A part for each of the schools, and the moment they are from."""
    at, summaries = counted(report, schools)
    told = summaries.for_user(report.requested_by, reads).select_related("term").defer("lines")
    stored = {summary.term.school_id: summary for summary in told}
    return at, [part_of(school, stored.get(school.pk), report.kind) for school in schools]


def part_of(school, summary, kind):
    """What is stored of a school; without the term it stands there without figures."""
    numbers = summary.numbers if summary else {}
    return {
        "school": school.pk,
        "cluster": school.cluster_id,
        "name": str(school),
        "numbers": {key: numbers[key] for key in TOLD[kind] if key in numbers},
        "before": before(summary.term) if summary else {},
    }


def before(term):
    """work → stage → how many were measured in the term before, to tell whose change may stand."""
    earlier = counting.previous(term)
    summary = Summary.objects.filter(term=earlier).first() if earlier else None
    results = summary.numbers.get("results", {}) if summary else {}
    return {
        work: {stage: sums["n"] for stage, sums in stages.items()}
        for work, stages in results.items()
        if "n" not in stages
    }
