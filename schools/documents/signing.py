"""What stands at the head and at the foot of a document."""

from dataclasses import dataclass
from datetime import date

from .indonesian import long_date, spaced

OPEN = "\N{HORIZONTAL ELLIPSIS}" * 9  # room to write by hand


@dataclass(frozen=True)
class Letterhead:
    """The lines as on the school's own paper; the line in `name_line` is the school's name.

    Pictures are PNG or absent: the district's on the left, the school's on the right.
    """

    lines: tuple[str, ...]
    name_line: int | None = None
    left: bytes | None = None
    right: bytes | None = None


@dataclass(frozen=True)
class Signatory:
    """Someone who signs. Without a name there is a dotted line; without a label no number.

    `opening` stands above the role (“Mengetahui,”), `remark` below the number.
    """

    role: str
    name: str = ""
    number_label: str = ""
    number: str = ""
    opening: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Signing:
    """The block of signatures: place and day above the one on the right.

    A third signatory stands in the middle below. Without a day it is left to the hand.
    """

    place: str
    day: date | None
    right: Signatory
    left: Signatory | None = None
    below: Signatory | None = None

    def words(self):
        day = long_date(self.day) if self.day else OPEN
        return {
            "dated": f"{self.place or OPEN}, {day}",
            **{side: hand(getattr(self, side)) for side in ("left", "right", "below")},
        }


def hand(signatory):
    if signatory is None:
        return None
    return vars(signatory) | {"number": spaced(signatory.number)}
