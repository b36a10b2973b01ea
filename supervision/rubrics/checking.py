"""What is wrong with content from anywhere, as codes and places.

Nothing about content is believed: no part is touched before its type is known, and none is
looked into deeper than the format goes, so this never raises and takes no longer than the limits
of the format allow. Unfinished content is content with problems, nothing worse.
"""

from dataclasses import dataclass, field

from . import vocabulary as vocab
from .model import Value
from .problems import Notes, Place, Problem, is_slug, is_whole, matches
from .vocabulary import POINTS, PROSE

ENOUGH = 200  # problems; nobody reads more

HEAD = {
    "schema", "id", "version", "name", "purpose", "use", "mirrors", "target", "scale", "result",
    "suggested_bands", "retired", "aspects",
}  # fmt: skip
TARGET = {"kinds", "filled_by", "duration_minutes", "notes"}
POINTS_SCALE = {"type", "allow_na", "labels", "min", "max", "step", "anchors"}
OTHER_SCALE = {"type", "allow_na", "labels"}
LABEL = {"value"}  # beside its text
ASPECT = {"code", "name", "weight", "stage", "service", "items"}
ITEM = {"code", "measures", "stage", "weight", "look_for"}
SCORED = ITEM | {"descriptors", "required_evidence", "evidence_hint", "allow_na", "na_hint"}
PROMPT = ITEM | {"part", "speaker", "required", "prompt"}

INSTRUMENT = Place("instrument")


def problems(content: object) -> list[Problem]:
    """Everything that keeps `content` from being used, in the order of the document."""
    notes = Notes()
    if notes.mapping(INSTRUMENT, content, HEAD):
        check_head(notes, content)
        check_target(notes, content.get("target"))
        scale = check_scale(notes, content.get("scale"))
        check_result(notes, content, scale)
        check_aspects(notes, content, scale)
    return notes[:ENOUGH]


def check_head(notes, content):
    if not is_whole(content.get("schema"), vocab.SCHEMA, vocab.SCHEMA):
        notes.add(INSTRUMENT, "unknown_schema", schema=vocab.SCHEMA)
    notes.slug(INSTRUMENT, "id", content.get("id"))
    if not is_whole(content.get("version"), 1, vocab.LATEST_VERSION):
        notes.add(INSTRUMENT, "not_a_version", most=vocab.LATEST_VERSION)
    notes.text(Place("name"), content.get("name"), "name")
    if "purpose" in content:
        notes.text(Place("purpose"), content["purpose"], "purpose")
    notes.known(INSTRUMENT, "use", content.get("use"), vocab.USES)
    if "mirrors" in content:
        notes.slug(INSTRUMENT, "mirrors", content["mirrors"])
        if content.get("use") != "self":
            notes.add(INSTRUMENT, "mirror_of_no_self")


def check_target(notes, target):
    if not notes.mapping(Place("target"), target, TARGET):
        return
    for part, words in (("kinds", vocab.KINDS), ("filled_by", vocab.FILLERS)):
        for word in notes.members(Place(part), target.get(part, []), most=len(words), fewest=1):
            notes.known(Place(part), part, word, words)
    if "duration_minutes" in target:
        check_duration(notes, target["duration_minutes"])
    members = notes.members(Place("notes"), target.get("notes", []), most=vocab.MOST_NOTES)
    for number, note in enumerate(members, 1):
        notes.text(Place("note", value=str(number)), note, "note", beside={"for"})
        if isinstance(note, dict):
            notes.text(Place("whom", value=str(number)), note.get("for"), "whom")


def check_duration(notes, duration):
    where = Place("duration")
    if notes.mapping(where, duration, {"min", "max"}):
        shortest, longest = duration.get("min"), duration.get("max")
        if not all(is_whole(minutes, 1, vocab.LONGEST_VISIT) for minutes in (shortest, longest)):
            notes.add(where, "not_minutes", most=vocab.LONGEST_VISIT)
        elif shortest > longest:
            notes.add(where, "runs_backwards")


@dataclass(frozen=True)
class Known:
    """As much of a scale as the items are checked against; nothing of one that is unusable."""

    type: str = ""
    values: tuple[Value, ...] = ()
    allow_na: bool = True


def check_scale(notes, scale) -> Known:
    where = Place("scale")
    if not isinstance(scale, dict):
        notes.add(where, "wrong_shape")
        return Known()
    if not notes.known(where, "type", scale.get("type"), vocab.SCALES):
        return Known()
    type_ = scale["type"]
    notes.mapping(where, scale, POINTS_SCALE if type_ == POINTS else OTHER_SCALE)
    notes.true_or_false(where, "allow_na", scale.get("allow_na"))
    if type_ == POINTS:
        check_points(notes, scale)
    values = check_labels(notes, scale)
    return Known(type_, values, scale.get("allow_na") is not False)


def check_labels(notes, scale) -> tuple[Value, ...]:
    """The values of the scale; only a verbal scale names them itself."""
    fixed = vocab.VALUES.get(scale["type"])
    labels = notes.members(Place("labels"), scale.get("labels", []), most=vocab.MOST_LABELS)
    values = check_levels(notes, "label", labels)
    if fixed is not None:
        if not same(values, fixed):
            notes.add(Place("labels"), "labels_do_not_fit", values=", ".join(map(str, fixed)))
        return fixed
    if len(labels) < vocab.FEWEST_WORDS:
        notes.add(Place("labels"), "too_few", fewest=vocab.FEWEST_WORDS)
    if not all(map(is_slug, values)):
        notes.add(Place("labels"), "not_a_value")
    elif len(set(values)) < len(values):
        notes.add(Place("labels"), "value_twice")
    return tuple(filter(is_slug, values))


def same(values, fixed) -> bool:
    """Whether they are equal in type too: true is no 1 here, nor is 1.0."""
    return values == fixed and list(map(type, values)) == list(map(type, fixed))


def check_levels(notes, part, levels) -> tuple:
    """The values of labels or anchors, of any type; None where there is none."""
    for number, level in enumerate(levels, 1):
        notes.text(Place(part, value=str(number)), level, part, beside=LABEL)
    return tuple(level.get("value") if isinstance(level, dict) else None for level in levels)


def check_points(notes, scale):
    low, high, step = scale.get("min", 0), scale.get("max", 100), scale.get("step", 1)
    usable = is_whole(low, 0, 99) and is_whole(high, 1, 100) and is_whole(step, 1, 100)
    if not usable or low >= high or (high - low) % step:
        notes.add(Place("scale"), "not_a_range")
        return
    anchors = notes.members(Place("anchors"), scale.get("anchors", []), most=vocab.MOST_ANCHORS)
    values = check_levels(notes, "anchor", anchors)
    if not all(is_whole(value, low, high) for value in values):
        notes.add(Place("anchors"), "anchor_out_of_range", low=low, high=high)
    elif list(values) != sorted(set(values)):
        notes.add(Place("anchors"), "anchors_do_not_rise")


def check_result(notes, content, scale):
    result = content.get("result")
    if notes.known(INSTRUMENT, "result", result, vocab.RESULTS) and scale.type:
        if result == "percent" and "percent" not in vocab.RESULTS_OF[scale.type]:
            notes.add(INSTRUMENT, "percent_needs_numbers")
        elif result not in vocab.RESULTS_OF[scale.type]:
            notes.add(INSTRUMENT, "result_does_not_fit")
    if "suggested_bands" in content:
        notes.slug(INSTRUMENT, "suggested_bands", content["suggested_bands"])
        if result != "percent":
            notes.add(INSTRUMENT, "bands_without_percent")


@dataclass
class Codes:
    """The codes met so far, each of which stands for one thing only, now and later."""

    retired: set[str]
    of_aspects: set[str] = field(default_factory=set)
    of_items: set[str] = field(default_factory=set)


def check_aspects(notes, content, scale):
    codes = Codes(check_retired(notes, content.get("retired", [])))
    where = Place("aspects")
    count = 0
    aspects = notes.members(where, content.get("aspects", []), most=vocab.MOST_ASPECTS, fewest=1)
    for number, aspect in enumerate(aspects, 1):
        count += check_aspect(notes, aspect, number, scale, codes)
    if count > vocab.MOST_ITEMS:
        notes.add(INSTRUMENT, "too_many_items", most=vocab.MOST_ITEMS, found=count)


def check_retired(notes, retired) -> set[str]:
    codes = notes.members(INSTRUMENT, retired, most=vocab.MOST_RETIRED)
    fitting = {code for code in codes if matches(vocab.CODE, code)}
    if len(fitting) < len(codes):
        notes.add(INSTRUMENT, "retired_codes")
    return fitting


def check_aspect(notes, aspect, number, scale, codes) -> int:
    """How many items it has."""
    code = code_of(aspect, str(number))
    where = Place("aspect", code)
    if not notes.mapping(where, aspect, ASPECT):
        return 0
    check_code(notes, where, aspect.get("code"), codes.of_aspects, codes.retired)
    notes.text(Place("aspect_name", code), aspect.get("name"), "aspect_name")
    check_weight(notes, where, aspect)
    check_words(notes, where, aspect, {"stage": vocab.STAGES, "service": vocab.SERVICES})
    items = notes.members(where, aspect.get("items", []), most=vocab.MOST_ITEMS, fewest=1)
    for place, item in enumerate(items, 1):
        check_item(notes, item, code_of(item, f"{code}.{place}"), scale, codes)
    return len(aspect["items"]) if items else 0


def check_item(notes, item, code, scale, codes):
    where = Place("item", code)
    keys = {PROSE: PROMPT, "": PROMPT | SCORED}.get(scale.type, SCORED)
    if not notes.mapping(where, item, keys):
        return
    check_code(notes, where, item.get("code"), codes.of_items, codes.retired)
    notes.text(Place("measures", code), item.get("measures"), "measures")
    check_weight(notes, where, item)
    check_words(notes, where, item, {"stage": vocab.STAGES})
    hints = notes.members(where, item.get("look_for", []), most=vocab.MOST_HINTS)
    for number, hint in enumerate(hints, 1):
        notes.text(Place("look_for", code, str(number)), hint, "look_for")
    if scale.type == PROSE:
        check_prompt(notes, item, code)
    elif scale.type:
        check_scored(notes, item, code, scale)


def check_prompt(notes, item, code):
    where = Place("item", code)
    notes.text(Place("prompt", code), item.get("prompt"), "prompt")
    check_words(notes, where, item, {"part": vocab.PARTS, "speaker": vocab.SPEAKERS})
    check_flags(notes, where, item, ["required"])


def check_scored(notes, item, code, scale):
    where = Place("item", code)
    check_descriptors(notes, item.get("descriptors", {}), code, scale)
    check_flags(notes, where, item, ["required_evidence", "allow_na"])
    if item.get("allow_na") is True and not scale.allow_na:
        notes.add(where, "na_not_on_scale")
    for hint in ("evidence_hint", "na_hint"):
        if hint in item:
            notes.text(Place(hint, code), item[hint], hint)


def check_descriptors(notes, descriptors, code, scale):
    names = [str(value) for value in scale.values]
    if notes.mapping(Place("item", code), descriptors, names):
        for name in names:
            notes.text(Place("descriptor", code, name), descriptors.get(name), "descriptor")


def code_of(part, otherwise):
    code = part.get("code") if isinstance(part, dict) else None
    return code if matches(vocab.CODE, code) else otherwise


def check_code(notes, where, code, taken, retired):
    if not matches(vocab.CODE, code):
        notes.add(where, "not_a_code")
    elif code in taken:
        notes.add(where, "code_twice")
    elif code in retired:
        notes.add(where, "code_retired")
    else:
        taken.add(code)


def check_weight(notes, where, part):
    if not is_whole(part.get("weight", 1), 1, vocab.HEAVIEST):
        notes.add(where, "not_a_weight", most=vocab.HEAVIEST)


def check_words(notes, where, part, words):
    for key, known in words.items():
        if key in part:
            notes.known(where, key, part[key], known)


def check_flags(notes, where, item, flags):
    for flag in flags:
        if flag in item:
            notes.true_or_false(where, flag, item[flag])
