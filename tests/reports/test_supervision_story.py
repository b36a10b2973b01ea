"""The supervision of the demo: told through the services, it comes out as the story says."""

import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from reports.demo import world
from reports.demo.loading import load
from reports.demo.told import STORY
from supervision.calculations.cycles import Measured, change
from supervision.calculations.results import rounded
from supervision.kinds import Fate, State
from supervision.models import Cycle, FollowUp, Remark, Result, Visit
from supervision.services.results import outcome_of

# One study's printed table: percent of each teacher at the baseline, in cycle I and in cycle II.
PRINTED = {
    0: "35.75 37.40 40.50 42.67 44.65 52.75",
    1: "46.75 48.50 50.50 55.70 58.80 60.60",
    2: "53.50 55.40 60.55 68.65 75.25 77.10",
}
MEANS = {0: "42.29", 1: "53.48", 2: "65.08"}
SPREADS = {0: "17.00", 1: "13.85", 2: "23.60"}
BANDS = {
    0: ["Kurang"] * 5 + ["Cukup"],
    1: ["Kurang"] * 3 + ["Cukup"] * 3,
    2: ["Cukup"] * 4 + ["Baik"] * 2,
}


@pytest.fixture
def story():
    return world(timezone.localdate())


@pytest.fixture
def told(db, story):
    load(story)
    return story


def measured(number):
    results = Result.objects.current().filter(visit__cycle__number=number)
    results = results.filter(visit__school__short_name="SDN 3 Sarumai", visit__kind="lesson")
    return results.order_by("percent")


def visit_of(name):
    return Visit.objects.get(pk=uuid.uuid5(STORY, name))


def test_the_published_study_comes_out_to_the_last_digit(told):
    cycles = {}
    for number, printed in PRINTED.items():
        found = measured(number)
        cycles[number] = Measured({result.visit.person_id: result.exact for result in found})
        assert [str(rounded(result.exact)) for result in found] == printed.split()
        assert [result.band_name for result in found] == BANDS[number]
        assert str(rounded(cycles[number].mean)) == MEANS[number]
        assert str(rounded(cycles[number].spread)) == SPREADS[number]
    assert rounded(change(cycles[0], cycles[2]).mean) == Decimal("22.79")
    assert change(cycles[0], cycles[2]).n == 6


def test_every_visit_stands_where_the_story_left_it(told):
    names = {
        "running": State.RUNNING,
        "draft": State.OBSERVED,
        "shared": State.SHARED,
        "acknowledged": State.READ,
        "final": State.FINAL,
        "cancelled": State.CALLED_OFF,
    }
    assert Visit.objects.count() == len(told["visits"]) == 70
    for visit in told["visits"]:
        state = visit_of(visit["id"]).state
        assert state == names.get(visit["state"], state), visit["id"]
        if "scores" in visit:
            found = outcome_of(visit_of(visit["id"]))
            assert str(rounded(found.percent)) == visit["scores"]["percent"], visit["id"]
            assert found.band.label.id == visit["scores"]["band"], visit["id"]


def test_objections_stay_beside_their_answers_and_the_corrected_score_beside_the_new_one(told):
    objections = Remark.objects.filter(moment=Remark.Moment.OBJECTION)
    assert objections.count() == 2
    for objection in objections:
        assert objection.visit.remarks.filter(moment=Remark.Moment.ANSWER).count() == 1
    old, new = visit_of("v-sdn3-c3-ratna").results.order_by("number")
    assert (old.scores["PEL-21"], new.scores["PEL-21"]) == (2, 4)
    assert new.reason.startswith("Salah ketuk")


def test_problems_travel_from_cycle_to_cycle(told):
    """One that the baseline found was solved three cycles later."""
    third = Cycle.objects.get(school__short_name="SDN 3 Sarumai", number=3)
    solved = third.problems.get(state=Fate.SOLVED)
    lineage = []
    while solved:
        lineage.append(solved.cycle.number)
        solved = solved.came_from
    assert lineage == [3, 2, 1, 0]
    baseline = Cycle.objects.get(school__short_name="SDN 3 Sarumai", number=0)
    assert baseline.locked_at
    assert not baseline.is_open()


def test_some_steps_wait_and_some_are_late(told):
    assert FollowUp.objects.open().exists()
    assert FollowUp.objects.overdue().exists()
    assert FollowUp.objects.exclude(code="").count() == 4  # two coaching plans


def test_the_story_is_told_once(told):
    before = Visit.objects.count()
    load(told)
    assert Visit.objects.count() == before
