"""Reports about a cycle: what is in them, and for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.services import asking
from schools.access import VIEW, Role
from supervision.kinds import Fate
from tests import make

from .asking import PERFORMANCE, ask, final, open_to, tables

pytestmark = pytest.mark.django_db


def test_a_cycle_tells_of_its_own_visits_alone(school, cycle, version, principal, teacher):
    final(school, 3, teacher, version, cycle=cycle)
    final(school, 4, make.person(school), version)
    results = tables(ask(PERFORMANCE, cycle, principal))["results-teacher"]
    assert results[0] == {"what": "Seluruh instrumen", "n": 1, "value": 75}


def test_of_a_cycle_those_count_who_take_part(school, cycle, version, principal, teacher):
    make.participant(cycle, teacher)
    make.participant(cycle, make.person(school))
    make.person(school)
    final(school, 3, teacher, version, cycle=cycle)
    numbers = ask(PERFORMANCE, cycle, principal).parts[0]["numbers"]
    assert numbers["coverage"] == {"teacher": {"all": 2, "visited": 1}}


def test_a_cycle_compares_with_the_one_it_follows_over_those_measured_both_times(
    school, cycle, version, principal, teacher
):
    second = make.cycle(school, term=cycle.term, number=2, follows=cycle)
    final(school, 2, teacher, version, cycle=cycle)
    final(school, 3, teacher, version, cycle=second)
    final(school, 1, make.person(school), version, cycle=second)
    found = tables(ask(PERFORMANCE, second, principal))
    assert (found["changes"][0]["n"], found["changes"][0]["change"]) == (1, 25)
    assert ask(PERFORMANCE, cycle, principal).parts[0]["numbers"]["changes"] == {}


def test_items_stand_in_the_order_of_the_instrument_beside_the_cycle_before(
    school, cycle, version, principal, teacher
):
    second = make.cycle(school, term=cycle.term, number=2, follows=cycle)
    final(school, 2, teacher, version, cycle=cycle)
    final(school, 3, teacher, version, cycle=second)
    rows = tables(ask(PERFORMANCE, second, principal))["items-lembar"]
    named = [item.measures.id for item in version.rubric.items]
    assert [row["item"] for row in rows] == named
    assert rows[0] == {"item": named[0], "n": 1, "before": 50, "now": 75}


def test_items_of_another_instrument_stand_alone(school, cycle, version, principal, teacher):
    second = make.cycle(school, term=cycle.term, number=2, follows=cycle)
    content = make.rubric()
    content["id"] = "lain"
    final(school, 2, teacher, make.instrument_version(school, content), cycle=cycle)
    final(school, 3, teacher, version, cycle=second)
    found = tables(ask(PERFORMANCE, second, principal))
    assert "items-lain" not in found
    assert set(found["items-lembar"][0]) == {"item", "n", "now"}


def test_a_cycle_tells_how_its_steps_went_and_whether_its_criterion_was_met(
    school, version, principal, teacher, term
):
    cycle = make.cycle(school, term=term, at_least=70)
    visit = final(school, 3, teacher, version, cycle=cycle)
    make.follow_up(visit, state=Fate.SOLVED, outcome="Ada", closed_at=make.a_moment())
    make.follow_up(final(school, 3, teacher, version))
    numbers = ask(PERFORMANCE, cycle, principal).parts[0]["numbers"]
    assert numbers["criterion"] == {"judged": 1, "met": 1}
    assert (numbers["steps"]["all"], numbers["steps"]["done"]) == (1, 1)


def test_a_cycle_lies_in_its_own_term_whichever_was_asked_for(school, cycle, principal):
    first = asking.ask(PERFORMANCE, cycle, "20242", by=principal)
    assert first.term == "20251"
    assert asking.ask(PERFORMANCE, cycle, "20251", by=principal) == first


def test_a_cycle_is_offered_to_whoever_reads_its_school(
    cycle, principal, supervisor, operator, teacher, neighbour
):
    head = make.user(Role.PRINCIPAL, neighbour)
    for user in (principal, supervisor, operator, teacher.user, head):
        offered = [row for rows in asking.places_for(user) for row in rows]
        assert (cycle in offered) == (user in (principal, supervisor))


def test_the_report_of_a_cycle_closes_with_the_role(cycle, principal):
    report = ask(PERFORMANCE, cycle, principal)
    assert open_to(principal) == [report]
    principal.memberships.update(until=timezone.localdate() - timedelta(1))
    principal = make.anew(principal)
    assert open_to(principal) == []
    assert asking.told_of(cycle, principal) == (VIEW, [])
