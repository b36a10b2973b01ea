"""Band sets: which word a percent is called by.

A band has only a lower bound and runs up to the next one, so that nothing falls in between, as
80.5 does on forms that print "71–80, 81–90". Bounds are compared with the unrounded percent.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from .model import Text, read_text
from .problems import Notes, Place, Problem, is_whole, matches

SHAPES = ("diamond", "triangle_down", "square", "circle", "triangle_up", "star")
FEWEST_BANDS, MOST_BANDS = 2, len(SHAPES)  # each has a shape of its own
HIGHEST_TONE = 5
BAND = {"code", "from", "label", "shape", "tone"}
BOUND = r"[0-9]{1,3}(\.[0-9]{1,2})?"


@dataclass(frozen=True)
class Band:
    start: Decimal
    label: Text
    shape: str
    tone: int


def read_bands(content: list[dict]) -> tuple[Band, ...]:
    return tuple(
        Band(Decimal(str(band["from"])), read_text(band["label"]), band["shape"], band["tone"])
        for band in content
    )


def band_of(percent: Fraction | Decimal, bands: tuple[Band, ...]) -> Band:
    """The last band that begins at or below `percent`, which must not have been rounded."""
    # Decimal and Fraction refuse to be compared; both become a Fraction without loss.
    reached = [band for band in bands if Fraction(band.start) <= Fraction(percent)]
    return reached[-1]


def band_problems(content: object) -> list[Problem]:
    """Everything that keeps a list of bands from being used; it may come from anywhere."""
    notes = Notes()
    bands = notes.members(Place("bands"), content, most=MOST_BANDS, fewest=FEWEST_BANDS)
    for number, band in enumerate(bands, 1):
        check_band(notes, band, str(number))
    if not notes:
        check_order(notes, read_bands(bands))
    return list(notes)


def check_band(notes, band, number):
    where = Place("band", value=number)
    if not notes.mapping(where, band, BAND):
        return
    if bound_of(band.get("from")) is None:
        notes.add(where, "not_a_bound")
    notes.text(Place("band_label", value=number), band.get("label"), "label")
    notes.known(where, "shape", band.get("shape"), SHAPES)
    if not is_whole(band.get("tone"), 1, HIGHEST_TONE):
        notes.add(where, "not_a_tone", most=HIGHEST_TONE)


def bound_of(value: object) -> Decimal | None:
    """A percent from 0 to 100 with at most two decimals, written as a number or as text."""
    written = str(value) if isinstance(value, float) or is_whole(value, 0, 100) else value
    return Decimal(written) if matches(BOUND, written) and Decimal(written) <= 100 else None


def check_order(notes, bands):
    where = Place("bands")
    if bands[0].start != 0:
        notes.add(where, "first_not_zero")
    if any(lower.start >= upper.start for lower, upper in pairwise(bands)):
        notes.add(where, "bounds_do_not_rise")
    if any(lower.tone > upper.tone for lower, upper in pairwise(bands)):
        notes.add(where, "tones_fall")
    if len({band.shape for band in bands}) < len(bands):
        notes.add(where, "shape_twice")
