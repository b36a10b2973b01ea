"""What was found about each person in a term: tidy frames in, plain values by person out.

A frame has a row for each person, stage and visit, in the order of time: `measure` says with what
instrument, `value` is the percent in millionths of a point, `band` the band of the whole, if any.
"""

import pandas as pd

from .units import ALL


def latest(measured: pd.DataFrame, *also: str) -> pd.DataFrame:
    """Of each person and stage the last value."""
    return measured.drop_duplicates(["person", "stage", *also], keep="last")


def pairs(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Each last value beside the last one before it that was measured in the same way."""
    return latest(before, "measure").merge(
        latest(now), on=["person", "stage", "measure"], suffixes=("_before", "_now")
    )


def values(now: pd.DataFrame) -> dict:
    """person → stage → the last value."""
    return by_person(latest(now), "value")


def values_before(before: pd.DataFrame, now: pd.DataFrame) -> dict:
    """person → stage → what the last value compares with."""
    return by_person(pairs(before, now), "value_before")


def bands(now: pd.DataFrame) -> dict:
    """person → band of the last value of the whole instrument, where it has one."""
    whole = latest(now[now["stage"] == ALL])
    return dict(whole.loc[whole["band"] != "", ["person", "band"]].itertuples(index=False))


def by_person(rows: pd.DataFrame, column: str) -> dict:
    found = {}
    for person, stage, value in rows[["person", "stage", column]].itertuples(index=False):
        found.setdefault(person, {})[stage] = value
    return found
