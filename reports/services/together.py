"""Counting many schools: all workers at once, each summary by whoever claims it first."""

from contextlib import suppress
from time import sleep

from django.utils import timezone
from kombu.exceptions import OperationalError

from schools.jobs import send_all
from schools.models import Term

from ..models import Summary
from . import counting

State = Summary.State
A_LOOK = 1  # seconds until it is looked again at what others count


class Uncounted(Exception):  # noqa: N818  (it says what happened)
    """A school could not be counted in any of its attempts: no sum over it would be whole."""


def counted(report, schools):
    """The summaries of the schools in the term of the report, and the moment they are from."""
    summaries = summaries_of(schools, report.term)

    def tell(left):
        report.advance(len(schools) - left, len(schools))

    return count_all(summaries, tell), summaries


def summaries_of(schools, code):
    """One of each school that has the term, made where nobody has counted it yet."""
    terms = Term.objects.filter(school__in=schools, code=code)
    missing = [Summary(term=term) for term in terms.filter(summary=None)]
    Summary.objects.bulk_create(missing, ignore_conflicts=True)  # somebody else may make them too
    return Summary.objects.filter(term__in=terms)


def count_all(summaries, tell):
    """Return once each of these is counted, with a moment since which all of them were.

    They go out as one group, and whoever sends it counts along what nobody has claimed: so a
    worker alone comes to the end, and one without a broker. For those that others count it looks
    again; when one of these is dead, its lease runs out and the summary is to be had. `tell` is
    told how many are left.
    """
    start_afresh(summaries)
    share_out(left(summaries)[1:])  # the first is counted here before anybody comes
    while True:
        at = timezone.now()
        behind = list(left(summaries))
        tell(len(behind))
        if not behind:
            return at
        give_up(summaries)
        hasten(summaries)
        claimed = [count_along(pk, summaries, tell) for pk in behind]
        if not any(claimed):
            sleep(A_LOOK)


def left(summaries):
    return summaries.exclude(state=State.DONE).order_by("pk").values_list("pk", flat=True)


def start_afresh(summaries):
    """What had stopped has its attempts again: somebody asks for it."""
    summaries.filter(state=State.FAILED).update(state=State.QUEUED, attempts=0)
    hasten(summaries)


def hasten(summaries):
    """Whoever waits for a report does not wait for its schools to come to rest."""
    now = timezone.now()
    summaries.filter(state=State.QUEUED, due_at__gt=now).update(due_at=now)


def share_out(pks):
    with suppress(OperationalError):  # the broker is away
        send_all(Summary.task, pks)


def give_up(summaries):
    summaries.give_up()
    if summaries.filter(state=State.FAILED).exists():
        raise Uncounted


def count_along(pk, summaries, tell):
    """Count this one, if it is to be had; say whether it was."""
    summary = Summary.objects.claim(pk)
    if summary:
        counting.count(summary)
        tell(left(summaries).count())
    return summary is not None
