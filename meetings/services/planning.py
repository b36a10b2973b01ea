"""Planning meetings: one by one, in series, moved or not held. What was planned stays in view."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from schools.models import Holiday

from ..calculations.dates import Rule, planned
from ..kinds import Fate, MeetingState
from ..models import Group, Meeting, Series
from .minutes import take_over

AT_MOST = 120  # meetings of one series: one a week for more than two years
GIVEN = ("kind", "title", "start", "end", "place")  # what a series gives each of its meetings


def locked(meeting):
    """The row as it is now, held until the end of the transaction."""
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


# Series


def days_of(series):
    """Each day of the rule, with those marked on which a school of the group has a holiday."""
    rule = Rule(series.weekday, series.first_day, series.last_day, tuple(series.weeks))
    holidays = Holiday.objects.filter(
        school__groups=series.group_id,
        first_day__lte=series.last_day,
        last_day__gte=series.first_day,
    )
    return planned(rule, holidays.days())


def check_series(series):
    """The rule gives at least one day to come, and not more than can be looked over."""
    days = [one for one in days_of(series) if not one.free]
    if not days:
        raise ValidationError(
            _("On these days there is no meeting. Choose another weekday, week or last day.")
        )
    if len(days) > AT_MOST:
        words = _("That makes %(n)d meetings. Choose an earlier last day; %(most)d is the most.")
        raise ValidationError(words % {"n": len(days), "most": AT_MOST})


@dataclass
class Difference:
    """What saving a series would do: days without a meeting yet, and meetings in three fates."""

    new: list = field(default_factory=list)  # days
    free: list = field(default_factory=list)  # days that are skipped
    changed: list = field(default_factory=list)
    gone: list = field(default_factory=list)
    kept: list = field(default_factory=list)  # somebody has worked on these


def difference(series, *, before=None, today=None):
    """Compare the meetings of a series with its rule; past days are left alone."""
    today = today or timezone.localdate()
    found = Difference()
    there = {}
    if series.pk:
        rows = series.meetings.select_related("minutes").prefetch_related("agenda", "attendance")
        there = {meeting.series_day: meeting for meeting in rows}
    days = [one for one in days_of(series) if one.day >= today]
    found.free = [one.day for one in days if one.free]
    wanted = {one.day for one in days if not one.free}
    found.new = sorted(wanted - set(there))
    for day, meeting in sorted(there.items()):
        if meeting.state != MeetingState.PLANNED or max(day, meeting.date) < today:
            continue
        if is_touched(meeting, before or series):
            found.kept.append(meeting)
        elif day in wanted:
            found.changed.append(meeting)
        else:
            found.gone.append(meeting)
    return found


def is_touched(meeting, series):
    """Whether somebody has done more about a planned meeting than its series did."""
    return bool(
        hasattr(meeting, "minutes")
        or meeting.agenda.all()
        or meeting.attendance.all()
        or meeting.moves
        or meeting.bring
        or meeting.number
        or any(getattr(meeting, name) != getattr(series, name) for name in GIVEN)
    )


@transaction.atomic
def plan_series(series, *, by, at=None):
    """Save a series and make its meetings; a second time nothing more is made.

    A changed rule touches only meetings to come on which nobody has worked.
    """
    before = None
    if series.pk:
        before = Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    else:
        refuse_a_second(series, Series, *GIVEN, "weekday", "weeks", "first_day", "last_day")
    check_series(series)
    series.save()
    found = difference(series, before=before, today=timezone.localdate(at))
    for meeting in found.gone:
        meeting.delete()
    for meeting in found.changed:
        for name in GIVEN:
            setattr(meeting, name, getattr(series, name))
        meeting.save(update_fields=list(GIVEN))
    for day in found.new:
        given = {name: getattr(series, name) for name in GIVEN}
        Meeting.objects.get_or_create(
            series=series,
            series_day=day,
            defaults={"group": series.group, "date": day, "planned_by": by, **given},
        )
    return series


# One meeting


def refuse_a_second(row, model, *names):
    """A button that is pressed twice plans nothing twice; whoever plans for a group queues."""
    Group.objects.select_for_update(no_key=True).get(pk=row.group_id)
    same = {name: getattr(row, name) for name in ("group", *names)}
    if model.objects.filter(**same).exists():
        raise ValidationError(_("The same is planned already. Look at what stands there."))


@transaction.atomic
def plan(meeting, *, by):
    refuse_a_second(meeting, Meeting, *GIVEN, "date")
    meeting.planned_by = by
    meeting.save(force_insert=True)
    return meeting


@transaction.atomic
def move(meeting, *, date, reason, by, start=None, end=None, at=None):
    """To another day or hour, with the reason. The old day stays in view."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.PLANNED:
        raise ValidationError(_("Only a meeting that is still planned can be moved."))
    if (date, start, end) == (meeting.date, meeting.start, meeting.end):
        raise ValidationError({"date": _("It is planned for that day already. Choose another.")})
    moved = {
        "from": meeting.date.isoformat(),
        "start": meeting.start.isoformat("minutes") if meeting.start else "",
        "by": by.name,
        "reason": reason,
        "at": (at or timezone.now()).isoformat(),
    }
    meeting.moves = [*meeting.moves, moved]
    meeting.date, meeting.start, meeting.end = date, start, end
    meeting.full_clean(exclude=["planned_by"])
    meeting.save()
    return meeting


@transaction.atomic
def miss(meeting, *, reason):
    """It was not held, or will not be. The row stays, with its reason; its agenda goes on."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.PLANNED:
        raise ValidationError(
            _("This meeting has been recorded, so it was held. Nothing was changed.")
        )
    meeting.state, meeting.reason = MeetingState.MISSED, reason
    meeting.save(update_fields=["state", "reason"])
    meeting.agenda.filter(fate=Fate.OPEN).update(fate=Fate.CARRIED)
    planned = meeting.group.meetings.filter(state=MeetingState.PLANNED, date__gte=meeting.date)
    if following := planned.order_by("date", "start").first():
        take_over(following)
    return meeting


@transaction.atomic
def restore(meeting):
    """It is planned again, as if nobody had said that it was not held."""
    meeting = locked(meeting)
    if meeting.state == MeetingState.MISSED:
        meeting.state, meeting.reason = MeetingState.PLANNED, ""
        meeting.save(update_fields=["state", "reason"])
        meeting.agenda.filter(fate=Fate.CARRIED, carried_to=None).update(fate=Fate.OPEN)
    return meeting
