"""Dates of a rule, the meter of a cadence, the steps of depth: from a handful of facts each."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.calculations import depth
from meetings.calculations.cadence import Session, Target, goal_of, meter, months_of
from meetings.calculations.dates import LAST, Rule, kept, planned, week_of_month

SATURDAY = 5
JULY, DECEMBER = date(2026, 7, 13), date(2026, 12, 18)
TERM, YEAR = (JULY, DECEMBER), (date(2026, 7, 1), date(2027, 6, 30))


def august(weeks):
    return [day.day for day in Rule(SATURDAY, date(2026, 8, 1), date(2026, 8, 31), weeks).days()]


# Dates of a rule


@pytest.mark.parametrize(
    ("weeks", "found"),
    [
        ((), [1, 8, 15, 22, 29]),
        ((2, 4), [8, 22]),
        ((1,), [1]),
        ((5,), [29]),
        ((LAST,), [29]),
        ((4, LAST), [22, 29]),
    ],
)
def test_a_rule_gives_its_weeks_of_the_month(weeks, found):
    assert august(weeks) == found


def test_the_last_week_is_the_fourth_where_there_is_no_fifth():
    rule = Rule(SATURDAY, date(2026, 9, 1), date(2026, 9, 30), (LAST,))
    assert list(rule.days()) == [date(2026, 9, 26)]


def test_first_and_last_day_belong_to_it():
    assert list(Rule(SATURDAY, date(2026, 8, 1), date(2026, 8, 8)).days()) == [
        date(2026, 8, 1),
        date(2026, 8, 8),
    ]


def test_a_holiday_is_marked_in_the_preview_and_left_out_of_the_plan():
    rule = Rule(SATURDAY, date(2026, 8, 1), date(2026, 8, 15))
    holidays = {date(2026, 8, 8), date(2026, 8, 17)}
    assert [(one.day.day, one.free) for one in planned(rule, holidays)] == [
        (1, False),
        (8, True),
        (15, False),
    ]
    assert kept(rule, holidays) == [date(2026, 8, 1), date(2026, 8, 15)]


@given(
    st.integers(0, 6),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 400),
    st.sets(st.sampled_from([1, 2, 3, 4, 5, LAST])),
)
def test_every_day_has_the_weekday_lies_within_and_stands_once(weekday, first, length, weeks):
    last = first + timedelta(days=length)
    found = list(Rule(weekday, first, last, tuple(weeks)).days())
    assert found == sorted(set(found))
    assert all(first <= day <= last and day.weekday() == weekday for day in found)
    if weeks and LAST not in weeks:
        assert {week_of_month(day) for day in found} <= weeks


# The meter


def sessions(*facts):
    return [Session(date(2026, *day), state, reason) for *day, state, reason in facts]


FACTS = sessions(
    (7, 25, "held", ""),
    (8, 8, "held", ""),
    (8, 22, "missed", "Angin timur"),
    (9, 12, "planned", ""),
)


def twice_a_month(today, facts=FACTS):
    return meter(Target(2, "month"), facts, term=TERM, year=YEAR, today=today)


def test_held_stands_beside_what_was_agreed():
    now = twice_a_month(date(2026, 8, 25)).now
    assert (now.done, now.goal, now.is_met) == (1, 2, False)


def test_a_missed_one_keeps_its_reason():
    assert [one.reason for one in twice_a_month(date(2026, 8, 25)).missed] == ["Angin timur"]


def test_a_month_of_which_nothing_is_known_has_no_count():
    october = twice_a_month(date(2026, 10, 20)).months[3]
    assert (october.done, october.goal, october.empty) == (None, 2, 2)


def test_a_month_with_only_a_missed_meeting_counts_none_held():
    found = twice_a_month(date(2026, 8, 25), sessions((8, 22, "missed", "Angin"))).now
    assert found.done == 0


def test_one_that_is_still_to_come_is_known_but_not_held():
    september = twice_a_month(date(2026, 9, 2)).now
    assert (september.done, september.empty, september.is_met) == (0, 1, False)


def test_a_month_is_agreed_only_as_far_as_it_lies_in_the_term():
    months = twice_a_month(date(2026, 8, 25)).months
    assert [(one.first.month, one.goal) for one in months] == [
        (7, 1),  # 19 of 31 days
        (8, 2),
        (9, 2),
        (10, 2),
        (11, 2),
        (12, 1),  # 18 of 31 days
    ]
    assert months_of(*TERM)[0] == (JULY, date(2026, 7, 31))


def test_once_a_week_is_agreed_for_each_monday_of_the_month():
    assert goal_of(Target(1, "week"), date(2026, 8, 1), date(2026, 8, 31)) == 5
    assert goal_of(Target(2, "week"), date(2026, 9, 1), date(2026, 9, 30)) == 8


@pytest.mark.parametrize(("per", "goal", "held"), [("term", 3, 2), ("year", 12, 3)])
def test_an_aim_for_a_term_or_a_year_is_counted_over_all_of_it(per, goal, held):
    facts = [*FACTS, Session(date(2027, 2, 6), "held")]
    found = meter(Target(goal, per), facts, term=TERM, year=YEAR, today=date(2026, 9, 1))
    assert (found.now.goal, found.now.done) == (goal, held)
    assert {month.goal for month in found.months} == {None}


def test_outside_of_the_term_the_running_month_is_counted_whole():
    found = twice_a_month(date(2026, 6, 20), [Session(date(2026, 6, 6), "held")])
    assert (found.now.goal, found.now.done) == (2, 1)


# Depth


def test_each_step_counts_different_people_of_all_members():
    found = depth.steps(14, {"attended": 13, "shared": 9, "tried": 4, "seen": 0})
    assert [(step.name, step.count, step.n) for step in found] == [
        ("attended", 13, 14),
        ("shared", 9, 14),
        ("tried", 4, 14),
        ("seen", 0, 14),
    ]
    assert found[2].share == Fraction(2, 7)


def test_what_was_never_noted_is_missing_and_not_nobody():
    found = depth.steps(3, {"attended": 2})
    assert [step.count for step in found] == [2, None, None, None]
    assert found[1].share is None


def test_a_group_without_members_has_no_share():
    assert depth.steps(0, {"attended": 0})[0].share is None
