"""Hours of the week that clash, and those that only touch."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from meetings.calculations.slots import Hour, clashes, overlapping

HOURS = st.builds(
    lambda day, start, length, busy: Hour(
        day,
        time(start // 60, start % 60),
        time((start + length) // 60, (start + length) % 60),
        busy,
    ),
    st.integers(0, 1),
    st.integers(420, 460),
    st.integers(1, 30),
    st.frozensets(st.sampled_from(["class", "lead", "helper"]), max_size=2),
)


def hour(start, end, *busy, day=1):
    return Hour(day, time(9, start), time(9, end), frozenset(busy))


def test_only_over_somebody_who_is_in_both():
    wanted = hour(15, 45, "lead", "class 2")
    found = clashes(wanted, [hour(30, 50, "lead", "class 3"), hour(30, 50, "class 4")])
    assert [clash.over for clash in found] == [{"lead"}]


def test_one_that_begins_as_the_other_ends_is_no_clash():
    assert clashes(hour(0, 30, "lead"), [hour(30, 50, "lead")]) == []


def test_another_day_is_no_clash():
    assert clashes(hour(0, 30, "lead"), [hour(0, 30, "lead", day=2)]) == []


def test_the_later_of_two_in_one_list_is_named():
    assert overlapping([hour(0, 30), hour(40, 50), hour(20, 45)]) == [2]


@given(HOURS, HOURS)
def test_overlap_is_the_same_both_ways_and_as_counted_by_minutes(one, two):
    def minutes(slot):
        span = range(slot.start.hour * 60 + slot.start.minute, slot.end.hour * 60 + slot.end.minute)
        return {(slot.weekday, minute) for minute in span}

    assert one.overlaps(two) == two.overlaps(one) == bool(minutes(one) & minutes(two))
    assert bool(clashes(one, [two])) == bool(minutes(one) & minutes(two) and one.busy & two.busy)
