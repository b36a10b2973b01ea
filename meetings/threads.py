"""What followed from a difference of opinion, as knots of one thread in the order of time."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Knot:
    state: str  # done, now, ahead or used
    label: str
    text: str = ""
    day: date | None = None
    name: str = ""  # of its page, and the key in it
    key: object = None
    note: str = ""


def thread_of(difference, meetings, decision, practice, today=None):
    """Meetings, trial, decision, practice and the next look; what is not there yet is ahead."""
    today = today or timezone.localdate()
    decided_in = decision.meeting_id if decision else None
    knots = [
        Knot(
            "ahead" if meeting.date > today else "done",
            _("Talked about and decided") if meeting.pk == decided_in else _("Talked about"),
            meeting.title,
            meeting.date,
            name="meetings:meeting",
            key=meeting.pk,
        )
        for meeting in meetings
    ]
    if difference.trial:
        knots.append(trial_knot(difference, today))
    if decision and decided_in not in {meeting.pk for meeting in meetings}:
        knots.append(
            Knot(
                "done",
                _("Decided"),
                decision.meeting.title,
                decision.meeting.date,
                name="meetings:meeting",
                key=decision.meeting_id,
            )
        )
    if practice:
        knots.append(
            Knot(
                "used",
                _("A practice came of it"),
                practice.title,
                practice.born_on,
                name="meetings:practice",
                key=practice.pk,
            )
        )
    elif difference.practice_id:  # the reader may know that there is one, not which
        knots.append(Knot("used", _("A practice came of it"), note=_("not open to you")))
    knots.sort(key=lambda knot: knot.day or date.max)
    if difference.review_on:
        knots.append(look_knot(difference, today))
    return knots


def trial_knot(difference, today):
    begins, ends = difference.trial_from, difference.trial_until
    if begins and begins > today:
        state = "ahead"
    elif difference.trial_result or (ends and ends < today):
        state = "done"
    else:
        state = "trying"
    days = ""
    if begins and ends:
        days = _("%(first)s–%(last)s") % {
            "first": date_format(begins),
            "last": date_format(ends),
        }
    elif begins or ends:
        days = date_format(begins or ends)
    return Knot(state, _("Tried out"), day=begins or ends, note=days)


def look_knot(difference, today):
    return Knot(
        "now" if difference.review_on <= today else "ahead",
        _("Looked at again"),
        day=difference.review_on,
    )
