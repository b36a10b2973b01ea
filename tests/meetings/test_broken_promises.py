"""Promises that somebody could break: each test says one, in the way it was broken."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone

from meetings.kinds import Fate, GroupKind, MeetingKind, MeetingState
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
from meetings.services import factors, groups, minutes
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

    def test_a_pengawas_who_is_named_as_a_member_is_offered_no_page_that_stays_closed(
        self, client, cluster, group
    ):
        pengawas = make.user(Role.SUPERVISOR, cluster)
        make.member(group, make.person(user=pengawas))
        client.force_login(pengawas)
        page = client.get(group.get_absolute_url()).content.decode()
        assert reverse("meetings:question_create", args=[group.pk]) not in page

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


class TestMembers:
    def test_nobody_is_in_a_group_twice_on_one_day(self, post, group, chair, school):
        person = make.person(school, user=make.user(Role.TEACHER, school))
        make.member(group, person, until=date(2025, 12, 31))
        post(
            chair.person.user,
            "member_add",
            group.pk,
            person=person.pk,
            part="member",
            since="2025-08-01",
        )
        assert group.members.filter(person=person).on(date(2025, 9, 1)).count() == 1

    def test_a_membership_is_not_stretched_over_the_next_one(self, post, group, chair, school):
        person = make.person(school, user=make.user(Role.TEACHER, school))
        old = make.member(group, person, until=date(2025, 12, 31))
        make.member(group, person, since=date(2026, 2, 1))
        post(
            chair.person.user,
            "member_update",
            old.pk,
            part="member",
            since="2025-07-14",
            until="2026-06-30",
        )
        assert group.members.filter(person=person).on(date(2026, 3, 1)).count() == 1

    def test_everyone_can_be_added_though_one_is_to_come_later(self, school):
        group = make.group(school, kind=GroupKind.SCHOOL)
        later = timezone.localdate() + timedelta(days=9)
        coming = make.member(group, make.person(school), since=later)
        other = make.person(school)
        groups.add_everyone(group)
        inside = group.members.current().values_list("person", flat=True)
        assert set(inside) == {coming.person_id, other.pk}

    def test_whoever_is_to_come_later_can_join_today(self, group, school):
        later = timezone.localdate() + timedelta(days=9)
        coming = make.member(group, make.person(school), since=later)
        groups.join(group, coming.person)
        assert group.members.get().is_current()


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
        lines = feed.splitlines()
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


class TestNumbersAndDays:
    @pytest.mark.parametrize("day", ["1899-12-31", "2999-01-01", "0000-00-00", "9" * 30, " "])
    @pytest.mark.parametrize(
        ("page", "field"),
        [("meeting_create", "date"), ("meeting_move", "date"), ("series_create", "last_day")],
    )
    def test_a_day_out_of_reach_is_told_in_words(self, errors, group, chair, page, field, day):
        key = make.meeting(group).pk if page == "meeting_move" else group.pk
        facts = {"title": "KKG", "kind": "session", "weekday": 5, "first_day": "2025-09-01"}
        facts |= {"mode": "direct", "reason": "Perahu"}
        assert field in errors(chair.person.user, page, key, **facts | {field: day})

    @pytest.mark.parametrize("page", ["meeting_create", "meeting_move", "series_create"])
    def test_an_end_before_its_start_is_told_in_words(self, errors, group, chair, page):
        key = make.meeting(group).pk if page == "meeting_move" else group.pk
        days = {"date": "2025-09-13", "first_day": "2025-09-01", "last_day": "2025-12-01"}
        facts = {"title": "KKG", "kind": "session", "weekday": 5, "mode": "direct", "reason": "x"}
        hours = {"start": "10:00", "end": "09:00"}
        assert errors(chair.person.user, page, key, **days, **facts, **hours)

    @pytest.mark.parametrize("number", ["-1", "1001", "40000", "9" * 30, "1e400", "NaN", "²"])
    def test_a_number_no_class_has_is_told_in_words(self, errors, principal, school, number):
        support = make.support(school, target=75)
        given = {"date": "2025-09-01", "n": number, "mean": number, "below": number}
        found = errors(principal, "measure", support.pk, "awal", **given)
        assert {"n", "mean", "below"} <= set(found)

    @pytest.mark.parametrize("number", ["-1", "14", "40000", "9" * 30, "1e400", "²"])
    def test_a_grade_no_school_has_is_told_in_words(self, errors, group, chair, number):
        facts = {"title": "Satu bekerja", "grade": number}
        assert "grade" in errors(chair.person.user, "problem_create", group.pk, **facts)
