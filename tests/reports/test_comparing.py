"""A change of a few people, and what it says."""

from fractions import Fraction

import pytest

from reports.calculations.comparing import compare, t


def test_with_fewer_than_five_people_nothing_is_concluded():
    found = compare([3, 4, 5, 4])
    assert (found.n, found.mean, found.says_something) == (4, 4, False)


def test_without_anybody_there_is_no_mean_either():
    assert compare([]).mean is None


def test_five_changes_of_two_to_four_lie_around_three():
    found = compare([2, 2, 3, 4, 4])  # variance 1, so 2.776 × √(1 ÷ 5) to each side
    assert found.mean == 3
    assert (round(found.low, 2), round(found.high, 2)) == (1.76, 4.24)
    assert found.spread == 1
    assert found.direction == 1


def test_changes_both_ways_have_no_direction():
    assert compare([-4, 4, -3, 3, 1]).direction == 0


def test_a_fall_is_a_fall():
    assert compare([-2, -2, -3, -4, -4]).direction == -1


def test_the_published_study_rose(lulut):
    before, _, after = lulut
    found = compare([last - first for first, last in zip(before, after, strict=True)])
    assert (found.n, round(float(found.mean), 2)) == (6, 22.79)
    assert found.direction == 1


@pytest.mark.parametrize(("freedom", "point"), [(1, 12.706), (30, 2.042), (60, 2.0), (120, 1.98)])
def test_the_points_of_t_are_those_of_the_tables(freedom, point):
    assert t(freedom) == pytest.approx(point, abs=0.002)


@pytest.fixture
def lulut():
    """The percents of the six teachers in the three cycles of the published study."""
    return [
        [Fraction(value) for value in cycle.split()]
        for cycle in (
            "35.75 37.40 40.50 42.67 44.65 52.75",
            "46.75 48.50 50.50 55.70 58.80 60.60",
            "53.50 55.40 60.55 68.65 75.25 77.10",
        )
    ]
