"""Which term a day lies in: of a school, or by the calendar where the school wrote none down."""

from dataclasses import dataclass
from datetime import date

from schools.models import Term
from schools.models.places import school_year_on


@dataclass(frozen=True)
class Span:
    code: str
    first_day: date
    last_day: date

    def __str__(self):
        return in_words(self.code)


def code_on(day):
    """20251 from July to December 2025, 20252 from January to June 2026."""
    return f"{school_year_on(day)}{1 if day.month >= 7 else 2}"


def in_words(code):
    return str(Term(code=code))


def half_year(code):
    """From July to December, or from January to June."""
    year, half = int(code[:4]), code[4]
    if half == "1":
        return Span(code, date(year, 7, 1), date(year, 12, 31))
    return Span(code, date(year + 1, 1, 1), date(year + 1, 6, 30))


def span_on(day, terms):
    """The term of that day among `terms` (rows of one school); the half-year without one."""
    for term in terms:
        if term.first_day <= day <= term.last_day:
            return Span(term.code, term.first_day, term.last_day)
    return half_year(code_on(day))


def year_of(span):
    first = school_year_on(span.first_day)
    return date(first, 7, 1), date(first + 1, 6, 30)
