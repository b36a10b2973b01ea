"""What all figures of Plotly share.

Colours and the font stand as names of tokens: static/js/charts.js puts in what they are in the
theme of the reader. No text of a figure is markup, whoever wrote it.
"""

SMALL = {"family": "--sj-font", "size": 13, "color": "--sj-ink-2", "weight": 500}
STRONG = {"family": "--sj-font", "size": 13, "color": "--sj-ink", "weight": 600}
LAYOUT = {
    "font": SMALL,
    "separators": ",.",
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "margin": {"l": 0, "r": 0, "t": 0, "b": 0},  # axes and words have their places in the drawing
    "showlegend": False,
    "dragmode": False,
    "hovermode": "closest",
    "hoverlabel": {
        "bgcolor": "--sj-ink",
        "bordercolor": "--sj-ink",
        "align": "left",
        "font": {"family": "--sj-font", "size": 13, "color": "--sj-sheet"},
    },
    "colorway": ["--sj-teal", "--sj-band-4", "--sj-ink-3", "--sj-band-2"],
}
AXIS = {"fixedrange": True, "zeroline": False, "ticks": "", "showgrid": False}
GRID = AXIS | {"showgrid": True, "gridcolor": "--sj-line"}


def safe(words) -> str:
    return str(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def across(layout, start, end) -> list[float]:
    """Places from the left of a drawing, as shares of it."""
    return [share(start / layout.width), share(end / layout.width)]


def upward(height, top, floor) -> list[float]:
    """Places from the top of a drawing, as shares from its foot."""
    return [share(1 - floor / height), share(1 - top / height)]


def share(number) -> float:
    return round(min(max(float(number), 0), 1), 4)


def written(words, font=SMALL, **place) -> dict:
    """Words at a place: by default a share of the drawing, else of the axes that `place` names."""
    beside = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "middle"}
    bare = {"showarrow": False, "borderwidth": 0, "borderpad": 0}
    return {"text": safe(words), "font": font, **bare, **beside, **place}
