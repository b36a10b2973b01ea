from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from reports.demo import PASSWORD, world
from reports.models import Summary
from schools.models import Membership, School, Term, User

PROMISED = ["kepsek", "guru", "tendik", "pengamat", "operator", "pengawas", "dinas", "admin"]


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    call_command("demo", verbosity=0)


def rows():
    kinds = [School, Term, User, Membership]
    return [list(kind.objects.order_by("pk").values_list()) for kind in kinds]


def test_a_second_run_changes_nothing(demo):
    before = rows()
    call_command("demo", verbosity=0)
    assert rows() == before


def test_every_term_waits_to_be_counted(demo):
    assert set(Summary.objects.due().values_list("term", flat=True)) == set(
        Term.objects.values_list("pk", flat=True)
    )


def test_one_account_per_role_can_sign_in(demo, client, clean_cache):
    for username in PROMISED:
        client.logout()
        client.post("/akun/masuk/", {"login": username, "password": PASSWORD})
        assert client.get(reverse("home")).context["user"].username == username


def test_nobody_else_of_the_story_has_a_password(demo):
    able = [user.username for user in User.objects.all() if user.has_usable_password()]
    assert set(PROMISED) < set(able)
    assert len(able) == 13


def test_the_principal_who_left_has_no_role_today(demo):
    school = School.objects.get(short_name="SMPN 1 Teluk Sarumai")
    (principal,) = school.memberships.current().filter(role="principal")
    assert principal.user.username == "kepsek.smp"


@pytest.mark.parametrize("days", [0, 3, 6, 7, 40, 200, 365, 1000])
def test_today_lies_in_the_running_term_of_the_story(days):
    today = date(2026, 11, 20) + timedelta(days=days)
    story = world(today)
    age = (today - story["world"]["as_of"]).days
    assert 0 <= age <= 6
    running = [term for term in story["terms"] if term["start"] <= today <= term["end"]]
    assert len(running) == 1


def test_a_school_day_stays_a_school_day_and_biography_stays_put():
    moved, told = world(date(2027, 3, 1)), world(date(2026, 11, 20))
    for late, early in zip(moved["terms"], told["terms"], strict=True):
        assert late["start"].weekday() == early["start"].weekday()
    first = moved["people"][0]["placements"][0]
    assert first["from"] == date(2022, 8, 1)
