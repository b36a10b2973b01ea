"""Groups, meetings and what came of them in a term, as plain rows."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Value

from meetings.calculations import cadence
from meetings.calculations.depth import ATTENDED, SEEN, SHARED, TRIED
from meetings.kinds import Direction, Fate, MeetingState, Moment, Response
from meetings.models import (
    Adoption,
    Attendance,
    Decision,
    Group,
    GroupMember,
    Idea,
    Meeting,
    Mention,
    Position,
    Practice,
    QuickShare,
    Sighting,
    Support,
    Task,
)
from staff.models import Placement

from ..calculations.collaboration import HELP, HINDER, TERM, Agreed, Named, Programme, Work
from .visits import span, work_of

WAYS = {Direction.SUPPORTS: HELP, Direction.HINDERS: HINDER}
ASKED = "asked"  # that something was noted of somebody, present or not


def moments(term):
    """The first moment of the term and the last, by the school's clock."""
    midnight = datetime.combine(term.first_day, time.min, term.school.zone)
    after = datetime.combine(term.last_day + timedelta(days=1), time.min, term.school.zone)
    return midnight, after - timedelta(microseconds=1)


def in_term(rows, term):
    """Dated rows that hold on some day of the term."""
    rows = rows.filter(since__lte=term.last_day)
    return rows.filter(Q(until=None) | Q(until__gte=term.first_day))


def placed(term):
    """Whoever worked at some school in the term."""
    return in_term(Placement.objects.all(), term)


def here(term):
    """Whoever worked at this school, be it their own or not."""
    return placed(term).filter(school=term.school_id).values("person")


def ours(group, school):
    """What lies at a group counts at its home; without one, at the school it names."""
    return Q(**{f"{group}__home": school}) | Q(**{group: None}, school=school)


# People


def works(term):
    """All that people who worked here did in the term, at other schools too."""
    rows = placed(term).filter(person__in=here(term)).order_by("pk")
    return [
        Work(person, school, work_of(kind), is_home, since)
        for person, school, kind, is_home, since in rows.values_list(
            "person", "school", "kind", "is_home", "since"
        )
    ]


def members(term):
    """Pairs of group and person, of groups at any school."""
    rows = in_term(GroupMember.objects.filter(person__in=here(term)), term)
    return set(rows.values_list("group", "person"))


def noted_voices(term):
    """A row for each voice: decision, group, whether it counts here, and who spoke."""
    voices = Decision.voices.through.objects.filter(decision__meeting__date__range=span(term))
    members = in_term(GroupMember.objects.filter(person__in=here(term)), term)
    near = Q(decision__meeting__group__in=members.values("group"))
    rows = voices.filter(near | Q(decision__meeting__group__home=term.school_id))
    home = "decision__meeting__group__home"
    return [
        (decision, group, school == term.school_id, person)
        for decision, group, school, person in rows.values_list(
            "decision", "decision__meeting__group", home, "groupmember__person"
        )
    ]


def did(term):
    """Pairs of step and person: what people who worked here did with each other."""
    people, days, times = here(term), span(term), moments(term)
    asked = Attendance.objects.filter(
        member__person__in=people,
        meeting__state=MeetingState.HELD,
        meeting__date__range=days,
    )
    voices = Decision.voices.through.objects.filter(
        groupmember__person__in=people, decision__meeting__date__range=days
    )
    positions = Position.members.through.objects.filter(
        groupmember__person__in=people, position__difference__meetings__date__range=days
    )
    parts = [
        _step(ASKED, asked, "member__person"),
        _step(ATTENDED, asked.present(), "member__person"),
        _step(SHARED, voices, "groupmember__person"),
        _step(SHARED, positions, "groupmember__person"),
        _step(SHARED, Idea.objects.filter(by__in=people, at__range=times), "by"),
        _step(SHARED, QuickShare.objects.filter(by__in=people, at__range=times), "by"),
        _step(SHARED, Practice.objects.filter(person__in=people, born_on__range=days), "person"),
        _step(TRIED, Adoption.objects.filter(person__in=people, since__range=days), "person"),
        _step(SEEN, Sighting.objects.filter(person__in=people, date__range=days), "person"),
    ]
    return list(parts[0].union(*parts[1:]))


def _step(step, rows, path):
    return rows.order_by().annotate(step=Value(step), who=F(path)).values_list("step", "who")


def present(term):
    """Who was present at each meeting at which somebody of here was, from any school."""
    there = Attendance.objects.present().filter(
        meeting__state=MeetingState.HELD,
        meeting__date__range=span(term),
        member__person__in=placed(term).values("person"),
    )
    with_us = there.filter(member__person__in=here(term)).values("meeting")
    found = defaultdict(set)
    rows = there.filter(meeting__in=with_us).order_by()
    for meeting, person in rows.values_list("meeting", "member__person"):
        found[meeting].add(person)
    return list(found.values())


# Meetings


def meetings(term):
    """group, kind and Session of each meeting."""
    rows = Meeting.objects.filter(group__home=term.school_id, date__range=span(term)).order_by()
    return [
        (group, kind, cadence.Session(day, state))
        for group, kind, day, state in rows.values_list("group", "kind", "date", "state")
    ]


def groups(term, rows):
    """Those at home here, as long as there is somebody in them; `rows` are their meetings."""
    known = defaultdict(list)
    for group, _kind, session in rows:
        if session.state in {cadence.HELD, cadence.MISSED}:
            known[group].append(session)
    found = Group.objects.filter(home=term.school_id).annotate(since=Min("members__since"))
    found = found.exclude(since=None).order_by()
    return [
        Agreed(since, stretches(cadence.Target(times, per), known[pk], term), is_active)
        for pk, times, per, since, is_active in found.values_list(
            "pk", "times", "per", "since", "is_active"
        )
    ]


def stretches(target, sessions, term):
    """The months of the term, or the term itself where that is what was agreed for."""
    meter = cadence.meter(target, sessions, term=span(term), year=span(term), today=term.last_day)
    if target.per == cadence.TERM:
        return [(TERM, meter.now)]
    return [(f"{month.first:%Y-%m}", month) for month in meter.months]


def marks(term):
    """mark → how often; guests were not asked."""
    rows = Attendance.objects.filter(
        meeting__group__home=term.school_id,
        meeting__state=MeetingState.HELD,
        meeting__date__range=span(term),
        member__isnull=False,
    )
    return dict(rows.order_by().values_list("mark").annotate(n=Count("pk")))


def shares(term):
    rows = QuickShare.objects.filter(ours("group", term.school_id), at__range=moments(term))
    return rows.count()


# What came of it


def practices(term):
    """Of each practice born in the term: whether somebody else tried it, whether it was seen."""
    born = Practice.objects.filter(ours("group", term.school_id), born_on__range=span(term))
    tried = Adoption.objects.filter(practice=OuterRef("pk")).exclude(person=OuterRef("person"))
    together = Practice.with_others.through.objects.filter(
        practice=OuterRef("practice"), person=OuterRef("person")
    )
    seen = Sighting.objects.filter(practice=OuterRef("pk"))
    rows = born.annotate(tried=Exists(tried.exclude(Exists(together))), seen=Exists(seen))
    return rows.order_by().values_list("tried", "seen")


def decisions(term):
    """Of each decision: whether its meeting left a task."""
    rows = Decision.objects.filter(
        meeting__group__home=term.school_id, meeting__date__range=span(term)
    )
    tasks = Task.objects.filter(meeting=OuterRef("meeting"))
    return rows.order_by().annotate(left=Exists(tasks)).values_list("left", flat=True)


def tasks(term):
    """Those that fell due in the term or were closed in it: done, due, closed."""
    rows = Task.objects.filter(meeting__group__home=term.school_id).exclude(fate=Fate.CARRIED)
    rows = rows.filter(Q(due__range=span(term)) | Q(closed_at__range=moments(term))).order_by()
    return [
        (fate == Fate.DONE, due, closed and closed.astimezone(term.school.zone).date())
        for fate, due, closed in rows.values_list("fate", "due", "closed_at")
    ]


def named(term):
    """Marked sentences, those of a meeting at the home school of its group."""
    here = Q(meeting__group__home=term.school_id) | Q(meeting=None, school=term.school_id)
    rows = Mention.objects.filter(here, said_on__range=span(term)).order_by()
    return [
        Named(WAYS[direction], code, (path, quote), status != Response.OPEN)
        for direction, code, path, quote, status in rows.values_list(
            "direction", "factor__code", "path", "quote", "status"
        )
    ]


def programmes(term):
    """Support for pupils, with what was counted at the start and at the end."""
    rows = Support.objects.filter(school=term.school_id, term=term.code)
    rows = rows.select_related("level_set").annotate(held=Count("sessions")).order_by()
    found = []
    for support in rows.prefetch_related("measures"):
        key = support.level_set.key if support.level_set else ""
        measured = {
            measure.moment: measure.counts if key else of_marks(measure)
            for measure in support.measures.all()
        }
        before, after = measured.get(Moment.START), measured.get(Moment.END)
        found.append(Programme(key, support.held, before, after))
    return found


def of_marks(measure):
    """How many are below the mark and how many reached it; None where that was not counted."""
    if measure.n is None or measure.below is None:
        return None
    return {"below": measure.below, "reached": measure.n - measure.below}
