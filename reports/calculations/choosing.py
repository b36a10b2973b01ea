"""Some of the lines of a term, for somebody who looks at a part of a school."""

from dataclasses import dataclass

OF_GROUPS = ("meetings", "voices", "decisions", "tasks", "practices", "shares", "named")


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
    return {
        **{key: [line for line in lines[key] if is_of(choice, line)] for key in OF_GROUPS},
        "people": people,
        "steps": [line for line in lines["steps"] if line["person"] in there],
        "groups": [line for line in lines["groups"] if line["row"] == choice.group],
        "programmes": [],
    }


def is_of(choice, line):
    return choice.group is not None and line["group"] == choice.group
