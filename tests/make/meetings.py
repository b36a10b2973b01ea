"""Groups, their meetings, and what comes of them: practices, support, factors."""

import uuid
from datetime import date, time

from meetings.models import (
    Adoption,
    AgendaItem,
    Attendance,
    CalendarLink,
    ClassProblem,
    Decision,
    Difference,
    Factor,
    Group,
    GroupMember,
    Heard,
    Idea,
    LevelSet,
    Measure,
    Meeting,
    MeetingFile,
    Mention,
    Minutes,
    Position,
    Practice,
    QuickShare,
    SavedMinutes,
    Series,
    Sighting,
    Slot,
    Support,
    SupportSession,
    Task,
    TermQuestion,
)

from . import schools, staff
from .basics import A_DAY, numbers


def group(*places, **fields):
    """A group of the schools `places`, the first of which lends its letterhead."""
    places = places or (schools.school(),)
    group = Group.objects.create(
        **{"name": f"KKG {next(numbers)}", "kind": "kkg", "home": places[0], **fields}
    )
    group.schools.set(places)
    return group


def member(group, person=None, **fields):
    """A person in a group; with `name`, somebody from elsewhere."""
    if person is None and "name" not in fields:
        person = staff.person(group.home, user=schools.user())
    return GroupMember.objects.create(group=group, person=person, **{"since": A_DAY, **fields})


def term_question(group, **fields):
    return TermQuestion.objects.create(
        group=group, **{"term": "20251", "question": "Siapa yang bertanya?", **fields}
    )


def series(group, **fields):
    return Series.objects.create(
        group=group,
        **{
            "title": "Pertemuan KKG",
            "first_day": A_DAY,
            "last_day": date(2025, 12, 19),
            **fields,
        },
    )


def meeting(group=None, **fields):
    """A planned meeting; say `state` for one that has come further."""
    fields.setdefault("planned_by", None)
    fields["planned_by"] = fields["planned_by"] or schools.user()
    return Meeting.objects.create(
        group=group or globals()["group"](),
        **{"title": "Satu anak bekerja", "date": A_DAY, **fields},
    )


def agenda_item(meeting, **fields):
    fields.setdefault("proposed_by", meeting.planned_by)
    return AgendaItem.objects.create(meeting=meeting, **{"text": "Jadwal", **fields})


def attendance(meeting, member=None, **fields):
    return Attendance.objects.create(meeting=meeting, member=member, **fields)


def minutes(meeting, values=None, **fields):
    """Minutes on which `values` stand: {"discussion": "…"}."""
    cells = {key: {"value": value, "revision": 1} for key, value in (values or {}).items()}
    return Minutes.objects.create(
        meeting=meeting, **{"cells": cells, "revision": 1 if cells else 0, **fields}
    )


def saved_minutes(minutes, **fields):
    fields.setdefault("by", minutes.meeting.planned_by)
    return SavedMinutes.objects.create(
        **{
            "id": uuid.uuid4(),
            "minutes": minutes,
            "digest": "0" * 64,
            "base": 0,
            "changes": {},
            "answer": {},
            **fields,
        }
    )


def calendar_link(user, **fields):
    return CalendarLink.objects.create(user=user, **fields)


def meeting_file(meeting, **fields):
    by = fields.pop("by", None) or meeting.planned_by
    file = schools.stored_file(
        school=meeting.group.home, user=by, name=fields.pop("name", "notulen.pdf")
    )
    return MeetingFile.objects.create(meeting=meeting, file=file, by=by, **fields)


def decision(meeting, **fields):
    return Decision.objects.create(meeting=meeting, **{"text": "Sabtu pukul 10.30", **fields})


def task(meeting, owner=None, **fields):
    return Task.objects.create(
        meeting=meeting,
        owner=owner or member(meeting.group),
        **{"text": "Menyusun kalender", "due": A_DAY, **fields},
    )


def difference(group, **fields):
    return Difference.objects.create(group=group, **{"topic": "PR tiap hari", **fields})


def position(difference, **fields):
    return Position.objects.create(difference=difference, **{"text": "Membiasakan", **fields})


def heard(difference, member, **fields):
    return Heard.objects.create(
        difference=difference, member=member, **{"text": "Saya sekarang tahu", **fields}
    )


def class_problem(group, person=None, **fields):
    return ClassProblem.objects.create(
        group=group,
        person=person or member(group).person,
        **{"title": "Satu anak bekerja, empat menonton", **fields},
    )


def idea(problem, **fields):
    fields.setdefault("by", problem.person)
    fields.setdefault("entered_by", fields["by"].user)
    return Idea.objects.create(problem=problem, **{"text": "Bagi pekerjaan", **fields})


def practice(school=None, person=None, **fields):
    school = school or schools.school()
    person = person or staff.person(school, user=schools.user())
    return Practice.objects.create(
        school=school, person=person, **{"title": "Kartu peran", "born_on": A_DAY, **fields}
    )


def adoption(practice, person=None, **fields):
    person = person or staff.person(practice.school, user=schools.user())
    return Adoption.objects.create(
        practice=practice,
        person=person,
        **{"school": practice.school, "grade": 5, "since": A_DAY, **fields},
    )


def sighting(practice, **fields):
    fields.setdefault("by", practice.person.user)
    return Sighting.objects.create(
        practice=practice,
        **{
            "person": practice.person,
            "school": practice.school,
            "date": A_DAY,
            "path": "/kunjungan/",
            **fields,
        },
    )


def quick_share(by, school, **fields):
    fields.setdefault("entered_by", by.user)
    return QuickShare.objects.create(by=by, school=school, **{"text": "Senyum dulu", **fields})


def level_set(school=None, **fields):
    levels = [{"code": "huruf", "name": "Huruf"}, {"code": "kata", "name": "Kata"}]
    return LevelSet.objects.create(
        school=school,
        **{"key": f"membaca-{next(numbers)}", "name": "Membaca", "levels": levels, **fields},
    )


def support(school=None, lead=None, **fields):
    school = school or schools.school()
    fields.setdefault("class_group", None)
    fields["class_group"] = fields["class_group"] or schools.class_group(school=school)
    return Support.objects.create(
        school=school,
        lead=lead or staff.person(school, user=schools.user()),
        **{"kind": "literacy", "term": "20251", "goal": "Semua membaca kalimat", **fields},
    )


def slot(support, **fields):
    return Slot.objects.create(
        support=support, **{"weekday": 1, "start": time(9), "end": time(9, 30), **fields}
    )


def measure(support, **fields):
    return Measure.objects.create(
        support=support, **{"moment": "start", "date": A_DAY, "counts": {"huruf": 3}, **fields}
    )


def support_session(support, **fields):
    fields.setdefault("by", support.lead)
    return SupportSession.objects.create(
        support=support, **{"date": A_DAY, "present": 5, "minutes": 30, **fields}
    )


def factor(school=None, **fields):
    return Factor.objects.create(
        school=school, **{"code": f"waktu-{next(numbers)}", "name": "Waktu", **fields}
    )


def mention(school, **fields):
    fields.setdefault("factor", None)
    fields["factor"] = fields["factor"] or factor(school)
    fields.setdefault("coded_by", None)
    fields["coded_by"] = fields["coded_by"] or schools.user()
    return Mention.objects.create(
        school=school,
        **{
            "direction": "hinders",
            "quote": "Perahu terakhir pukul satu",
            "source": "Notulen",
            "path": "/pertemuan/",
            "said_on": A_DAY,
            **fields,
        },
    )
