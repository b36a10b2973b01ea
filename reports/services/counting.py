"""Summaries of terms: counted by a worker, and again once something under them has changed."""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from schools.jobs import wake
from schools.models import AuditEntry, Term
from schools.models.audit import WRITES
from supervision.services.cycle_results import class_order

from ..calculations import performance
from ..models import Summary
from ..sources import visits
from .collaborating import collaboration_of

PAUSE = timedelta(seconds=30)  # what comes within it is counted in one go
LATE = timedelta(seconds=60)  # a change may be seen so long after its moment: its row came later


def numbers_of(term):
    """All sums of one school in one term, and a line for each of its people."""
    people, results = visits.people(term), visits.results(term)
    earlier = previous(term)
    now = visits.measured(results)
    before = visits.measured(visits.results(earlier) if earlier else [])
    visited, steps = visits.visited(term), visits.steps(term)
    today = timezone.localdate(timezone=term.school.zone)
    numbers = {
        "results": performance.results(now, people),
        "changes": performance.changes(before, now, people),
        "bands": performance.bands(now, people),
        "items": performance.items(visits.scores(results), people),
        "coverage": performance.coverage(people, visited),
        "steps": performance.follow_through(performance.but_heads(steps, people), today),
        "criterion": performance.criterion(visits.judged(results), people),
        "self": performance.beside_own(visits.differences(term, results), people),
    }
    lines = performance.lines(people, before, now, visits.classes(results), visited, steps)
    lines = sorted(lines, key=lambda line: class_order(line["class"]))
    return numbers | collaboration_of(term), lines


def previous(term):
    earlier = Term.objects.filter(school=term.school_id, last_day__lt=term.first_day)
    return earlier.order_by("-last_day").first()


def count(summary):
    """Count anew and keep it, unless something has changed meanwhile."""
    at = timezone.now()
    numbers, people = numbers_of(summary.term)
    return summary.finish(numbers=numbers, people=people, counted_at=at)


def count_again(summaries):
    """Have these counted soon. One that is being counted right now starts over."""
    stale = summaries.exclude(state=Summary.State.QUEUED)
    return stale.update(
        state=Summary.State.QUEUED, token=None, attempts=0, due_at=timezone.now() + PAUSE
    )


def look_for_changes(back):
    """Find schools in which something was written since their numbers were counted.

    Terms that nobody has counted yet get their summary.
    """
    since = timezone.now() - back
    written = AuditEntry.objects.filter(at__gte=since, action__in=WRITES).exclude(school=None)
    newest = written.order_by().values_list("school").annotate(at=Max("at"))
    for school, at in newest:
        for term in Term.objects.filter(school=school, summary=None):
            wake(Summary.objects.create(term=term))
        behind = Summary.objects.filter(term__school=school, counted_at__lt=at + LATE)
        count_again(behind)
