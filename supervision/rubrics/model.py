"""An instrument as objects. `read` is for content known to be sound; `checking` tells which is."""

from dataclasses import dataclass
from functools import cached_property

from .vocabulary import LEVELS, POINTS, PROSE, RANGES

Value = int | str


@dataclass(frozen=True)
class Text:
    id: str
    en: str = ""

    def __bool__(self):
        return bool(self.id)

    def in_language(self, code: str) -> str:
        """Never empty because a translation is missing: then it is Indonesian."""
        return (self.en if code.startswith("en") else self.id) or self.id


NOTHING = Text("")


@dataclass(frozen=True)
class Level:
    value: Value
    label: Text


@dataclass(frozen=True)
class Scale:
    """Levels with numbers, two or more words, points within a range, or none for prompts."""

    type: str
    levels: tuple[Level, ...]
    low: int
    high: int
    step: int
    anchors: tuple[Level, ...]
    allow_na: bool

    @property
    def is_points(self) -> bool:
        return self.type == POINTS

    @property
    def is_numeric(self) -> bool:
        return self.is_points or self.type in LEVELS

    @property
    def is_prose(self) -> bool:
        return self.type == PROSE

    @property
    def highest(self) -> int:
        return self.high

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Those one can choose from, lowest first; empty for points and prompts."""
        return tuple(level.value for level in self.levels)

    def accepts(self, value: object) -> bool:
        """Whether `value` is a score. Not applicable is no score, so it is not asked here."""
        if isinstance(value, bool) or not isinstance(value, int | str):
            return False
        if self.is_points:
            fits = isinstance(value, int) and self.low <= value <= self.high
            return fits and (value - self.low) % self.step == 0
        return value in self.values

    def level(self, value: Value) -> Level:
        return next(level for level in self.levels if level.value == value)


@dataclass(frozen=True)
class Item:
    """A line of the sheet: scored with a level or points, or a prompt answered in words.

    `stage` is the item's own or else the aspect's; `weight` is the aspect's times the item's.
    """

    code: str
    measures: Text
    aspect: str
    stage: str
    service: str
    weight: int
    descriptors: dict[Value, Text]
    required_evidence: bool
    evidence_hint: Text
    allow_na: bool
    na_hint: Text
    look_for: tuple[Text, ...]
    part: str
    speaker: str
    required: bool
    prompt: Text


@dataclass(frozen=True)
class Aspect:
    code: str
    name: Text
    weight: int
    stage: str
    service: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Note:
    """How some of those who are seen read the sheet, such as PE teachers."""

    whom: Text
    text: Text


@dataclass(frozen=True)
class Rubric:
    id: str
    version: int
    name: Text
    purpose: Text
    use: str
    mirrors: str
    kinds: tuple[str, ...]
    filled_by: tuple[str, ...]
    minutes: tuple[int, int] | None
    notes: tuple[Note, ...]
    scale: Scale
    result: str
    suggested_bands: str
    aspects: tuple[Aspect, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for aspect in self.aspects for item in aspect.items)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.items)

    @property
    def is_scored(self) -> bool:
        """Whether a percent comes out. Counts of levels are no score."""
        return self.result == "percent"

    def item(self, code: str) -> Item:
        """KeyError when there is none."""
        return self._by_code[code]

    @cached_property
    def _by_code(self):
        return {item.code: item for item in self.items}


def read(content: dict) -> Rubric:
    target = content["target"]
    scale = read_scale(content["scale"])
    return Rubric(
        id=content["id"],
        version=content["version"],
        name=read_text(content["name"]),
        purpose=read_text(content.get("purpose")),
        use=content["use"],
        mirrors=content.get("mirrors", ""),
        kinds=tuple(target["kinds"]),
        filled_by=tuple(target["filled_by"]),
        minutes=read_minutes(target.get("duration_minutes")),
        notes=tuple(
            Note(read_text(note["for"]), read_text(note)) for note in target.get("notes", [])
        ),
        scale=scale,
        result=content["result"],
        suggested_bands=content.get("suggested_bands", ""),
        aspects=tuple(read_aspect(aspect, scale) for aspect in content["aspects"]),
    )


def read_text(pair: dict | None) -> Text:
    return Text(pair["id"], pair.get("en", "")) if pair else NOTHING


def read_minutes(duration: dict | None) -> tuple[int, int] | None:
    return (duration["min"], duration["max"]) if duration else None


def read_levels(labels: list) -> tuple[Level, ...]:
    return tuple(Level(label["value"], read_text(label)) for label in labels)


def read_scale(scale: dict) -> Scale:
    low, high = RANGES[scale["type"]]
    return Scale(
        type=scale["type"],
        levels=read_levels(scale.get("labels", [])),
        low=scale.get("min", low),
        high=scale.get("max", high),
        step=scale.get("step", 1),
        anchors=read_levels(scale.get("anchors", [])),
        allow_na=scale["allow_na"],
    )


def read_aspect(aspect: dict, scale: Scale) -> Aspect:
    return Aspect(
        code=aspect["code"],
        name=read_text(aspect["name"]),
        weight=aspect.get("weight", 1),
        stage=aspect.get("stage", ""),
        service=aspect.get("service", ""),
        items=tuple(read_item(item, aspect, scale) for item in aspect["items"]),
    )


def read_item(item: dict, aspect: dict, scale: Scale) -> Item:
    described = item.get("descriptors", {})  # by the text of each value, as JSON has it
    return Item(
        code=item["code"],
        measures=read_text(item["measures"]),
        aspect=aspect["code"],
        stage=item.get("stage") or aspect.get("stage", ""),
        service=aspect.get("service", ""),
        weight=aspect.get("weight", 1) * item.get("weight", 1),
        descriptors={
            value: read_text(described[str(value)])
            for value in scale.values
            if str(value) in described
        },
        required_evidence=item.get("required_evidence", False),
        evidence_hint=read_text(item.get("evidence_hint")),
        allow_na=item.get("allow_na", scale.allow_na),
        na_hint=read_text(item.get("na_hint")),
        look_for=tuple(map(read_text, item.get("look_for", []))),
        part=item.get("part", ""),
        speaker=item.get("speaker", ""),
        required=item.get("required", False),
        prompt=read_text(item.get("prompt")),
    )
