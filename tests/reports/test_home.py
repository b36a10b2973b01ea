from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.access import Role
from tests import make


def waiting(client, user):
    client.force_login(user)
    return [todo.url for todo in client.get(reverse("home")).context["todos"]]


def run_a_term(school):
    today = timezone.localdate()
    days = {"first_day": today - timedelta(days=9), "last_day": today + timedelta(days=9)}
    return make.term(school=school, code="20252", **days)


def test_a_school_without_a_running_term_waits_for_its_dates(client, school, operator):
    make.term(school=school)  # of last year
    assert reverse("schools:term_create") in waiting(client, operator)
    run_a_term(school)
    assert reverse("schools:term_create") not in waiting(client, operator)


def test_a_missing_letterhead_waits_for_those_who_keep_the_school(
    client, operator, teacher, school
):
    school.letterhead = ""
    school.save()
    page = reverse("schools:update", args=[school.pk])
    assert page in waiting(client, operator)
    assert page not in waiting(client, teacher)


@pytest.mark.parametrize("role", Role)
def test_the_second_step_waits_for_those_who_need_it(client, db, role):
    needed = role in {Role.PRINCIPAL, Role.OPERATOR, Role.SUPERVISOR, Role.DISTRICT}
    assert (reverse("mfa_activate_totp") in waiting(client, make.user(role))) is needed


def test_someone_with_several_roles_gets_the_home_of_the_leading_one(client, school):
    user = make.user(Role.TEACHER, school)
    make.membership(user, Role.OBSERVER, school)
    client.force_login(user)
    assert client.get(reverse("home")).context["membership"].role == Role.OBSERVER


def test_an_account_without_a_role_has_a_calm_home(client, db):
    assert waiting(client, make.user()) == []


def bar(client, user):
    client.force_login(user)
    return [entry["url"] for entry in client.get(reverse("home")).context["shell"]["nav"]]


def test_someone_with_one_school_goes_straight_to_it(client, school, elsewhere, teacher):
    assert school.get_absolute_url() in bar(client, teacher)
    make.membership(teacher, Role.TEACHER, elsewhere)
    assert reverse("schools:list") in bar(client, teacher)


def test_someone_above_schools_chooses_from_the_list(client, school, supervisor):
    assert reverse("schools:list") in bar(client, supervisor)


def test_the_entry_of_a_section_is_lit_on_the_pages_below_it(client, school, operator):
    client.force_login(operator)
    entries = client.get(reverse("staff:person_create")).context["shell"]["nav"]
    assert [entry["url"] for entry in entries if entry["is_current"]] == [reverse("staff:people")]
