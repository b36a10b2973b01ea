"""Which figures may stand beside each other without telling anything of fewer than five people.

Every page, chart, paper, sheet and file asks here. Whoever may read the rows of people anyway is
not asked to: this is for the district office and for colleagues.
"""

from dataclasses import dataclass

LEAST = 5  # people besides the reader


@dataclass(frozen=True)
class Part:
    """`n` people, the reader not counted, whose figure is shown; and the parts it is made of."""

    key: object
    n: int
    parts: tuple = ()


def hidden(whole: Part) -> frozenset:
    """The keys in the tree of `whole` whose figure is not told.

    What is left out could be worked out from the whole and the other parts. So where a part is
    too small, others are left out with it until those left out are two or more, and five people
    or more together. Whatever makes up a part that is left out is left out as well.
    """
    if whole.n < LEAST:
        return keys_of(whole)
    counted = sorted((part for part in whole.parts if part.n), key=lambda part: part.n)
    small = [part for part in counted if part.n < LEAST]
    others = counted[len(small) :]
    while small and others and (len(small) < 2 or people(small) < LEAST):
        small.append(others.pop(0))
    told = (hidden(part) for part in others)
    return frozenset().union(*map(keys_of, small), *told)


def keys_of(whole: Part) -> frozenset:
    return frozenset({whole.key}).union(*map(keys_of, whole.parts))


def people(parts) -> int:
    return sum(part.n for part in parts)


def may_compare(before: int, after: int, both: int) -> bool:
    """Whether a change over `both` may stand beside the figures before and after.

    Otherwise the few who were measured only once could be worked out from the three.
    """
    return all(
        "both" not in hidden(Part("all", n, (Part("both", both), Part("once", n - both))))
        for n in (before, after)
    )


def merged(counts) -> list[tuple[list[int], int]]:
    """Bands from the lowest up, neighbours put together until none holds one to four people.

    Returns the places of the bands in each group with the number of people. Nothing, if that
    would leave a single group: then everybody's band would be told.
    """
    groups = [([place], n) for place, n in enumerate(counts)]
    while any(0 < n < LEAST for _, n in groups) and len(groups) > 1:
        place = min((n, place) for place, (_, n) in enumerate(groups) if 0 < n < LEAST)[1]
        beside = [near for near in (place - 1, place + 1) if 0 <= near < len(groups)]
        near = min(beside, key=lambda near: (groups[near][1] == 0, groups[near][1]))
        first, second = sorted((place, near))
        joined = (groups[first][0] + groups[second][0], groups[first][1] + groups[second][1])
        groups[first : second + 1] = [joined]
    return groups if sum(n > 0 for _, n in groups) > 1 else []
