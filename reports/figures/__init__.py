"""Numbers in, figures out: places on the paper, and the same as a figure of Plotly."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`drawings` are (name of a layout, its drawing); `plot` has the data for all of them, and a
    layout for each by its name. None where there is nothing to draw a second time. `doors` are
    (what, its number, where its rows stand)."""

    drawings: tuple
    plot: dict | None = None
    doors: tuple = ()
