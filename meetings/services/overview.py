"""What groups did, at a glance: their meters, their depth, and what happened in what order."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from ..calculations import cadence, depth
from ..kinds import Mark, MeetingState
from ..models import (
    Adoption,
    Attendance,
    ClassProblem,
    Decision,
    Idea,
    Meeting,
    Position,
    Practice,
    QuickShare,
    Sighting,
)
from .terms import code_on, half_year, span_on, year_of

# Cadence


def meters(groups, meetings, *, terms=(), today=None):
    """The meter of each of `groups`, by id. `meetings` are those in the reader's scope, `terms`
    those of their home schools."""
    today = today or timezone.localdate()
    by_school = {}
    for term in terms:
        by_school.setdefault(term.school_id, []).append(term)
    spans = {group.pk: span_on(today, by_school.get(group.home_id, [])) for group in groups}
    usual = year_of(half_year(code_on(today)))
    first = min([usual[0], *(span.first_day for span in spans.values())])
    last = max([usual[1], *(span.last_day for span in spans.values())])
    rows = meetings.filter(group__in=list(spans), date__range=(first, last))
    found = {pk: [] for pk in spans}
    for pk, group, day, state, reason in rows.values_list("pk", "group", "date", "state", "reason"):
        found[group].append(cadence.Session(day, state, reason, row=pk))
    return {
        group.pk: cadence.meter(
            cadence.Target(group.times, group.per),
            found[group.pk],
            term=(spans[group.pk].first_day, spans[group.pk].last_day),
            year=year_of(spans[group.pk]),
            today=today,
        )
        for group in groups
    }


# Depth


def depth_of(group):
    """The four steps, counted in the database over those who are members today."""
    person, member = OuterRef("person"), OuterRef("pk")
    attended = Attendance.objects.present().filter(
        member=member, meeting__group=group, meeting__state=MeetingState.HELD
    )
    shared = [
        Decision.voices.through.objects.filter(groupmember=member, decision__meeting__group=group),
        Position.members.through.objects.filter(
            groupmember=member, position__difference__group=group
        ),
        Idea.objects.filter(by=person, problem__group=group),
        QuickShare.objects.filter(by=person, group=group),
        Practice.objects.filter(person=person, group=group),
    ]
    has_shared = reduce(or_, (Q(Exists(rows)) for rows in shared))
    tried = Adoption.objects.filter(person=person, practice__group=group)
    seen = Sighting.objects.filter(person=person, practice__group=group)
    counts = group.members.current().aggregate(
        n=Count("pk"),
        attended=Count("pk", filter=Exists(attended)),
        shared=Count("pk", filter=has_shared),
        tried=Count("pk", filter=Exists(tried)),
        seen=Count("pk", filter=Exists(seen)),
    )
    n = counts.pop("n")
    if not group.meetings.held().exists() and not any(counts.values()):
        counts = {}  # nothing was ever written down: missing, not nobody
    return depth.steps(n, counts)


# What happened

MEETING, SHARE, PRACTICE, PROBLEM = "meeting", "share", "practice", "problem"


def happened(group, rows):
    """Keys of what happened in a group, newest first, as one query that can be paged.

    `rows` asks for the rows of a model that are open to the reader.
    """
    over = [MeetingState.HELD, MeetingState.MISSED]
    parts = [
        _keys(rows(Meeting).filter(group=group, state__in=over), MEETING, F("date")),
        _keys(rows(QuickShare).filter(group=group), SHARE, TruncDate("at")),
        _keys(rows(Practice).filter(group=group), PRACTICE, F("born_on")),
        _keys(rows(ClassProblem).filter(group=group), PROBLEM, F("opened")),
    ]
    return parts[0].union(*parts[1:], all=True).order_by("-day", "what", "key")


def _keys(rows, what, day):
    named = {"day": day, "what": Value(what, CharField()), "key": Cast("pk", CharField())}
    return rows.order_by().annotate(**named).values_list("day", "what", "key")


@dataclass(frozen=True)
class Event:
    what: str
    day: object
    row: object


def events(keys, rows):
    """The rows behind some keys, in their order: one query for each kind among them."""
    wanted = {}
    for _day, what, key in keys:
        wanted.setdefault(what, []).append(key)
    found = {}
    for what, pks in wanted.items():
        model, related = KINDS[what]
        chosen = rows(model).filter(pk__in=pks).select_related(*related)
        if model is Meeting:
            chosen = with_attendance(chosen)
        if model is QuickShare:
            chosen = chosen.prefetch_related("with_people")
        found |= {(what, plain(row.pk)): row for row in chosen}
    pairs = [(what, day, found.get((what, plain(key)))) for day, what, key in keys]
    return [Event(what, day, row) for what, day, row in pairs if row is not None]


KINDS = {
    MEETING: (Meeting, ()),
    SHARE: (QuickShare, ("by", "entered_by")),
    PRACTICE: (Practice, ("person",)),
    PROBLEM: (ClassProblem, ("person",)),
}


def plain(key):
    """A key as text without dashes: databases write an id in two ways."""
    return str(key).replace("-", "")


def with_attendance(meetings):
    """How many were there, and of how many something is written."""
    here = Q(attendance__mark=Mark.PRESENT)
    counted = meetings.annotate(present=Count("attendance", filter=here), asked=Count("attendance"))
    return counted.order_by("-date", "-start", "pk")
