"""What the papers of a meeting are made from: plain facts, no models. Texts are Indonesian."""

from dataclasses import dataclass, field
from datetime import date, time

from schools.documents import Letterhead, Signing


@dataclass(frozen=True)
class Occasion:
    """When and where; `called` is the kind in words: pertemuan KKG, rapat koordinasi."""

    group: str
    title: str
    called: str
    day: date
    starts: time | None = None
    ends: time | None = None
    zone: str = ""
    place: str = ""
    number: str = ""


@dataclass(frozen=True)
class Topic:
    text: str
    owner: str = ""
    suggestion: str = ""
    note: str = ""
    fate: str = ""


@dataclass(frozen=True)
class Invitation:
    letterhead: Letterhead
    occasion: Occasion
    signing: Signing
    written_on: date
    topics: tuple[Topic, ...] = ()
    bring: str = ""


@dataclass(frozen=True)
class Attended:
    """`mark` is empty where nobody has been asked yet; `is_away` leaves no room to sign."""

    name: str
    school: str = ""
    mark: str = ""
    is_away: bool = False


@dataclass(frozen=True)
class AttendanceList:
    """Before the meeting with room to sign and lines for guests; afterwards with the marks."""

    letterhead: Letterhead
    occasion: Occasion
    signing: Signing
    counted_on: date
    people: tuple[Attended, ...] = ()
    is_held: bool = False
    counts: tuple[tuple[str, int], ...] = ()  # word of a mark and how many, present first


@dataclass(frozen=True)
class Decided:
    text: str
    options: tuple[str, ...] = ()
    reason: str = ""
    voices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskLine:
    text: str
    owner: str
    due: date
    news: str = ""


@dataclass(frozen=True)
class Disagreed:
    """Opinions without names: the paper is filed, and read by whoever opens the file."""

    topic: str
    positions: tuple[str, ...] = ()
    settled: str = ""


@dataclass(frozen=True)
class Minutes:
    letterhead: Letterhead
    occasion: Occasion
    signing: Signing
    counted_on: date
    chair: str = ""
    notes: str = ""
    present: int = 0
    asked: int = 0
    away: tuple[tuple[str, str], ...] = ()  # name, and the word of the mark; never the reason
    guests: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    discussion: str = ""
    reflection: dict = field(default_factory=dict)  # tried, happened, learnt, next
    differences: tuple[Disagreed, ...] = ()
    decisions: tuple[Decided, ...] = ()
    brought: tuple[TaskLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
