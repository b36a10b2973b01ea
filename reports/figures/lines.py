"""From one moment to the next: a small drawing for each aspect, all on one scale.

A thick line for the mean with its last value written at its end, a thin one for each person,
without names. What was not measured is joined to nothing.
"""

from dataclasses import dataclass
from itertools import groupby

from . import Figure
from .paper import place
from .plotly import AXIS, GRID, LAYOUT, STRONG, across, safe, share, upward, written

LEAST_SPAN = 30
TITLE, TOP, FOOT = 16, 40, 28  # where the title stands, where the lines begin, room below them
INSET = 14  # from the side of the lines to their first and last point
AIR = 2  # beyond the scale, or Plotly leaves out the lines at its ends


@dataclass(frozen=True)
class Panel:
    """Of each moment: the mean (None where nothing was measured), the same in words, what a
    pointer reads there, and the address of its rows. `people` have a value for each moment too."""

    title: str
    means: tuple
    words: tuple
    people: tuple = ()
    hovers: tuple = ()
    urls: tuple = ()


@dataclass(frozen=True)
class Layout:
    name: str
    width: int
    columns: int
    left: int  # for the numbers of the scale
    right: int  # for the last value
    plot_height: int

    @property
    def cell(self):
        return self.width / self.columns

    @property
    def step(self):
        return TOP + self.plot_height + FOOT


PHONE = Layout("phone", width=328, columns=2, left=30, right=46, plot_height=128)
WIDE = Layout("wide", width=664, columns=3, left=32, right=58, plot_height=155)


@dataclass(frozen=True)
class Words:
    text: str
    x: str
    y: str


@dataclass(frozen=True)
class Mark:
    kind: str
    x: str
    y: str


@dataclass(frozen=True)
class Cell:
    title: Words
    left: str
    right: str
    scale: tuple  # (value, where its line lies, where it is written)
    scale_x: str
    moments: tuple
    people: tuple  # paths
    lone: tuple  # (x, y) of those who were measured once
    mean: str  # a path
    marks: tuple
    value: Words | None


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    cells: tuple


def figure(moments, panels) -> Figure:
    """`moments` are the words under the lines, in the order of time."""
    scale = scale_of(panels)
    layouts = (PHONE, WIDE)
    return Figure(
        drawings=tuple((layout.name, draw(moments, panels, scale, layout)) for layout in layouts),
        plot={
            "data": [
                trace for number, panel in enumerate(panels, 1) for trace in traces(number, panel)
            ],
            "layouts": {
                layout.name: plot_layout(moments, panels, scale, layout) for layout in layouts
            },
        },
        doors=tuple(
            (panel.title, panel.words[-1], panel.urls[-1])
            for panel in panels
            if panel.urls and panel.urls[-1]
        ),
    )


def scale_of(panels) -> list[int]:
    """The tens to write at the side, from below the lowest value to above the highest."""
    values = [
        float(value)
        for panel in panels
        for line in (panel.means, *panel.people)
        for value in line
        if value is not None
    ]
    if not values:
        return [0, 20, 40, 60, 80, 100]
    low, high = int(min(values) // 10 * 10), int(-(-max(values) // 10) * 10)
    high = min(max(high, low + LEAST_SPAN), 100)
    low = min(low, high - LEAST_SPAN)
    if high - low <= 50:
        return list(range(low, high + 1, 10))
    return list(range(low // 20 * 20, -(-high // 20) * 20 + 1, 20))


def height_of(panels, layout) -> int:
    return layout.step * -(-len(panels) // layout.columns)


def corner(spot, layout):
    """Left and top of a panel by its place in the order of reading."""
    return spot % layout.columns * layout.cell, spot // layout.columns * layout.step


def runs(values):
    """The places that follow each other and were measured, run by run."""
    for is_measured, group in groupby(enumerate(values), lambda pair: pair[1] is not None):
        if is_measured:
            yield [spot for spot, _ in group]


def last_of(values) -> int | None:
    return max((spot for spot, value in enumerate(values) if value is not None), default=None)


# The drawing


def draw(moments, panels, scale, layout: Layout) -> Drawing:
    return Drawing(
        width=layout.width,
        height=height_of(panels, layout),
        cells=tuple(
            _cell(spot, panel, moments, scale, layout) for spot, panel in enumerate(panels)
        ),
    )


def _cell(spot, panel, moments, scale, layout):
    left, top = corner(spot, layout)
    start, end = left + layout.left, left + layout.cell - layout.right
    floor = top + TOP + layout.plot_height

    def x(moment):
        if len(moments) == 1:
            return (start + end) / 2
        return start + INSET + (end - start - 2 * INSET) * moment / (len(moments) - 1)

    def y(value):
        part = (float(value) - scale[0]) / (scale[-1] - scale[0])
        return floor - layout.plot_height * part

    def path(values):
        return "".join(
            f"{'L' if step else 'M'}{place(x(spot))} {place(y(values[spot]))}"
            for run in runs(values)
            if len(run) > 1
            for step, spot in enumerate(run)
        )

    last = last_of(panel.means)
    return Cell(
        title=Words(panel.title, place(start), place(top + TITLE)),
        left=place(start),
        right=place(end),
        scale=tuple((ten, place(y(ten)), place(y(ten) + 4)) for ten in scale),
        scale_x=place(start - 6),
        moments=tuple(
            Words(words, place(x(moment)), place(floor + 22))
            for moment, words in enumerate(moments)
        ),
        people=tuple(filter(None, map(path, panel.people))),
        lone=tuple(
            (place(x(run[0])), place(y(values[run[0]])))
            for values in panel.people
            for run in runs(values)
            if len(run) == 1
        ),
        mean=path(panel.means),
        marks=tuple(
            Mark(mark_of(moment, moments), place(x(moment)), place(y(value)))
            for moment, value in enumerate(panel.means)
            if value is not None
        ),
        value=None
        if last is None
        else Words(panel.words[last], place(x(last) + 13), place(y(panel.means[last]) + 5)),
    )


def mark_of(moment, moments) -> str:
    """Hollow where it began, if something came after."""
    return "ring" if moment == 0 and len(moments) > 1 else "disc"


# The same for Plotly


def traces(number, panel):
    axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"} if number > 1 else {}
    if panel.people:
        yield _thin(panel.people) | axes
    yield _thick(panel) | axes


def _thin(people):
    """All in one, with a gap after each."""
    xs, ys, sizes = [], [], []
    for values in people:
        alone = {run[0] for run in runs(values) if len(run) == 1}
        for spot, value in enumerate(values):
            xs.append(spot)
            ys.append(None if value is None else float(value))
            sizes.append(4 if spot in alone else 0)
        xs.append(None)
        ys.append(None)
        sizes.append(0)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": xs,
        "y": ys,
        "line": {"color": "--sj-box", "width": 1.3},
        "marker": {"color": "--sj-box", "size": sizes, "opacity": 1},
        "opacity": 0.75,
        "hoverinfo": "skip",
    }


def _thick(panel):
    hollow = [mark_of(spot, panel.means) == "ring" for spot in range(len(panel.means))]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(panel.means))),
        "y": [None if mean is None else float(mean) for mean in panel.means],
        "line": {"color": "--sj-teal", "width": 3.5},
        "marker": {
            "color": ["--sj-sheet" if is_hollow else "--sj-teal" for is_hollow in hollow],
            "size": 12,
            "opacity": 1,
            "line": {"color": "--sj-teal", "width": 2.5},
        },
        "hoverinfo": "text",
        "hovertext": [safe(words) for words in panel.hovers or panel.words],
        "customdata": list(panel.urls) or [""] * len(panel.means),
        "cliponaxis": False,
    }


def plot_layout(moments, panels, scale, layout: Layout) -> dict:
    found = LAYOUT | {"annotations": []}
    height = height_of(panels, layout)
    beyond = AIR * (scale[-1] - scale[0]) / layout.plot_height
    for spot, panel in enumerate(panels):
        number = spot + 1 if spot else ""
        left, top = corner(spot, layout)
        start, end = left + layout.left, left + layout.cell - layout.right
        air = INSET / (end - start - 2 * INSET) * max(len(moments) - 1, 1)
        found[f"xaxis{number}"] = AXIS | {
            "domain": across(layout, start, end),
            "anchor": f"y{number}",
            "range": [-air, len(moments) - 1 + air] if len(moments) > 1 else [-1, 1],
            "tickvals": list(range(len(moments))),
            "ticktext": [safe(words) for words in moments],
            "ticklabelstandoff": 8,
        }
        found[f"yaxis{number}"] = GRID | {
            "domain": upward(height, top + TOP - AIR, top + TOP + layout.plot_height + AIR),
            "anchor": f"x{number}",
            "range": [scale[0] - beyond, scale[-1] + beyond],
            "tickvals": scale,
            "ticklabelstandoff": 3,
        }
        found["annotations"] += _words(panel, number, start, top, height, layout)
    return found


def _words(panel, number, start, top, height, layout):
    title = {"x": share(start / layout.width), "y": share(1 - (top + TITLE + 4) / height)}
    yield written(panel.title, STRONG, yanchor="bottom", **title)
    last = last_of(panel.means)
    if last is not None:
        axes = {"xref": f"x{number}", "yref": f"y{number}"}
        end = {"x": last, "y": float(panel.means[last]), "xshift": 13}
        yield written(panel.words[last], STRONG | {"size": 14}, **axes, **end)
