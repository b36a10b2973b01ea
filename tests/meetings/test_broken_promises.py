"""Promises that somebody could break: each test says one, in the way it was broken."""

import json
import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.kinds import GroupKind, MeetingState
from meetings.models import (
    GroupMember,
    Meeting,
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
