"""Figures: places that can be checked in the head, and what Plotly itself says of them."""

import json
import re
import zlib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from reports.figures import bars, boxes, heat, lines, plotly
from reports.figures.paper import LETTER

from . import drawn

ROOT = Path(__file__).resolve().parents[2]
TOKENS = dict(
    re.findall(r"(--sj-[\w-]+): ([^;]+);", (ROOT / "static" / "css" / "tokens.css").read_text())
)
FIGURES = {"lines": drawn.aspects, "bars": drawn.funnel}


def number(coordinate):
    return float(coordinate)


def coloured(value):
    """As static/js/charts.js does it; a name that is no token is a KeyError."""
    if isinstance(value, dict):
        return {name: coloured(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [coloured(each) for each in value]
    return TOKENS[value] if isinstance(value, str) and value.startswith("--sj-") else value


# What Plotly says


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_knows_every_word_of_a_figure(name):
    from plotly.graph_objects import Figure

    found = FIGURES[name]()
    plot = coloured(json.loads(json.dumps(found.plot)))
    assert set(plot["layouts"]) == {name for name, _ in found.drawings}
    for layout in plot["layouts"].values():
        Figure({"data": plot["data"], "layout": layout})


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_holds_no_colour_of_its_own(name):
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", json.dumps(FIGURES[name]().plot))


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_travels_light(name):
    assert len(zlib.compress(json.dumps(FIGURES[name]().plot).encode())) < 2_000


def test_words_of_people_are_never_markup():
    link = '<a href="https://example.org">Lihat</a>'
    panel = lines.Panel(link, (50, 60), (link, link), hovers=(link, link))
    bar = bars.Bar(link, 3, "3", link)
    for found in (lines.figure((link, link), [panel]), bars.figure([bar])):
        assert "<a" not in json.dumps(found.plot)
    assert plotly.safe("A & <b>") == "A &amp; &lt;b&gt;"


# Lines


def test_the_scale_goes_in_tens_from_below_the_lowest_to_above_the_highest():
    assert lines.scale_of(drawn.panels()) == [50, 60, 70, 80, 90]


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ((70, 75), [70, 80, 90, 100]),
        ((95, 100), [70, 80, 90, 100]),
        ((0, 10), [0, 10, 20, 30]),
        ((30, 95), [20, 40, 60, 80, 100]),
        ((None, None), [0, 20, 40, 60, 80, 100]),
    ],
)
def test_the_scale_is_never_narrow_and_stays_within_nothing_and_all(values, scale):
    assert lines.scale_of([lines.Panel("", values, ("", ""))]) == scale


def test_a_higher_value_stands_higher_and_time_goes_to_the_right():
    drawing = dict(drawn.aspects().drawings)["wide"]
    before, after = drawing.cells[0].marks
    assert (before.kind, after.kind) == ("ring", "disc")
    assert number(before.x) < number(after.x)
    assert number(before.y) > number(after.y)


def test_a_value_lies_where_its_line_of_the_scale_lies():
    panel = lines.Panel("", (50, 80), ("50", "80"))
    cell = lines.figure(("a", "b"), [panel]).drawings[1][1].cells[0]
    lies = {ten: y for ten, y, _ in cell.scale}
    assert [mark.y for mark in cell.marks] == [lies[50], lies[80]]
    assert (lies[80], lies[50]) == ("40.0", "195.0")


def test_what_was_not_measured_is_joined_to_nothing():
    panel = lines.Panel(
        "", (50, None, 60), ("50", "", "60"), people=((50, None, 60), (40, 50, None))
    )
    cell = lines.figure(("a", "b", "c"), [panel]).drawings[0][1].cells[0]
    assert cell.mean == ""
    assert len(cell.marks) == 2
    assert len(cell.people) == 1
    assert len(cell.lone) == 2


def test_the_last_known_mean_is_written_at_its_mark():
    cell = lines.figure(("a", "b"), [lines.Panel("", (50, None), ("50,00", ""))]).drawings[0][1]
    assert cell.cells[0].value.text == "50,00"
    none = lines.figure(("a", "b"), [lines.Panel("", (None, None), ("", ""))]).drawings[0][1]
    assert none.cells[0].value is None


def test_on_a_phone_the_third_panel_begins_a_new_row():
    phone, wide = (drawing for _, drawing in drawn.aspects().drawings)
    assert len({cell.title.y for cell in wide.cells}) == 1
    assert phone.cells[2].title.x == phone.cells[0].title.x
    assert number(phone.cells[2].title.y) > number(phone.cells[0].title.y)
    assert all(number(cell.value.x) < phone.width for cell in phone.cells)


def test_both_drawings_have_the_same_places():
    """The axes of Plotly's layout end where the lines of the server's drawing do."""
    found = drawn.aspects()
    for name, drawing in found.drawings:
        layout = found.plot["layouts"][name]
        for cell, axis in zip(drawing.cells, ("xaxis", "xaxis2", "xaxis3"), strict=True):
            sides = [number(side) / drawing.width for side in (cell.left, cell.right)]
            assert layout[axis]["domain"] == pytest.approx(sides, abs=0.001)
        top, floor = number(drawing.cells[0].scale[-1][1]), number(drawing.cells[0].scale[0][1])
        ends = [1 - (floor + lines.AIR) / drawing.height, 1 - (top - lines.AIR) / drawing.height]
        assert layout["yaxis"]["domain"] == pytest.approx(ends, abs=0.001)


def test_a_single_person_has_no_name_and_no_words_in_the_figure():
    thin = [trace for trace in drawn.aspects().plot["data"] if trace["line"]["width"] < 2]
    assert len(thin) == 3
    assert all(trace["hoverinfo"] == "skip" and "customdata" not in trace for trace in thin)


# Bars


def test_bars_begin_at_nothing_and_are_as_long_as_they_count():
    tracks = bars.draw(
        [bars.Bar("a", 10, "10"), bars.Bar("b", 5, "5"), bars.Bar("c", 0, "0")]
    ).tracks
    ten, five, none = (number(track.length) for track in tracks)
    assert five == pytest.approx(ten / 2, abs=0.1)
    assert none == 0


def test_what_is_not_known_has_words_and_no_bar():
    unknown = bars.figure([bars.Bar("a", 3, "3"), bars.Bar("b", None, "belum ada")])
    track = unknown.drawings[0][1].tracks[1]
    assert (track.length, track.said) == ("0.0", "belum ada")
    assert unknown.plot["data"][0]["x"] == [3, None]


def test_words_behind_a_bar_stay_on_the_paper():
    drawing = drawn.funnel().drawings[0][1]
    for track in drawing.tracks:
        assert number(track.words_x) + len(track.words) * LETTER <= drawing.width + 0.1


def test_bars_of_plotly_lie_where_the_drawing_has_them():
    found = drawn.funnel()
    drawing, layout = found.drawings[0][1], found.plot["layouts"]["phone"]
    start, end = layout["xaxis"]["domain"]
    assert start * drawing.width == pytest.approx(number(drawing.left), abs=0.1)
    longest = max(number(track.length) for track in drawing.tracks)
    assert (end - start) * drawing.width == pytest.approx(longest, abs=0.1)
    foot, top = layout["yaxis"]["domain"]
    step = (top - foot) * drawing.height / len(drawing.tracks)
    first = (1 - top) * drawing.height + step / 2
    assert first == pytest.approx(number(drawing.tracks[0].y) + drawing.bar / 2, abs=0.1)


def test_bars_of_nothing_at_all_still_stand():
    assert bars.figure([bars.Bar("a", 0, "0")]).drawings[0][1].tracks[0].length == "0.0"
    assert bars.figure([]).drawings[0][1].tracks == ()


# Months


def test_each_meeting_of_a_month_has_a_box():
    july, _, october, november = drawn.cadence()
    assert july.first == date(2026, 7, 1)
    assert july.boxes == ("held",)
    assert october.boxes == ("held", "missed")
    assert november.boxes == ("held", "empty")


def test_more_was_held_than_agreed_and_a_month_without_a_goal():
    months = boxes.months({"2026-09": {"goal": 1, "held": 3}, "2026-08": {"goal": None, "held": 1}})
    assert [month.boxes for month in months] == [("held",), ("held",) * 3]


def test_beyond_forty_boxes_only_numbers_are_read():
    many = boxes.months({"2026-07": {"goal": 41, "held": 30, "missed": 1}})
    assert many[0].boxes == ()
    assert (many[0].held, many[0].goal) == (30, 41)


# Shades


@pytest.mark.parametrize(
    ("percent", "shade"), [(0, 1), (Fraction(1999, 100), 1), (20, 2), (59, 3), (80, 5), (100, 5)]
)
def test_shades_go_by_fifths(percent, shade):
    assert heat.Cell(percent, "").shade == shade


def test_what_is_missing_or_hidden_has_no_shade():
    assert heat.Cell(None).shade == 0
    assert heat.Cell(90, "90,00", is_hidden=True).shade == 0
