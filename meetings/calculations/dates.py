"""The days that a rule gives: every Saturday, or the second and fourth of each month."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LAST = -1  # among the weeks of a month: the last one, be it the fourth or the fifth
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Rule:
    """`weekday` counts from Monday as 0. Without `weeks` it is every week."""

    weekday: int
    first: date
    last: date
    weeks: tuple = ()

    def days(self) -> Iterator[date]:
        day = self.first + timedelta(days=(self.weekday - self.first.weekday()) % 7)
        while day <= self.last:
            if self.takes(day):
                yield day
            day += A_WEEK

    def takes(self, day: date) -> bool:
        if not self.weeks:
            return True
        is_last = (day + A_WEEK).month != day.month
        return week_of_month(day) in self.weeks or (LAST in self.weeks and is_last)


@dataclass(frozen=True)
class Day:
    """One day that the rule gives; `free` if a school has a holiday then."""

    day: date
    free: bool = False


def week_of_month(day: date) -> int:
    """The how-manieth of its weekday in the month: 1 to 5."""
    return (day.day - 1) // 7 + 1


def planned(rule: Rule, holidays: Collection[date] = ()) -> list[Day]:
    """Each day of the rule, holidays marked and not left out: a reader sees what is skipped."""
    return [Day(day, free=day in holidays) for day in rule.days()]


def kept(rule: Rule, holidays: Collection[date] = ()) -> list[date]:
    """The days on which there is a meeting."""
    return [one.day for one in planned(rule, holidays) if not one.free]
