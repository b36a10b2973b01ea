"""A visit sheet on a phone: filled by thumb, with photos and notes, or by the keys of a laptop."""

import random
from io import BytesIO

from PIL import Image

from ..visits import a_visit, ready, set_state, tap, values, wait_for_line
from .conftest import CODES, SENT, at_sheet


def test_from_home_to_the_open_sheet_is_one_tap(manage, visit):
    visit_id, _sheet_id = a_visit(manage, state="agreed")
    page = visit("/", "kepsek")
    page.locator(".sj-papan .btn-warning").click()
    page.wait_for_url("**/lembar/")
    ready(page)
    assert page.locator("#sheet input[type=radio]").first.is_enabled()
    set_state(manage, visit_id, "called_off")  # the next home of these tests has none today


def test_a_whole_sheet_takes_one_tap_an_item(sheet):
    page, _visit_id, sheet_id = sheet
    sent = []
    page.on("requestfinished", lambda request: request.method == "PUT" and sent.append(request))
    dice, taps = random.Random(5), 0
    given = {f"{code}.score": dice.choice([1, 2, 3, 4]) for code in CODES}
    for number, value in enumerate(given.values(), 1):
        tap(page, number, value)
        taps += 1
    assert page.locator("[data-filled]").inner_text() == "24 dari 24 butir terisi"
    wait_for_line(page, SENT)
    assert values(page, sheet_id) == given
    # What is still asked for is where the button leads, until it is there.
    lacking = page.locator("[data-asks-evidence]").count()
    for number in range(lacking):
        page.locator("[data-finish]").click()
        taps += 1
        page.keyboard.type(f"Foto {number}")
    page.locator("[data-finish]").click()
    page.wait_for_url("**/selesai/")
    page.locator("main form .btn-primary").click()
    page.wait_for_url(lambda url: "/selesai/" not in url)
    taps += 2
    assert taps <= len(CODES) + 8
    sizes = [request.sizes() for request in sent]
    out = sum(size["requestBodySize"] + size["requestHeadersSize"] for size in sizes)
    back = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    bodies = sum(size["requestBodySize"] for size in sizes)
    print(f"whole sheet: {len(sent)} saves, {bodies} B of entries, {out} B out, {back} B in")
    assert bodies < 4_000
    assert page.troubles == []


def test_a_photo_is_made_small_on_the_phone_and_loses_where_it_was_taken(sheet):
    page, _visit_id, _sheet_id = sheet
    exif = Image.Exif()
    exif[0x010E] = "di mana foto ini diambil"
    out = BytesIO()
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(out, "JPEG", exif=exif, quality=95)
    sizes = []
    page.on(
        "request",
        lambda request: (
            request.method == "PUT"
            and sizes.append(int(request.all_headers().get("content-length", 0)))
        ),
    )
    item = page.locator("[data-item]").first
    item.locator("[data-proof]").click()
    item.locator("[type=file]").set_input_files(
        {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    )
    item.locator(".sh-photos img").wait_for()
    assert item.locator("[data-proof]").inner_text() == "Bukti, 1"
    wait_for_line(page, SENT)
    photo = item.locator(".sh-photos li").get_attribute("data-photo")
    print(f"a photo of {len(out.getvalue())} B went out as {sizes} B")
    kept = page.request.get(f"/foto/{photo}/").body()
    assert max(Image.open(BytesIO(kept)).size) == 1600
    assert b"di mana foto" not in kept
    item.locator("[data-remove-photo]").click()
    item.locator(".sh-photos li").wait_for(state="detached")
    assert page.request.get(f"/foto/{photo}/").status == 404


def test_a_field_note_carries_the_minute_it_was_begun_and_its_items(sheet):
    page, _visit_id, sheet_id = sheet
    page.clock.install()
    page.reload()
    ready(page)
    field = page.locator("[data-timed] textarea")
    field.press_sequentially("Tiga murid")
    began = page.locator("[data-at] span").inner_text()
    page.clock.fast_forward(180_000)
    field.press_sequentially(" bertanya")
    assert page.locator("[data-at] span").inner_text() == began
    page.locator("[data-note-done]").click()
    row = page.locator(".sh-moment")
    assert row.locator(".at").inner_text() == began
    row.locator("[data-tag]").click()
    row.locator(".sh-tags label").nth(6).click()
    row.locator(".sh-tags label").nth(9).click()
    assert row.locator("[data-tag]").inner_text() == "Butir 7, 10"
    row.locator("textarea").fill("Empat murid bertanya")
    page.clock.run_for(5_000)
    wait_for_line(page, SENT)
    [moment] = values(page, sheet_id).values()
    assert moment == {"at": began, "text": "Empat murid bertanya", "codes": ["PEL-07", "PEL-10"]}


def test_a_cleared_score_can_be_taken_back(sheet):
    page, _visit_id, sheet_id = sheet
    tap(page, 1, 3)
    item = page.locator("[data-item]").first
    item.locator(".clear").click()
    assert item.locator(":checked").count() == 0
    page.locator(".sj-toast button").click()
    assert item.locator("[name='PEL-01.score']:checked").get_attribute("value") == "3"
    wait_for_line(page, SENT)
    assert values(page, sheet_id) == {"PEL-01.score": 3}


def test_the_keyboard_of_a_laptop_scores_and_folds(manage, visit):
    visit_id, sheet_id = a_visit(manage)
    page = at_sheet(visit, visit_id, 1280)
    page.locator("[name='PEL-01.score']").first.focus()
    page.keyboard.press("3")
    page.keyboard.press("ArrowRight")
    page.locator("[data-next]").click()
    page.keyboard.press("2")
    page.locator("[name='PEL-01.note']").evaluate(
        "field => { field.hidden = false; field.focus() }"
    )
    page.keyboard.type("1 dari 4")  # figures in a note are no scores
    wait_for_line(page, SENT)
    there = values(page, sheet_id)
    assert there == {"PEL-01.score": 4, "PEL-02.score": 2, "PEL-01.note": "1 dari 4"}
    fold = page.locator("[data-fold]").first
    fold.press("Enter")
    assert page.locator("[data-folded]").first.inner_text() == "2 dari 3. Skor 4, 2."
    assert not page.locator("[data-item]").first.is_visible()


def test_a_tick_goes_to_its_item(sheet):
    page, _visit_id, _sheet_id = sheet
    page.locator("[data-tick=PEL-20]").click()
    box = page.locator("#butir-PEL-20").bounding_box()
    assert 0 < box["y"] < 320


def test_what_stood_there_before_the_script_came_is_not_lost(manage, visit):
    """Until the script is there nothing can be pressed, so no tap goes nowhere."""
    visit_id, _sheet_id = a_visit(manage)
    page = visit("/healthz", "kepsek")
    page.route("**/sheet*.js", lambda route: route.abort())
    page.goto(f"/kunjungan/{visit_id}/lembar/")
    assert page.locator("[name='PEL-01.score']").first.is_disabled()
    assert page.locator("#butir-PEL-24").is_visible()


def test_without_scripts_the_whole_sheet_can_be_read(manage, visit):
    visit_id, _sheet_id = a_visit(manage)
    page = visit("/healthz", "kepsek", java_script_enabled=False)
    page.goto(f"/kunjungan/{visit_id}/lembar/")
    assert "JavaScript" in page.locator("main").inner_text()
    assert page.locator("#butir-PEL-24").is_visible()
