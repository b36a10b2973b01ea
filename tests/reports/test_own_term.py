"""A person's own term: what was counted, and that it is one's own alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from schools.access import Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(school, teacher):
    make.term(school=school, code="20251", last_day=make.A_DAY + timedelta(120))
    return make.person(school, user=teacher)


def figures(client, user):
    client.force_login(user)
    page = client.get(reverse("reports:own"), {"semester": "20251"})
    assert page.status_code == 200
    return {fact.words: fact.value for box in page.context["reading"].boxes for fact in box.facts}


def test_of_three_meetings_two_were_attended(client, school, teacher, me):
    group = make.group(school)
    member, other = make.member(group, me), make.member(group)
    for number, mark in enumerate(["present", "present", "sick"]):
        meeting = make.meeting(group, state="held", date=make.A_DAY + timedelta(number))
        make.attendance(meeting, member, mark=mark)
        make.attendance(meeting, other, mark="present")
    assert figures(client, teacher)["Pertemuan yang dihadiri"] == "2 dari 3"


def test_what_colleagues_did_with_it_counts_each_of_them_once(client, school, teacher, me):
    friend = make.person(school)
    for _ in range(2):
        make.adoption(make.practice(school, me), friend, since=make.A_DAY)
    assert figures(client, teacher)["Rekan yang mencoba praktik Anda"] == 1


def test_nothing_of_another_person_is_in_it(client, school, teacher, me):
    colleague = make.member(make.group(school))
    make.task(make.meeting(colleague.group, state="held"), colleague, due=make.A_DAY)
    assert "Tugas selesai" not in figures(client, teacher)


def test_whoever_has_no_person_row_gets_a_page_that_says_so(client, school):
    assert figures(client, make.user(Role.OBSERVER, school)) == {}
