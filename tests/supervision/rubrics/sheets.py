"""Small instruments, and ways to spoil them."""

from copy import deepcopy

from hypothesis import strategies as st

from supervision.rubrics.editing import blank_scale, item_on
from supervision.rubrics.vocabulary import RESULTS_OF, SCALES


def pair(words):
    return {"id": words, "en": f"{words} in English"}


def item(code, **facts):
    return {"code": code, "measures": pair(f"Butir {code}"), **facts}


def sheet(scale_type="levels_1_4", **facts):
    """A sound instrument of two aspects with three items."""
    scale = blank_scale(scale_type)
    aspects = [
        aspect("A", [item("ABC-01"), item("ABC-02", stage="evaluation")], stage="planning"),
        aspect("B", [item("ABC-03")], stage="teaching"),
    ]
    for part in aspects:
        part["items"] = [item_on(scale, described(scale, line)) for line in part["items"]]
    whole = {
        "schema": 1,
        "id": "lembar-kami",
        "version": 1,
        "name": pair("Lembar kami"),
        "use": "scored_visit",
        "target": {"kinds": ["class_teacher"], "filled_by": ["principal"]},
        "scale": scale,
        "result": RESULTS_OF[scale_type][0],
        "aspects": aspects,
    }
    return deepcopy(whole | facts)


def full(scale_type="levels_1_4"):
    """With each part that an instrument may have."""
    content = sheet(scale_type, purpose=pair("Melihat"), use="self", mirrors="lain", retired=["Z"])
    notes = [{"for": pair("Guru PJOK"), **pair("Di lapangan")}]
    content["target"] |= {"duration_minutes": {"min": 5, "max": 9}, "notes": notes}
    if scale_type == "points_0_100":
        content["scale"]["anchors"] = [{"value": 50, **pair("separuh")}]
    if content["result"] == "percent":
        content["suggested_bands"] = "lulut2"
    line = content["aspects"][0]["items"][0] | {"weight": 2, "look_for": [pair("Tanyai murid")]}
    hints = dict.fromkeys(["evidence_hint", "na_hint"], pair("Lihat"))
    scored = hints | {"required_evidence": True, "allow_na": True}
    prompt = {"part": "open", "speaker": "teacher", "required": True}
    content["aspects"][0]["items"][0] = line | (prompt if scale_type == "none" else scored)
    return deepcopy(content)


def aspect(code, items, **facts):
    return {"code": code, "name": pair(f"Aspek {code}"), "weight": 1, **facts, "items": items}


def described(scale, line):
    values = [str(level["value"]) for level in scale["labels"]]
    return line | {"descriptors": {value: pair(f"Terlihat {value}") for value in values}}


def paths(content, here=()):
    """The way to each part of a document, the whole first."""
    yield here
    if isinstance(content, dict | list):
        members = content.items() if isinstance(content, dict) else enumerate(content)
        for key, part in members:
            yield from paths(part, (*here, key))


def at(content, path):
    for key in path:
        content = content[key]
    return content


def replaced(content, path, value):
    """A copy of the document with another value in one place."""
    if not path:
        return value
    changed = deepcopy(content)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def lacking(content, path):
    """A copy of the document without one part."""
    changed = deepcopy(content)
    del at(changed, path[:-1])[path[-1]]
    return changed


ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**4000, float("nan"), float("inf"), 1.0, 2.5, b"bytes", (1,), {1}])
    | st.text(max_size=20)
    | st.sampled_from(["\ud800", "\x00", "x" * 5000, "yes", "levels_1_4", "A", "1", "percent"])
)
HOSTILE = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5) | st.integers() | st.none(), inner, max_size=4)
    ),
    max_leaves=12,
)


@st.composite
def spoilt(draw):
    """A sound instrument with one to three parts replaced by anything."""
    content = sheet(draw(st.sampled_from(SCALES)))
    for _ in range(draw(st.integers(1, 3))):
        places = [path for path in paths(content) if path]
        content = replaced(content, draw(st.sampled_from(places)), draw(HOSTILE))
        if not isinstance(content, dict):
            break
    return content


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=30
).filter(str.strip)
TEXTS = st.builds(lambda words: {"id": words}, WORDS) | st.builds(
    lambda words, english: {"id": words, "en": english}, WORDS, WORDS
)


@st.composite
def sound(draw):
    """Instruments of any size and scale with any words."""
    scale = blank_scale(draw(st.sampled_from(SCALES)))
    for level in scale["labels"]:
        level.update(draw(TEXTS))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    aspects, number = [], 0
    for place, size in enumerate(sizes):
        lines = []
        for _ in range(size):
            number += 1
            line = described(scale, item(f"XYZ-{number:02}", measures=draw(TEXTS)))
            lines.append(item_on(scale, line | {"weight": draw(st.integers(1, 3))}))
        aspects.append(aspect("ABCD"[place], lines, name=draw(TEXTS)))
    results = RESULTS_OF[scale["type"]]
    return sheet() | {
        "name": draw(TEXTS),
        "scale": scale,
        "result": draw(st.sampled_from(results)),
        "aspects": aspects,
    }
