"""What the parts of a made-up district are told: how large it is, and about each school."""

from dataclasses import dataclass
from datetime import UTC, datetime

from schools.models import School


@dataclass(frozen=True)
class Size:
    schools: int = 500
    people: int = 20  # at each school
    years: int = 3
    cycles: int = 4  # a year
    items: int = 24
    meetings: int = 100  # for each school, in all the years
    first_year: int = 2023
    seed: int = 6

    @property
    def terms(self):
        return [(year, half) for year in self.all_years for half in (1, 2)]

    @property
    def all_years(self):
        return range(self.first_year, self.first_year + self.years)


@dataclass
class Place:
    """A school while its rows are made: who is there, and what its years consist of."""

    school: School
    terms: dict  # (year, half) → Term
    classes: dict  # year → the classes
    people: list  # of (person, kind, how strong their work is), the principal first

    @property
    def principal(self):
        return self.people[0][0].user

    @property
    def names(self):
        return [person for person, _kind, _strength in self.people]


def moment(day):
    """Nine in the morning in Jakarta."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
