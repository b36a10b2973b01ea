"""A visit sheet on a phone: by thumb, without a signal, on two devices, on a shared phone."""

import random
from io import BytesIO

import pytest
from PIL import Image

from .looks import RULES, assert_whole
from .test_weight import AGAIN, FIRST, weight
from .visits import (
    a_visit,
    an_instrument_in_points,
    open_sheet,
    ready,
    set_state,
    state_line,
    tap,
    values,
    wait_for_line,
)

CODES = [f"PEL-{number:02}" for number in range(1, 25)]
SENT, KEPT, UNSAVED = "Terkirim", "Tersimpan di HP", "Belum tersimpan"


@pytest.fixture
def sheet(manage, visit):
    """A fresh visit of the principal's: page on its sheet, visit id, sheet id."""
    visit_id, sheet_id = a_visit(manage)
    return at_sheet(visit, visit_id), visit_id, sheet_id


def at_sheet(visit, visit_id, *options, who="kepsek", **more):
    page = visit(f"/kunjungan/{visit_id}/lembar/", who, *options, **more)
    ready(page)
    return page


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


def test_without_a_signal_it_goes_on_and_sends_later(sheet):
    page, _visit_id, sheet_id = sheet
    page.context.set_offline(True)
    tap(page, 1, 3)
    tap(page, 2, 4)
    item = page.locator("[data-item]").nth(2)
    item.locator("[data-note]").click()
    item.locator("[name='PEL-03.note']").fill("Enam murid menyebut tujuannya.")
    page.locator("[data-timed] textarea").fill("Dua kelompok menunggu.")
    page.keyboard.press("Enter")
    wait_for_line(page, KEPT)
    page.locator("[data-banner=offline]").wait_for(state="visible")
    assert page.locator(".sh-moment").count() == 1
    page.context.set_offline(False)
    wait_for_line(page, SENT)
    assert page.locator("[data-banner=offline]").is_hidden()
    there = values(page, sheet_id)
    assert there["PEL-01.score"], there["PEL-02.score"] == (3, 4)
    assert there["PEL-03.note"] == "Enam murid menyebut tujuannya."
    [moment] = [value for key, value in there.items() if key.startswith("moment.")]
    assert (moment["text"], moment["codes"]) == ("Dua kelompok menunggu.", [])


def test_what_waits_survives_the_page_and_says_so_at_the_next_opening(sheet):
    page, visit_id, sheet_id = sheet
    page.route("**/simpan/**", lambda route: route.abort())
    tap(page, 5, 2)
    wait_for_line(page, KEPT)
    page.close()
    again = page.context.new_page()
    again.route("**/simpan/**", lambda route: route.abort())
    open_sheet(again, visit_id)
    assert state_line(again) == "Belum terkirim, 1 isian"
    assert again.locator("[name='PEL-05.score']:checked").get_attribute("value") == "2"
    again.locator("[data-open=queue]").first.click()
    assert "5." in again.locator("[data-queue-list]").inner_text()
    again.unroute("**/simpan/**")
    again.locator("[data-send-now]").click()
    wait_for_line(again, SENT)
    assert values(again, sheet_id) == {"PEL-05.score": 2}


def test_an_answer_that_never_arrives_is_asked_for_again_and_counted_once(sheet):
    """The save stands, the answer is lost on the way: the same envelope goes out once more."""
    page, _visit_id, sheet_id = sheet
    seen = []

    def lose(route):
        seen.append(route.request.url)
        if len(seen) == 1:
            route.fetch()
            return route.abort()
        return route.continue_()

    page.route("**/simpan/**", lose)
    tap(page, 1, 3)
    wait_for_line(page, SENT)
    assert len(seen) == 2
    assert seen[0] == seen[1]
    assert page.request.get(f"/lembar/{sheet_id}/").json()["revision"] == 1


def test_a_tap_in_one_tab_shows_in_the_other(sheet):
    page, visit_id, sheet_id = sheet
    other = page.context.new_page()
    open_sheet(other, visit_id)
    tap(page, 1, 3)
    other.wait_for_selector("[name='PEL-01.score'][value='3']:checked", state="attached")
    tap(other, 1, 4)
    tap(other, 2, 2)
    page.wait_for_selector("[name='PEL-01.score'][value='4']:checked", state="attached")
    wait_for_line(page, SENT)
    wait_for_line(other, SENT)
    assert values(page, sheet_id) == {"PEL-01.score": 4, "PEL-02.score": 2}
    assert page.locator("[data-banner=clash]").is_hidden()


def two_devices(manage, visit):
    visit_id, sheet_id = a_visit(manage)
    phone, laptop = at_sheet(visit, visit_id), at_sheet(visit, visit_id, 1280)
    phone.context.set_offline(True)
    tap(phone, 1, 1)
    tap(phone, 7, 2)
    write_note(phone, 7, "Tiga dari sembilan pertanyaan terbuka.")
    wait_for_line(phone, KEPT)
    tap(laptop, 2, 4)
    tap(laptop, 7, 3)
    write_note(laptop, 7, "Setelah istirahat lebih terbuka.")
    wait_for_line(laptop, SENT)
    return phone, laptop, sheet_id


def write_note(page, number, text):
    item = page.locator("[data-item]").nth(number - 1)
    item.locator("[data-note]").click()
    item.locator(f"[name='{CODES[number - 1]}.note']").fill(text)


def test_two_devices_merge_what_they_can_and_ask_about_the_rest(manage, visit, axe):
    phone, laptop, sheet_id = two_devices(manage, visit)
    phone.context.set_offline(False)
    wait_for_line(phone, "2 isian berbeda")
    # What only one of them touched is merged without a word.
    there = values(phone, sheet_id)
    assert (there["PEL-01.score"], there["PEL-02.score"], there["PEL-07.score"]) == (1, 4, 3)
    assert phone.locator("[name='PEL-02.score']:checked").get_attribute("value") == "4"
    phone.locator("[data-banner=clash] button").click()
    assert phone.locator("[data-clash-list] fieldset").count() == 2
    assert phone.locator("[data-clash-list] :checked").count() == 0  # nothing is chosen beforehand
    text = phone.locator("[data-clash-list]").inner_text()
    assert "HP ini," in text
    assert "Laptop," in text
    assert_whole(phone, axe)
    first, second = (phone.locator("[data-clash-list] fieldset").nth(n) for n in (0, 1))
    first.locator("label").nth(0).click()
    assert phone.locator("[data-picked]").inner_text() == "1 dari 2 sudah dipilih"
    second.locator("label.both").click()
    phone.locator("[data-keep-picks]").click()
    wait_for_line(phone, SENT)
    there = values(phone, sheet_id)
    assert there["PEL-07.score"] == 2
    assert there["PEL-07.note"] == (
        "Tiga dari sembilan pertanyaan terbuka.\nSetelah istirahat lebih terbuka."
    )
    assert phone.locator("form#sheet").is_visible()
    # The other device hears of it when it is looked at again.
    laptop.reload()
    ready(laptop)
    assert laptop.locator("[name='PEL-07.score']:checked").get_attribute("value") == "2"


def test_what_is_asked_stays_asked_when_the_page_is_closed(manage, visit):
    phone, _laptop, _sheet_id = two_devices(manage, visit)
    phone.context.set_offline(False)
    wait_for_line(phone, "2 isian berbeda")
    again = phone.context.new_page()
    again.goto(phone.url)
    ready(again)
    wait_for_line(again, "2 isian berbeda")
    tap(again, 7, 4)  # a tap on the sheet is an answer too
    wait_for_line(again, "1 isian berbeda")


def test_the_next_person_on_a_shared_phone_sees_and_sends_nothing(manage, visit, signed_in, site):
    visit_id, sheet_id = a_visit(manage)
    other_id, other_sheet = a_visit(manage, observer="pengamat")
    phone = at_sheet(visit, visit_id)
    phone.context.set_offline(True)
    tap(phone, 1, 3)
    write_note(phone, 1, "Rahasia kepala sekolah")
    wait_for_line(phone, KEPT)
    phone.context.clear_cookies()
    phone.context.add_cookies(signed_in("pengamat"))
    phone.context.add_cookies([{"name": "django_language", "value": "id", "url": site}])
    phone.context.set_offline(False)
    phone.wait_for_timeout(2500)  # the page of the first person is still open, and tries
    wait_for_line(phone, "Masuk untuk mengirim")
    second = phone.context.new_page()
    open_sheet(second, other_id)
    tap(second, 2, 4)
    wait_for_line(second, SENT)
    assert "Rahasia" not in second.content()
    assert values(second, other_sheet) == {"PEL-02.score": 4}
    keeper = visit("/healthz", "kepsek")
    assert values(keeper, sheet_id) == {}
    # The first comes back: everything goes out, in their name.
    phone.context.clear_cookies()
    phone.context.add_cookies(signed_in("kepsek"))
    phone.context.add_cookies([{"name": "django_language", "value": "id", "url": site}])
    back = phone.context.new_page()
    open_sheet(back, visit_id)
    wait_for_line(back, SENT)
    assert values(back, sheet_id) == {
        "PEL-01.score": 3,
        "PEL-01.note": "Rahasia kepala sekolah",
    }


def test_signed_out_meanwhile_it_keeps_and_asks(sheet, signed_in, site):
    page, visit_id, sheet_id = sheet
    page.context.clear_cookies()
    tap(page, 1, 3)
    wait_for_line(page, "Masuk untuk mengirim")
    link = page.locator("[data-banner=signin] a")
    assert f"next=/kunjungan/{visit_id}/lembar/" in link.get_attribute("href")
    page.context.add_cookies(signed_in("kepsek"))
    page.context.add_cookies([{"name": "django_language", "value": "id", "url": site}])
    page.reload()
    ready(page)
    wait_for_line(page, SENT)
    assert values(page, sheet_id) == {"PEL-01.score": 3}


def test_what_comes_after_sharing_is_kept_apart_and_said(sheet, manage):
    page, visit_id, sheet_id = sheet
    tap(page, 1, 3)
    wait_for_line(page, SENT)
    set_state(manage, visit_id, "shared")
    tap(page, 1, 1)
    page.locator("[data-banner=held]").wait_for(state="visible")
    assert values(page, sheet_id) == {"PEL-01.score": 3}


def test_a_sheet_that_is_no_longer_open_to_me_keeps_what_i_wrote(sheet, manage):
    page, visit_id, _sheet_id = sheet
    manage(
        "shell",
        "-v0",
        "-c",
        "from supervision.models import Visit; from schools.models import User;"
        f"Visit.objects.filter(pk='{visit_id}')"
        ".update(observer=User.objects.get(username='pengamat'))",
    )
    tap(page, 1, 3)
    page.locator("[data-banner=gone]").wait_for(state="visible")
    with page.expect_download() as waiting:
        page.locator("[data-banner=gone] [data-download]").click()
    assert '"PEL-01.score": 3' in waiting.value.path().read_text()


BROKEN = {
    "no storage at all": "IDBFactory.prototype.open = () => { throw new DOMException('no'); };",
    "a full device": """
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...row) {
            if (this.name === 'cells') throw new DOMException('full', 'QuotaExceededError');
            return put.apply(this, row);
        };""",
}


@pytest.mark.parametrize("script", BROKEN.values(), ids=BROKEN)
def test_it_never_says_kept_when_it_is_not(manage, visit, script):
    visit_id, sheet_id = a_visit(manage)
    page = visit("/healthz", "kepsek")
    page.add_init_script(script)
    page.route("**/simpan/**", lambda route: route.abort())
    open_sheet(page, visit_id)
    tap(page, 1, 3)
    wait_for_line(page, UNSAVED)
    page.locator("[data-banner=unsaved]").wait_for(state="visible")
    with page.expect_download() as waiting:
        page.locator("[data-banner=unsaved] [data-download]").click()
    assert '"PEL-01.score": 3' in waiting.value.path().read_text()
    # The page still sends what it holds itself.
    page.unroute("**/simpan/**")
    page.locator("[data-open=queue]").first.click()
    page.locator("[data-send-now]").click()
    wait_for_line(page, SENT)
    assert values(page, sheet_id) == {"PEL-01.score": 3}


def test_storage_closed_under_the_page_is_opened_again(sheet):
    page, _visit_id, sheet_id = sheet
    page.evaluate(
        """() => new Promise((done) => {
            const gone = indexedDB.deleteDatabase('sejawat-lembar');
            gone.onsuccess = gone.onerror = done;
        })"""
    )
    tap(page, 1, 3)
    wait_for_line(page, SENT)
    assert values(page, sheet_id) == {"PEL-01.score": 3}


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
