"""Pupils per level: how many stand at each, and how many have come at least that far."""


def at_or_above(order: list[str], counts: dict[str, int]) -> dict[str, int]:
    """For each level, from the lowest up, how many stand there or higher."""
    found, above = {}, 0
    for code in reversed(order):
        above += counts.get(code, 0)
        found[code] = above
    return {code: found[code] for code in order}


def middle(order: list[str]) -> str | None:
    """The level that a sentence speaks of: the first one of the upper half."""
    return order[len(order) // 2] if order else None


def fives(number: int) -> list[int]:
    """A number as tally strokes: bundles of five, and what is left."""
    return [5] * (number // 5) + ([number % 5] if number % 5 else [])
