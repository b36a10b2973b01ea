"""Figures out of stored sums. What the sums do not hold is None, never zero."""

from fractions import Fraction

from ..calculations.comparing import from_sums
from ..calculations.units import POINT

TEACHING = ("planning", "teaching", "evaluation")
SERVICES = ("quality", "accuracy", "punctuality", "teamwork")


def of(numbers, *path):
    """What stands at the end of `path`; nothing where a part of it was never counted."""
    for key in path:
        numbers = (numbers or {}).get(key)
    return numbers


def mean(sums):
    """The mean percent behind {n, sum}, exact."""
    return Fraction(sums["sum"], sums["n"] * POINT) if sums and sums["n"] else None


def percent(value):
    """One stored value as a percent, exact."""
    return None if value is None else Fraction(value, POINT)


def comparison(sums):
    """What {n, sum, squares} of changes say, in points."""
    sums = sums or {"n": 0, "sum": 0, "squares": 0}
    return from_sums(sums["n"], Fraction(sums["sum"], POINT), Fraction(sums["squares"], POINT**2))


def part(counts, done, of_all="all"):
    """(done, all), or None where there was nothing to do."""
    if not counts or not counts.get(of_all):
        return None
    return counts.get(done, 0), counts[of_all]
