"""What visits came to in a term: tidy frames in, sums that add up over schools out.

Who was not measured is in no sum and in no n.
"""

import pandas as pd


def latest(measured: pd.DataFrame) -> pd.DataFrame:
    """Of each person and stage the last value of the term.

    `measured` has a row for each person, stage and visit: `measure` says with what instrument,
    `value` is the percent in millionths of a point.
    """
    in_order = measured.sort_values(["date", "visit"], kind="stable")
    return in_order.drop_duplicates(["person", "stage"], keep="last")


def sums(measured: pd.DataFrame) -> dict:
    """stage → n people and the sum of their last values."""
    by_stage = latest(measured).groupby("stage")["value"].agg(["count", "sum"])
    return {stage: {"n": int(n), "sum": int(total)} for stage, n, total in by_stage.itertuples()}


def changes(before: pd.DataFrame, after: pd.DataFrame) -> dict:
    """stage → over those measured both times in the same way: n, sum and sum of squares."""
    pairs = latest(before).merge(
        latest(after), on=["person", "stage", "measure"], suffixes=("_before", "_after")
    )
    pairs["change"] = pairs["value_after"] - pairs["value_before"]
    return {
        stage: {
            "n": len(found),
            "sum": int(found.sum()),
            "squares": sum(int(change) ** 2 for change in found),
            "risen": int((found > 0).sum()),
            "fallen": int((found < 0).sum()),
        }
        for stage, found in pairs.groupby("stage")["change"]
    }


def coverage(people: pd.DataFrame, visited: pd.Series) -> dict:
    """work → how many there were in the term, and how many of them were visited."""
    there = people.drop_duplicates(["person", "work"])
    there = there.assign(visited=there["person"].isin(visited))
    counted = there.groupby("work")["visited"].agg(["count", "sum"])
    return {work: {"all": int(n), "visited": int(seen)} for work, n, seen in counted.itertuples()}


def follow_through(steps: pd.DataFrame, today) -> dict:
    """Steps that fell due or were closed in the term: done in time, done late, dropped, open."""
    closed = steps["closed"].notna()
    done = closed & steps["done"]
    late = ~closed & (steps["due"] < today)
    return {
        "all": len(steps),
        "done": int(done.sum()),
        "in_time": int((done & (steps["closed"] <= steps["due"])).sum()),
        "dropped": int((closed & ~done).sum()),
        "late": int(late.sum()),
    }
