"""Reports about oneself: what is in them, and for whom."""

from datetime import timedelta

import pytest

from reports.services import asking
from supervision.kinds import Fate, State, VisitKind
from tests import make

from .asking import PERFORMANCE, ask, final, open_to, tables

pytestmark = pytest.mark.django_db


def test_of_oneself_each_visit_stands_with_its_change_since_the_one_measured_alike(
    school, version, teacher, term
):
    other = make.instrument_version(school, make.rubric() | {"id": "lain"})
    final(school, 2, teacher, version, date=make.A_DAY)
    final(school, 4, teacher, other, date=make.A_DAY + timedelta(1))
    final(school, 3, teacher, version, date=make.A_DAY + timedelta(2), own=4)
    found = tables(ask(PERFORMANCE, teacher, teacher.user))
    assert [(row["value"], row["change"]) for row in found["visits"]] == [
        (50, None),
        (100, None),
        (75, 25),
    ]
    assert found["stages"][2]["teaching"] == 75
    assert [(row["mine"], row["theirs"], row["more"]) for row in found["own"]] == [(100, 75, 25)]


def test_the_way_ends_with_the_term(school, version, teacher, term):
    final(school, 2, teacher, version, date=make.A_DAY)
    final(school, 3, teacher, version, date=make.A_DAY.replace(year=2026))
    assert len(ask(PERFORMANCE, teacher, teacher.user).parts[0]["visits"]) == 1


def test_of_oneself_the_own_steps_count(school, version, teacher, term):
    visit = final(school, 3, teacher, version)
    done = {"state": Fate.SOLVED, "outcome": "Ada", "closed_at": make.a_moment()}
    make.follow_up(visit, due=make.a_moment().date(), **done)
    make.follow_up(visit)
    make.follow_up(visit, owner=make.person(school))
    steps = ask(PERFORMANCE, teacher, teacher.user).parts[0]["numbers"]["steps"]
    assert (steps["all"], steps["done"], steps["in_time"], steps["late"]) == (2, 1, 1, 1)


def test_what_is_not_final_or_of_a_colleague_is_not_in_it(school, version, teacher, term):
    final(school, 3, make.person(school), version)
    make.visit(school, teacher, version=version, state=State.SHARED)
    make.visit(school, teacher, version=version, kind=VisitKind.PEER)
    assert ask(PERFORMANCE, teacher, teacher.user).parts[0]["visits"] == []


def test_nobody_is_told_of_another_person(school, principal, supervisor, teacher, term):
    for user in (principal, supervisor, make.user(is_superuser=True), make.user()):
        assert teacher not in [row for rows in asking.places_for(user) for row in rows]
        assert ask(PERFORMANCE, teacher, user).parts == []
        assert open_to(user) == []


def test_the_report_about_oneself_closes_when_the_account_is_another_persons(school, teacher, term):
    report = ask(PERFORMANCE, teacher, teacher.user)
    user = teacher.user
    assert open_to(user) == [report]
    type(teacher).objects.filter(pk=teacher.pk).update(user=make.user())
    assert open_to(user) == []
