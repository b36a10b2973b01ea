"""Some of the lines of a term, for somebody who looks at a part of a school."""

from dataclasses import dataclass

from . import sums

OF_GROUPS = ("meetings", "voices", "decisions", "tasks", "practices", "shares", "named")
# What numbers tell of meetings at the home school of their group, and of support for pupils.
MEETINGS = frozenset({"cadence", "attendance", "ideas", "decisions", "tasks", "kinds", "factors"})
SUPPORT = "interventions"


@dataclass(frozen=True)
class Choice:
    work: str = ""
    subject: str = ""
    grade: int | None = None
    group: int | None = None

    def __bool__(self):
        return self != Choice()

    def fits(self, line):
        return (
            self.work in ("", line["work"])
            and (not self.subject or self.subject in line["subjects"])
            and (self.grade is None or self.grade in line["grades"])
            and (self.group is None or self.group in line["groups"])
        )


def chosen(lines, choice):
    """The people who fit and what is theirs; of the meetings those of the group, if one is chosen.

    A meeting is nobody's alone, and support for pupils has its own page: without a group nothing
    is told of the one, and under any choice nothing of the other.
    """
    if not choice or not lines:
        return lines
    people = [line for line in lines["people"] if choice.fits(line)]
    there = {line["person"] for line in people}
    groups = set() if choice.group is None else {choice.group}
    return {key: [one for one in lines[key] if one["group"] in groups] for key in OF_GROUPS} | {
        "people": people,
        "steps": [line for line in lines["steps"] if line["person"] in there],
        "groups": [line for line in lines["groups"] if line["row"] in groups],
        "programmes": [],
    }


def numbers(lines, choice, today) -> dict:
    """The sums of what was chosen, without those of which the choice tells nothing."""
    if not lines:
        return {}
    part = chosen(lines, choice)
    silent = {SUPPORT} | (set() if part["groups"] else MEETINGS)
    found = sums.numbers(part, today)
    return {key: value for key, value in found.items() if key not in silent}
