"""The record of a meeting as cells: which there may be, what they say, what is still missing.

A cell is a key and a value, so that two people can write at once (schools/merging.py):

    discussion, tried, happened, learnt, next            texts of the whole meeting
    here.all                                             true: whoever is not marked was there
    here.<member>, why.<member>, guest.<id>              a mark, a reason, a name
    agenda.<id>.note|fate                                of an agenda item
    carried.<id>.fate|note|due                           of a task from an earlier meeting
    decision.<id>.text|options|reason|voices
    task.<id>.text|owner|due
    problem.<id>.title|grade|subject|owner
    differ.topic, differ.settled, position.<id>.text|member

Ids of things are made on the phone; members are numbers, written as text.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date

TEXTS = ("discussion", "tried", "happened", "learnt", "next")
MARKS = ("present", "excused", "sick", "duty", "none")
FATES = ("done", "carried", "dropped")
LONGEST_TEXT, LONGEST_LINE = 20_000, 600
MOST_OPTIONS, MOST_THINGS = 12, 60
REFLECTION = ("tried", "happened", "next")  # without these a reflective meeting does not end
THINGS = {
    "agenda": {"note": "text", "fate": "fate"},
    "carried": {"fate": "fate", "note": "line", "due": "date"},
    "decision": {"text": "line", "options": "lines", "reason": "line", "voices": "members"},
    "task": {"text": "line", "owner": "member", "due": "date"},
    "problem": {"title": "line", "grade": "grade", "subject": "line", "owner": "member"},
    "position": {"text": "line", "member": "member"},
}
NAMES = {"decision": "text", "task": "text", "problem": "title", "position": "text"}


@dataclass(frozen=True)
class Known:
    """What a cell may point at: ids as text."""

    members: frozenset
    agenda: frozenset
    carried: frozenset


@dataclass(frozen=True)
class Missing:
    """One thing that keeps the meeting from ending; `key` is the cell to go to."""

    what: str
    key: str
    name: str = ""


@dataclass
class Record:
    """What the cells say. Things are dictionaries with their id, in the order they were begun."""

    texts: dict = field(default_factory=dict)
    everyone: bool = False
    marks: dict = field(default_factory=dict)
    reasons: dict = field(default_factory=dict)
    guests: dict = field(default_factory=dict)
    agenda: list = field(default_factory=list)
    carried: list = field(default_factory=list)
    decisions: list = field(default_factory=list)
    tasks: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    positions: list = field(default_factory=list)
    topic: str = ""
    settled: str = ""

    def mark_of(self, member):
        """The mark of a member; None where nobody has said anything yet."""
        return self.marks.get(member) or ("present" if self.everyone else None)


def read(cells):
    """Return the Record of these cells: key → {"value", "revision"}."""
    record, things = Record(), {}
    for key, cell in cells.items():
        value, (head, *rest) = cell["value"], key.split(".")
        if is_empty(value):
            continue
        match head, rest:
            case "here", ["all"]:
                record.everyone = value
            case "here", [member]:
                record.marks[member] = value
            case "why", [member]:
                record.reasons[member] = value
            case "guest", [guest]:
                record.guests[guest] = value
            case "differ", ["topic"]:
                record.topic = value
            case "differ", ["settled"]:
                record.settled = value
            case text, []:
                record.texts[text] = value
            case kind, [thing, part]:
                found = things.setdefault((kind, thing), {"id": thing, "since": cell["revision"]})
                found["since"] = min(found["since"], cell["revision"])
                found[part] = value
    lists = {
        "agenda": record.agenda,
        "carried": record.carried,
        "decision": record.decisions,
        "task": record.tasks,
        "problem": record.problems,
        "position": record.positions,
    }
    for (kind, _thing), found in sorted(
        things.items(), key=lambda pair: (pair[1]["since"], pair[0])
    ):
        lists[kind].append(found)
    return record


def is_empty(value):
    """Spaces are nothing that anybody said."""
    return value is None or (isinstance(value, str) and not value.strip())


def missing(record, *, is_reflective=False):
    """What has to be said before the meeting can end."""
    found = []
    if not record.everyone and "present" not in record.marks.values():
        found.append(Missing("attendance", "here.all"))
    if is_reflective:
        found += [Missing("reflection", text) for text in REFLECTION if not record.texts.get(text)]
    for task in record.tasks:
        name, key = task.get("text", ""), f"task.{task['id']}"
        if not name:
            found.append(Missing("task_text", f"{key}.text"))
        if not task.get("owner"):
            found.append(Missing("task_owner", f"{key}.owner", name))
        if not task.get("due"):
            found.append(Missing("task_due", f"{key}.due", name))
    for carried in record.carried:
        if carried.get("fate") == "dropped" and not carried.get("note"):
            found.append(Missing("dropped_why", f"carried.{carried['id']}.note"))
    for kind, things in [("decision", record.decisions), ("problem", record.problems)]:
        found += [
            Missing(f"{kind}_text", f"{kind}.{thing['id']}.{NAMES[kind]}")
            for thing in things
            if not thing.get(NAMES[kind])
        ]
    if len(record.positions) == 1:
        found.append(Missing("second_position", f"position.{record.positions[0]['id']}.text"))
    found += [
        Missing("position_text", f"position.{position['id']}.text")
        for position in record.positions
        if not position.get("text")
    ]
    return found


def counts(values):
    """How many things of each kind stand there: values are key → value."""
    things = {tuple(key.split(".")[:2]) for key, value in values.items() if value is not None}
    kinds = [kind for kind, *_ in things if kind in THINGS or kind == "guest"]
    return {kind: kinds.count(kind) for kind in set(kinds)}


def length(values):
    """How many characters people have typed, in all."""
    texts = [line for value in values.values() for line in _lines(value)]
    return sum(map(len, texts))


def _lines(value):
    if isinstance(value, list):
        return [line for line in value if isinstance(line, str)]
    return [value] if isinstance(value, str) else []


def members_named(cells):
    """Ids of members that tasks, decisions, problems and opinions name."""
    found = set()
    for key, cell in cells.items():
        kind, *rest = key.split(".")
        holds = THINGS.get(kind, {}).get(rest[-1] if rest else "")
        if holds in {"member", "members"}:
            found.update(_lines(cell["value"]))
    return found


def fits(key, value, known):
    """Whether there may be such a cell, with such a value; None empties any cell."""
    head, *rest = key.split(".")
    match head, rest:
        case text, [] if text in TEXTS:
            return _is("text", value, known)
        case "here", ["all"]:
            return value is None or type(value) is bool
        case "here", [member]:
            return member in known.members and (value is None or value in MARKS)
        case "why", [member]:
            return member in known.members and _is("line", value, known)
        case "guest", [guest]:
            return _is_uuid(guest) and _is("line", value, known)
        case "differ", ["topic" | "settled"]:
            return _is("line", value, known)
        case kind, [thing, part] if kind in THINGS and part in THINGS[kind]:
            there = {"agenda": known.agenda, "carried": known.carried}.get(kind)
            is_one = thing in there if there is not None else _is_uuid(thing)
            return is_one and _is(THINGS[kind][part], value, known)
    return False


def _is(kind, value, known):
    if value is None:
        return True
    match kind:
        case "text":
            return isinstance(value, str) and len(value) <= LONGEST_TEXT
        case "line":
            return isinstance(value, str) and len(value) <= LONGEST_LINE
        case "lines":
            return _is_list(value, MOST_OPTIONS) and all(
                isinstance(line, str) and len(line) <= LONGEST_LINE for line in value
            )
        case "members":
            return _is_list(value, len(known.members)) and all(
                isinstance(member, str) and member in known.members for member in value
            )
        case "member":
            return isinstance(value, str) and value in known.members
        case "fate":
            return value in FATES
        case "grade":
            return type(value) is int and 0 <= value <= 13
        case "date":
            return _is_date(value)
    return False


def _is_list(value, most):
    return isinstance(value, list) and len(value) <= most


def _is_date(value):
    try:
        return isinstance(value, str) and 1900 <= date.fromisoformat(value).year <= 2200
    except ValueError:
        return False


def _is_uuid(text):
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
