"""Ending a meeting makes rows of what was written down, and is refused while something lacks."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from meetings.kinds import Fate, MeetingKind, MeetingState
from meetings.models import AgendaItem, ClassProblem, Difference, Task
from meetings.services import minutes
from tests import make

pytestmark = pytest.mark.django_db
A_TASK, A_DECISION, A_PROBLEM = (str(uuid.UUID(int=number)) for number in (1, 2, 3))


@pytest.fixture
def meeting():
    return make.meeting(date=date(2025, 9, 13))


def written(meeting, values):
    make.minutes(meeting, values)
    return meeting


def end(meeting):
    return minutes.end(meeting, by=meeting.planned_by)


def test_whoever_is_not_marked_was_there_once_all_are_present(meeting):
    ratna, melki = (make.member(meeting.group) for _ in range(2))
    end(
        written(meeting, {"here.all": True, f"here.{melki.pk}": "sick", f"why.{melki.pk}": "Demam"})
    )
    marks = {row.member_id: (row.mark, row.reason) for row in meeting.attendance.all()}
    assert marks == {ratna.pk: ("present", ""), melki.pk: ("sick", "Demam")}


def test_nobody_is_marked_who_was_not_asked_about(meeting):
    ratna, _melki = (make.member(meeting.group) for _ in range(2))
    end(written(meeting, {f"here.{ratna.pk}": "present"}))
    assert [row.member_id for row in meeting.attendance.all()] == [ratna.pk]


def test_a_task_without_an_owner_keeps_the_meeting_open(meeting):
    member = make.member(meeting.group)
    values = {
        f"here.{member.pk}": "present",
        f"task.{A_TASK}.text": "Menyusun kalender",
        f"task.{A_TASK}.due": "2025-09-20",
    }
    with pytest.raises(ValidationError, match="Menyusun kalender"):
        end(written(meeting, values))
    meeting.refresh_from_db()
    assert (meeting.state, Task.objects.count()) == (MeetingState.PLANNED, 0)


def test_attendance_alone_does_not_end_a_reflective_meeting():
    meeting = make.meeting(kind=MeetingKind.REFLECTIVE)
    member = make.member(meeting.group)
    with pytest.raises(ValidationError):
        end(written(meeting, {f"here.{member.pk}": "present"}))
    record = meeting.minutes
    for name in ("tried", "happened", "next"):
        record.cells[name] = {"value": "Ada", "revision": 2}
    record.save()
    assert end(meeting).state == MeetingState.HELD


def full(meeting, member):
    return {
        f"here.{member.pk}": "present",
        f"task.{A_TASK}.text": "Menyusun kalender",
        f"task.{A_TASK}.owner": str(member.pk),
        f"task.{A_TASK}.due": "2025-09-20",
        f"decision.{A_DECISION}.text": "Sabtu pukul 10.30",
        f"decision.{A_DECISION}.options": ["Jumat", "Sabtu", " "],
        f"decision.{A_DECISION}.voices": [str(member.pk)],
        f"problem.{A_PROBLEM}.title": "Satu anak bekerja",
        f"problem.{A_PROBLEM}.grade": 5,
        f"problem.{A_PROBLEM}.owner": str(member.pk),
    }


def test_what_was_written_down_becomes_rows(meeting):
    member = make.member(meeting.group)
    end(written(meeting, full(meeting, member)))
    task, decision = meeting.tasks.get(), meeting.decisions.get()
    assert (task.text, task.owner, task.due) == ("Menyusun kalender", member, date(2025, 9, 20))
    assert (decision.options, list(decision.voices.all())) == (["Jumat", "Sabtu"], [member])
    problem = ClassProblem.objects.get()
    assert (problem.person, problem.grade, problem.meeting) == (member.person, 5, meeting)


def test_ended_anew_the_rows_follow_and_none_is_doubled(meeting):
    member = make.member(meeting.group)
    end(written(meeting, full(meeting, member)))
    minutes.reopen(meeting, by=meeting.planned_by, reason="Angka keliru")
    record = meeting.minutes
    record.cells[f"task.{A_TASK}.text"]["value"] = "Menyusun kalender semester"
    for part in ("text", "options", "voices"):
        record.cells[f"decision.{A_DECISION}.{part}"]["value"] = None
    record.save()
    end(meeting)
    assert [task.text for task in meeting.tasks.all()] == ["Menyusun kalender semester"]
    assert (meeting.decisions.count(), ClassProblem.objects.count()) == (0, 1)


def test_a_task_carried_on_keeps_its_line_to_the_first_one(meeting):
    member = make.member(meeting.group)
    earlier = make.meeting(meeting.group, date=date(2025, 8, 23), state=MeetingState.HELD)
    task = make.task(earlier, member, due=date(2025, 9, 1))
    values = {
        f"here.{member.pk}": "present",
        f"carried.{task.pk}.fate": "carried",
        f"carried.{task.pk}.due": "2025-10-11",
    }
    end(written(meeting, values))
    task.refresh_from_db()
    assert task.fate == Fate.CARRIED
    assert (task.carried_to.meeting, task.carried_to.due) == (meeting, date(2025, 10, 11))
    assert task.carried_to.fate == Fate.OPEN


def test_a_task_done_by_then_says_at_which_meeting_in_the_words_of_a_date(meeting):
    member = make.member(meeting.group)
    earlier = make.meeting(meeting.group, date=date(2025, 8, 23), state=MeetingState.HELD)
    task = make.task(earlier, member)
    end(written(meeting, {f"here.{member.pk}": "present", f"carried.{task.pk}.fate": "done"}))
    task.refresh_from_db()
    assert "13 September 2025" in task.note


def test_a_task_is_dropped_only_with_a_reason(meeting):
    member = make.member(meeting.group)
    earlier = make.meeting(meeting.group, date=date(2025, 8, 23), state=MeetingState.HELD)
    task = make.task(earlier, member)
    values = {f"here.{member.pk}": "present", f"carried.{task.pk}.fate": "dropped"}
    with pytest.raises(ValidationError):
        end(written(meeting, values))


def test_what_was_not_reached_stands_on_the_next_agenda(meeting):
    member = make.member(meeting.group)
    item = make.agenda_item(meeting, text="Kartu masalah kelas")
    following = make.meeting(meeting.group, date=date(2025, 9, 27))
    end(written(meeting, {f"here.{member.pk}": "present", f"agenda.{item.pk}.fate": "carried"}))
    carried = AgendaItem.objects.get(meeting=following)
    assert (carried.text, carried.carried_from) == ("Kartu masalah kelas", item)
    minutes.minutes_of(following)
    assert following.agenda.count() == 1


def test_two_positions_make_a_difference_and_one_does_not(meeting):
    member = make.member(meeting.group)
    values = {
        f"here.{member.pk}": "present",
        f"position.{A_TASK}.text": "Membiasakan",
        f"position.{A_TASK}.member": str(member.pk),
    }
    with pytest.raises(ValidationError):
        end(written(meeting, values))
    meeting.minutes.cells[f"position.{A_DECISION}.text"] = {"value": "Disalin", "revision": 2}
    meeting.minutes.save()
    end(meeting)
    difference = Difference.objects.get()
    assert [position.text for position in difference.positions.all()] == ["Membiasakan", "Disalin"]
    assert list(difference.meetings.all()) == [meeting]
