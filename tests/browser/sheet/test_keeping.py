"""A visit sheet without a signal, on two devices, on a shared phone: it loses nothing."""

import pytest

from ..looks import assert_whole
from ..visits import a_visit, open_sheet, ready, set_state, state_line, tap, values, wait_for_line
from .conftest import CODES, KEPT, SENT, UNSAVED, at_sheet


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
