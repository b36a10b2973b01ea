"""Several visits of a cycle planned or moved at once, each through the rules of a single one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from staff.kinds import STAFF

from ..kinds import BEFORE, State, VisitKind
from ..models import Visit
from . import visits
from .planning import fill_in

SATURDAY = 5
A_LESSON = timedelta(minutes=70)  # how long somebody is taken up where no end is written


@dataclass(frozen=True)
class Wish:
    """What was typed for one person. `class_group` and `observer` are ids."""

    date: date
    start: time | None
    end: time | None
    class_group: int | None
    observer: int
    reason: str = ""

    def differs(self, visit):
        return visit is None or (
            self.date,
            self.start,
            self.end,
            self.class_group,
            self.observer,
        ) != (visit.date, visit.start, visit.end, visit.class_group_id, visit.observer_id)

    def hours(self):
        """From when to when the observer is there; None where no hour is written."""
        if self.start is None:
            return None
        begin = datetime.combine(self.date, self.start)
        return begin, datetime.combine(self.date, self.end) if self.end else begin + A_LESSON


def overlap(one, other):
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def days_to_propose(term, holidays, *, after):
    """The coming school days. Saturdays are left out, as not every school teaches on them."""
    day = max(after + timedelta(days=1), term.first_day)
    while day <= term.last_day:
        if day.weekday() < SATURDAY and day not in holidays:
            yield day
        day += timedelta(days=1)


def hours_of(visit):
    return Wish(visit.date, visit.start, visit.end, None, visit.observer_id).hours()


def latest_of(person, cycle_visits):
    """The visit that stands in the schedule for someone: the last that was not called off."""
    own = [
        visit
        for visit in cycle_visits
        if visit.person_id == person.pk and visit.state != State.CALLED_OFF
    ]
    return max(own, key=lambda visit: (visit.state not in BEFORE, visit.date), default=None)


@transaction.atomic
def arrange(cycle, person, wish, *, kind, visit=None, by):
    """Plan a visit as wished, or bring the one that is there to it; return the visit."""
    if visit is None:
        return visits.plan(_new_visit(cycle, person, wish, kind), by=by)
    if wish.observer != visit.observer_id:
        observer = type(visit.observer).objects.get(pk=wish.observer)
        visit = visits.hand_to(visit, observer, by=by)
    if wish.date != visit.date:
        visit = visits.move(
            visit, date=wish.date, start=wish.start, end=wish.end, reason=wish.reason, by=by
        )
    if wish.differs(visit):
        before, visit = visits.locked(visit), visits.locked(visit)
        visit.start, visit.end, visit.class_group_id = wish.start, wish.end, wish.class_group
        visit = visits.replan(visit, by=by, before=before)
    return visit


def _new_visit(cycle, person, wish, kind):
    """It asks what the cycle asks; with the cycle's instrument where that fits the work."""
    return fill_in(
        Visit(
            school=cycle.school,
            cycle=cycle,
            kind=VisitKind.STAFF if kind in STAFF else VisitKind.LESSON,
            person=person,
            observer_id=wish.observer,
            class_group_id=wish.class_group,
            date=wish.date,
            start=wish.start,
            end=wish.end,
        )
    )
