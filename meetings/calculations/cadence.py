"""How often a group met, beside how often it had agreed to. An aim with a meter, no penalty.

What was never written down is missing, not zero: a stretch in which no meeting is known has no
count. A missed meeting is known, and stands with its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

WEEK, MONTH, TERM, YEAR = "week", "month", "term", "year"
HELD, MISSED = "held", "missed"
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Target:
    times: int
    per: str  # week, month, term or year


@dataclass(frozen=True)
class Session:
    """One meeting: `state` is held or missed; any other is still to come, or to be recorded."""

    day: date
    state: str
    reason: str = ""
    row: object = None  # whatever the caller wants back


@dataclass(frozen=True)
class Stretch:
    """From one day to another: what was agreed for it, and what is known of it."""

    first: date
    last: date
    goal: int | None
    sessions: list = field(default_factory=list)

    def _in_state(self, *states):
        return [one for one in self.sessions if one.state in states]

    @property
    def held(self) -> list:
        return self._in_state(HELD)

    @property
    def missed(self) -> list:
        return self._in_state(MISSED)

    @property
    def is_known(self) -> bool:
        return bool(self.sessions)

    @property
    def done(self) -> int | None:
        """How many were held; None where nothing is known at all."""
        return len(self.held) if self.is_known else None

    @property
    def is_met(self) -> bool:
        return self.goal is not None and len(self.held) >= self.goal

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def empty(self) -> int:
        """How many of those agreed have no meeting of any state: empty boxes."""
        return max((self.goal or 0) - len(self.sessions), 0)

    @property
    def empties(self) -> range:
        """For drawing: never more than a row of boxes holds."""
        return range(min(self.empty, 12))


@dataclass(frozen=True)
class Meter:
    now: Stretch  # the stretch of the target that holds today
    months: list  # each month of the term, the running one included

    @property
    def missed(self) -> list:
        return [one for month in self.months for one in month.missed]


def meter(target: Target, sessions: Iterable, *, term, year, today: date) -> Meter:
    """`term` and `year` are pairs of first and last day; `sessions` those of the school year."""
    sessions = sorted(sessions, key=lambda one: one.day)
    return Meter(
        now=_now(target, sessions, term, year, today),
        months=[_stretch(first, last, target, sessions) for first, last in months_of(*term)],
    )


def _now(target, sessions, term, year, today):
    if target.per == TERM:
        return Stretch(*term, target.times, _between(sessions, *term))
    if target.per == YEAR:
        return Stretch(*year, target.times, _between(sessions, *year))
    month = first_of(today), last_of(today)
    if term[0] <= today <= term[1]:  # a month is only agreed as far as the term goes
        month = max(month[0], term[0]), min(month[1], term[1])
    return _stretch(*month, target, sessions)


def _stretch(first, last, target, sessions):
    return Stretch(first, last, goal_of(target, first, last), _between(sessions, first, last))


def _between(sessions, first, last):
    return [one for one in sessions if first <= one.day <= last]


def goal_of(target: Target, first: date, last: date) -> int | None:
    """How many were agreed for a month, or for the part of it that lies in the term.

    For a part the number is taken in proportion and rounded half up. An aim for a whole term or
    year says nothing about a single month.
    """
    if target.per == WEEK:
        return target.times * sum(day.weekday() == 0 for day in days(first, last))
    if target.per == MONTH:
        share = Fraction((last - first).days + 1, last_of(first).day)
        return int(target.times * share + Fraction(1, 2))
    return None


def days(first: date, last: date):
    while first <= last:
        yield first
        first += A_DAY


def first_of(day: date) -> date:
    return day.replace(day=1)


def last_of(day: date) -> date:
    return first_of(day.replace(day=28) + 4 * A_DAY) - A_DAY


def months_of(first: date, last: date) -> list:
    """First and last day of each month between the two, cut at both ends."""
    found = []
    while first <= last:
        found.append((first, min(last_of(first), last)))
        first = last_of(first) + A_DAY
    return found
