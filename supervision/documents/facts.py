"""What the printed documents of supervision are made from: plain facts, no models.

Whoever fills these in has already asked what the reader may see. Texts are Indonesian, percents
exact; an empty text is missing, and says so on paper.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from schools.documents import Letterhead, Signing


@dataclass(frozen=True)
class Band:
    """A kategori: `tone` 1 to 5 gives the strokes, `lower` the bound where it begins."""

    word: str
    tone: int
    lower: Decimal | None = None


@dataclass(frozen=True)
class Result:
    """Of a visit, or of one aspect, which has no band of its own."""

    earned: Decimal
    maximum: Decimal
    items: int
    not_applicable: int
    percent: Decimal
    band: Band | None = None


@dataclass(frozen=True)
class Visited:
    """The person visited. Subject and class are absent (None) for those who do not teach."""

    name: str = ""
    number_label: str = "NIP/NUPTK"
    number: str = ""
    position: str | None = None
    subject: str | None = None
    class_name: str | None = None
    called: str = "Guru"


# ---- the instrument, blank or filled in ----


@dataclass(frozen=True)
class Level:
    """One step of a scale: what stands in its box, and what that means.

    On a scale of points, an anchor: the range and its meaning. On a verbal one, the word alone.
    """

    mark: str
    label: str = ""


@dataclass(frozen=True)
class Scale:
    """`code` as stored: levels_1_4, levels_1_5, levels_1_3, levels_0_2, points_0_100, yes_no,
    verbal, or none for questions without a score."""

    code: str
    levels: tuple[Level, ...] = ()
    can_be_not_applicable: bool = True


@dataclass(frozen=True)
class Item:
    """`descriptors` go with the levels of the scale, in their order.

    `answer` is the mark chosen, the number of points, or the answer to a question.
    """

    number: str
    text: str
    descriptors: tuple[str, ...] = ()
    answer: str | None = None
    not_applicable: bool = False
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Aspect:
    title: str
    items: tuple[Item, ...]
    result: Result | None = None


@dataclass(frozen=True)
class TimedNote:
    at: time
    text: str


@dataclass(frozen=True)
class InstrumentSheet:
    """Blank unless `is_filled`: then what is missing is said, and there is no line to write on."""

    letterhead: Letterhead
    instrument: str
    version: str
    visited: Visited
    scale: Scale
    aspects: tuple[Aspect, ...]
    signing: Signing
    counted_on: date
    day: date | None = None
    is_filled: bool = False
    zone: str = ""
    notes: tuple[TimedNote, ...] = ()
    result: Result | None = None
    conclusion: str = ""


# ---- the record of a visit ----


@dataclass(frozen=True)
class Feedback:
    goal: str = ""
    seen: str = ""
    gap: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class FollowUp:
    step: str
    owner: str
    sign: str
    due: date | None = None
    news: str = ""


@dataclass(frozen=True)
class Objection:
    text: str
    raised_on: date
    answer: str = ""
    answered_on: date | None = None


@dataclass(frozen=True)
class Correction:
    """A result that was changed after it was final; the old one stays in sight."""

    what: str
    old: str
    new: str
    reason: str
    made_on: date
    made_by: str = ""


@dataclass(frozen=True)
class VisitRecord:
    """`place` goes on from “di”: kelas 4A SD Negeri 3 Sarumai. `number` is the letter's, if any."""

    letterhead: Letterhead
    day: date
    starts: time
    ends: time | None
    zone: str
    place: str
    visited: Visited
    observer: str
    signing: Signing
    counted_on: date
    number: str = ""
    focus: str = ""
    criterion: str = ""
    criterion_met: bool | None = None
    instrument: str = ""
    version: str = ""
    result: Result | None = None
    first_talk: str = ""
    own_view: str = ""
    observer_view: str = ""
    feedback: Feedback = Feedback()
    follow_ups: tuple[FollowUp, ...] = ()
    reply: str = ""
    objections: tuple[Objection, ...] = ()
    corrections: tuple[Correction, ...] = ()


# ---- a cycle ----


@dataclass(frozen=True)
class PersonResults:
    """One row: a percent per measurement, None where it was not measured.

    The band is that of the last measurement. `place` is the class or the position.
    """

    name: str
    place: str
    percents: tuple[Decimal | None, ...]
    band: Band | None = None
    criterion_met: bool | None = None


@dataclass(frozen=True)
class CycleResults:
    """`measurements` are the heads, for example Awal, Siklus I, Siklus II; `bands` go upwards."""

    measurements: tuple[str, ...]
    people: tuple[PersonResults, ...]
    bands: tuple[Band, ...]
    instrument: str
    version: str


@dataclass(frozen=True)
class CycleRecap:
    letterhead: Letterhead
    cycle: str
    term: str
    results: CycleResults
    signing: Signing
    counted_on: date


@dataclass(frozen=True)
class Problem:
    """`fate` is selesai, diteruskan or dihentikan, the last two with a reason; empty is open."""

    text: str
    fate: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Reflection:
    """One of the four parts: what the principal wrote, and what the teachers wrote."""

    part: str
    principal: str = ""
    teachers: str = ""


@dataclass(frozen=True)
class CycleReport:
    letterhead: Letterhead
    cycle: str
    term: str
    results: CycleResults
    signing: Signing
    counted_on: date
    problems: tuple[Problem, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    observers: int = 1
