"""From scores to a percent: earned ÷ maximum × 100, over the items that were scored.

What does not apply leaves both sums, and what was not touched is missing: neither is a zero.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ..rubrics.bands import band_of

NOT_APPLICABLE = "na"


@dataclass(frozen=True)
class Tally:
    """The sums of some items. `percent` is exact; None where nothing was scored."""

    earned: int = 0
    maximum: int = 0
    scored: int = 0
    not_applicable: int = 0
    missing: int = 0
    counts: Counter = field(default_factory=Counter)  # how many items at each value

    @property
    def percent(self) -> Fraction | None:
        return Fraction(self.earned * 100, self.maximum) if self.maximum else None

    @property
    def items(self) -> int:
        return self.scored + self.not_applicable + self.missing


def tally(items, scale, scores) -> Tally:
    """Add up `items`; `scores` maps their codes to a value, or to NOT_APPLICABLE."""
    found = {item.code: scores.get(item.code) for item in items}
    scored = [item for item in items if found[item.code] not in {None, NOT_APPLICABLE}]
    counted = scored if scale.is_numeric else []
    return Tally(
        earned=sum(item.weight * found[item.code] for item in counted),
        maximum=sum(item.weight * scale.highest for item in counted),
        scored=len(scored),
        not_applicable=sum(found[item.code] == NOT_APPLICABLE for item in items),
        missing=sum(found[item.code] is None for item in items),
        counts=Counter(found[item.code] for item in scored),
    )


def by_aspect(rubric, scores) -> dict[str, Tally]:
    return {aspect.code: tally(aspect.items, rubric.scale, scores) for aspect in rubric.aspects}


def by_stage(rubric, scores) -> dict[str, Tally]:
    """Planning, teaching, evaluation apart: by item, since an aspect may hold items of another."""
    return _grouped(rubric, scores, "stage")


def by_service(rubric, scores) -> dict[str, Tally]:
    return _grouped(rubric, scores, "service")


def _grouped(rubric, scores, name):
    groups = dict.fromkeys(getattr(item, name) for item in rubric.items if getattr(item, name))
    return {
        group: tally(
            [item for item in rubric.items if getattr(item, name) == group], rubric.scale, scores
        )
        for group in groups
    }


@dataclass(frozen=True)
class Outcome:
    """All that one filled sheet comes to. Without a percent there are only counts, or words."""

    rubric: object
    scores: dict
    total: Tally
    aspects: dict
    stages: dict
    services: dict
    bands: tuple = ()

    @property
    def percent(self):
        return self.total.percent if self.rubric.is_scored else None

    @property
    def band(self):
        return (
            band_of(self.percent, self.bands) if self.bands and self.percent is not None else None
        )


def outcome(rubric, scores, bands=()) -> Outcome:
    return Outcome(
        rubric,
        scores,
        tally(rubric.items, rubric.scale, scores),
        by_aspect(rubric, scores),
        by_stage(rubric, scores),
        by_service(rubric, scores),
        tuple(bands),
    )


def rounded(percent, places=2) -> Decimal:
    """For people: half up, on the exact value."""
    scaled = Fraction(percent) * 10**places
    return Decimal(int(scaled + Fraction(1, 2))).scaleb(-places)


def stored(percent: Fraction) -> Decimal:
    """As exact as a column holds it."""
    exact = Decimal(percent.numerator) / Decimal(percent.denominator)
    return exact.quantize(Decimal("1e-12"), rounding=ROUND_HALF_UP)
