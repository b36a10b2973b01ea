"""Groups, meetings and what came of them in a term: a line for each row that counts."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

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

from ..calculations.collaboration import HELP, HINDER, TERM, Work, kept
from .visits import promised, span, work_of

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
    """Pairs of person and group, of groups at any school."""
    rows = in_term(GroupMember.objects.filter(person__in=here(term)), term)
    return rows.values_list("person", "group")


def voices(term):
    """A line for each voice noted before a decision, here or in a group with people of here."""
    voices = Decision.voices.through.objects.filter(decision__meeting__date__range=span(term))
    members = in_term(GroupMember.objects.filter(person__in=here(term)), term)
    near = Q(decision__meeting__group__in=members.values("group"))
    rows = voices.filter(near | Q(decision__meeting__group__home=term.school_id))
    home = "decision__meeting__group__home"
    return [
        {
            "row": str(decision),
            "group": group,
            "is_ours": school == term.school_id,
            "person": person,
        }
        for decision, group, school, person in rows.values_list(
            "decision", "decision__meeting__group", home, "groupmember__person"
        )
    ]


def did(term):
    """Pairs of person and step: what people who worked here did with each other."""
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
    return parts[0].union(*parts[1:])


def _step(step, rows, path):
    return rows.order_by().annotate(who=F(path), step=Value(step)).values_list("who", "step")


def present(term):
    """Who was present at each meeting at which somebody of here was, from any school."""
    there = Attendance.objects.present().filter(
        meeting__state=MeetingState.HELD,
        meeting__date__range=span(term),
        member__person__in=placed(term).values("person"),
    )
    with_us = there.filter(member__person__in=here(term)).order_by().distinct()
    found = defaultdict(set)
    # Plain keys: by a subquery a database reads everybody's attendance.
    rows = there.filter(meeting__in=list(with_us.values_list("meeting", flat=True))).order_by()
    for meeting, person in rows.values_list("meeting", "member__person"):
        found[meeting].add(person)
    return list(found.values())


# Meetings


def meetings(term):
    rows = Meeting.objects.filter(group__home=term.school_id, date__range=span(term)).order_by()
    marked = marks(term)
    return [
        {"row": str(pk), "group": group, "kind": kind, "date": f"{day}", "state": state}
        | {"marks": marked.get(pk, {})}
        for pk, group, kind, day, state in rows.values_list("pk", "group", "kind", "date", "state")
    ]


def marks(term):
    """meeting → mark → of how many; guests were not asked."""
    rows = Attendance.objects.filter(
        meeting__group__home=term.school_id,
        meeting__state=MeetingState.HELD,
        meeting__date__range=span(term),
        member__isnull=False,
    )
    found = defaultdict(dict)
    counted = rows.order_by().values_list("meeting", "mark").annotate(n=Count("pk"))
    for meeting, mark, n in counted:
        found[meeting][mark] = n
    return found


def groups(term, meetings):
    """Those at home here, as long as there is somebody in them, with what they kept to."""
    known = defaultdict(list)
    for meeting in meetings:
        if meeting["state"] in {cadence.HELD, cadence.MISSED}:
            day = date.fromisoformat(meeting["date"])
            known[meeting["group"]].append(cadence.Session(day, meeting["state"]))
    found = Group.objects.filter(home=term.school_id).annotate(since=Min("members__since"))
    found = found.exclude(since=None).order_by()
    return [
        {
            "row": pk,
            "kept": kept(since, stretches(cadence.Target(times, per), known[pk], term), is_active),
        }
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


def shares(term):
    rows = QuickShare.objects.filter(ours("group", term.school_id), at__range=moments(term))
    return of_group(rows.values_list("pk", "group"))


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
    return of_group(rows.values_list("pk", "group", "tried", "seen"), "tried", "seen")


def decisions(term):
    """Of each decision: whether its meeting left a task."""
    rows = Decision.objects.filter(
        meeting__group__home=term.school_id, meeting__date__range=span(term)
    )
    rows = rows.annotate(left=Exists(Task.objects.filter(meeting=OuterRef("meeting"))))
    return of_group(rows.values_list("pk", "meeting__group", "left"), "with_tasks")


def of_group(rows, *names):
    """Lines of rows that are somebody's in a group: key, group, and what else is named."""
    return [
        {"row": str(pk), "group": group} | dict(zip(names, rest, strict=True))
        for pk, group, *rest in rows.order_by()
    ]


def tasks(term):
    """Those that fell due in the term or were closed in it."""
    rows = Task.objects.filter(meeting__group__home=term.school_id).exclude(fate=Fate.CARRIED)
    rows = rows.filter(Q(due__range=span(term)) | Q(closed_at__range=moments(term))).order_by()
    return [
        {"row": str(pk), "group": group}
        | promised(fate == Fate.DONE, due, closed, term.school.zone)
        for pk, group, fate, due, closed in rows.values_list(
            "pk", "meeting__group", "fate", "due", "closed_at"
        )
    ]


def named(term):
    """Marked sentences, those of a meeting at the home school of its group."""
    here = Q(meeting__group__home=term.school_id) | Q(meeting=None, school=term.school_id)
    rows = Mention.objects.filter(here, said_on__range=span(term)).order_by("pk")
    first = {}  # of the marks on one sentence
    lines = []
    for pk, group, direction, code, path, quote, status in rows.values_list(
        "pk", "meeting__group", "direction", "factor__code", "path", "quote", "status"
    ):
        sentence = first.setdefault((path, quote), str(pk))
        line = {"row": str(pk), "group": group, "way": WAYS[direction], "code": code}
        lines.append(line | {"sentence": sentence, "is_answered": status != Response.OPEN})
    return lines


def programmes(term):
    """Support for pupils, with what was counted at the start and at the end."""
    rows = Support.objects.filter(school=term.school_id, term=term.code)
    rows = rows.select_related("level_set").annotate(held=Count("sessions")).order_by()
    return [programme(support) for support in rows.prefetch_related("measures")]


def programme(support):
    levels = support.level_set.key if support.level_set else ""
    measured = {
        measure.moment: measure.counts if levels else of_marks(measure)
        for measure in support.measures.all()
    }
    return {
        "row": str(support.pk),
        "levels": levels,
        "sessions": support.held,
        "before": measured.get(Moment.START),
        "after": measured.get(Moment.END),
    }


def of_marks(measure):
    """How many are below the mark and how many reached it; None where that was not counted."""
    if measure.n is None or measure.below is None:
        return None
    return {"below": measure.below, "reached": measure.n - measure.below}
