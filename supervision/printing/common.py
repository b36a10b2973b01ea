"""Figures with their bands, as the papers of supervision print them."""

from decimal import Decimal

from ..calculations.results import rounded
from ..documents import facts


def band_of(band):
    return facts.Band(band.label.id, band.tone, band.start) if band else None


def result_of(total, band=None):
    if total.percent is None:
        return None
    return facts.Result(
        earned=Decimal(total.earned),
        maximum=Decimal(total.maximum),
        items=total.scored,
        not_applicable=total.not_applicable,
        percent=rounded(total.percent),
        band=band_of(band),
    )
