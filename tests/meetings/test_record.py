"""The addresses of a record: who may open it, and that any save is kept or clearly refused."""

import json
import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from meetings.kinds import MeetingState
from meetings.models import GroupMember, MeetingFile, Minutes, SavedMinutes
from meetings.services import minutes as ending
from schools.access import Role
from schools.envelopes import MOST_BYTES
from schools.models import AuditEntry
from staff.models import Person
from tests import make

pytestmark = pytest.mark.django_db
A_TASK = "0193a5f0-0000-7000-8000-000000000001"


@pytest.fixture
def group(school, teacher):
    group = make.group(school)
    make.member(group, make.person(school, user=teacher), part="chair")
    return group


@pytest.fixture
def colleague(group, school):
    """Another member with an account, who leads nothing."""
    user = make.user()
    make.membership(user, Role.TEACHER, school)
    return make.member(group, make.person(school, user=user))


@pytest.fixture
def meeting(group, teacher):
    return make.meeting(group, planned_by=teacher, date=date(2025, 9, 13))


@pytest.fixture
def minutes(meeting):
    return ending.minutes_of(meeting)


@pytest.fixture
def phone(client, teacher):
    client.force_login(teacher)
    return client


def put(client, minutes, changes, base=0, save=None, body=None, **headers):
    url = reverse("meetings:record_save", args=[minutes.pk, save or uuid.uuid4()])
    body = body or json.dumps({"base": base, "changes": changes, "device": "HP"}).encode()
    return client.put(url, body, content_type="application/json", headers=headers)


def values(minutes):
    return Minutes.objects.get(pk=minutes.pk).values


def record(meeting, name="record"):
    return reverse(f"meetings:{name}", args=[meeting.pk])


# Saving


def test_the_first_save_makes_the_meeting_one_that_takes_place(phone, minutes, meeting):
    answer = put(phone, minutes, {"discussion": "Mulai"}).json()
    meeting.refresh_from_db()
    assert (answer["revision"], answer["held"], meeting.state) == (1, False, "running")
    assert values(minutes) == {"discussion": "Mulai"}
    assert AuditEntry.objects.filter(fields=["cells"]).count() == 1


def test_a_replay_gets_the_same_answer_and_changes_nothing(phone, minutes):
    save = uuid.uuid4()
    first = put(phone, minutes, {"discussion": "Satu"}, save=save).json()
    put(phone, minutes, {"discussion": "Dua"}, base=1)
    again = put(phone, minutes, {"discussion": "Satu"}, save=save).json()
    assert again == first
    assert values(minutes) == {"discussion": "Dua"}
    assert SavedMinutes.objects.count() == 2


def test_the_same_id_with_other_content_is_a_conflict(phone, minutes):
    save = uuid.uuid4()
    put(phone, minutes, {"discussion": "Satu"}, save=save)
    assert put(phone, minutes, {"discussion": "Dua"}, save=save).status_code == 409


def test_two_note_takers_on_different_cells_both_stand(phone, minutes, colleague):
    put(phone, minutes, {"discussion": "Dari ketua"})
    phone.force_login(colleague.person.user)
    answer = put(phone, minutes, {"next": "Dari rekan"}).json()
    assert answer["clashes"] == {}
    assert answer["news"] == {"discussion": "Dari ketua"}
    assert values(minutes) == {"discussion": "Dari ketua", "next": "Dari rekan"}


def test_two_note_takers_on_one_cell_are_asked_and_told_whose_it_is(
    phone, minutes, colleague, teacher
):
    put(phone, minutes, {"discussion": "Dari ketua"})
    phone.force_login(colleague.person.user)
    clash = put(phone, minutes, {"discussion": "Dari rekan"}).json()["clashes"]["discussion"]
    assert (clash["value"], clash["by"]) == ("Dari ketua", teacher.name)
    assert values(minutes) == {"discussion": "Dari ketua"}
    assert SavedMinutes.objects.filter(changes={"discussion": "Dari rekan"}).exists()


def test_what_comes_after_the_end_is_kept_apart(phone, minutes, meeting, teacher):
    put(phone, minutes, {"here.all": True})
    ending.end(meeting, by=teacher)
    answer = put(phone, minutes, {"discussion": "Terlambat"}, base=1).json()
    assert answer["held"] is True
    assert values(minutes) == {"here.all": True}
    assert SavedMinutes.objects.filter(is_held=True).count() == 1


def test_somebody_outside_the_group_finds_no_minutes(client, minutes, principal):
    """The principal reads them, and writes none of them."""
    client.force_login(principal)
    assert put(client, minutes, {"discussion": "Arahan"}).status_code == 404
    assert client.get(reverse("meetings:record_state", args=[minutes.pk])).status_code == 200


def test_what_waits_on_a_shared_phone_belongs_to_whoever_wrote_it(phone, minutes):
    answer = put(phone, minutes, {"discussion": "x"}, **{"X-Sejawat-User": "987654"})
    assert (answer.status_code, values(minutes)) == (403, {})


def test_a_phone_that_was_away_may_still_speak_of_what_has_gone(phone, minutes, meeting, teacher):
    """A task closed meanwhile and a member who left: the other cells of the envelope arrive."""
    before = make.meeting(meeting.group, date=meeting.date - timedelta(days=14))
    left = make.member(meeting.group)
    task = make.task(before, left)
    task.fate = "done"
    task.save()
    GroupMember.objects.filter(pk=left.pk).update(until=meeting.date - timedelta(days=1))
    changes = {
        f"carried.{task.pk}.fate": "carried",
        f"here.{left.pk}": "present",
        "here.all": True,
        "discussion": "Isi",
    }
    assert put(phone, minutes, changes).status_code == 200
    ending.end(meeting, by=teacher)
    task.refresh_from_db()
    assert (task.fate, meeting.tasks.count()) == ("done", 0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"base": 0, "changes": {}}',
        b'{"base": "0", "changes": {"discussion": "x"}}',
        b'{"base": -1, "changes": {"discussion": "x"}}',
        b'{"base": 0, "changes": ["discussion"]}',
        b'{"base": 0, "changes": {"discussion": "a\\u0000b"}}',
        b'{"base": 0, "changes": {"discussion": "\\ud800"}}',
        b'{"base": 0, "device": 3, "changes": {"discussion": "x"}}',
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"base": 0, "changes": {"discussion": "' + b"x" * MOST_BYTES + b'"}}',
    ],
)
def test_what_no_phone_sends_is_refused_in_words(phone, minutes, body):
    answer = put(phone, minutes, {}, body=body or b" ")
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert values(minutes) == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("discussion", 3),
        ("discussion", ["x"]),
        ("discussion", {"x": 1}),
        ("discussion", "x" * 20_001),
        ("strange", "x"),
        ("here.all", "present"),
        ("here.all", 1),
        ("here.999999", "present"),
        ("task.1.text", "x"),
        (f"task.{A_TASK}.text", "x" * 601),
        (f"task.{A_TASK}.owner", "999999"),
        (f"task.{A_TASK}.owner", 999999),
        (f"task.{A_TASK}.owner", ["1", "2"]),
        (f"task.{A_TASK}.due", "besok"),
        (f"task.{A_TASK}.due", "0001-01-01"),
        (f"task.{A_TASK}.fate", "done"),
        (f"task.{A_TASK}.text.more", "x"),
        (f"decision.{A_TASK}.voices", ["999999"]),
        (f"decision.{A_TASK}.options", ["x"] * 13),
        (f"problem.{A_TASK}.grade", True),
        (f"problem.{A_TASK}.grade", 10**30),
        (f"carried.{A_TASK}.fate", "done"),
        (f"agenda.{A_TASK}.note", "x"),
        (f"guest.{A_TASK.upper()}a", "x"),
        ("__proto__", "x"),
        ("", "x"),
    ],
)
def test_what_fits_in_no_minutes_is_refused_and_named(phone, minutes, key, value):
    answer = put(phone, minutes, {key: value, "next": "Yang lain"})
    assert answer.status_code == 422
    assert f"“{key[:60]}”" in answer.json()["message"]
    assert values(minutes) == {}


def test_members_of_another_group_have_no_place_here(phone, minutes, school):
    stranger = make.member(make.group(school))
    for key, value in [
        (f"here.{stranger.pk}", "present"),
        (f"why.{stranger.pk}", "Sakit"),
        (f"task.{A_TASK}.owner", str(stranger.pk)),
        (f"position.{A_TASK}.member", str(stranger.pk)),
        (f"decision.{A_TASK}.voices", [str(stranger.pk)]),
    ]:
        assert put(phone, minutes, {key: value}).status_code == 422, key


def test_tasks_and_topics_of_another_group_have_no_place_here(phone, minutes, school):
    other = make.meeting(make.group(school), date=date(2025, 9, 1))
    task, item = make.task(other), make.agenda_item(other)
    for key in (f"carried.{task.pk}.fate", f"agenda.{item.pk}.fate"):
        assert put(phone, minutes, {key: "done"}).status_code == 422, key


def test_minutes_do_not_grow_without_end(phone, minutes):
    many = {f"task.{uuid.uuid4()}.text": "x" for _ in range(61)}
    assert put(phone, minutes, many).status_code == 422
    base = 0
    for _round in range(4):
        long = {f"decision.{uuid.uuid4()}.options": ["x" * 600] * 12 for _ in range(12)}
        answer = put(phone, minutes, long, base=base)
        if answer.status_code == 422:
            break
        base = answer.json()["revision"]
    assert answer.status_code == 422
    assert len(json.dumps(values(minutes))) < 400_000


# The page


def test_a_member_opens_the_record_and_what_was_promised_stands_there(phone, meeting):
    before = make.meeting(meeting.group, date=date(2025, 8, 30))
    make.task(before, text="Menyusun kalender")
    make.agenda_item(meeting, text="Jadwal perahu")
    page = phone.get(record(meeting)).content.decode()
    assert "Menyusun kalender" in page
    assert "Jadwal perahu" in page


def test_after_the_end_the_record_leads_to_the_meeting(phone, meeting, minutes, teacher):
    put(phone, minutes, {"here.all": True})
    ending.end(meeting, by=teacher)
    answer = phone.get(record(meeting))
    assert (answer.status_code, answer.url) == (302, meeting.get_absolute_url())


def test_long_minutes_are_asked_for_by_the_page_itself(phone, meeting, minutes):
    put(phone, minutes, {"discussion": "Kalimat panjang. " * 1000})
    answer = phone.get(record(meeting))
    assert "data-later" in answer.content.decode()
    assert "Kalimat panjang" not in answer.content.decode()
    state = phone.get(reverse("meetings:record_state", args=[minutes.pk])).json()
    assert state["values"]["discussion"].startswith("Kalimat panjang")


def test_a_large_group_is_shown_in_part_and_found_by_name(phone, meeting):
    people = Person.objects.bulk_create(Person(name=f"Anggota {n:04}") for n in range(2000))
    members = GroupMember.objects.bulk_create(
        GroupMember(group=meeting.group, person=person, since=date(2025, 1, 1)) for person in people
    )
    minutes = ending.minutes_of(meeting)
    put(phone, minutes, {f"here.{members[1500].pk}": "sick"})
    page = phone.get(record(meeting)).content.decode()
    assert page.count("data-member=") == 60
    assert f'data-member="{members[1500].pk}"' in page  # who was away is always in sight
    found = phone.get(record(meeting, "record_people"), {"cari": "1777"}).content.decode()
    assert found.count("data-member=") == 1
    assert f'data-member="{members[1777].pk}"' in found
    put(phone, minutes, {"here.all": True}, base=1)
    ending.end(meeting, by=meeting.planned_by)
    assert meeting.attendance.present().count() == 2000


def test_the_record_asks_no_more_for_more_members(phone, meeting, school):
    make.minutes(meeting, {"here.all": True})

    def grow(times):
        for _time in range(times):
            member = make.member(meeting.group, make.person(school))
            make.task(make.meeting(meeting.group, date=date(2025, 9, 1)), member)
            make.agenda_item(meeting, owner=member)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert phone.get(record(meeting)).status_code == 200
        return len(asked)

    grow(1)
    questions()
    few = questions()
    grow(20)
    assert questions() == few


# Ending, and opening again


def test_the_end_is_refused_with_a_way_to_each_thing_that_is_missing(phone, meeting, minutes):
    changes = {f"task.{A_TASK}.text": "Catat pertanyaan", f"task.{A_TASK}.due": "2025-09-20"}
    put(phone, minutes, changes)
    page = phone.get(record(meeting, "record_end")).content.decode()
    assert f"{record(meeting)}#task.{A_TASK}.owner" in page
    assert f"{record(meeting)}#here.all" in page
    phone.post(record(meeting, "record_end"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.RUNNING


def test_attendance_alone_does_not_end_a_reflective_meeting(phone, group, teacher):
    meeting = make.meeting(group, planned_by=teacher, kind="reflective")
    minutes = ending.minutes_of(meeting)
    put(phone, minutes, {"here.all": True})
    phone.post(record(meeting, "record_end"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.RUNNING
    put(phone, minutes, {"tried": "a", "happened": "b", "next": "c"}, base=1)
    phone.post(record(meeting, "record_end"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD


def ended(phone, minutes, meeting):
    put(phone, minutes, {"here.all": True})
    assert phone.post(record(meeting, "record_end")).status_code == 302
    meeting.refresh_from_db()
    return meeting


def test_the_end_makes_it_held_and_says_who_ended_it(phone, minutes, meeting, teacher):
    assert ended(phone, minutes, meeting).ended_by == teacher


def test_it_is_opened_again_with_a_reason_that_stands_on_the_page(phone, minutes, meeting):
    ended(phone, minutes, meeting)
    again = record(meeting, "record_reopen")
    assert phone.post(again).status_code == 200  # a reason is asked for
    phone.post(again, {"reason": "Angka keliru"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.reopenings[0]["reason"]) == ("running", "Angka keliru")
    assert "Angka keliru" in phone.get(record(meeting)).content.decode()


def test_a_member_who_leads_nothing_opens_only_what_they_ended(phone, minutes, meeting, colleague):
    ended(phone, minutes, meeting)
    phone.force_login(colleague.person.user)
    assert phone.get(record(meeting, "record_reopen")).status_code == 404
    meeting.ended_by = colleague.person.user
    meeting.save()
    assert phone.get(record(meeting, "record_reopen")).status_code == 200


# Photos, and the history


def picture():
    out = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG")
    return out.getvalue()


def put_photo(client, minutes, content, photo):
    url = reverse("meetings:record_photo", args=[minutes.pk, photo])
    return client.put(url, content, content_type="image/jpeg")


def test_a_photo_that_comes_twice_is_one_file(phone, minutes):
    photo = uuid.uuid4()
    for _time in range(2):
        assert put_photo(phone, minutes, picture(), photo).status_code == 200
    assert MeetingFile.objects.filter(meeting=minutes.meeting, is_photo=True).count() == 1


def test_a_photo_that_is_none_is_refused_in_words(phone, minutes):
    answer = put_photo(phone, minutes, b"<svg onload=alert(1)>", uuid.uuid4())
    assert (answer.status_code, MeetingFile.objects.count()) == (422, 0)


def test_a_photo_of_another_meeting_keeps_its_id(phone, minutes, group, teacher):
    other = ending.minutes_of(make.meeting(group, planned_by=teacher, title="Lain"))
    photo = uuid.uuid4()
    put_photo(phone, minutes, picture(), photo)
    assert put_photo(phone, other, picture(), photo).status_code == 409


def test_the_history_shows_what_i_sent_and_nobody_elses(phone, minutes, meeting, colleague):
    member = colleague.pk
    put(phone, minutes, {f"here.{member}": "sick", "discussion": "<b>Dari saya</b>"})
    phone.force_login(colleague.person.user)
    put(phone, minutes, {"next": "Dari rekan"}, base=1)
    page = phone.get(reverse("meetings:record_history", args=[minutes.pk])).content.decode()
    assert "Dari rekan" in page
    assert "Dari saya" not in page
    phone.force_login(meeting.planned_by)
    page = phone.get(reverse("meetings:record_history", args=[minutes.pk])).content.decode()
    assert "&lt;b&gt;Dari saya&lt;/b&gt;" in page
    assert str(colleague) in page
