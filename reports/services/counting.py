"""Summaries of terms: counted by a worker, and again once something under them has changed."""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from schools.jobs import wake
from schools.models import AuditEntry, Term
from schools.models.audit import Action

from ..calculations import performance
from ..models import Summary
from ..sources import visits
from .collaborating import collaboration_of

PAUSE = timedelta(seconds=30)  # what comes within it is counted in one go
LATE = timedelta(seconds=60)  # a change may be seen so long after its moment: its row came later
WRITES = frozenset({Action.CREATED, Action.CHANGED, Action.ENDED, Action.IMPORTED})


def numbers_of(term):
    """All sums of one school in one term."""
    today = timezone.localdate(timezone=term.school.zone)
    now = visits.measured(term)
    before = previous(term)
    steps = visits.steps(term)
    return {
        "results": performance.sums(now),
        "changes": performance.changes(visits.measured(before), now) if before else {},
        "coverage": performance.coverage(visits.people(term), visits.visited(term)),
        "steps": performance.follow_through(steps, today),
    } | collaboration_of(term)


def previous(term):
    earlier = Term.objects.filter(school=term.school_id, last_day__lt=term.first_day)
    return earlier.order_by("-last_day").first()


def count(summary):
    """Count anew and keep it, unless something has changed meanwhile."""
    at = timezone.now()
    return summary.finish(numbers=numbers_of(summary.term), counted_at=at)


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
