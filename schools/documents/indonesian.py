"""Dates and numbers as a school's papers write them, whatever language the reader chose."""

from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from django.utils import dateformat, translation

MINUS = "\N{MINUS SIGN}"
SHORT_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split()


def long_date(day: date) -> str:
    """27 Juli 2026"""
    return formatted(day, "j F Y")


def weekday_date(day: date) -> str:
    """Senin, 27 Juli 2026"""
    return formatted(day, "l, j F Y")


def short_date(day: date) -> str:
    """27 Jul 2026, for tables"""
    return formatted(day, "j M Y")


def formatted(day, pattern):
    with translation.override("id"):
        return dateformat.format(day, pattern)


def clock(moment: time) -> str:
    """07.30"""
    return f"{moment:%H.%M}"


def number(value: Decimal | int | float, places: int = 2) -> str:
    """1.240,50; rounded half up, as at school."""
    step = Decimal(1).scaleb(-places)
    rounded = Decimal(str(value)).quantize(step, ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    return sign + f"{abs(rounded):,}".translate(str.maketrans(",.", ".,"))


def short_number(value: Decimal | int | float) -> str:
    """65 or 65,5: two places at most, and no noughts at the end."""
    whole, _, rest = number(value).partition(",")
    rest = rest.rstrip("0")
    return f"{whole},{rest}" if rest else whole


def percent(value: Decimal | int | float) -> str:
    """65,08%"""
    return f"{number(value)}%"


def signed(value: Decimal | int | float) -> str:
    """+17,75"""
    words = number(value)
    return words if words.startswith(MINUS) or not words.strip("0,") else f"+{words}"


def counted(amount: int) -> str:
    """In a sentence small numbers are words: enam, but 12."""
    return SHORT_UNITS[amount] if amount < len(SHORT_UNITS) else number(amount, 0)


def spaced(staff_number: str) -> str:
    """A NIP in its four parts, 19720418 199603 2 901; any other number as it is."""
    if len(staff_number) != 18 or not staff_number.isdecimal():
        return staff_number
    cuts = (0, 8, 14, 15, 18)
    return " ".join(staff_number[a:b] for a, b in pairwise(cuts))
