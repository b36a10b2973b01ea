"""The instruments and band sets that every school starts with."""

from copy import deepcopy
from functools import cache
from pathlib import Path

from .plain_yaml import parsed

LIBRARY = Path(__file__).resolve().parent.parent / "library"


def rubrics() -> list[dict]:
    """The content of each instrument, in the order of the library; the caller may change it."""
    return deepcopy(read_rubrics())


def band_sets() -> list[dict]:
    """Each with its id, name, used_at, confidence, bands and perhaps a note."""
    return deepcopy(read_band_sets())


@cache
def read_rubrics():
    return [parsed(path.read_bytes()) for path in sorted((LIBRARY / "instruments").glob("*.yaml"))]


@cache
def read_band_sets():
    return parsed((LIBRARY / "bands.yaml").read_bytes())["band_sets"]
