"""What visits came to in a term: tidy frames in, sums that add up over schools out.

Rows stand in the order of time, and of each person the last one counts: so n is a number of
people. Who was not measured is in no sum and in no n, nor is who did not work there in the term.
What was found about heads stays under a key of its own, or out.
"""

import pandas as pd

from .units import ALL

HEAD = "head"


def latest(measured: pd.DataFrame, *also: str) -> pd.DataFrame:
    """Of each person and stage the last value.

    `measured` has a row for each person, stage and visit: `measure` says with what instrument,
    `value` is the percent in millionths of a point, `band` the band of the whole, if any.
    """
    return measured.drop_duplicates(["person", "stage", *also], keep="last")


def pairs(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Each last value beside the last one before it that was measured in the same way."""
    return latest(before, "measure").merge(
        latest(after), on=["person", "stage", "measure"], suffixes=("_before", "_after")
    )


def results(measured: pd.DataFrame, people: pd.DataFrame) -> dict:
    """work → stage → n people and the sum of their last values."""
    return nested(
        latest(measured).merge(people, on="person"),
        ["work", "stage"],
        lambda rows: added(rows["value"]),
    )


def changes(before: pd.DataFrame, after: pd.DataFrame, people: pd.DataFrame) -> dict:
    """work → stage → over those measured both times: sums, and how many rose and fell."""
    both = pairs(before, after).merge(people, on="person")
    both["change"] = both["value_after"] - both["value_before"]
    return nested(both, ["work", "stage"], lambda rows: moved(rows["change"]))


def moved(values):
    risen, fallen = (values > 0).sum(), (values < 0).sum()
    return spread(values) | {"risen": int(risen), "fallen": int(fallen)}


def spread(values):
    return added(values) | {"squares": sum(int(value) ** 2 for value in values)}


def added(values):
    return {"n": len(values), "sum": int(values.sum())}


def bands(measured: pd.DataFrame, people: pd.DataFrame) -> dict:
    """work → band → how many people stand in it."""
    return nested(standing(measured).merge(people, on="person"), ["work", "band"], len)


def standing(measured: pd.DataFrame) -> pd.DataFrame:
    """The last value of the whole instrument, of those whose result has a band."""
    whole = latest(measured[measured["stage"] == ALL])
    return whole[whole["band"] != ""]


def items(scores: pd.DataFrame, people: pd.DataFrame) -> dict:
    """version → item → what was earned of how much, over each person's last sheet of it.

    `scores` has a row for each visit and item that was scored.
    """
    visits = scores[["person", "version", "visit"]].drop_duplicates(
        ["person", "version"], keep="last"
    )
    last = scores[scores["visit"].isin(visits["visit"])]
    return nested(but_heads(last, people), ["version", "item"], earned)


def earned(rows):
    return {
        "n": len(rows),
        "earned": int(rows["earned"].sum()),
        "maximum": int(rows["maximum"].sum()),
    }


def coverage(people: pd.DataFrame, visited: pd.Series) -> dict:
    """work → how many there were in the term, and how many of them were visited."""
    there = people.assign(visited=people["person"].isin(visited))
    return nested(
        there, ["work"], lambda rows: {"all": len(rows), "visited": int(rows["visited"].sum())}
    )


def criterion(judged: pd.DataFrame, people: pd.DataFrame) -> dict:
    """Of how many the last criterion was judged, and how many met it."""
    last = but_heads(judged.drop_duplicates("person", keep="last"), people)
    return {"judged": len(last), "met": int(last["met"].sum())}


def beside_own(differences: pd.DataFrame, people: pd.DataFrame) -> dict:
    """work → sums of own percent minus the observer's, in the last visit that has both."""
    last = differences.drop_duplicates("person", keep="last").merge(people, on="person")
    return nested(last, ["work"], lambda rows: spread(rows["difference"]))


def follow_through(steps: pd.DataFrame, today) -> dict:
    """What fell due in the term: done, done in time, dropped, and open past its date."""
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


def lines(people, before, now, classes, visited, steps) -> list:
    """A line for each person but heads, in the order of `people`."""
    values = by_person(latest(now), "value")
    values_before = by_person(pairs(before, now), "value_before")
    in_band = by_person(standing(now), "band")
    named = dict(zip(classes["person"], classes["class"], strict=True))  # the last one stays
    agreed, done = steps["person"].value_counts(), steps[steps["done"]]["person"].value_counts()
    seen = set(visited)
    return [
        {
            "person": str(person),
            "work": work,
            "class": named.get(person, ""),
            "values": values.get(person, {}),
            "before": values_before.get(person, {}),
            "bands": in_band.get(person, {}),
            "visited": person in seen,
            "steps": {"all": int(agreed.get(person, 0)), "done": int(done.get(person, 0))},
        }
        for person, work in people[["person", "work"]].itertuples(index=False)
        if work != HEAD
    ]


def by_person(rows: pd.DataFrame, column: str) -> dict:
    """person → stage → what stands in that column."""
    found = {}
    for person, stage, value in rows[["person", "stage", column]].itertuples(index=False):
        found.setdefault(person, {})[stage] = value
    return found


def but_heads(rows, people):
    return rows.merge(people[people["work"] != HEAD], on="person")


def nested(rows: pd.DataFrame, keys: list, reckon) -> dict:
    """key → key → … what `reckon` makes of the rows that have them in common."""
    found = {}
    for (*outer, last), alike in rows.groupby(keys):
        place = found
        for key in outer:
            place = place.setdefault(key, {})
        place[last] = reckon(alike)
    return found
