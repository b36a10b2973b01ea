"""The sessions of the story, one after the other: planned, then missed, or recorded and ended."""

from datetime import datetime

from django.utils import timezone

from meetings.calculations import record
from meetings.kinds import GroupKind, MeetingKind
from meetings.models import AgendaItem, Meeting
from meetings.services import agenda, minutes, planning

from .recording import cells_of
from .told import clock, grown

KINDS = {"joint_evaluation": MeetingKind.EVALUATION} | {kind.value: kind for kind in MeetingKind}


def tell_meetings(told):
    """All are planned first; then each goes as it went, and leaves the next what was left over."""
    sessions = sorted(told.story["sessions"], key=lambda session: session["date"])
    Meeting.objects.bulk_create(planned(told, session) for session in sessions)
    told.remember_groups()
    for session in sessions:
        put_on_agenda(told, session)
        if session["state"] == "missed":
            planning.miss(told.meeting(session["id"]), reason=session["reason"])
        if session["state"] == "held":
            hold(told, session)
    told.remember_groups()


def planned(told, session):
    group = told.groups[session["group"]]
    usual = MeetingKind.COORDINATION if group.kind == GroupKind.SCHOOL else MeetingKind.SESSION
    kind = KINDS.get(session.get("kind"), usual)
    start, end = session["time"]
    return Meeting(
        id=grown(session["id"]),
        group=group,
        kind=kind,
        title=session["title"],
        date=session["date"],
        start=clock(start),
        end=clock(end),
        place=told.schools[session["place"]].short_name,
        is_shared=kind == MeetingKind.EVALUATION,
        planned_by=chair_of(told, session),
    )


def about(told, session):
    (group,) = [group for group in told.story["groups"] if group["id"] == session["group"]]
    return group


def chair_of(told, session):
    group = about(told, session)
    former = group.get("former_chair")
    if former and session["date"] <= told.session(former["last_session"])["date"]:
        return told.people[former["person"]].user
    return told.people[group["chair"]].user


def put_on_agenda(told, session):
    """What came over from the last meeting is there already; the rest is proposed for this one."""
    meeting = told.meeting(session["id"])
    if session["state"] == "held":
        minutes.minutes_of(meeting)  # takes over what a missed one left
    there = set(meeting.agenda.values_list("text", flat=True))
    topics = [topic for topic in topics_of(told, session) if topic[1] not in there]
    for owner, text, suggestion in topics:
        item = AgendaItem(
            id=topic_id(session, text),
            meeting=meeting,
            text=text,
            suggestion=suggestion,
            owner=told.member(meeting.group, owner),
        )
        agenda.put(item, by=told.people[owner].user or meeting.planned_by)


def topics_of(told, session):
    """What was to be talked about, and what came up on the day without being on the paper."""
    topics = list(session["agenda"])
    for later in told.story["sessions"]:
        for carried in later.get("carried_from", []):
            text = carried["text"]
            if carried["session"] == session["id"] and text not in [topic[1] for topic in topics]:
                owners = [who for who, topic, _ in later["agenda"] if topic == text]
                topics.append([owners[0] if owners else topics[0][0], text, ""])
    return topics


def topic_id(session, text):
    return grown(f"{session['id']} {text}")


def hold(told, session):
    """Written down by the note-taker on the evening of the day, and ended."""
    meeting = told.meeting(session["id"])
    sheet = minutes.minutes_of(meeting)
    cells = cells_of(told, session, meeting)
    known = minutes.known(meeting)
    for key, value in cells.items():
        assert record.fits(key, value, known), (session["id"], key)
    zone = meeting.group.home.zone
    at = timezone.make_aware(datetime.combine(meeting.date, clock("19.10")), zone)
    sheet.cells = {key: {"value": value, "revision": 1} for key, value in cells.items()}
    sheet.revision, sheet.changed_at = 1, at
    sheet.save()
    minutes.begin(meeting)
    writer = told.people[about(told, session)["secretary"]].user
    minutes.end(meeting, by=writer or meeting.planned_by, at=at)
