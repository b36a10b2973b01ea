"""A principal makes an instrument of the library their own, on a phone."""

import pytest

from .looks import assert_whole


@pytest.mark.parametrize("width", [360, 1280])
def test_an_instrument_is_copied_written_on_and_published(visit, axe, width):
    page = visit("/instrumen/", "kepsek", width)

    def save():
        with page.expect_navigation():
            page.locator("main form .btn-primary").click()
        assert_looks(page, axe)

    page.locator("main a.sj-item:has-text('Laboran')").last.click()
    page.locator("main .sj-acts a[href$='/salin/']").click()
    save()  # the copy, as a draft
    overview = page.url
    page.goto(overview.split("#")[0] + "tentang/")
    assert_looks(page, axe)
    page.locator("[name=name]").fill("Laboran sekolah kami")
    save()
    page.goto(overview.split("#")[0] + "skala/")
    save()
    page.locator("main a[href$='/butir/']").first.click()
    page.locator("[name=measures]").fill("Alat kembali ke tempatnya")
    save()
    assert page.locator(".sj-missing li").count() == 3
    page.locator(".sj-missing a").first.click()
    for level in (1, 2, 3):
        page.locator(f"[name=level_{level}]").fill(f"Terlihat {level}")
    save()
    moved = page.locator(".sj-order li").nth(1).get_attribute("id")
    with page.expect_navigation():
        page.locator(f"[name=move][value='{moved}:up']").click()
    assert page.locator(".sj-order li").first.get_attribute("id") == moved
    page.locator("main .sj-acts a[href$='/terbitkan/']").click()
    save()
    assert "Laboran sekolah kami" in page.locator("h1").inner_text()
    assert page.troubles == []


@pytest.mark.parametrize("width", [360, 1280])
def test_bands_are_copied_and_changed(visit, axe, width):
    page = visit("/rentang-kategori/2/salin/", "kepsek", width)
    page.locator("main form .btn-primary").click()
    assert_looks(page, axe)
    page.locator("[name=from_1]").fill("lima")
    page.locator("main form .btn-primary").click()
    assert page.locator("[name=from_1]").input_value() == "lima"
    assert_looks(page, axe)
    page.locator("[name=from_1]").fill("57,5")
    page.locator("main form .btn-primary").click()
    page.locator("main .sj-ranges").first.wait_for()
    assert "57,5%" in page.locator("main .sj-ranges").first.inner_text()
    assert_looks(page, axe)
    assert page.troubles == []


def assert_looks(page, axe):
    page.wait_for_load_state()
    assert_whole(page, axe)
