"""How deep working together goes: attended, shared, tried, seen in class.

Counts of different people among the members, each step counted by itself. Nobody is ranked, and
no name enters here.
"""

from dataclasses import dataclass
from fractions import Fraction

ATTENDED, SHARED, TRIED, SEEN = STEPS = ("attended", "shared", "tried", "seen")


@dataclass(frozen=True)
class Step:
    name: str
    count: int | None  # None as long as there is nothing to count from
    n: int

    @property
    def share(self) -> Fraction | None:
        """Of all members, 0 to 1; for a bar, never to be shown without its n."""
        return Fraction(self.count, self.n) if self.n and self.count is not None else None


def steps(n: int, counts: dict) -> list:
    """The four steps of a group of `n`. A step on which nothing was ever noted is missing."""
    return [Step(name, counts.get(name), n) for name in STEPS]
