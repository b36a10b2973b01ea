"""What a change of a few people says, and when it says nothing.

The rule, as it stands on every page: with fewer than five people who were measured both times
nothing is concluded. With five or more the mean change comes with the interval in which it
probably lies (95 %, Student's t); it does not say why.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

LEAST = 5
# The 97.5 % points of Student's t for 1 to 30 degrees of freedom.
T = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
FAR = 1.960


@dataclass(frozen=True)
class Comparison:
    n: int
    mean: Fraction | None
    low: float | None = None
    high: float | None = None
    spread: float | None = None  # the standard deviation of the changes

    @property
    def says_something(self):
        return self.low is not None

    @property
    def direction(self):
        """+1 or -1 where the interval lies on one side of nothing, else 0."""
        if not self.says_something or self.low <= 0 <= self.high:
            return 0
        return 1 if self.low > 0 else -1


def compare(changes) -> Comparison:
    """`changes`: after minus before of each person who was measured both times."""
    changes = [Fraction(change) for change in changes]
    return from_sums(len(changes), sum(changes), sum(change**2 for change in changes))


def from_sums(n, total, squares) -> Comparison:
    """The same from the number of changes, their sum and the sum of their squares."""
    mean = Fraction(total) / n if n else None
    if n < LEAST:
        return Comparison(n, mean)
    variance = (Fraction(squares) - n * mean**2) / (n - 1)
    half = t(n - 1) * math.sqrt(variance / n)
    return Comparison(n, mean, float(mean) - half, float(mean) + half, math.sqrt(variance))


def t(freedom: int) -> float:
    """Between 30 and infinity the points lie almost on a straight line over 1 ÷ freedom."""
    if freedom <= len(T):
        return T[freedom - 1]
    return FAR + (T[-1] - FAR) * len(T) / freedom
