"""Who reaches a meeting, and who belongs to a group."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.kinds import GroupKind, MeetingState
from meetings.models import GroupMember, Meeting
from meetings.services import groups
from schools.access import Role
from schools.models import User
from tests import make

from ..conftest import joined

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2025, 7, 20)


def moved_away(member, to):
    """Whoever it is works at another school now; nobody thought of the groups."""
    person = member.person
    person.placements.update(until=LAST_YEAR)
    person.user.memberships.update(until=LAST_YEAR)
    make.placement(person, to)
    make.membership(person.user, Role.TEACHER, to)
    return User.objects.get(pk=person.user_id)


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
