"""A visit sheet as it looks, of each kind of scale, and what it weighs."""

import pytest

from ..looks import RULES, assert_whole
from ..test_weight import AGAIN, FIRST, weight
from ..visits import a_visit, an_instrument_in_points, tap, values, wait_for_line
from .conftest import SENT, at_sheet

LOOKS = [("id", 360, "light"), ("id", 1280, "light"), ("en", 360, "light"), ("id", 360, "dark")]


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_the_sheet_is_whole(manage, visit, axe, language, width, theme):
    visit_id, _sheet_id = a_visit(manage)
    page = at_sheet(visit, visit_id, width, language, theme)
    for number, value in [(1, 3), (2, 2), (3, 4)]:
        tap(page, number, value)
    item = page.locator("[data-item]").nth(1)
    for part in ["[data-note]", "[data-proof]", "[data-levels]"]:
        item.locator(part).click()
    page.locator("[data-timed] textarea").fill("Dua kelompok menunggu.")
    page.keyboard.press("Enter")
    page.locator("[data-tag]").click()
    page.locator("[data-fold]").nth(2).click()
    if language == "id":
        # The instrument's own words are Indonesian, and those of an English reader are English.
        assert_whole(page, axe, language)
    page.evaluate(axe)
    found = page.evaluate(
        f"async () => (await axe.run(document, {RULES})).violations"
        ".map(v => [v.id, v.nodes[0].html.slice(0, 200)])"
    )
    assert found == []
    assert page.troubles == []


KINDS = [
    ("tenaga-administrasi", "staff"),  # 1 to 5
    ("laboran", "staff"),  # 1 to 3
    ("administrasi-pembelajaran", "planning"),  # 0 to 2
    ("penjaga-layanan-khusus", "staff"),  # words
    ("kunjungan-sejawat", "peer"),  # prompts
    (None, "lesson"),  # field notes alone
]


@pytest.mark.parametrize(("instrument", "kind"), KINDS)
def test_every_kind_of_scale_is_whole_and_fills(manage, visit, axe, instrument, kind):
    visit_id, sheet_id = a_visit(manage, instrument=instrument, kind=kind)
    page = at_sheet(visit, visit_id)
    if page.locator(".sj-tile").count():
        page.locator("[data-item]").first.locator(".sj-tile").nth(1).click()
    elif page.locator("[data-item]").count():
        page.locator("[data-item] textarea").first.fill("Saat mereka menanam.")
    else:
        page.locator("[data-timed] textarea").fill("Saat mereka menanam.")
        page.keyboard.press("Enter")
    wait_for_line(page, SENT)
    assert len(values(page, sheet_id)) == 1
    assert_whole(page, axe)
    assert page.troubles == []


def test_points_are_typed_or_stepped_and_what_is_off_the_scale_is_said(manage, visit, axe):
    visit_id, sheet_id = a_visit(manage, instrument=an_instrument_in_points(manage))
    page = at_sheet(visit, visit_id)
    first = page.locator("[data-item]").first
    field = first.locator("[type=number]")
    field.fill("75")
    wait_for_line(page, SENT)
    first.locator("[data-step='1']").click()
    page.wait_for_timeout(500)
    assert field.input_value() == "80"
    field.fill("101")
    wrong = first.locator(".sh-wrong")
    wrong.wait_for(state="visible")
    assert "0 sampai 100" in wrong.inner_text()
    assert field.input_value() == "101"  # what was typed stays
    page.locator("[data-item]").nth(1).locator(".sj-tile").click()
    page.evaluate("scrollTo(0, 0)")  # what the bars cover is not asked for its size
    assert_whole(page, axe)
    wait_for_line(page, SENT)
    assert values(page, sheet_id) == {"ANG-01.score": 80, "ANG-02.score": "na"}


def test_the_sheet_fits_the_budget_of_a_page(manage, visit):
    visit_id, _sheet_id = a_visit(manage)
    page = visit("/healthz", "kepsek")
    path = f"/kunjungan/{visit_id}/lembar/"
    first, again = weight(page, path), weight(page, path)
    print(f"{path}: first {first}, again {again}")
    assert first["bytes"] <= FIRST
    assert again["bytes"] <= AGAIN
