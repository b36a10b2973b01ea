"""Sums over the people of a term, small enough to be added up in the head."""

from itertools import permutations

import pandas as pd
import pytest

from reports.calculations import people, performance
from reports.calculations.merging import merged
from reports.calculations.units import ALL, POINT

from .numbers import person_line, promise

TODAY = "2026-10-01"


def measured(*rows):
    """Rows of person, percent and, where it matters, what else, in the order of time."""
    plain = {"stage": ALL, "measure": "one", "band": ""}
    return pd.DataFrame(
        [
            plain | {"person": person, "value": percent * POINT} | more
            for person, percent, more in rows
        ],
        columns=["person", "stage", "measure", "value", "band"],
    )


def seen(person, percent, **more):
    return person, percent, more


def one(work="teacher", **fields):
    """Somebody of whom nothing is known but what is said here."""
    nothing = {"values": {}, "before": {}, "band": "", "items": {}, "visited": False}
    return person_line(1, work=work, **nothing | fields)


class TestWhatIsFoundOfAPerson:
    def test_the_last_visit_counts_and_each_stage_by_itself(self):
        now = measured(
            seen("ana", 50),
            seen("beni", 70),
            seen("ana", 40, stage="planning"),
            seen("ana", 60),
        )
        assert people.values(now) == {
            "ana": {ALL: 60 * POINT, "planning": 40 * POINT},
            "beni": {ALL: 70 * POINT},
        }

    def test_without_visits_there_is_no_value_and_no_zero(self):
        assert people.values(measured()) == {}

    def before(self, before, now):
        return people.values_before(measured(*before), measured(*now))

    def test_it_compares_with_the_last_one_before(self):
        before = [seen("ana", 40), seen("ana", 50), seen("citra", 90)]
        assert self.before(before, [seen("ana", 53), seen("dewi", 10)]) == {
            "ana": {ALL: 50 * POINT}
        }

    def test_another_instrument_is_not_compared(self):
        assert self.before([seen("ana", 50)], [seen("ana", 60, measure="another")]) == {}

    def test_another_instrument_in_between_does_not_hide_what_compares(self):
        before = [seen("ana", 50), seen("ana", 99, measure="another")]
        assert self.before(before, [seen("ana", 60)]) == {"ana": {ALL: 50 * POINT}}

    @pytest.mark.parametrize("now", [[seen("ana", 60)], []])
    def test_without_a_term_before_there_is_nothing_to_compare_with(self, now):
        assert self.before([], now) == {}

    def test_each_stands_in_the_band_of_the_last_result(self):
        now = measured(
            seen("ana", 50, band="0|Kurang|2"),
            seen("beni", 72, band="71|Baik|4"),
            seen("ana", 75, band="71|Baik|4"),
        )
        assert people.bands(now) == {"ana": "71|Baik|4", "beni": "71|Baik|4"}

    def test_a_stage_stands_in_none_and_neither_does_a_result_without_bands(self):
        now = measured(seen("ana", 50), seen("ana", 50, stage="teaching", band="0|Kurang|2"))
        assert people.bands(now) == {}


class TestResults:
    def test_each_stage_has_its_own_n(self):
        found = performance.results(
            [
                one(values={ALL: 50 * POINT, "teaching": 60 * POINT}),
                one(values={"teaching": 70 * POINT}),
            ]
        )
        assert found["teacher"] == {
            ALL: {"n": 1, "sum": 50 * POINT},
            "teaching": {"n": 2, "sum": 130 * POINT},
        }

    def test_teachers_staff_and_heads_stay_apart(self):
        works = [("teacher", 50), ("staff", 60), ("head", 90)]
        found = performance.results(one(work, values={ALL: value}) for work, value in works)
        assert {work: sums[ALL]["sum"] for work, sums in found.items()} == dict(works)

    def test_without_anybody_measured_there_is_no_sum_and_no_zero(self):
        assert performance.results([one()]) == {}


class TestChanges:
    def test_they_are_over_those_measured_both_times(self):
        lines = [
            one(before={ALL: 50 * POINT}, values={ALL: 53 * POINT, "planning": 7}),
            one(before={ALL: 60 * POINT}, values={ALL: 56 * POINT}),
            one(values={ALL: 10 * POINT}),
        ]
        assert performance.changes(lines) == {
            "teacher": {
                ALL: {
                    "n": 2,
                    "sum": -1 * POINT,
                    "squares": (9 + 16) * POINT**2,
                    "risen": 1,
                    "fallen": 1,
                }
            }
        }

    def test_who_stayed_has_neither_risen_nor_fallen(self):
        sums = performance.changes([one(before={ALL: 50}, values={ALL: 50})])["teacher"][ALL]
        assert (sums["n"], sums["risen"], sums["fallen"]) == (1, 0, 0)


def test_bands_count_those_who_stand_in_them():
    lines = [one(band="71|Baik|4"), one(band="71|Baik|4"), one("staff", band="51|Cukup|3"), one()]
    assert performance.bands(lines) == {"teacher": {"71|Baik|4": 2}, "staff": {"51|Cukup|3": 1}}


class TestItems:
    def test_the_sheets_are_added_up_item_by_item(self):
        # The second did not have to do a2: nothing of it is in the sum, not even its maximum.
        lines = [one(items={"12": {"a1": [3, 4], "a2": [1, 4]}}), one(items={"12": {"a1": [4, 4]}})]
        assert performance.items(lines) == {
            "12": {
                "a1": {"n": 2, "earned": 7, "maximum": 8},
                "a2": {"n": 1, "earned": 1, "maximum": 4},
            }
        }

    def test_what_was_found_about_a_head_is_in_none(self):
        head = one("head", items={"12": {"a1": [4, 4]}}, met=True)
        numbers = performance.numbers({"people": [head], "steps": []}, TODAY)
        assert (numbers["items"], numbers["criterion"]["judged"]) == ({}, 0)


def test_everybody_there_counts_once_visited_or_not():
    lines = [one(), one(visited=True), one("staff", visited=True), one("head")]
    assert performance.coverage(lines) == {
        "teacher": {"all": 2, "visited": 1},
        "staff": {"all": 1, "visited": 1},
        "head": {"all": 1, "visited": 0},
    }


def test_the_criterion_counts_those_judged():
    assert performance.criterion([one(met=False), one(met=True), one()]) == {"judged": 2, "met": 1}
    assert performance.criterion([one()]) == {"judged": 0, "met": 0}


def test_own_and_the_observers_percent_are_compared_where_there_are_both():
    lines = [one(own=3 * POINT), one(own=-4 * POINT), one("staff", own=0), one()]
    assert performance.beside_own(lines) == {
        "teacher": {"n": 2, "sum": -1 * POINT, "squares": 25 * POINT**2},
        "staff": {"n": 1, "sum": 0, "squares": 0},
    }


class TestFollowThrough:
    def test_steps_are_done_in_time_late_or_dropped_and_the_rest_is_open(self):
        assert performance.follow_through(
            [
                promise(True, closed="2026-08-30"),
                promise(True, closed="2026-09-05"),
                promise(False, closed="2026-09-01"),
                promise(False),
                promise(False, due="2026-12-01"),
            ],
            TODAY,
        ) == {"all": 5, "done": 2, "in_time": 1, "dropped": 1, "late": 1}

    def test_what_is_due_today_is_not_late(self):
        assert performance.follow_through([promise(False, due=TODAY)], TODAY)["late"] == 0

    def test_without_any_all_are_none(self):
        assert set(performance.follow_through([], TODAY).values()) == {0}


def test_schools_add_up_to_the_same_in_any_order():
    schools = [{"n": 2, "of": {"a": 1}}, {"n": 3}, {"n": 4, "of": {"a": 5, "b": 6}}]
    totals = [merged(order) for order in permutations(schools)]
    assert all(total == {"n": 9, "of": {"a": 6, "b": 6}} for total in totals)


def test_a_whole_of_wholes_is_the_whole():
    one, two, three = {"n": 1}, {"n": 2, "m": 4}, {"n": 3}
    assert merged([merged([one, two]), three]) == merged([one, two, three])
