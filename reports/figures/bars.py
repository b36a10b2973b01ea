"""How many, step by step: bars from nothing, each with its number and what it counts."""

from dataclasses import dataclass
from textwrap import wrap

from . import Figure
from .paper import DIGIT, LETTER, place
from .plotly import AXIS, LAYOUT, STRONG, across, safe, upward, written

NAME, WIDTH, STEP, BAR = "phone", 328, 40, 24
TOP, FOOT = 10, 8
LINE = 16  # letters of a label
ROOM = 8  # between a bar and its number
LEAST = 40  # of the longest bar, however long the words behind it


@dataclass(frozen=True)
class Bar:
    label: str
    value: int | None  # None: not known, and that is no bar of length 0
    said: str  # the value as people read it
    words: str = ""  # what is counted
    url: str = ""  # where its rows stand


@dataclass(frozen=True)
class Line:
    text: str
    y: str


@dataclass(frozen=True)
class Track:
    lines: tuple
    length: str
    y: str
    text_y: str
    said: str
    said_x: str
    words: str
    words_x: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    left: str
    bar: int
    tracks: tuple


@dataclass(frozen=True)
class Paper:
    bars: tuple
    width: int = WIDTH

    @property
    def left(self):
        longest = max((len(line) for bar in self.bars for line in lines(bar)), default=0)
        return longest * LETTER + 12

    @property
    def height(self):
        return TOP + STEP * len(self.bars) - (STEP - BAR) + FOOT

    @property
    def most(self):
        return max((bar.value or 0 for bar in self.bars), default=0)

    @property
    def longest(self):
        """How long the longest bar may be: behind each bar there is room for its own words."""
        room = self.width - self.left - ROOM
        fitting = [
            (room - words_width(bar)) * self.most / bar.value for bar in self.bars if bar.value
        ]
        return max(min(fitting, default=room), LEAST)

    def length(self, bar):
        return self.longest * bar.value / self.most if bar.value else 0


def lines(bar) -> list[str]:
    return wrap(bar.label, LINE)[:2]


def said_width(bar):
    return len(bar.said) * DIGIT + 6


def words_width(bar):
    return said_width(bar) + len(bar.words) * LETTER


def figure(bars) -> Figure:
    bars = tuple(bars)
    return Figure(
        drawings=((NAME, draw(bars)),),
        plot={"data": [trace(bars)], "layouts": {NAME: plot_layout(bars)}},
        doors=tuple((bar.label, bar.said, bar.url) for bar in bars if bar.url),
    )


def draw(bars) -> Drawing:
    paper = Paper(tuple(bars))
    return Drawing(
        width=paper.width,
        height=paper.height,
        left=place(paper.left),
        bar=BAR,
        tracks=tuple(_track(spot, bar, paper) for spot, bar in enumerate(paper.bars)),
    )


def _track(spot, bar, paper):
    top = TOP + STEP * spot
    middle = top + BAR / 2 + 4.5
    label = lines(bar)
    first = middle - 8 * (len(label) - 1)
    said_x = paper.left + (paper.length(bar) + ROOM if bar.value is not None else 0)
    return Track(
        lines=tuple(Line(text, place(first + 16 * row)) for row, text in enumerate(label)),
        length=place(paper.length(bar)),
        y=place(top),
        text_y=place(middle),
        said=bar.said,
        said_x=place(said_x),
        words=bar.words,
        words_x=place(said_x + said_width(bar)),
    )


# The same for Plotly


def trace(bars) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [bar.value for bar in bars],
        "y": list(range(len(bars))),
        "width": BAR / STEP,
        "marker": {"color": "--sj-teal", "line": {"width": 0}},
        "hoverinfo": "text",
        "hovertext": [safe(f"{bar.label}: {bar.said} {bar.words}".strip()) for bar in bars],
        "customdata": [bar.url for bar in bars],
        "textposition": "none",
    }


def plot_layout(bars) -> dict:
    paper = Paper(tuple(bars))
    middle = STEP / 2 - BAR / 2  # of the axis' air above the first bar
    return LAYOUT | {
        "xaxis": AXIS
        | {
            "domain": across(paper, paper.left, paper.left + paper.longest),
            "range": [0, paper.most or 1],
            "showticklabels": False,
        },
        "yaxis": AXIS
        | {
            "domain": upward(paper.height, TOP - middle, TOP - middle + STEP * len(bars)),
            "range": [len(bars) - 0.5, -0.5],
            "showticklabels": False,
        },
        "annotations": [words for spot, bar in enumerate(bars) for words in _words(spot, bar)],
    }


def _words(spot, bar):
    at = {"yref": "y", "y": spot}
    # A line break is the one mark of Plotly's that is wanted here.
    label = written(bar.label, STRONG, x=0, **at) | {
        "text": "<br>".join(map(safe, lines(bar))),
        "align": "left",
    }
    yield label
    behind = {"xref": "x", "x": bar.value or 0, **at}
    shift = ROOM if bar.value is not None else 0
    yield written(bar.said, STRONG | {"size": 15}, xshift=shift, **behind)
    if bar.words:
        yield written(bar.words, xshift=shift + said_width(bar), **behind)
