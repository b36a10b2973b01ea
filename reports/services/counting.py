"""Summaries of terms: counted by a worker, and again once something under them has changed."""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from schools.jobs import wake
from schools.models import AuditEntry, Term
from schools.models.audit import WRITES

from ..calculations import sums
from ..calculations.network import network
from ..models import Summary
from ..sources import meetings
from . import gathering

PAUSE = timedelta(seconds=30)  # what comes within it is counted in one go
OWN = "reports."  # what reports themselves write is counted nowhere
LATE = timedelta(seconds=60)  # a change may be seen so long after its moment: its row came later


def numbers_of(term):
    """All sums of one school in one term, and the lines they are sums of."""
    lines = gathering.lines_of(term, previous(term))
    today = f"{timezone.localdate(timezone=term.school.zone)}"
    own = {line["person"]: line["work"] for line in lines["people"] if line["is_home"]}
    picture = {"network": network(own, meetings.present(term))}
    return sums.numbers(lines, today) | picture, lines


def previous(term):
    earlier = Term.objects.filter(school=term.school_id, last_day__lt=term.first_day)
    return earlier.order_by("-last_day").first()


def count(summary):
    """Count anew and keep it, unless something has changed meanwhile."""
    at = timezone.now()
    try:
        numbers, lines = numbers_of(summary.term)
    except Exception:
        summary.put_back()
        raise
    return summary.finish(numbers=numbers, lines=lines, counted_at=at)


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
    written = written.exclude(subject__startswith=OWN)
    newest = written.order_by().values_list("school").annotate(at=Max("at"))
    for school, at in newest:
        for term in Term.objects.filter(school=school, summary=None):
            wake(Summary.objects.create(term=term))
        behind = Summary.objects.filter(term__school=school, counted_at__lt=at + LATE)
        count_again(behind)
