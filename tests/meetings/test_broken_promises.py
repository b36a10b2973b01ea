"""Promises that somebody could break: each test says one, in the way it was broken."""

import json
import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.kinds import Fate, GroupKind, MeetingKind, MeetingState
from meetings.models import (
    ClassProblem,
    GroupMember,
    Meeting,
    Task,
)
from meetings.services import minutes
from schools.access import Role
from schools.models import User
from tests import make

from .conftest import joined

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2025, 7, 20)


def a_key():
    return str(uuid.uuid4())


def moved_away(member, to):
    """Whoever it is works at another school now; nobody thought of the groups."""
    person = member.person
    person.placements.update(until=LAST_YEAR)
    person.user.memberships.update(until=LAST_YEAR)
    make.placement(person, to)
    make.membership(person.user, Role.TEACHER, to)
    return User.objects.get(pk=person.user_id)


@pytest.fixture
def put(client):
    """Send one save of minutes, as their page does."""

    def send(user, meeting, changes, base=0):
        client.force_login(user)
        sheet = minutes.minutes_of(meeting)
        url = reverse("meetings:record_save", args=[sheet.pk, uuid.uuid4()])
        body = json.dumps({"base": base, "changes": changes})
        return client.put(url, body, content_type="application/json")

    return send


class TestWhoReaches:
    def test_whoever_works_elsewhere_now_reads_no_meeting_of_the_old_school(
        self, get, school, elsewhere
    ):
        group = make.group(school, kind=GroupKind.SCHOOL)
        meeting = make.meeting(group, state=MeetingState.HELD)
        former = moved_away(joined(group, school, "Ratna"), elsewhere)
        answers = [
            get(former, "meeting", meeting.pk),
            get(former, "group", group.pk),
            get(former, "minutes_pdf", meeting.pk),
        ]
        assert {answer.status_code for answer in answers} == {404}

    def test_whoever_works_elsewhere_now_writes_no_minutes_of_the_old_school(
        self, put, school, elsewhere
    ):
        group = make.group(school, kind=GroupKind.SCHOOL)
        meeting = make.meeting(group)
        former = moved_away(joined(group, school, "Ratna"), elsewhere)
        assert put(former, meeting, {"discussion": "Halo"}).status_code == 404

    def test_a_phone_shows_no_meetings_of_a_school_that_was_left(self, client, school, elsewhere):
        group = make.group(school, kind=GroupKind.SCHOOL)
        make.meeting(group, title="Rapat tertutup", date=timezone.localdate())
        former = moved_away(joined(group, school, "Ratna"), elsewhere)
        link = make.calendar_link(former)
        feed = client.get(reverse("meetings:calendar_feed", args=[link.key])).content.decode()
        assert "Rapat tertutup" not in feed

    def test_what_a_school_said_among_itself_is_not_opened_by_making_its_group_a_joint_one(
        self, post, principal, school, neighbour
    ):
        group = make.group(school, kind=GroupKind.SCHOOL)
        meeting = make.meeting(group, state=MeetingState.HELD)
        theirs = make.user(Role.PRINCIPAL, neighbour)
        post(
            principal,
            "group_update",
            group.pk,
            kind="kkg",
            name=group.name,
            home=school.pk,
            schools=[school.pk, neighbour.pk],
            cadence="2-month",
        )
        assert not Meeting.objects.for_user(theirs).filter(pk=meeting.pk).exists()

    def test_an_observer_whose_role_has_ended_reads_no_sentence_they_once_marked(
        self, get, school, elsewhere
    ):
        observer = make.user(Role.OBSERVER, school)
        mention = make.mention(school, coded_by=observer, quote="Saya belum siap")
        observer.memberships.update(until=LAST_YEAR)
        make.membership(observer, Role.TEACHER, elsewhere)
        former = User.objects.get(pk=observer.pk)
        assert get(former, "mention", mention.pk).status_code == 404

    def test_whoever_left_a_group_changes_nothing_in_it(self, get, group, member, held_meeting):
        user = member.person.user
        file = make.meeting_file(held_meeting, by=user)
        problem = make.class_problem(group, title="Rahasia kelas")
        idea = make.idea(problem, by=member.person, entered_by=user)
        item = make.agenda_item(make.meeting(group), proposed_by=user)
        GroupMember.objects.filter(pk=member.pk).update(until=LAST_YEAR)
        answers = [
            get(user, "meeting_file_remove", file.pk),
            get(user, "idea_update", idea.pk),
            get(user, "agenda_update", item.pk),
        ]
        assert [answer.status_code for answer in answers] == [404] * 3

    def test_whoever_led_support_at_a_school_they_left_reads_no_numbers_of_it(
        self, get, school, elsewhere
    ):
        user = make.user(Role.TEACHER, school)
        lead = make.person(school, user=user)
        support = make.support(school, lead)
        make.measure(support)
        lead.placements.update(until=LAST_YEAR)
        user.memberships.update(until=LAST_YEAR)
        make.membership(user, Role.TEACHER, elsewhere)
        former = User.objects.get(pk=user.pk)
        answers = [get(former, "support", support.pk), get(former, "session_create", support.pk)]
        assert [answer.status_code for answer in answers] == [404, 404]


class TestTheEndOfAMeeting:
    def test_spaces_are_no_reflection(self, put, post, group, chair):
        user = chair.person.user
        meeting = make.meeting(group, kind=MeetingKind.REFLECTIVE)
        blank = dict.fromkeys(["tried", "happened", "next"], " \n ")
        put(user, meeting, {"here.all": True, **blank})
        post(user, "record_end", meeting.pk)
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.RUNNING

    def test_spaces_are_no_task(self, put, post, group, chair):
        user, key, meeting = chair.person.user, a_key(), make.meeting(group)
        task = {"text": "   ", "owner": str(chair.pk), "due": "2025-09-20"}
        put(user, meeting, {"here.all": True} | {f"task.{key}.{k}": v for k, v in task.items()})
        post(user, "record_end", meeting.pk)
        assert not Task.objects.exists()

    def test_nobody_who_has_left_gets_a_task(self, put, post, group, chair, member):
        GroupMember.objects.filter(pk=member.pk).update(
            since=date(2024, 7, 1), until=date(2025, 6, 30)
        )
        user, key, meeting = chair.person.user, a_key(), make.meeting(group)
        task = {"text": "Menyusun kalender", "owner": str(member.pk), "due": "2025-09-20"}
        put(user, meeting, {"here.all": True} | {f"task.{key}.{k}": v for k, v in task.items()})
        post(user, "record_end", meeting.pk)
        assert not Task.objects.exists()

    def test_a_class_problem_is_never_laid_at_the_door_of_whoever_ends_the_meeting(
        self, put, post, group, chair
    ):
        """The problem is from the class of a guest, who has no record here."""
        guest = make.member(group, name="Ibu Wayan", works_at="SDN Sebelah")
        user, key, meeting = chair.person.user, a_key(), make.meeting(group)
        told = {f"problem.{key}.title": "Satu bekerja", f"problem.{key}.owner": str(guest.pk)}
        put(user, meeting, {"here.all": True, **told})
        post(user, "record_end", meeting.pk)
        assert not ClassProblem.objects.filter(person=chair.person).exists()

    def test_a_class_problem_of_one_who_came_later_is_theirs(self, put, post, group, chair, member):
        GroupMember.objects.filter(pk=member.pk).update(since=date(2025, 8, 1))
        user, key, meeting = chair.person.user, a_key(), make.meeting(group)
        told = {f"problem.{key}.title": "Satu bekerja", f"problem.{key}.owner": str(member.pk)}
        put(user, meeting, {"here.all": True, **told})
        post(user, "record_end", meeting.pk)
        assert ClassProblem.objects.get().person == member.person

    def test_nobody_is_present_where_nobody_was_in_the_group(self, put, post, group, chair):
        """Written down afterwards for a day before anybody was a member."""
        meeting = make.meeting(group, date=date(2025, 6, 2))
        user = chair.person.user
        put(user, meeting, {"here.all": True})
        post(user, "record_end", meeting.pk)
        meeting.refresh_from_db()
        assert meeting.state != MeetingState.HELD or meeting.attendance.exists()


@pytest.fixture
def carried(put, post, group, chair):
    """A task of an earlier meeting, said to go on at the next one, which has ended."""
    user = chair.person.user
    earlier = make.meeting(group, state=MeetingState.HELD, date=date(2025, 7, 14))
    task = make.task(earlier, chair)
    meeting = make.meeting(group, date=date(2025, 8, 2))
    put(user, meeting, {"here.all": True, f"carried.{task.pk}.fate": "carried"})
    post(user, "record_end", meeting.pk)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD
    return task, meeting


class TestReopened:
    @pytest.mark.parametrize(("fate", "left"), [("done", Fate.DONE), (None, Fate.OPEN)])
    def test_what_was_carried_by_mistake_goes_on_nowhere(
        self, put, post, chair, carried, fate, left
    ):
        task, meeting = carried
        user = chair.person.user
        post(user, "record_reopen", meeting.pk, reason="Keliru")
        base = minutes.minutes_of(meeting).revision
        put(user, meeting, {f"carried.{task.pk}.fate": fate}, base=base)
        post(user, "record_end", meeting.pk)
        task.refresh_from_db()
        assert (task.fate, Task.objects.filter(carried_from=task).exists()) == (left, False)

    def test_what_was_carried_on_once_more_is_not_taken_back(
        self, put, post, group, chair, carried
    ):
        task, meeting = carried
        user, here = chair.person.user, task.carried_to
        later = make.meeting(group, date=date(2025, 8, 9))
        put(user, later, {"here.all": True, f"carried.{here.pk}.fate": "carried"})
        post(user, "record_end", later.pk)
        post(user, "record_reopen", meeting.pk, reason="Keliru")
        base = minutes.minutes_of(meeting).revision
        put(user, meeting, {f"carried.{task.pk}.fate": None}, base=base)
        post(user, "record_end", meeting.pk)
        assert Task.objects.get(carried_from=here).fate == Fate.OPEN
        task.refresh_from_db()
        assert task.fate == Fate.CARRIED

    def test_what_its_author_changed_meanwhile_is_not_overwritten(self, put, post, group, chair):
        user, key, meeting = chair.person.user, a_key(), make.meeting(group)
        put(user, meeting, {"here.all": True, f"problem.{key}.title": "Satu bekerja"})
        post(user, "record_end", meeting.pk)
        post(user, "problem_update", key, title="Satu bekerja, empat menonton")
        post(user, "record_reopen", meeting.pk, reason="Angka keliru")
        put(user, meeting, {"discussion": "Lima kelompok"})
        post(user, "record_end", meeting.pk)
        assert ClassProblem.objects.get().title == "Satu bekerja, empat menonton"


class TestWhatIsSent:
    @pytest.mark.parametrize("page", ["record_people", "practice_create", "heard_create"])
    def test_nonsense_in_an_address_is_no_fault_of_ours(self, get, group, chair, page):
        user, nonsense = chair.person.user, "x\x00\ud800"[:2]
        meeting, difference = make.meeting(group), make.difference(group)
        args = {"record_people": [meeting.pk], "heard_create": [difference.pk]}.get(page, [])
        queries = [
            {"cari": nonsense},
            {"text": nonsense, "title": nonsense},
            {"member": "9" * 30},
            {"member": nonsense},
        ]
        assert {get(user, page, *args, **query).status_code for query in queries} == {200}

    @pytest.mark.parametrize("key", ["9" * 30, "-1", "\x00", "x", "²"])
    @pytest.mark.parametrize("name", ["difference", "problem", "meeting", "from"])
    def test_a_key_that_is_none_leads_nowhere(self, get, group, chair, name, key):
        practice = make.practice(group=group)
        user = chair.person.user
        answers = [
            get(user, "practice_create", **{name: key}).status_code,
            get(user, "difference_create", group.pk, **{name: key}).status_code,
            get(user, "practice_adopt", practice.pk, **{name: key}).status_code,
            get(user, "practice", practice.pk, page=key, show=key).status_code,
        ]
        assert set(answers) <= {200, 404}

    def test_a_number_beyond_any_table_leads_nowhere(self, client, chair):
        client.force_login(chair.person.user)
        names = [
            "group",
            "group_update",
            "difference",
            "practice",
            "support",
            "factor",
            "level_set",
        ]
        names += ["member_update", "series_update", "position_update", "heard_update"]
        urls = [reverse(f"meetings:{name}", args=[10**25]) for name in names]
        assert {client.get(url).status_code for url in urls} <= {404}

    def test_a_caption_that_no_database_keeps_is_no_fault_of_ours(self, client, group, chair):
        from .test_meeting_files import picture

        meeting = make.meeting(group)
        client.force_login(chair.person.user)
        url = reverse("meetings:meeting_photo", args=[meeting.pk, uuid.uuid4()])
        answer = client.put(f"{url}?caption=Papan%00", picture(), content_type="image/jpeg")
        assert answer.status_code == 200

    def test_a_calendar_gets_no_line_that_somebody_typed(self, client, group, chair):
        hostile = "KKG\r\nATTENDEE:mailto:x@example.org\rEND:VEVENT\x0bBEGIN:VALARM\u2028X:1"
        group.name = hostile[:120]
        group.save()
        make.meeting(group, title=hostile, place=hostile, bring=hostile, date=timezone.localdate())
        link = make.calendar_link(chair.person.user)
        feed = client.get(reverse("meetings:calendar_feed", args=[link.key])).content.decode()
        lines = [line for line in feed.splitlines()]
        assert not [line for line in lines if line.startswith(("ATTENDEE", "BEGIN:VALARM", "X:1"))]
        assert lines.count("END:VEVENT") == 1

    @pytest.mark.parametrize("page", ["invitation_pdf", "attendance_pdf", "minutes_pdf"])
    def test_a_paper_is_named_after_any_group(self, get, held_meeting, chair, page):
        held_meeting.group.name = 'KKG\r\nSet-Cookie: a="b"; \u202eexe.fdp / ..\\ 🙂'
        held_meeting.group.save()
        answer = get(chair.person.user, page, held_meeting.pk)
        assert answer.status_code == 200
        assert "\n" not in answer["Content-Disposition"]
        assert "Set-Cookie" not in answer.headers
