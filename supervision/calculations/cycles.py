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


def in_all(measures) -> frozenset:
    """Those who were measured every time."""
    people = [set(measured.percents) for measured in measures]
    return frozenset(set.intersection(*people)) if people else frozenset()


def only(measured: Measured, people) -> Measured:
    return Measured({who: what for who, what in measured.percents.items() if who in people})


def same_measure(one, other) -> bool:
    """Whether two rubrics measure alike: the same items, weights and scale, whatever the wording.

    Only then may percents be compared. A rubric that is not there measures like no other.
    """
    return one is not None and other is not None and measure_of(one) == measure_of(other)


def measure_of(rubric):
    items = tuple((item.code, item.weight) for item in rubric.items)
    return rubric.id, rubric.scale.type, rubric.scale.low, rubric.scale.high, items


def comparable_run(rubrics) -> int:
    """From which place on all up to the last measure alike; the last place if none does."""
    start = len(rubrics) - 1
    while start > 0 and same_measure(rubrics[start - 1], rubrics[start]):
        start -= 1
    return max(start, 0)


def band_moves(before: dict, after: dict) -> tuple[int, int, int]:
    """How many rose to a higher band, stayed, and fell, of those who are in both.

    The maps hold the lower bound of each person's band.
    """
    steps = [after[who] - before[who] for who in before.keys() & after.keys()]
    return sum(s > 0 for s in steps), sum(s == 0 for s in steps), sum(s < 0 for s in steps)


def is_met(percent, at_least) -> bool | None:
    """None where there is no figure to meet, or none measured."""
    if percent is None or at_least is None:
        return None
    return Fraction(percent) >= Fraction(at_least)
