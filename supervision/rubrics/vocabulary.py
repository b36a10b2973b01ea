"""The words that a document may use for itself, and how long its texts may grow."""

SCHEMA = 1
LANGUAGES = ("id", "en")  # the first is needed, the others may be left out

USES = ("scored_visit", "walk_through", "peer_visit", "talk", "self", "reflection")
RESULTS = ("percent", "counts", "none")
FILLERS = ("principal", "observer", "supervisor", "peer", "self", "both")
STAGES = ("planning", "teaching", "evaluation")
SERVICES = ("quality", "accuracy", "punctuality", "teamwork")
SPEAKERS = ("teacher", "principal", "both", "host", "guest")
PARTS = (
    "open", "goal", "plan", "focus", "agreement", "pupils", "practice", "seen", "gap",
    "factors", "gains", "challenges", "next", "thanks", "close",
)  # fmt: skip
# The same as staff.kinds.Kind, which a package without a framework cannot ask; a test does.
KINDS = (
    "principal", "acting_principal", "class_teacher", "subject_teacher", "counsellor",
    "special_teacher", "teacher", "librarian", "laboratory", "administration", "operator",
    "caretaker", "cleaning", "security", "other_staff",
)  # fmt: skip

# The values of each scale, lowest first. Those of a verbal scale are named by its document.
LEVELS = {
    "levels_1_4": (1, 2, 3, 4),
    "levels_1_5": (1, 2, 3, 4, 5),
    "levels_1_3": (1, 2, 3),
    "levels_0_2": (0, 1, 2),
}
POINTS = "points_0_100"
YES_NO = "yes_no"
VERBAL = "verbal"
PROSE = "none"  # prompts that are answered in words
SCALES = (*LEVELS, POINTS, YES_NO, VERBAL, PROSE)
VALUES = {**LEVELS, YES_NO: ("yes", "no"), POINTS: (), PROSE: ()}
# What may come out of each: the first for a scored visit, the last where nobody is scored.
RESULTS_OF = {
    **dict.fromkeys(LEVELS, ("percent", "counts")),
    POINTS: ("percent",),
    **dict.fromkeys((YES_NO, VERBAL), ("counts",)),
    PROSE: ("none",),
}
# The lowest and the highest score; on a scale without numbers nothing can be earned.
RANGES = {
    **{scale: (values[0], values[-1]) for scale, values in LEVELS.items()},
    POINTS: (0, 100),
    **dict.fromkeys((YES_NO, VERBAL, PROSE), (0, 0)),
}

SLUG = r"[a-z][a-z0-9]*([-_][a-z0-9]+)*"
CODE = r"[A-Z0-9-]{1,12}"

MOST_ASPECTS = 20
MOST_ITEMS = 120
MOST_NOTES = 20
MOST_HINTS = 5
MOST_ANCHORS = 11
MOST_RETIRED = 1000
FEWEST_WORDS = 2  # of a verbal scale
MOST_LABELS = 6
LATEST_VERSION = 9999
HEAVIEST = 100
LONGEST_VISIT = 600  # minutes

# Characters in a text, by what it is.
ROOM = {
    "name": 120,
    "purpose": 600,
    "whom": 120,
    "note": 600,
    "label": 40,
    "anchor": 120,
    "aspect_name": 120,
    "measures": 200,
    "descriptor": 300,
    "evidence_hint": 300,
    "na_hint": 300,
    "look_for": 300,
    "prompt": 400,
}
LONGEST_ID = 60
