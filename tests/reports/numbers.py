"""What a summary holds, as a small school would have it."""

from reports.calculations.units import POINT


def percent(n, mean):
    return {"n": n, "sum": n * mean * POINT}


def sample():
    """Six class teachers of whom all were seen in both terms, four of the education staff."""
    return {
        # Performance. work → stage ("all", "planning", "teaching", "evaluation", or a service
        # aspect of the education staff) → sums in millionths of a point.
        "results": {
            "teacher": {
                "all": percent(6, 68),
                "planning": percent(6, 77),
                "teaching": percent(6, 69),
                "evaluation": percent(6, 59),
            },
            "staff": {"all": percent(4, 71)},
        },
        # Over those measured both times in the same way: after minus before.
        "changes": {
            "teacher": {
                "teaching": {
                    "n": 6,
                    "sum": 36 * POINT,
                    "squares": 220 * POINT**2,
                    "risen": 6,
                    "fallen": 0,
                },
            },
        },
        # work → "start|label|tone" of a band → people in it by their whole percent
        "bands": {"teacher": {"0|poor|1": 1, "55|enough|2": 2, "71|good|3": 3}},
        # version of an instrument → code of an item → over the visits that count
        "items": {"12": {"a1": {"n": 6, "earned": 18, "maximum": 24}}},
        "coverage": {"teacher": {"all": 9, "visited": 8}, "staff": {"all": 4, "visited": 4}},
        "steps": {"all": 14, "done": 9, "in_time": 8, "dropped": 0, "late": 2},
        "criterion": {"judged": 6, "met": 4},
        # own percent minus the observer's, over visits that have both
        "self": {"teacher": {"n": 5, "sum": 20 * POINT, "squares": 120 * POINT**2}},
        # Collaboration. Meetings, decisions, tasks, ideas count at the home school of the group;
        # people count at their own school, each once. Of what was never written down the dict is
        # empty: attendance, voices, depth, kinds, network.
        "cadence": {
            "groups": 1,
            # goal: of all groups; known: of those that wrote something down for the month, beside
            # which held stands. A month without any such group has its goal alone.
            "months": {
                "2026-07": {"goal": 1, "known": 1, "held": 1, "missed": 0},
                "2026-08": {"goal": 2, "known": 2, "held": 2, "missed": 0},
                "2026-09": {"goal": 2, "known": 2, "held": 2, "missed": 0},
                "2026-10": {"goal": 2, "known": 2, "held": 1, "missed": 1},
                "2026-11": {"goal": 2},
            },
            # Of groups whose aim is for the whole term: a key "term" of the same shape.
        },
        "attendance": {"asked": 60, "present": 51, "marks": {"excused": 7, "none": 2}},
        # decisions: before which somebody's voice was noted; members: of groups that have one
        "voices": {"members": 6, "spoke": 5, "decisions": 3},
        "depth": {"members": 13, "attended": 12, "shared": 7, "tried": 5, "seen": 2},
        # of the practices born in the term: noted, tried by someone else, seen in class
        "ideas": {"noted": 7, "tried": 5, "seen": 2},
        "decisions": {"all": 5, "with_tasks": 4},  # whose meeting left a task
        "tasks": {"all": 12, "done": 9, "in_time": 7, "dropped": 1, "late": 1},
        "kinds": {"session": 8, "coordination": 4, "reflective": 2, "shares": 3},  # held
        # different sentences; of those that hinder, how many are answered
        "factors": {
            "help": {"time": {"quotes": 8}, "pairs": {"quotes": 5}},
            "hinder": {"projector": {"quotes": 6, "answered": 2}},
        },
        # all: of the term; programmes, sessions: of those measured at the start and at the end
        "interventions": {
            "all": 3,
            "programmes": 2,
            "sessions": 21,
            # key of a list of levels → pupils at the start (n) and at the end, on each level
            "levels": {
                "reading": {
                    "n": 14,
                    "n_after": 14,
                    "before": {"0": 6, "1": 8},
                    "after": {"1": 4, "2": 10},
                }
            },
            # of programmes without levels: pupils below the mark to reach, and at it or above
            "marks": {
                "n": 9,
                "n_after": 9,
                "before": {"below": 7, "reached": 2},
                "after": {"below": 3, "reached": 6},
            },
        },
        # pairs who sat in one meeting at least; who met nobody, of any school, is isolated
        "network": {
            "people": 13,
            "works": {"teacher": 8, "staff": 4, "head": 1},
            "pairs": 60,
            "possible": 78,
            "isolated": {"staff": 1},
            "teacher_staff": 12,
            "teacher_staff_possible": 32,
            "across": 5,  # people of the school who met somebody of another one
        },
    }


def person_line(person, **fields):
    """What a summary says of one person: values in millionths of a point."""
    return {
        "person": getattr(person, "pk", person),
        "work": "teacher",
        "is_home": True,
        "class": "Kelas 1",  # in which they were seen last
        "subjects": [],  # theirs, and those they were seen in
        "grades": [1],
        "groups": [],  # in which they are
        "values": {"all": 68 * POINT, "teaching": 69 * POINT},  # without what was not measured
        "before": {"all": 62 * POINT, "teaching": 63 * POINT},  # what they compare with
        "band": "55|enough|2",  # "" without one
        # version of an instrument → item → earned of how much, on the last sheet of it
        "items": {"12": {"a1": [3, 4]}},
        "visited": True,
        "met": None,  # whether the criterion was, where that is known
        "own": None,  # own percent less the observer's, where there are both
        "did": [],  # of "asked" and the four steps: attended, shared, tried, seen
    } | fields


# What the other lines say. A "row" is the key of a row in the database; days are words, so that
# they stand in order.
LINES = {
    "steps": "row person is_done due closed",  # follow-ups; closed is None while open
    "meetings": "row group kind date state marks",  # mark → of how many
    "groups": "row kept",  # what the group adds to “cadence”
    "voices": "row group is_ours person",  # noted before a decision
    "decisions": "row group with_tasks",
    "tasks": "row group is_done due closed",
    "practices": "row group tried seen",
    "shares": "row group",
    "named": "row group way code sentence is_answered",  # sentence: alike for marks on the same
    # level → pupils, None where it was not measured
    "programmes": "row levels sessions before after",
}


def promise(is_done, **fields):
    due = "2026-09-01"
    return {"row": "1", "is_done": is_done, "due": due, "closed": due if is_done else None} | fields


def lines(*people, **others):
    """What the numbers of a school are sums of. `people` are persons, or lines of some; each of
    them has one follow-up that is done and one that is open.
    """
    people = [one if isinstance(one, dict) else person_line(one) for one in people]
    steps = [promise(is_done, person=one["person"]) for one in people for is_done in (True, False)]
    return {key: [] for key in LINES} | {"people": people, "steps": steps} | others
