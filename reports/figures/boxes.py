"""Month by month: a box for each meeting that was agreed on or held."""

from dataclasses import dataclass
from datetime import date

MOST = 40  # boxes in one figure; beyond that the numbers alone are read


@dataclass(frozen=True)
class Month:
    first: date
    goal: int | None
    held: int
    missed: int
    boxes: tuple  # held, missed or empty
    url: str = ""  # where its rows stand


def months(counted, urls=None) -> tuple[Month, ...]:
    """`counted`: "2026-07" → its goal, how many were held and how many were missed; `urls`: the
    same → where its rows stand."""
    numbers = [(month, counted[month]) for month in sorted(counted)]
    all_boxes = [_boxes(found) for _, found in numbers]
    fits = sum(map(len, all_boxes)) <= MOST
    return tuple(
        Month(
            first=date.fromisoformat(f"{month}-01"),
            goal=found.get("goal"),
            held=found.get("held", 0),
            missed=found.get("missed", 0),
            boxes=boxes if fits else (),
            url=(urls or {}).get(month, ""),
        )
        for (month, found), boxes in zip(numbers, all_boxes, strict=True)
    )


def _boxes(found):
    held, missed = found.get("held", 0), found.get("missed", 0)
    empty = max((found.get("goal") or 0) - held - missed, 0)
    return ("held",) * held + ("missed",) * missed + ("empty",) * empty
