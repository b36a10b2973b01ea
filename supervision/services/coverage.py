"""Who has been visited, whose visit is still to come, and who is missing, with the reason."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..kinds import BEFORE, SHARED, SUPERVISION, State


@dataclass(frozen=True)
class Seat:
    """One person, and how far the visit at their work has come."""

    person: object
    visit: object | None
    reason: str = ""

    @property
    def is_visited(self):
        """Visited is whose visit took place; what came of it may still be on its way."""
        return self.visit is not None and self.visit.state not in BEFORE

    @property
    def is_shared(self):
        return self.visit is not None and self.visit.state in SHARED

    @property
    def is_today(self):
        return not self.is_visited and self.visit is not None and self.visit.is_today

    @property
    def is_without_plan(self):
        return self.visit is None and not self.reason

    @property
    def look(self):
        if self.is_visited:
            return "on"
        return "now" if self.is_today else ""

    @property
    def note(self):
        """Why there is no visit yet, in words."""
        if self.visit is None:
            return self.reason.rstrip(".") or _("no date yet")
        if self.visit.is_today:
            return _("today")
        return date_format(self.visit.date, "j F")


@dataclass(frozen=True)
class Coverage:
    seats: tuple

    @property
    def all(self):
        return len(self.seats)

    @property
    def done(self):
        return sum(seat.is_visited for seat in self.seats)

    @property
    def missing(self):
        return [seat for seat in self.seats if not seat.is_visited]

    @property
    def waiting(self):
        """The missing whose day or whose reason is known."""
        return [seat for seat in self.missing if not seat.is_without_plan]

    @property
    def without_plan(self):
        return [seat for seat in self.missing if seat.is_without_plan]

    @property
    def fits_boxes(self):
        return self.all <= 40


def coverage(people, visits, reasons=None):
    """Of `people`, in their order. `visits` are any visits; those that count are chosen here."""
    reasons = reasons or {}
    chosen = {}
    for visit in sorted(visits, key=_how_far):
        if visit.kind in SUPERVISION and visit.state != State.CALLED_OFF:
            chosen[visit.person_id] = visit
    return Coverage(tuple(Seat(one, chosen.get(one.pk), reasons.get(one.pk, "")) for one in people))


def _how_far(visit):
    """The visit that has come furthest stands for the person; of equals the nearest in time."""
    order = list(State)
    far = order.index(State(visit.state))
    today = timezone.localdate()
    return far if far > order.index(State.AGREED) else -1, -abs((visit.date - today).days)


def of_cycle(cycle):
    """Of a cycle whose participants and visits were fetched with it."""
    parts = list(cycle.participants.all())
    reasons = {part.person_id: part.reason for part in parts}
    return coverage([part.person for part in parts], cycle.visits.all(), reasons)
