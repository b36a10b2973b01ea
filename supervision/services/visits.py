"""The way of a visit, step by step. Each step asks where the visit stands, then takes it on.

Services take `at`, the moment a thing happened, because what was written on paper at the time
may be entered later.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..kinds import BEFORE, NOT_SHARED, SHEET_OPEN, Stage, State, VisitKind, Voice
from ..models import Sheet, Visit
from .instruments import freeze

AGREED_TOGETHER = ("date", "focus", "version_id", "criterion", "at_least")


def outside(date, term):
    return _(
        "%(date)s is outside %(term)s (%(first)s–%(last)s). "
        "Choose another date, or change the term above."
    ) % {
        "date": date_format(date),
        "term": term,
        "first": date_format(term.first_day),
        "last": date_format(term.last_day),
    }


def check_cycle(visit):
    """A visit of a cycle lies in its term, and the cycle is still open."""
    if visit.cycle is None:
        return
    term = visit.cycle.term
    if not visit.cycle.is_open():
        raise ValidationError(_("This cycle is closed. Plan the visit in the next one."))
    if not term.first_day <= visit.date <= term.last_day:
        raise ValidationError(outside(visit.date, term))


@transaction.atomic
def plan(visit, *, by, at=None):
    """Save a visit that was just planned. Whoever plans has accepted it already."""
    check_cycle(visit)
    visit.planned_by = by
    visit.save(force_insert=True)
    freeze(visit.version)
    accept_as(visit, by, at)
    return visit


@transaction.atomic
def replan(visit, *, by, before, at=None):
    """Save changes to a plan; if what was agreed together changed, both accept anew."""
    if locked(visit).state not in BEFORE:
        raise ValidationError(_("The visit has begun, so its plan stays as it was agreed."))
    check_cycle(visit)
    if visit.version_id != before.version_id:
        put_on_sheets(visit)
    if any(getattr(visit, name) != getattr(before, name) for name in AGREED_TOGETHER):
        visit.accepted_by_person_at = visit.accepted_by_observer_at = None
        visit.state = State.PLANNED
    visit.save()
    freeze(visit.version)
    accept_as(visit, by, at)
    return visit


def put_on_sheets(visit):
    """Sheets that were opened but not filled follow the plan to another instrument."""
    if any(sheet.cells for sheet in visit.sheets.all()):
        raise ValidationError(
            _("The self-assessment has been begun on this instrument, so the visit keeps it.")
        )
    visit.sheets.all().delete()


def accept_as(visit, user, at=None):
    """Note that `user` accepts the plan, in whichever part they have in it."""
    if user.pk == visit.observer_id:
        accept(visit, voice=Voice.OBSERVER, at=at)
    elif visit.person and user.pk == visit.person.user_id:
        accept(visit, voice=Voice.OWN, at=at)


@transaction.atomic
def accept(visit, *, voice, at=None):
    """One of the two accepts focus, date, instrument and criterion; with both it is agreed."""
    visit = locked(visit)
    if visit.state not in BEFORE:
        return visit
    name = "accepted_by_person_at" if voice == Voice.OWN else "accepted_by_observer_at"
    setattr(visit, name, getattr(visit, name) or at or timezone.now())
    nobody_to_ask = visit.kind == VisitKind.WALK
    if visit.is_accepted or (nobody_to_ask and visit.accepted_by_observer_at):
        visit.state = State.AGREED
    visit.save()
    return visit


@transaction.atomic
def move(visit, *, date, reason, by, start=None, end=None, at=None):
    """To another date, with the reason. The other side accepts the new date."""
    before = locked(visit)
    visit = locked(visit)
    if visit.state not in BEFORE:
        raise ValidationError(_("Only a visit that has not begun can be moved."))
    moved = {
        "from": visit.date.isoformat(),
        "by": by.name,
        "reason": reason,
        "at": (at or timezone.now()).isoformat(),
    }
    visit.moves = [*visit.moves, moved]
    visit.date, visit.start, visit.end = date, start, end
    return replan(visit, by=by, before=before, at=at)


@transaction.atomic
def call_off(visit, *, reason):
    visit = locked(visit)
    if visit.state not in NOT_SHARED - {State.CALLED_OFF}:
        raise ValidationError(_("This visit has been shared, so it cannot be called off."))
    visit.state, visit.called_off = State.CALLED_OFF, reason
    visit.save()
    return visit


@transaction.atomic
def hand_to(visit, observer, *, by):
    """Give a visit to another observer, whose sheet it becomes: when people move on.

    Whoever takes one over accepts its plan by that.
    """
    visit = locked(visit)
    if visit.state not in NOT_SHARED - {State.CALLED_OFF}:
        raise ValidationError(_("This visit has been shared; its observer stays."))
    check_cycle(visit)
    if visit.person and visit.person.user_id == observer.pk:
        raise ValidationError(_("Nobody visits their own work. Choose somebody else."))
    visit.observer = observer
    if visit.state in BEFORE:
        visit.accepted_by_observer_at, visit.state = None, State.PLANNED
    visit.save()
    return accept(visit, voice=Voice.OBSERVER) if observer == by else visit


def why_not_start(visit):
    """What is still open before the visit can begin; empty once both have accepted."""
    if visit.state in SHEET_OPEN:
        return ""
    if visit.state not in BEFORE:
        return _("This visit is over.")
    parts = []
    if not visit.accepted_by_person_at and visit.person:
        parts.append(_("acceptance by %(person)s") % {"person": visit.person})
    if not visit.accepted_by_observer_at:
        parts.append(_("acceptance by the observer"))
    return _("The visit starts once you have both accepted the plan. Still open: %(parts)s.") % {
        "parts": ", ".join(parts)
    }


@transaction.atomic
def start(visit, *, at=None):
    """Begin: the first save of the sheet does it, or a press of the button."""
    visit = locked(visit)
    if visit.state == State.AGREED:
        if visit.cycle and not visit.cycle.is_open():
            raise ValidationError(_("This cycle is closed. Plan the visit in the next one."))
        if visit.cycle and visit.cycle.stage == Stage.PLANNING:
            raise ValidationError(_("Its cycle is still being planned. The plan comes first."))
        visit.state, visit.started_at = State.RUNNING, at or timezone.now()
        visit.save()
    elif hindrance := why_not_start(visit):
        raise ValidationError(hindrance)
    return visit


def sheet_of(visit, voice=Voice.OBSERVER, *, room=None, version=None):
    """The sheet of one side, made when it is first asked for."""
    return Sheet.objects.get_or_create(
        visit=visit, voice=voice, room=room, defaults={"version": version or visit.version}
    )[0]


def locked(visit):
    """The row as it is now, held until the end of the transaction."""
    return Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
