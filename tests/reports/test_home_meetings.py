"""What meetings bring to the home: each thing waits for whoever can do it, and then is gone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.home import next_meetings, own_tasks
from reports.waiting import meetings
from schools.access import Role
from schools.models import Term
from tests import make
from tests.test_query_counts import PINS

TODAY = timezone.localdate


def waiting(what, user):
    return [todo.url for todo in what(user)]


@pytest.fixture
def group(school):
    return make.group(school)


@pytest.fixture
def jannah(group, school):
    """A teacher who takes the notes of the group."""
    user = make.user(Role.TEACHER, school)
    make.member(group, make.person(school, user=user), part="notes")
    return user


@pytest.fixture
def ratna(group, school):
    """Another teacher, a member like the others."""
    user = make.user(Role.TEACHER, school)
    make.member(group, make.person(school, user=user))
    return user


def member_of(user):
    return user.person.groups.get()


def test_todays_meeting_waits_to_be_recorded_by_those_who_lead(group, jannah, ratna):
    meeting = make.meeting(group, date=TODAY())
    make.meeting(group, date=TODAY() + timedelta(days=1))
    page = reverse("meetings:record", args=[meeting.pk])
    assert waiting(meetings.meetings_to_record, jannah) == [page]
    assert waiting(meetings.meetings_to_record, ratna) == []
    meeting.state = "held"
    meeting.save()
    assert waiting(meetings.meetings_to_record, jannah) == []


def test_what_was_begun_says_that_its_minutes_are_to_be_ended(group, jannah):
    make.meeting(group, date=TODAY() - timedelta(days=2), state="running")
    (todo,) = meetings.meetings_to_record(jannah)
    assert group.name in todo.title
    assert todo.title != f"Record the meeting of {group}"
    assert todo.verb


def test_the_record_is_one_press_away_from_home(client, group, jannah):
    meeting = make.meeting(group, date=TODAY())
    client.force_login(jannah)
    page = client.get(reverse("home")).content.decode()
    assert f'href="{reverse("meetings:record", args=[meeting.pk])}"' in page


def test_a_task_waits_for_its_owner_once_it_is_near_or_late(group, jannah, ratna):
    meeting = make.meeting(group, state="held")
    owner = member_of(ratna)
    late = make.task(meeting, owner, due=TODAY() - timedelta(days=5))
    make.task(meeting, owner, due=TODAY() + timedelta(days=30))
    make.task(meeting, owner, due=TODAY() - timedelta(days=9), fate="done", note="Ada")
    assert waiting(meetings.tasks_to_do, ratna) == [late.get_absolute_url()]
    assert waiting(meetings.tasks_to_do, jannah) == []
    assert own_tasks(ratna).count() == 2


def test_a_practice_is_asked_about_after_four_weeks(group, jannah, ratna):
    practice = make.practice(group.home, jannah.person, group=group)
    weeks = timedelta(weeks=1)
    old = make.adoption(practice, ratna.person, since=TODAY() - 5 * weeks)
    another = make.practice(group.home, jannah.person, group=group)
    make.adoption(another, ratna.person, since=TODAY() - 3 * weeks)
    page = reverse("meetings:adoption_verdict", args=[old.pk])
    assert waiting(meetings.practices_to_judge, ratna) == [page]
    assert waiting(meetings.practices_to_judge, jannah) == []
    old.verdict, old.happened = "keep", "Anak bertanya"
    old.save()
    assert waiting(meetings.practices_to_judge, ratna) == []


def test_a_class_problem_is_asked_about_until_something_came_of_it(group, ratna):
    problem = make.class_problem(group, ratna.person, opened=TODAY() - timedelta(weeks=6))
    make.class_problem(group, ratna.person, opened=TODAY())
    assert waiting(meetings.problems_to_go_on_with, ratna) == [problem.get_absolute_url()]
    problem.outcome = "Semua bicara"
    problem.save()
    assert waiting(meetings.problems_to_go_on_with, ratna) == []


def hour_today(school, user, **fields):
    support = make.support(school, user.person, **fields)
    make.slot(support, weekday=TODAY().weekday())
    return support


def test_an_hour_with_pupils_waits_on_its_day_until_it_is_written_down(school, jannah, ratna):
    support = hour_today(school, ratna)
    page = reverse("meetings:session_create", args=[support.pk])
    make.slot(support, weekday=(TODAY().weekday() + 1) % 7)
    assert waiting(meetings.support_today, ratna) == [page]
    assert waiting(meetings.support_today, jannah) == []
    support.team.add(jannah.person)
    assert waiting(meetings.support_today, jannah) == [page]
    make.support_session(support, date=TODAY())
    assert waiting(meetings.support_today, ratna) == []


def test_no_hour_waits_on_a_holiday_or_once_the_support_is_over(school, ratna):
    support = hour_today(school, ratna)
    holiday = make.holiday(school, first_day=TODAY(), last_day=TODAY())
    assert waiting(meetings.support_today, ratna) == []
    holiday.delete()
    assert len(waiting(meetings.support_today, ratna)) == 1
    support.state = "closed"
    support.save()
    assert waiting(meetings.support_today, ratna) == []


def test_another_look_at_opinions_waits_for_the_mediator(group, jannah, ratna):
    review = {"review_on": TODAY(), "mediator": member_of(ratna)}
    difference = make.difference(group, **review)
    make.difference(group, review_on=TODAY() + timedelta(days=30), mediator=member_of(ratna))
    page = difference.get_absolute_url()
    assert waiting(meetings.opinions_to_look_at, ratna) == [page]
    assert waiting(meetings.opinions_to_look_at, jannah) == [page]  # who leads the group


def test_the_question_of_a_term_waits_near_its_end(group, school, jannah, ratna):
    question = make.term_question(group, term="20251")
    term = make.term(school=school, code="20251")
    term.first_day, term.last_day = TODAY() - timedelta(days=90), TODAY() + timedelta(days=60)
    term.save()
    assert waiting(meetings.questions_to_answer, jannah) == []
    term.last_day = TODAY() + timedelta(days=10)
    term.save()
    page = reverse("meetings:question_update", args=[question.pk])
    assert waiting(meetings.questions_to_answer, jannah) == [page]
    assert waiting(meetings.questions_to_answer, ratna) == []


def test_a_hindrance_without_an_answer_waits_for_the_principal(school, principal, jannah):
    mention = make.mention(school, coded_by=jannah)
    make.mention(school, direction="supports")
    page = reverse("meetings:mention_respond", args=[mention.pk])
    assert waiting(meetings.hindrances_to_answer, principal) == [page]
    assert waiting(meetings.hindrances_to_answer, jannah) == []
    mention.response = "Digandakan"
    mention.save()
    assert waiting(meetings.hindrances_to_answer, principal) == []


def test_a_group_without_a_chair_is_told_to_the_principal(group, jannah, ratna, principal):
    assert waiting(meetings.groups_without_chair, principal) == [group.get_absolute_url()]
    assert waiting(meetings.groups_without_chair, ratna) == []
    chair = member_of(ratna)
    chair.part = "chair"
    chair.save()
    assert waiting(meetings.groups_without_chair, principal) == []


def test_nobody_of_another_school_is_asked_for_anything(group, elsewhere):
    stranger = make.user(Role.PRINCIPAL, elsewhere)
    make.meeting(group, date=TODAY())
    make.mention(group.home)
    asked = [meetings.groups_without_chair, meetings.hindrances_to_answer]
    assert [waiting(what, stranger) for what in asked] == [[], []]
    assert list(next_meetings(stranger)) == []


def test_the_school_supervisor_sees_what_comes_and_no_more(client, group, supervisor, school):
    coming = make.meeting(group, date=TODAY() + timedelta(days=2))
    make.agenda_item(coming, text="Perahu terakhir")
    own = make.group(school, kind="school")
    closed = make.meeting(own, date=TODAY() + timedelta(days=2), title="Rapat guru")
    assert [meeting.pk for meeting in next_meetings(supervisor)] == [coming.pk]
    client.force_login(supervisor)
    page = client.get(reverse("home")).content.decode()
    assert coming.title in page
    assert "Perahu terakhir" not in page
    assert closed.title not in page


def fill(school, principal, person, rows):
    """As many rows as one likes of everything that can wait or stand at home."""
    long_ago = TODAY() - timedelta(weeks=8)
    Term.objects.update_or_create(
        school=school, code="20251", defaults={"first_day": long_ago, "last_day": TODAY()}
    )
    for _row in range(rows):
        group = make.group(school)
        own = make.member(group, person, part="notes")
        make.meeting(group, date=TODAY())
        make.meeting(group, date=long_ago, state="running")
        make.task(make.meeting(group, state="held"), own, due=long_ago)
        make.term_question(group)
        practice = make.practice(school, group=group)
        make.adoption(practice, person, since=long_ago)
        make.class_problem(group, person, opened=long_ago)
        make.difference(group, review_on=TODAY())
        make.slot(make.support(school, person), weekday=TODAY().weekday())
        make.mention(school)
        make.visit(school, make.person(school), principal, state="planned")


def test_home_asks_no_more_for_more_that_waits(
    client, school, principal, django_assert_max_num_queries
):
    person = make.person(school, user=principal)
    client.force_login(principal)
    for rows in (1, 6):
        fill(school, principal, person, rows)
        client.get(reverse("home"))
        with django_assert_max_num_queries(PINS["home"]):
            page = client.get(reverse("home"))
    links = {todo.url.split("/")[1] for todo in page.context["todos"]}
    assert {"pertemuan", "tugas", "penerapan", "masalah-kelas", "perbedaan-pendapat"} <= links
    assert {"pendampingan", "kelompok"} <= links
    assert page.context["late"].url.endswith("state=late")
    assert len(page.context["groups"]) == 6
