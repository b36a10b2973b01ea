"""Figures in a browser, under the policy of the house: first the server's, then Plotly's."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.reports import drawn

from .looks import RULES

FIGURES = [
    (
        "figure",
        {
            "key": "aspects",
            "figure": drawn.aspects(),
            "title": "Tiga aspek, dua semester",
            "label": "Perencanaan: 71,25 menjadi 77,50",
        },
    ),
    (
        "figure",
        {
            "key": "funnel",
            "figure": drawn.funnel(),
            "title": "Apa yang terjadi setelah KKG",
            "label": "9 pertemuan, 2 terlihat",
        },
    ),
    ("months", {"months": drawn.cadence(), "title": "Irama KKG"}),
    ("heat", {"grid": drawn.items(), "first": "Butir", "title": "Butir dari siklus ke siklus"}),
]
# What Plotly wrote, and where it can be read: within the figure.
WORDS = """figure => [...figure.querySelectorAll('.plot text')]
    .filter(e => { const b = e.getBoundingClientRect(), f = figure.getBoundingClientRect();
        return b.width && b.top >= f.top && b.bottom <= f.bottom && b.left >= f.left - 1
            && b.right <= f.right + 1 && getComputedStyle(e).opacity > 0; })
    .map(e => e.textContent)"""


def sheets():
    with translation.override("id"):
        return "".join(
            '<section class="sj-sheet">'
            + render_to_string(f"reports/includes/{name}.html", {"lead": "Garis.", **context})
            + "</section>"
            for name, context in FIGURES
        )


@pytest.fixture
def charts(visit):
    """Open a page of reports that holds the figures, with the headers it is sent with."""

    def put_in(route):
        answer = route.fetch()
        head = render_to_string("reports/includes/chart_head.html")
        text = answer.text().replace("</head>", f"{head}</head>")
        start, end = text.index('<div class="sj-cols'), text.index('<aside class="sj-margin"')
        body = f'<div class="sj-cols"><div>{sheets()}</div>'
        route.fulfill(response=answer, body=text[:start] + body + text[end:])

    def open_figures(*, blocked=False, before="", **options):
        page = visit("/laporan/", "kepsek", **options)
        page.asked = []
        page.on("request", lambda sent: page.asked.append(sent.url))
        page.add_init_script(before)
        page.add_init_script(
            "window.refused = []; document.addEventListener('securitypolicyviolation',"
            " event => refused.push(event.violatedDirective + ' ' + event.sourceFile));"
        )
        page.route("**/laporan/", put_in)
        if blocked:
            page.route("**/parts/plotly*.js", lambda route: route.abort())
        page.answer = page.goto("/laporan/")
        return page

    return open_figures


def redrawn(page, key):
    page.locator(f"[data-figure={key}]").scroll_into_view_if_needed()
    page.locator(f"[data-figure={key}] .is-redrawn").wait_for(timeout=20_000)


def places(page):
    return page.evaluate(
        "[...document.querySelectorAll('figure')].map(e => e.getBoundingClientRect().toJSON())"
        ".map(b => [b.width, b.height])"
    )


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")])
def test_a_figure_is_read_at_once_and_then_drawn_by_plotly_in_the_same_place(
    charts, axe, width, theme
):
    page = charts(width=width, theme=theme)
    policy = page.answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    seen = page.locator("[data-figure=aspects] svg:visible")
    assert "77,50" in seen.first.text_content()
    before = places(page)
    redrawn(page, "aspects")
    redrawn(page, "funnel")

    assert places(page) == before
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    lines, funnel = (
        page.locator(f"[data-figure={key}]").evaluate(WORDS) for key in ("aspects", "funnel")
    )
    assert {*drawn.WORDS, "77,50", "68,75", "58,80", *drawn.MOMENTS, "50", "90"} <= set(lines)
    assert {"Dihadiri", "9", "pertemuan KKG", "Terlihat"} <= set(funnel)
    assert page.evaluate("refused") == []
    assert page.troubles == []
    page.evaluate(axe)
    found = page.evaluate(
        f"async () => (await axe.run('main', {RULES})).violations"
        ".map(v => [v.id, v.nodes[0].html.slice(0, 200)])"
    )
    assert found == []


def test_without_the_bundle_the_first_drawing_stays(charts):
    page = charts(blocked=True)
    page.locator("[data-save]").first.wait_for(state="hidden")
    page.locator("[data-figure=funnel]").scroll_into_view_if_needed()
    assert page.locator("[data-figure=aspects] svg.phone").is_visible()
    assert page.locator(".is-redrawn").count() == 0
    assert page.evaluate("refused") == []


def test_a_change_of_theme_and_of_width_is_followed(charts):
    page = charts(width=1280)
    redrawn(page, "aspects")
    title = page.locator("[data-figure=aspects] .annotation-text").first
    light = title.evaluate("e => getComputedStyle(e).fill")
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    page.wait_for_function(
        "was => getComputedStyle(document.querySelector('[data-figure=aspects] .annotation-text'))"
        ".fill !== was",
        arg=light,
    )
    page.set_viewport_size({"width": 600, "height": 900})
    page.wait_for_function(
        """() => {
            const width = part => document.querySelector('[data-figure=aspects] ' + part)
                .getBoundingClientRect().width;
            return Math.abs(width('.main-svg') - width('svg.phone')) < 1; }"""
    )
    page.emulate_media(media="print")
    assert page.locator("[data-figure=aspects] .plot").is_hidden()
    assert page.locator("svg.phone").evaluate("e => getComputedStyle(e).opacity") == "1"


def test_a_mark_opens_its_rows_and_the_picture_can_be_kept(charts):
    page = charts(width=1280)
    redrawn(page, "aspects")
    for kind, beginning in (("png", b"\x89PNG"), ("svg", b"<svg")):
        with page.expect_download() as kept:
            page.locator(f"[data-figure=aspects] [data-format={kind}]").click()
        assert kept.value.suggested_filename == f"aspects.{kind}"
        with open(kept.value.path(), "rb") as file:
            assert file.read().startswith(beginning)
    assert page.evaluate("refused") == []

    disc = page.locator("[data-figure=aspects] .xy .point").last.bounding_box()
    page.mouse.move(disc["x"] + 6, disc["y"] + 6)
    page.locator("[data-figure=aspects] .hovertext").wait_for()
    with page.expect_navigation():
        page.mouse.click(disc["x"] + 6, disc["y"] + 6)
    assert page.url.endswith(drawn.ROWS)


def test_where_data_are_saved_the_bundle_is_not_asked_for(charts):
    saving = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    page = charts(before=saving)
    page.locator("[data-figure=funnel]").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert any("charts" in url for url in page.asked)
    assert not any("plotly" in url for url in page.asked)
