"""What a visit says of practices: which are being tried, and that one was seen in class. And
what becomes of its steps among colleagues."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import Sighting
from meetings.services import practices
from meetings.services.agenda import propose

from ..kinds import SUPERVISION, TOOK_PLACE, State
from .visits import locked

# A final visit stays as it is. A peer visit is between host and guest, and tells nobody else.
STATES = TOOK_PLACE - {State.FINAL}
KINDS = SUPERVISION


def of_visit(visit):
    """What was seen in this visit."""
    return Sighting.objects.filter(path=visit.get_absolute_url())


def why_not(visit):
    """Why nothing can be noted or taken back now; empty if it can."""
    if visit.kind not in KINDS:
        return _("This visit is between the two of you, so it tells nobody of a practice.")
    if visit.state == State.FINAL:
        return _("The result is final, so nothing is added to it any more.")
    if visit.state not in STATES:
        return _("This visit has not taken place yet.")
    return ""


@transaction.atomic
def confirm(visit, practice, *, adoption=None, by, note=""):
    """Say that a practice of the person visited was seen in this visit."""
    if hindrance := why_not(locked(visit)):
        raise ValidationError(hindrance)
    return practices.confirm(
        practice,
        visit.person,
        adoption=adoption,
        school=visit.school,
        date=visit.date,
        by=by,
        path=visit.get_absolute_url(),
        note=note,
    )


@transaction.atomic
def withdraw(visit, sighting):
    """Take back that it was seen, as long as the visit is not final."""
    if hindrance := why_not(locked(visit)):
        raise ValidationError(hindrance)
    practices.withdraw(sighting)


@transaction.atomic
def bring(step, meeting, text, *, by):
    """Put a step on the agenda of a meeting, in words of whoever brings it; it leads there."""
    item = propose(meeting, text, by=by)
    step.topics.add(item)
    return item
