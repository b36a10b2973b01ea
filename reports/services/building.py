"""Building a report: over its schools one by one, as far as who asked may read them.

A cycle, a person or a group is a single part: apart.py.
"""

from django.db import transaction
from django.utils import timezone

from schools.models import Term
from schools.models.jobs import Job, LeaseLost

from ..models import Report, Summary
from . import apart, counting
from .asking import told_of

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
    at = timezone.now()
    reads, places = told_of(report.place, report.requested_by)
    report.advance(0, len(places))
    parts = []
    for done, place in enumerate(places, 1):
        is_school = report.is_of_schools
        parts.append(part_of(report, place, reads) if is_school else apart.part_of(report, place))
        report.advance(done, len(places))
    with transaction.atomic():
        if not report.finish(parts=parts, reads=reads, counted_at=at):
            raise LeaseLost
        report.schools.set(part["school"] for part in parts if part["school"])


def part_of(report, school, reads):
    term = Term.objects.filter(school=school, code=report.term).select_related("school").first()
    numbers = numbers_of(term, report.requested_by, reads) if term else {}
    told = {key: numbers[key] for key in TOLD[report.kind] if key in numbers}
    return {
        "school": school.pk,
        "cluster": school.cluster_id,
        "name": str(school),
        "numbers": told,
        "before": before(term),
    }


def numbers_of(term, user, reads):
    """What is stored, or what it comes to now if something has changed since."""
    stored = Summary.objects.for_user(user, reads).filter(term=term, state=Job.State.DONE)
    summary = stored.defer("lines").first()
    if summary:
        return summary.numbers
    numbers, _lines = counting.numbers_of(term)
    return numbers


def before(term):
    """work → stage → how many were measured in the term before, to tell whose change may stand."""
    earlier = counting.previous(term) if term else None
    summary = Summary.objects.filter(term=earlier).first() if earlier else None
    results = summary.numbers.get("results", {}) if summary else {}
    return {
        work: {stage: sums["n"] for stage, sums in stages.items()}
        for work, stages in results.items()
        if "n" not in stages
    }
