"""Writing the minutes: saves from any number of phones, and what the page has to offer for them."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from schools.envelopes import Unacceptable, put, said_before
from staff.models import ClassTeacher, Placement

from ..calculations import record as records
from ..kinds import Mark, MeetingState
from ..models import Meeting, Minutes, Task
from .minutes import begin, brought_along, known, locked, members_at

MOST_CHARACTERS = 300_000
MOST_ROWS = 60  # of people in the page; the others are found by name
MOST_FOUND = 20
MOST_BROUGHT = 40


# Saving


@transaction.atomic
def save(minutes, envelope, *, by, at=None):
    """Merge one envelope into the minutes and return the answer for the phone.

    The lock on the meeting makes saves queue, also with the one that ends it.
    """
    at = at or timezone.now()
    meeting = locked(minutes.meeting)
    minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if said := said_before(minutes, envelope):
        return said
    check(meeting, minutes, envelope.changes)
    is_held = meeting.state == MeetingState.HELD
    if not is_held:
        begin(meeting)
    return put(minutes, envelope, by=by, at=at, is_held=is_held)


def check(meeting, minutes, changes):
    """Refuse what has no place in these minutes: other people's members, strange words."""
    there = known(meeting)
    for key, value in changes.items():
        if not records.fits(key, value, there):
            raise Unacceptable(_("“%(key)s” does not fit in these minutes.") % {"key": key[:60]})
    values = minutes.values | changes
    if any(count > records.MOST_THINGS for count in records.counts(values).values()):
        raise Unacceptable(
            _("Minutes hold at most %(most)d of one kind. Leave some out.")
            % {"most": records.MOST_THINGS}
        )
    if records.length(values) > MOST_CHARACTERS:
        raise Unacceptable(_("These minutes are too long. Attach the longer part as a file."))


# What the page offers


def tasks_brought(meeting):
    """Open tasks of earlier meetings, and those that these minutes closed when they were ended."""
    still = Q(pk__in=brought_along(meeting).values("pk"))
    if meeting.ended_at:
        still |= Q(meeting__group=meeting.group_id, closed_at=meeting.ended_at)
    rows = Task.objects.filter(still).exclude(meeting=meeting)
    return rows.select_related("owner__person", "meeting").order_by("due", "position", "pk")


def people(meeting, cells):
    """Members to show at once: who was marked as away first, then whoever is named, then all."""
    record = records.read(cells)
    away = {int(who) for who, mark in record.marks.items() if mark != Mark.PRESENT}
    named = {int(who) for who in records.members_named(cells)}
    rows = by_name(members_at(meeting))
    first = list(rows.filter(pk__in=away)[:MOST_ROWS])
    rest = rows.exclude(pk__in=away)
    first += rest.filter(pk__in=named)[: max(MOST_ROWS - len(first), 0)]
    taken = [member.pk for member in first]
    first += rows.exclude(pk__in=taken)[: max(MOST_ROWS - len(first), 0)]
    if len(first) < MOST_ROWS:  # all are here, so they stand by name below those who were away
        first.sort(key=lambda member: (member.pk not in away, str(member).lower()))
    return told(meeting, first)


def found(meeting, words):
    """Members whose name holds these words; nobody without words."""
    rows = by_name(members_at(meeting).named(words))[:MOST_FOUND] if words else []
    return told(meeting, list(rows))


def by_name(rows):
    return rows.select_related("person").order_by("person__name", "name", "pk")


def told(meeting, members):
    """Each with where they work: the school, and the class they lead."""
    persons = [member.person_id for member in members if member.person_id]
    schools = dict(
        Placement.objects.filter(person__in=persons)
        .on(meeting.date)
        .order_by("is_home")
        .values_list("person", "school__short_name")
    )
    classes = dict(
        ClassTeacher.objects.filter(placement__person__in=persons).values_list(
            "placement__person", "class_group__name"
        )
    )
    for member in members:
        member.where = schools.get(member.person_id, member.works_at)
        member.class_name = classes.get(member.person_id, "")
        member.known_as = member.person.full_name if member.person else member.name
    return members


def last_time(meeting):
    """The meeting before this one, and the marks of who was away then; None and {} without one."""
    before = (
        Meeting.objects.filter(group=meeting.group_id, date__lte=meeting.date)
        .held()
        .exclude(pk=meeting.pk)
        .order_by("-date", "-start")
        .first()
    )
    if before is None:
        return None, {}
    marks = before.attendance.filter(member__isnull=False).exclude(mark=Mark.PRESENT)
    ids = set(members_at(meeting).values_list("pk", flat=True))
    return before, {who: mark for who, mark in marks.values_list("member", "mark") if who in ids}


def next_time(meeting):
    """The next planned meeting of the group, to which most tasks are due."""
    rows = Meeting.objects.filter(group=meeting.group_id, date__gt=meeting.date)
    return rows.filter(state=MeetingState.PLANNED).order_by("date", "start").first()
