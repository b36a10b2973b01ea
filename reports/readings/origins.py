"""What each number of a term was counted from, by the word in its address.

Who met whom opens nothing: it is a picture of the school.
"""

from . import of_groups, of_people

PLAIN = of_people.PLAIN | of_groups.PLAIN
FAMILIES = of_people.FAMILIES | of_groups.FAMILIES


def number(key, today):
    """The number of that name; None where there is none. `today`: the day of the count, as a
    word."""
    if key in PLAIN:
        return PLAIN[key]
    family, _dash, rest = key.partition("-")
    if family == "steps":
        return of_people.steps(rest, today)
    return FAMILIES[family](rest) if family in FAMILIES and rest else None
