"""Records of meetings: ended, opened again, written by two at once."""

import uuid
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone

from meetings.kinds import Fate, MeetingKind, MeetingState
from meetings.models import (
    AgendaItem,
    ClassProblem,
    GroupMember,
    Meeting,
    Mention,
    Practice,
    Series,
    Task,
)
from meetings.services import factors, minutes
from schools.access import Role
from tests import make

pytestmark = pytest.mark.django_db


def a_key():
    return str(uuid.uuid4())


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

    def test_ended_twice_or_by_two_it_leads_to_what_was_ended(
        self, put, post, group, chair, member
    ):
        meeting = make.meeting(group)
        put(chair.person.user, meeting, {"here.all": True})
        post(chair.person.user, "record_end", meeting.pk)
        for late in (chair, member):
            answer = post(late.person.user, "record_end", meeting.pk)
            assert answer.url == meeting.get_absolute_url()
            said = [str(message) for message in get_messages(answer.wsgi_request)]
            assert "Pertemuan ini sudah diakhiri. Notulennya ada di bawah." in said


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


class TestTwoAtOnce:
    def test_two_phones_that_open_the_same_minutes_carry_an_item_over_once(self, group, chair):
        earlier = make.meeting(group, state=MeetingState.HELD)
        first, second = (make.agenda_item(earlier, fate=Fate.CARRIED) for _ in range(2))
        meeting = make.meeting(group, date=date(2025, 8, 2))

        def other_phone(instance, **facts):
            """It was a moment faster with the item that comes next."""
            left = {first.pk, second.pk} - {instance.carried_from_id}
            if not AgendaItem.objects.filter(carried_from__in=left).exists():
                make.agenda_item(meeting, carried_from_id=left.pop())

        post_save.connect(other_phone, sender=AgendaItem)
        try:
            minutes.minutes_of(meeting)
        finally:
            post_save.disconnect(other_phone, sender=AgendaItem)
        assert meeting.agenda.count() == 2

    def test_one_sentence_is_marked_once_however_often_it_is_pressed(self, school):
        principal, factor = make.user(Role.PRINCIPAL, school), make.factor(school, points="hinders")
        mention = make.mention(school, factor=factor, coded_by=principal)
        twin = Mention.objects.get(pk=mention.pk)
        twin.pk = uuid.uuid4()
        twin.save(force_insert=True)
        found = factors.mark(
            mention.quote,
            factor,
            text=mention.quote,
            school=school,
            source="Notulen",
            path=mention.path,
            said_on=mention.said_on,
            by=principal,
        )
        assert found.pk in {mention.pk, twin.pk}

    def test_a_series_that_is_sent_twice_is_planned_once(self, post, group, chair):
        today = timezone.localdate()
        rule = {
            "weekday": 5,
            "first_day": today.isoformat(),
            "last_day": (today + timedelta(days=60)).isoformat(),
            "kind": "session",
            "title": "KKG",
        }
        for _ in range(2):
            post(chair.person.user, "series_create", group.pk, **rule)
        days = list(Meeting.objects.values_list("date", flat=True))
        assert (Series.objects.count(), len(days)) == (1, len(set(days)))

    def test_a_meeting_that_is_sent_twice_is_planned_once(self, post, group, chair):
        facts = {"date": "2025-09-13", "start": "10:30", "kind": "session", "title": "KKG"}
        for _ in range(2):
            post(chair.person.user, "meeting_create", group.pk, mode="direct", **facts)
        assert Meeting.objects.count() == 1

    def test_one_problem_leads_to_one_practice(self, client, group, chair, member):
        """The button is pressed twice, or by a colleague who saw the page before."""
        problem = make.class_problem(group, chair.person)
        url = reverse("meetings:practice_create") + f"?problem={problem.pk}"
        for user, title in [(chair.person.user, "Kartu peran"), (member.person.user, "Undian")]:
            client.force_login(user)
            client.post(url, {"title": title, "audience": "group"})
        problem.refresh_from_db()
        assert problem.practice.title == "Kartu peran"

    def test_one_idea_of_a_meeting_is_passed_on_once(self, client, held_meeting, chair):
        client.force_login(chair.person.user)
        url = reverse("meetings:practice_create") + f"?meeting={held_meeting.pk}"
        for _ in range(2):
            client.post(url, {"title": "Kartu peran", "audience": "group"})
        assert Practice.objects.count() == 1
