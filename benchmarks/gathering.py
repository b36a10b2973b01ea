"""Groups of a school and of a cluster, their meetings, and what came of them."""

from datetime import date, timedelta

from meetings.kinds import Fate, GroupKind, Mark, MeetingKind, MeetingState, Part
from meetings.models import Attendance, Decision, Group, GroupMember, Meeting, Task
from schools.models import AuditEntry
from schools.models.audit import Action

from .place import moment

IN_A_TEAM = 15  # people of a school who meet
FROM_EACH = 2  # people of each school in the group of the cluster
AWAY = [mark for mark in Mark if mark != Mark.PRESENT]
KINDS = (MeetingKind.SESSION, MeetingKind.COORDINATION, MeetingKind.REFLECTIVE)


def add_meetings(rows, size, places, cluster):
    """Of ten meetings nine are a school's own, and one is that of the cluster's group."""
    joint = size.meetings // 10
    for place in places:
        people = place.names[:IN_A_TEAM]
        group = add_group(rows, size, f"Tim {place.school}", GroupKind.KOMBEL, [place], people)
        add_series(rows, size, group, place, size.meetings - joint)
    people = [person for place in places for person in place.names[1 : 1 + FROM_EACH]]
    group = add_group(rows, size, f"KKG {cluster.name}", GroupKind.KKG, places, people)
    add_series(rows, size, group, places[0], joint * len(places))


def add_group(rows, size, name, kind, places, people):
    """A group with its members, the first of whom chairs it."""
    group = rows.add(Group, name=name, kind=kind, home=places[0].school, times=2)
    for place in places:
        rows.add(Group.schools.through, group=group, school=place.school)
    since = date(size.first_year, 7, 1)
    group.people = [
        rows.add(
            GroupMember,
            group=group,
            person=person,
            since=since,
            part=Part.MEMBER if nth else Part.CHAIR,
        )
        for nth, person in enumerate(people)
    ]
    return group


def add_series(rows, size, group, place, meetings):
    """So many meetings, spread evenly over the terms."""
    terms = list(place.terms.values())
    for number in range(meetings):
        term = terms[number * len(terms) // meetings]
        day = term.first_day + timedelta(
            rows.rng.randrange((term.last_day - term.first_day).days - 21)
        )
        add_meeting(rows, group, place, day, number)


def add_meeting(rows, group, place, day, number):
    rng, chair = rows.rng, group.people[0].person.user
    held = rng.random() < 0.9
    meeting = rows.add(
        Meeting,
        group=group,
        kind=KINDS[number % len(KINDS)],
        title=f"Pertemuan ke-{number + 1}",
        date=day,
        state=MeetingState.HELD if held else MeetingState.MISSED,
        reason="" if held else "Hujan deras",
        planned_by=chair,
        ended_by=chair if held else None,
        ended_at=moment(day) if held else None,
    )
    if not held:
        return
    for who in group.people:
        mark = Mark.PRESENT if rng.random() < 0.85 else rng.choice(AWAY)
        rows.add(Attendance, meeting=meeting, member=who, mark=mark)
    if number % 2:
        decision = rows.add(Decision, meeting=meeting, text="Mencoba kartu peran")
        for who in rng.sample(group.people, min(3, len(group.people))):
            rows.add(Decision.voices.through, decision=decision, groupmember=who)
        add_task(rows, meeting, day, rng.choice(group.people), number)
    rows.add(
        AuditEntry,
        at=meeting.ended_at,
        actor=chair,
        school=place.school,
        action=Action.CHANGED,
        subject=AuditEntry.name_of(meeting),
    )


def add_task(rows, meeting, day, owner, number):
    is_done = number % 3 > 0
    due = day + timedelta(14)
    rows.add(
        Task,
        meeting=meeting,
        text="Menyiapkan kartu peran",
        owner=owner,
        due=due,
        fate=Fate.DONE if is_done else Fate.OPEN,
        note="Sudah dibagikan" if is_done else "",
        closed_at=moment(due + timedelta(rows.rng.randrange(-10, 5))) if is_done else None,
        closed_by=owner.person.user if is_done else None,
    )
