"""The sessions of the story: planned, held or missed, with what was said, decided and promised."""

from datetime import datetime, timedelta

from django.utils import timezone

from meetings.kinds import Fate, GroupKind, Mark, MeetingKind, MeetingState
from meetings.models import AgendaItem, Attendance, Decision, Meeting, Minutes, Task

from .told import clock, grown, noon

STATES = {
    "held": MeetingState.HELD,
    "missed": MeetingState.MISSED,
    "scheduled": MeetingState.PLANNED,
}
KINDS = {"joint_evaluation": MeetingKind.EVALUATION} | {kind.value: kind for kind in MeetingKind}
MARKS = {"izin": Mark.EXCUSED, "sakit": Mark.SICK, "dinas": Mark.DUTY, "alpa": Mark.NO_NOTICE}
FATES = {"done": Fate.DONE, "carried": Fate.CARRIED, "dropped": Fate.DROPPED}
REFLECTIVE = ["tried", "happened", "learnt", "next"]


def tell_meetings(told):
    """All of them first, so that one can point at another."""
    sessions = told.story["sessions"]
    Meeting.objects.bulk_create(planned(told, session) for session in sessions)
    told.remember_groups()
    AgendaItem.objects.bulk_create(agenda(told))
    carry_over(told)
    Attendance.objects.bulk_create(attendance(told))
    Minutes.objects.bulk_create(minutes(told))
    decide(told)
    tasks(told)


def held(told):
    """Each session that took place, with its row."""
    for session in told.story["sessions"]:
        if session["state"] == "held":
            yield told.meeting(session["id"]), session


def planned(told, session):
    group = told.groups[session["group"]]
    start, end = session["time"]
    is_held = session["state"] == "held"
    chair = chair_of(told, session)
    usual = MeetingKind.COORDINATION if group.kind == GroupKind.SCHOOL else MeetingKind.SESSION
    kind = KINDS.get(session.get("kind"), usual)
    return Meeting(
        id=grown(session["id"]),
        group=group,
        kind=kind,
        title=session["title"],
        date=session["date"],
        start=clock(start),
        end=clock(end),
        place=told.schools[session["place"]].short_name,
        state=STATES[session["state"]],
        is_shared=kind == MeetingKind.EVALUATION,
        reason=session.get("reason", ""),
        planned_by=chair,
        ended_by=chair if is_held else None,
        ended_at=moment(told, session, end) if is_held else None,
    )


def chair_of(told, session):
    (group,) = [group for group in told.story["groups"] if group["id"] == session["group"]]
    former = group.get("former_chair")
    if former and session["date"] <= told.session(former["last_session"])["date"]:
        return told.people[former["person"]].user
    return told.people[group["chair"]].user


def moment(told, session, words):
    zone = told.groups[session["group"]].home.zone
    return timezone.make_aware(datetime.combine(session["date"], clock(words)), zone)


# What was to be talked about


def agenda(told):
    for session in told.story["sessions"]:
        meeting = told.meeting(session["id"])
        fate = Fate.DONE if session["state"] == "held" else Fate.OPEN
        for number, (owner, text, suggestion) in enumerate(session["agenda"]):
            yield AgendaItem(
                id=item_id(session, text),
                meeting=meeting,
                text=text,
                suggestion=suggestion,
                owner=told.member(meeting.group, owner),
                proposed_by=told.people[owner].user or meeting.planned_by,
                position=number,
                fate=fate,
            )


def item_id(session, text):
    return grown(f"{session['id']} {text}")


def carry_over(told):
    """What was not reached, and where it came up again; a task goes on under its own name."""
    for session in told.story["sessions"]:
        for carried in session.get("carried_from", []):
            before = told.session(carried["session"])
            item = AgendaItem.objects.filter(pk=item_id(before, carried["text"])).first()
            item = item or left_over(told, before, session, carried["text"])
            again = AgendaItem.objects.filter(pk=item_id(session, carried["text"])).first()
            again = again or come_up_again(told, session, item)
            again.carried_from = item
            again.save()
            item.fate = Fate.CARRIED
            item.save()


def left_over(told, before, session, text):
    """Not on the agenda that day, but still on the table when the time was up."""
    owner = next(
        (who for who, topic, _ in session["agenda"] if topic == text), before["agenda"][0][0]
    )
    meeting = told.meeting(before["id"])
    return AgendaItem.objects.create(
        id=item_id(before, text),
        meeting=meeting,
        text=text,
        owner=told.member(meeting.group, owner),
        proposed_by=told.people[owner].user or meeting.planned_by,
        position=len(before["agenda"]),
    )


def come_up_again(told, session, item):
    meeting = told.meeting(session["id"])
    return AgendaItem.objects.create(
        id=item_id(session, item.text),
        meeting=meeting,
        text=item.text,
        owner=item.owner,
        proposed_by=item.proposed_by,
        position=len(session["agenda"]),
        fate=Fate.DONE if session["state"] == "held" else Fate.OPEN,
    )


# Who was there


def attendance(told):
    for meeting, session in held(told):
        for name in session["present"]:
            if told.is_member(meeting.group, name):  # guests are told by what they are
                yield Attendance(meeting=meeting, member=told.member(meeting.group, name))
        for name, why, reason in session["absent"]:
            yield Attendance(
                meeting=meeting,
                member=told.member(meeting.group, name),
                mark=MARKS[why],
                reason=reason,
            )
        for guest in session.get("guests", []):
            yield Attendance(meeting=meeting, guest=guest)


# What was said, decided and promised


def minutes(told):
    for meeting, session in held(told):
        texts = {"discussion": session["minutes"]} | session.get("reflective", {})
        yield Minutes(
            id=grown(f"minutes {session['id']}"),
            meeting=meeting,
            cells={key: {"value": text, "revision": 1} for key, text in texts.items()},
            revision=1,
            changed_at=meeting.ended_at,
        )


def decide(told):
    for meeting, session in held(told):
        for number, taken in enumerate(session["decisions"]):
            row = Decision.objects.create(
                id=grown(taken["id"]),
                meeting=meeting,
                text=taken["text"],
                options=taken["options"],
                reason=taken["reason"],
                position=number,
            )
            row.voices.set(told.member(meeting.group, name) for name in taken["voices"])


def tasks(told):
    for meeting, session in held(told):
        for number, promised in enumerate(session["tasks"]):
            task = promise(told, meeting, promised, position=number)
            if again := promised.get("carried_to"):
                later = told.meeting(again["session"])
                promise(told, later, promised | again, position=9, carried_from=task)


def promise(told, meeting, promised, **facts):
    owner = told.people[promised["owner"]]
    outcome = promised["outcome"]
    fate = FATES.get(outcome["state"], Fate.OPEN)  # an overdue one is open
    is_closed = fate != Fate.OPEN
    day = outcome.get("at", promised["due"])
    return Task.objects.create(
        id=grown(promised["id"]),
        meeting=meeting,
        text=promised["text"],
        owner=told.member(meeting.group, promised["owner"]),
        due=promised["due"],
        fate=fate,
        note=outcome.get("evidence") or outcome.get("note", ""),
        closed_at=noon(day, meeting.group.home) + timedelta(hours=1) if is_closed else None,
        closed_by=(owner.user or meeting.planned_by) if is_closed else None,
        **facts,
    )
