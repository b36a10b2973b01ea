"""What a cycle came to: each person's results side by side, their mean, change and spread."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Measured:
    """The results of one cycle: person → exact percent. Who was not measured is not in it."""

    percents: dict

    @property
    def n(self) -> int:
        return len(self.percents)

    @property
    def mean(self) -> Fraction | None:
        return sum(self.percents.values(), Fraction(0)) / self.n if self.n else None

    @property
    def lowest(self) -> Fraction | None:
        return min(self.percents.values(), default=None)

    @property
    def highest(self) -> Fraction | None:
        return max(self.percents.values(), default=None)

    @property
    def spread(self) -> Fraction | None:
        return self.highest - self.lowest if self.n else None


@dataclass(frozen=True)
class Change:
    """From one cycle to the next, only over those who were measured in both."""

    by_person: dict

    @property
    def n(self) -> int:
        return len(self.by_person)

    @property
    def mean(self) -> Fraction | None:
        return sum(self.by_person.values(), Fraction(0)) / self.n if self.n else None

    @property
    def risen(self) -> int:
        return sum(change > 0 for change in self.by_person.values())

    @property
    def fallen(self) -> int:
        return sum(change < 0 for change in self.by_person.values())


def change(before: Measured, after: Measured) -> Change:
    both = before.percents.keys() & after.percents.keys()
    return Change({person: after.percents[person] - before.percents[person] for person in both})


def is_met(percent, at_least) -> bool | None:
    """None where there is no figure to meet, or none measured."""
    if percent is None or at_least is None:
        return None
    return Fraction(percent) >= Fraction(at_least)
