"""The day on which rows begin, and a number that no other row has."""

from datetime import UTC, date, datetime
from itertools import count

numbers = count(1)
A_DAY = date(2025, 7, 14)


def a_moment():
    return datetime(2025, 7, 14, 8, tzinfo=UTC)
