"""All sums that lines come to, of a school or of those that somebody chose among them."""

from . import collaboration, performance


def numbers(lines, today) -> dict:
    return performance.numbers(lines, today) | collaboration.numbers(lines, today)
