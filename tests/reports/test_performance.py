"""Sums over the visits of a term, small enough to be added up in the head."""

from datetime import date
from itertools import permutations

import pandas as pd

from reports.calculations.merging import merged
from reports.calculations.performance import changes, coverage, follow_through, sums
from reports.calculations.units import POINT


def measured(*rows):
    """Rows of person, percent, day and, where it matters, the instrument."""
    return pd.DataFrame(
        [
            {
                "person": person,
                "stage": "teaching",
                "measure": rest[0] if rest else "one",
                "date": date(2026, 8, day),
                "visit": number,
                "value": percent * POINT,
            }
            for number, (person, percent, day, *rest) in enumerate(rows)
        ],
        columns=["person", "stage", "measure", "date", "visit", "value"],
    )


def test_the_last_visit_of_each_person_counts():
    found = sums(measured(("a", 50, 1), ("a", 60, 9), ("b", 70, 3)))
    assert found == {"teaching": {"n": 2, "sum": 130 * POINT}}


def test_without_visits_there_is_no_sum_and_no_zero():
    assert sums(measured()) == {}


def test_a_change_is_over_those_measured_both_times():
    before = measured(("a", 50, 1), ("b", 60, 1), ("gone", 90, 1))
    after = measured(("a", 53, 1), ("b", 56, 1), ("new", 10, 1))
    assert changes(before, after) == {
        "teaching": {
            "n": 2,
            "sum": -1 * POINT,
            "squares": (9 + 16) * POINT**2,
            "risen": 1,
            "fallen": 1,
        }
    }


def test_another_instrument_is_not_compared():
    assert changes(measured(("a", 50, 1)), measured(("a", 60, 1, "another"))) == {}


def test_everyone_who_worked_there_counts_once_for_each_kind_of_work():
    people = pd.DataFrame(
        {
            "person": ["a", "a", "b", "c"],
            "work": ["teacher", "teacher", "teacher", "staff"],
        }
    )
    assert coverage(people, pd.Series(["b", "c", "c"])) == {
        "teacher": {"all": 2, "visited": 1},
        "staff": {"all": 1, "visited": 1},
    }


def test_steps_are_done_in_time_late_or_dropped_and_the_rest_is_open():
    due = date(2026, 9, 1)
    steps = pd.DataFrame(
        {
            "done": [True, True, False, False, False],
            "due": [due, due, due, due, date(2026, 12, 1)],
            "closed": [date(2026, 8, 30), date(2026, 9, 5), due, None, None],
        }
    )
    assert follow_through(steps, today=date(2026, 10, 1)) == {
        "all": 5,
        "done": 2,
        "in_time": 1,
        "dropped": 1,
        "late": 1,
    }


def test_schools_add_up_to_the_same_in_any_order():
    schools = [{"n": 2, "of": {"a": 1}}, {"n": 3}, {"n": 4, "of": {"a": 5, "b": 6}}]
    totals = [merged(order) for order in permutations(schools)]
    assert all(total == {"n": 9, "of": {"a": 6, "b": 6}} for total in totals)


def test_a_whole_of_wholes_is_the_whole():
    one, two, three = {"n": 1}, {"n": 2, "m": 4}, {"n": 3}
    assert merged([merged([one, two]), three]) == merged([one, two, three])
