"""Two people, two tabs or two phones on one sheet: cells touched by one side merge, others ask.

A sheet is a set of cells. Each carries the revision in which it last changed, so that a save
made from an older revision knows which of its cells somebody else has touched since.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    cells: dict  # key → {"value", "revision"}
    revision: int
    taken: tuple  # keys of this save that now stand on the sheet
    clashes: dict  # key → the value that stands there instead


def merge(cells: dict, revision: int, base: int, changes: dict) -> Merged:
    """Put `changes`, made from the sheet as it was at `base`, onto the sheet as it is now."""
    new, clashes, taken = dict(cells), {}, []
    for key, value in changes.items():
        current = cells.get(key)
        if current is not None and current["value"] == value:
            taken.append(key)
        elif current is not None and current["revision"] > base:
            clashes[key] = current["value"]
        else:
            new[key] = {"value": value, "revision": revision + 1}
            taken.append(key)
    changed = new != cells
    return Merged(new, revision + changed, tuple(taken), clashes)


def since(cells: dict, base: int) -> dict:
    """What has come onto the sheet after `base`, for the side that has not seen it."""
    return {key: cell["value"] for key, cell in cells.items() if cell["revision"] > base}
