"""The feed for a phone's calendar (RFC 5545): meetings of one's own groups, and no more of each
than title, group, day, hours and place."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from schools.documents.legible import UNSEEN

from ..access import groups_of
from ..kinds import MeetingState
from ..models import CalendarLink, Meeting
from ..models.calendars import new_key

BACK, AHEAD = timedelta(days=120), timedelta(days=400)
UNTIL_NOT_SAID = timedelta(minutes=90)
A_DAY = timedelta(days=1)


@transaction.atomic
def make_link(user):
    """A new address; the one before it stops."""
    link, is_new = CalendarLink.objects.select_for_update().get_or_create(user=user)
    if not is_new:
        link.key, link.made_at = new_key(), timezone.now()
        link.save()
    return link


def behind(key):
    """Whose address that is; None once it was renewed, or the account was closed."""
    link = CalendarLink.objects.filter(key=key, user__is_active=True).select_related("user")
    return link.first()


def meetings_for(user, *, today=None):
    today = today or timezone.localdate()
    rows = Meeting.objects.for_user(user).filter(group__in=groups_of(user))
    rows = rows.filter(date__range=(today - BACK, today + AHEAD))
    return rows.select_related("group__home").order_by("date", "start", "pk")


def feed(user, *, address="", now=None):
    """The bytes of the calendar; `address` makes the link of a meeting absolute."""
    from icalendar import Calendar  # by whoever asks for a feed: for others it is 2 MB too much

    now = now or timezone.now()
    with translation.override(user.language or settings.LANGUAGE_CODE):
        calendar = Calendar()
        calendar.add("prodid", "-//Sejawat//Sejawat//ID")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Sejawat: meetings"))
        calendar.add("refresh-interval", timedelta(hours=6), {"value": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
        for meeting in meetings_for(user, today=timezone.localdate(now)):
            for number, moved in enumerate(meeting.moves):
                calendar.add_component(_moved(meeting, moved, number, now))
            calendar.add_component(_event(meeting, now, address))
        return calendar.to_ical()


def _event(meeting, now, address):
    event = _common(meeting, now, meeting.date, meeting.start, meeting.end)
    event.add("uid", f"{meeting.pk}@sejawat")
    is_off = meeting.state == MeetingState.MISSED
    event.add("sequence", 2 * len(meeting.moves) + is_off)
    title = _("Not held: %(title)s") if is_off else "%(title)s"
    event.add("summary", one_line(title % {"title": meeting.title}))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    words = [str(meeting.group)]
    if is_off:
        words.append(meeting.reason)
    elif meeting.bring:
        words.append(_("Bring along: %(what)s") % {"what": meeting.bring})
    event.add("description", "\n".join(map(one_line, words)))
    if address:
        event.add("url", address)
    return event


def _moved(meeting, moved, number, now):
    """The day from which it was moved stands in the calendar, called off."""
    start = moved.get("start")
    day = date.fromisoformat(moved["from"])
    event = _common(meeting, now, day, time.fromisoformat(start) if start else None, None)
    event.add("uid", f"{meeting.pk}-{number}@sejawat")
    event.add("sequence", 1)
    event.add("summary", one_line(_("Moved: %(title)s") % {"title": meeting.title}))
    event.add("status", "CANCELLED")
    words = [str(meeting.group), moved.get("reason", "")]
    event.add("description", "\n".join(map(one_line, words)).strip())
    return event


def _common(meeting, now, day, start, end):
    from icalendar import Event

    event = Event()
    event.add("dtstamp", now)
    if start is None:
        event.add("dtstart", day)
        event.add("dtend", day + A_DAY)
        event.add("transp", "TRANSPARENT")
    else:
        zone = meeting.group.home.zone
        begin = datetime.combine(day, start, zone)
        finish = datetime.combine(day, end, zone) if end else begin + UNTIL_NOT_SAID
        event.add("dtstart", begin.astimezone(UTC))
        event.add("dtend", finish.astimezone(UTC))
    if meeting.place:
        event.add("location", one_line(meeting.place))
    return event


def one_line(text):
    """What was typed, as one line of a calendar: programs differ in what they take for an end."""
    return " ".join(UNSEEN.sub(" ", text).split())
