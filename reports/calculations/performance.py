"""What visits came to: lines of people in, sums that add up over schools out.

n is a number of people. Who was not measured is in no sum and in no n. What was found about heads
stays under a key of its own, or out.
"""

from .merging import merged

HEAD = "head"


def numbers(lines, today) -> dict:
    """`lines`: as services/gathering.py puts them together; `today` as a day in words."""
    people = lines["people"]
    others = [line for line in people if line["work"] != HEAD]
    return {
        "results": results(people),
        "changes": changes(people),
        "bands": bands(people),
        "items": items(others),
        "coverage": coverage(people),
        "steps": follow_through(lines["steps"], today),
        "criterion": criterion(others),
        "self": beside_own(people),
    }


def results(people) -> dict:
    """work → stage → n people and the sum of their last values."""
    return merged(
        {line["work"]: {stage: measured(value) for stage, value in line["values"].items()}}
        for line in people
        if line["values"]
    )


def changes(people) -> dict:
    """work → stage → over those measured both times: sums, and how many rose and fell."""
    return merged(
        {
            line["work"]: {
                stage: moved(line["values"][stage] - before)
                for stage, before in line["before"].items()
            }
        }
        for line in people
        if line["before"]
    )


def moved(change):
    return spread(change) | {"risen": int(change > 0), "fallen": int(change < 0)}


def spread(value):
    return measured(value) | {"squares": value**2}


def measured(value):
    return {"n": 1, "sum": value}


def bands(people) -> dict:
    """work → band → how many people stand in it."""
    return merged({line["work"]: {line["band"]: 1}} for line in people if line["band"])


def items(people) -> dict:
    """version → item → what was earned of how much, over each person's last sheet of it."""
    return merged(
        {
            version: {
                code: {"n": 1, "earned": earned, "maximum": maximum}
                for code, (earned, maximum) in scores.items()
            }
        }
        for line in people
        for version, scores in line["items"].items()
    )


def coverage(people) -> dict:
    """work → how many there were in the term, and how many of them were visited."""
    return merged({line["work"]: {"all": 1, "visited": int(line["visited"])}} for line in people)


def criterion(people) -> dict:
    """Of how many the last criterion was judged, and how many met it."""
    judged = [line["met"] for line in people if line["met"] is not None]
    return {"judged": len(judged), "met": sum(judged)}


def beside_own(people) -> dict:
    """work → sums of own percent minus the observer's, in the last visit that has both."""
    return merged({line["work"]: spread(line["own"])} for line in people if line["own"] is not None)


def follow_through(promises, today) -> dict:
    """What was promised: done, done in time, dropped, and open past its date."""
    closed = [line for line in promises if line["closed"]]
    done = [line for line in closed if line["is_done"]]
    return {
        "all": len(promises),
        "done": len(done),
        "in_time": sum(line["closed"] <= line["due"] for line in done),
        "dropped": len(closed) - len(done),
        "late": sum(not line["closed"] and line["due"] < today for line in promises),
    }
