"""Band sets: which word a percent is called by.

A band has only a lower bound and runs up to the next one, so that nothing falls in between, as
80.5 does on forms that print "71–80, 81–90". Bounds are compared with the unrounded percent.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .model import Text, read_text


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
