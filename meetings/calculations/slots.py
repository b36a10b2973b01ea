"""Hours of the week: which of them clash, and over whom."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Hour:
    """One hour of the week; `busy` are all who cannot be elsewhere then, a class among them."""

    weekday: int
    start: time
    end: time
    busy: frozenset[Hashable] = frozenset()
    name: Hashable = None  # what takes place then, for whoever words the clash

    def overlaps(self, other: "Hour") -> bool:
        """Hours that only touch do not overlap: one ends as the other begins."""
        return self.weekday == other.weekday and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Clash:
    taken: Hour
    over: frozenset[Hashable]


def clashes(wanted: Hour, taken: Iterable[Hour]) -> list[Clash]:
    """Every hour taken already that somebody of `wanted` would have to be in as well."""
    return [
        Clash(other, wanted.busy & other.busy)
        for other in taken
        if wanted.overlaps(other) and wanted.busy & other.busy
    ]


def overlapping(hours: list[Hour]) -> list[int]:
    """The places of hours that overlap one before them in the same list."""
    return [
        place
        for place, hour in enumerate(hours)
        if any(hour.overlaps(earlier) for earlier in hours[:place])
    ]
