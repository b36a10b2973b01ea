"""Each person's way over the cycles on one axis, as places on the paper.

The same figure is drawn once for a phone, with each name above its line, and once for a wide
column, with the names at the left. What cannot be compared is not joined by a line.
"""

from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

MARKS = ("half", "disc", "diamond", "square")  # cycle I, II, III, IV; then the last again


@dataclass(frozen=True)
class Zone:
    x: str
    width: str
    tone: int
    label: str
    middle: str
    is_labelled: bool


@dataclass(frozen=True)
class Mark:
    kind: str
    x: str
    y: str


@dataclass(frozen=True)
class Name:
    words: str
    x: str
    y: str


@dataclass(frozen=True)
class Track:
    names: tuple
    runs: tuple  # (from, to) pairs that are joined
    marks: tuple
    y: str
    value: str  # the last one, in words
    value_x: str
    value_y: str
    anchor: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    top: int
    floor: str
    foot: str
    plot_height: str
    zones: tuple
    borders: tuple
    ticks: tuple
    tracks: tuple


@dataclass(frozen=True)
class Layout:
    width: int
    left: int  # where the axis begins
    right: int  # room behind it
    step: int  # from one person to the next
    name_width: int  # letters in a line of a name
    names_above: bool


PHONE = Layout(width=328, left=4, right=14, step=58, name_width=44, names_above=True)
WIDE = Layout(width=664, left=186, right=14, step=44, name_width=24, names_above=False)
TOP, FOOT, LETTER = 34, 28, 7.2


def mark_of(number: int) -> str:
    """The shape of a cycle, by its number: the baseline is hollow."""
    return "ring" if number == 0 else MARKS[min(number, len(MARKS)) - 1]


def bounds(percents) -> tuple[int, int]:
    """The axis in tens, with a little air at both ends, and never beyond 0 and 100."""
    if not percents:
        return 0, 100
    low, high = int((min(percents) - 3) // 10 * 10), int(-(-(max(percents) + 8) // 10) * 10)
    low, high = max(low, 0), min(max(high, low + 30), 100)
    return min(low, high - 30), high


def draw(people, numbers, bands, layout: Layout) -> Drawing:
    """`people` are (name, values, breaks, words): a value or None for each cycle of `numbers`,
    the places before which the line breaks, and the last value in words."""
    found = [float(value) for _, values, _, _ in people for value in values if value is not None]
    low, high = bounds(found)
    span = layout.width - layout.left - layout.right

    def at(value):
        return layout.left + (float(value) - low) / (high - low) * span

    floor = TOP + layout.step * len(people) + 10
    return Drawing(
        width=layout.width,
        height=floor + FOOT,
        top=TOP,
        floor=_n(floor),
        foot=_n(floor + 20),
        plot_height=_n(floor - TOP),
        zones=tuple(_zones(bands, low, high, at)),
        borders=tuple(_n(at(band[0])) for band in bands if low < band[0] < high),
        ticks=tuple(_ticks(bands, low, high, at, layout)),
        tracks=tuple(
            _track(place, person, numbers, at, layout) for place, person in enumerate(people)
        ),
    )


def _zones(bands, low, high, at):
    ends = [start for start, _, _ in bands[1:]] + [100]
    for (start, label, tone), end in zip(bands, ends, strict=True):
        left, right = max(start, low), min(end, high)
        if left >= right:
            continue
        room = at(right) - at(left)
        words = 24 + len(label) * LETTER
        middle = at(left) + (room - words) / 2
        yield Zone(_n(at(left)), _n(room), tone, label, _n(middle), words <= room)


def _ticks(bands, low, high, at, layout):
    """Both ends, and each bound that has room between them."""
    yield _n(layout.left), str(low), "start"
    for start, _, _ in bands:
        if low < start < high and at(start) - at(low) > 26 and at(high) - at(start) > 30:
            yield _n(at(start)), f"{float(start):g}", "middle"
    yield _n(at(high)), str(high), "end"


def _track(place, person, numbers, at, layout):
    name, values, breaks, words = person
    top = TOP + layout.step * place
    y = top + (36 if layout.names_above else 26)
    seen = [(spot, value) for spot, value in enumerate(values) if value is not None]
    runs = [
        (_n(at(value)), _n(at(after)))
        for (spot, value), (later, after) in pairwise(seen)
        if not any(spot < broken <= later for broken in breaks)
    ]
    last = at(seen[-1][1]) if seen else layout.left
    furthest = max((at(value) for _, value in seen), default=last)
    lines = wrap(name, layout.name_width)[:2]
    if layout.names_above:
        names = (Name(name, _n(layout.left), _n(top + 20)),)
    else:
        first = y + 4.5 - 8 * (len(lines) - 1)
        names = tuple(Name(line, "0", _n(first + 16 * row)) for row, line in enumerate(lines))
    return Track(
        names=names,
        runs=tuple(runs),
        marks=tuple(Mark(mark_of(numbers[spot]), _n(at(value)), _n(y)) for spot, value in seen),
        y=_n(y),
        value=words,
        **_beside(words, last, furthest, y, layout),
    )


def _beside(words, last, furthest, y, layout):
    """Where the last value is written: behind its mark, or under it where others lie beyond."""
    width = len(words) * LETTER
    if last == furthest and last + 13 + width <= layout.width:
        return {"value_x": _n(last + 13), "value_y": _n(y + 4.5), "anchor": "start"}
    middle = min(max(last, width / 2), layout.width - width / 2)
    return {"value_x": _n(middle), "value_y": _n(y + 21), "anchor": "middle"}


def _n(number) -> str:
    """A coordinate: always with a decimal point, whatever language the page is in."""
    return f"{float(number):.1f}"
