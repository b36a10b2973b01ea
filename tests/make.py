"""Small makers of valid rows. Each fills in only what the test did not care to say."""

import uuid
from datetime import UTC, date, datetime, time
from itertools import count

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
from reports.models import Report, Summary
from schools.access import Role
from schools.models import (
    AuditEntry,
    ClassGroup,
    Cluster,
    District,
    Holiday,
    Job,
    Membership,
    School,
    StoredFile,
    Subject,
    Term,
    User,
)
from staff.kinds import Kind
from staff.models import CorrectionRequest, DapodikImport, Invitation, Person, Placement
from supervision.kinds import State, VisitKind, Voice
from supervision.models import (
    BandSet,
    Cycle,
    Feedback,
    FollowUp,
    Instrument,
    InstrumentVersion,
    Participant,
    Photo,
    PrivateNote,
    Problem,
    Reflection,
    Remark,
    Result,
    SavedSheet,
    Sheet,
    Visit,
)

_number = count(1)
A_DAY = date(2025, 7, 14)


def a_moment():
    return datetime(2025, 7, 14, 8, tzinfo=UTC)


def district(**fields):
    n = next(_number)
    return District.objects.create(**{"name": f"Kabupaten {n}", "province": "Sulanusa", **fields})


def cluster(**fields):
    fields.setdefault("district", None)
    fields["district"] = fields["district"] or district()
    return Cluster.objects.create(**{"name": f"Gugus {next(_number)}", **fields})


def school(**fields):
    n = next(_number)
    if "district" not in fields:
        home = fields.get("cluster")
        fields["district"] = home.district if home else district()
    defaults = {
        "npsn": f"{n:08}",
        "name": f"SD Negeri {n}",
        "short_name": f"SDN {n}",
        "form": "SD",
        "status": "state",
        "letterhead": "PEMERINTAH KABUPATEN",
    }
    return School.objects.create(**defaults | fields)


def term(**fields):
    fields.setdefault("school", None)
    fields["school"] = fields["school"] or school()
    defaults = {"code": "20251", "first_day": A_DAY, "last_day": date(2025, 12, 19)}
    return Term.objects.create(**defaults | fields)


def anew(user):
    """The account as the next request finds it: what it may is kept for one."""
    return User.objects.get(pk=user.pk)


def summary(of=None, **fields):
    """What the term `of` came to, counted just now."""
    defaults = {"state": Job.State.DONE, "counted_at": a_moment()}
    return Summary.objects.create(term=of or term(), **defaults | fields)


def report(of, by, **fields):
    """What `by` asked about the school `of`, built just now from it alone; without one, about
    the cycle, person or group among `fields`."""
    asked = Report.objects.create(
        **{
            "requested_by": by,
            "school": of,
            "digest": f"{next(_number)}",
            "kind": Report.Kind.PERFORMANCE,
            "term": "20251",
            "state": Job.State.DONE,
            "counted_at": a_moment(),
            "reads": "view",
            **fields,
        }
    )
    school = asked.cycle.school if asked.cycle else of
    asked.schools.set([school] if school and asked.state == Job.State.DONE else [])
    return asked


def holiday(school, **fields):
    return Holiday.objects.create(
        school=school, **{"name": "Libur", "first_day": A_DAY, "last_day": A_DAY, **fields}
    )


def user(role=None, place=None, **fields):
    """An account; with a role, held at `place` (a school, cluster or district)."""
    n = next(_number)
    password = fields.pop("password", None)
    account = User(**{"username": f"orang{n}", "name": f"Orang {n}", **fields})
    account.set_password(password) if password else account.set_unusable_password()
    account.save()
    if role:
        membership(account, role, place)
    return account


def membership(user, role, place=None, **fields):
    kind = {Role.SUPERVISOR: cluster, Role.DISTRICT: district}.get(role, school)
    place = place or kind()
    return Membership.objects.create(
        user=user, role=role, **{place._meta.model_name: place, "since": A_DAY, **fields}
    )


def audit_entry(**fields):
    return AuditEntry.objects.create(
        **{"action": "changed", "subject": "schools.school:1", **fields}
    )


def stored_file(content=b"bytes", **fields):
    fields.setdefault("school", None)
    fields["school"] = fields["school"] or school()
    fields.setdefault("user", None)
    fields["user"] = fields["user"] or user()
    return StoredFile.objects.keep(
        content, **{"name": "berkas.png", "content_type": "image/png", **fields}
    )


def class_group(**fields):
    fields.setdefault("school", None)
    fields["school"] = fields["school"] or school()
    return ClassGroup.objects.create(
        **{"year": 2025, "name": f"Kelas {next(_number)}", "grade": 4, **fields}
    )


def subject(**fields):
    fields.setdefault("school", None)
    fields["school"] = fields["school"] or school()
    return Subject.objects.create(**{"name": f"Mapel {next(_number)}", **fields})


def person(school=None, kind=Kind.CLASS_TEACHER, **fields):
    """A person; with a school, placed there."""
    since, until = fields.pop("since", A_DAY), fields.pop("until", None)
    person = Person.objects.create(**{"name": f"Orang {next(_number)}", **fields})
    if school:
        placement(person, school, kind=kind, since=since, until=until)
    return person


def placement(person, school, **fields):
    fields.setdefault("is_home", not person.placements.filter(until=None, is_home=True).exists())
    return Placement.objects.create(
        person=person, school=school, **{"kind": Kind.CLASS_TEACHER, "since": A_DAY, **fields}
    )


def invitation(person, **fields):
    person.user = person.user or user()
    person.save()
    return Invitation.objects.create(
        person=person, made_by=fields.pop("by", None) or user(), **fields
    )


def correction_request(person, **fields):
    by = fields.pop("by", None) or user()
    return CorrectionRequest.objects.create(
        person=person, entered_by=by, **{"text": "Tanggal lahir saya keliru.", **fields}
    )


def dapodik_import(school, **fields):
    return DapodikImport.objects.create(
        school=school, asked_by=fields.pop("by", None) or user(), **fields
    )


def rubric(codes="ABC-01 ABC-02 ABC-03 ABC-04", low=1, high=4, **content):
    """The text of a small instrument: one aspect, levels with numbers."""
    levels = range(low, high + 1)
    described = {str(value): {"id": f"Tingkat {value}"} for value in levels}
    items = [
        {
            "code": code,
            "measures": {"id": f"Butir {code}"},
            "descriptors": described,
            "required_evidence": False,
            "allow_na": True,
        }
        for code in codes.split()
    ]
    return {
        "schema": 1,
        "id": "lembar",
        "version": 1,
        "name": {"id": "Lembar"},
        "purpose": {"id": "Untuk uji"},
        "use": "scored_visit",
        "target": {"kinds": ["class_teacher"], "filled_by": ["principal", "observer"]},
        "scale": {
            "type": f"levels_{low}_{high}",
            "labels": [{"value": value, "id": f"Label {value}"} for value in levels],
            "allow_na": True,
        },
        "result": "percent",
        "suggested_bands": "set",
        "aspects": [
            {
                "code": "A",
                "name": {"id": "Aspek"},
                "weight": 1,
                "stage": "teaching",
                "items": items,
            }
        ],
        **content,
    }


def instrument_version(school=None, content=None, **fields):
    content = content or rubric()
    instrument = Instrument.objects.create(
        school=school, key=f"lembar-{next(_number)}", name=content["name"]["id"], use=content["use"]
    )
    return InstrumentVersion.objects.create(
        instrument=instrument, **{"number": 1, "content": content, **fields}
    )


BANDS = [
    {"from": 0, "label": {"id": "Kurang"}, "shape": "triangle_down", "tone": 2},
    {"from": 51, "label": {"id": "Cukup"}, "shape": "square", "tone": 3},
    {"from": 71, "label": {"id": "Baik"}, "shape": "circle", "tone": 4},
]


def band_set(school=None, bands=None, **fields):
    n = next(_number)
    name = fields.setdefault("name", f"Set {n}")
    content = {"id": f"set-{n}", "name": {"id": name}, "bands": bands or BANDS}
    return BandSet.objects.create(
        **{"school": school, "key": f"set-{n}", "content": content} | fields
    )


def cycle(school, **fields):
    fields.setdefault("term", school.terms.first() or term(school=school))
    fields.setdefault("planned_by", None)
    fields["planned_by"] = fields["planned_by"] or user()
    return Cycle.objects.create(
        school=school,
        **{"number": 1, "focus": "Murid bertanya", "criterion": "Tiga pertanyaan", **fields},
    )


def participant(cycle, person, **fields):
    return Participant.objects.create(cycle=cycle, person=person, **fields)


def problem(cycle, **fields):
    return Problem.objects.create(cycle=cycle, **{"text": "Penutup dikalahkan bel", **fields})


def reflection(cycle, by, **fields):
    return Reflection.objects.create(cycle=cycle, written_by=by, **fields)


def visit(school=None, person=None, observer=None, **fields):
    """A visit that both have agreed on; say `state` for one that has come further."""
    if person is None and fields.get("kind") != VisitKind.WALK:
        person = globals()["person"](school, user=user())
    observer = observer or user(Role.PRINCIPAL, school)
    return Visit.objects.create(
        school=school,
        person=person,
        observer=observer,
        **{
            "kind": VisitKind.LESSON,
            "state": State.AGREED,
            "date": A_DAY,
            "focus": "Murid bertanya",
            "planned_by": observer,
            **fields,
        },
    )


def sheet(visit, values=None, **fields):
    """A sheet on which `values` stand: {"ABC-01": 3} means scores."""
    cells = {
        key if "." in key else f"{key}.score": {"value": value, "revision": 1}
        for key, value in (values or {}).items()
    }
    return Sheet.objects.create(
        visit=visit,
        **{
            "voice": Voice.OBSERVER,
            "version": visit.version,
            "cells": cells,
            "revision": 1 if cells else 0,
            **fields,
        },
    )


def saved_sheet(sheet, **fields):
    fields.setdefault("by", sheet.visit.observer)
    return SavedSheet.objects.create(
        **{
            "id": uuid.uuid4(),
            "sheet": sheet,
            "digest": "0" * 64,
            "base": 0,
            "changes": {},
            "answer": {},
            **fields,
        }
    )


def photo(sheet, **fields):
    by = fields.pop("by", None) or sheet.visit.observer
    file = stored_file(school=sheet.visit.school, user=by, content_type="image/jpeg")
    return Photo.objects.create(id=uuid.uuid4(), sheet=sheet, file=file, by=by, **fields)


def remark(visit, **fields):
    return Remark.objects.create(
        visit=visit,
        **{
            "moment": Remark.Moment.OWN_VIEW,
            "voice": Voice.OWN,
            "text": "Penutupnya terburu-buru.",
            "by": visit.observer,
            **fields,
        },
    )


def feedback(visit, **fields):
    parts = {
        "goal": "Tiga pertanyaan",
        "seen": "Dua",
        "gap": "Satu lagi",
        "next_step": "Beri waktu",
    }
    return Feedback.objects.create(visit=visit, **parts | fields)


def follow_up(visit, **fields):
    return FollowUp.objects.create(
        visit=visit,
        **{
            "owner": visit.person,
            "text": "Tulis tiga pertanyaan",
            "sign": "Ada di rencana",
            "due": A_DAY,
            **fields,
        },
    )


def result(visit, **fields):
    return Result.objects.create(visit=visit, found_by=visit.observer, **fields)


def private_note(author, **fields):
    return PrivateNote.objects.create(author=author, **{"text": "Untuk saya sendiri", **fields})


def group(*schools, **fields):
    """A group of `schools`, the first of which lends its letterhead."""
    schools = schools or (school(),)
    group = Group.objects.create(
        **{"name": f"KKG {next(_number)}", "kind": "kkg", "home": schools[0], **fields}
    )
    group.schools.set(schools)
    return group


def member(group, person=None, **fields):
    """A person in a group; with `name`, somebody from elsewhere."""
    if person is None and "name" not in fields:
        person = globals()["person"](group.home, user=user())
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
    fields["planned_by"] = fields["planned_by"] or user()
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
    file = stored_file(school=meeting.group.home, user=by, name=fields.pop("name", "notulen.pdf"))
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
    school = school or globals()["school"]()
    person = person or globals()["person"](school, user=user())
    return Practice.objects.create(
        school=school, person=person, **{"title": "Kartu peran", "born_on": A_DAY, **fields}
    )


def adoption(practice, person=None, **fields):
    person = person or globals()["person"](practice.school, user=user())
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
        **{"key": f"membaca-{next(_number)}", "name": "Membaca", "levels": levels, **fields},
    )


def support(school=None, lead=None, **fields):
    school = school or globals()["school"]()
    fields.setdefault("class_group", None)
    fields["class_group"] = fields["class_group"] or class_group(school=school)
    return Support.objects.create(
        school=school,
        lead=lead or globals()["person"](school, user=user()),
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
        school=school, **{"code": f"waktu-{next(_number)}", "name": "Waktu", **fields}
    )


def mention(school, **fields):
    fields.setdefault("factor", None)
    fields["factor"] = fields["factor"] or factor(school)
    fields.setdefault("coded_by", None)
    fields["coded_by"] = fields["coded_by"] or user()
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
