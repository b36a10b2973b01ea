"""A meeting is recorded on a phone: in a few minutes, without a signal, by two at once."""

import pytest

from .journeys.walk import Walk
from .looks import assert_whole
from .meetings import a_meeting, what_came_of
from .test_weight import AGAIN, FIRST, weight
from .visits import ready, wait_for_line

SENT, KEPT = "Terkirim", "Tersimpan di HP"


def at_record(visit, meeting_id, who="guru", **more):
    page = visit(f"/pertemuan/{meeting_id}/catat/", who, **more)
    ready(page)
    return page


def card(page, kind, number=0):
    return page.locator(f"[data-things={kind}] > *").nth(number)


def values(page, minutes_id):
    return page.request.get(f"/notulen/{minutes_id}/").json()["values"]


def record(page, walk, between=lambda step: None):
    """A whole session of a KKG, from what was carried over to what is tried next."""
    brought = page.locator("[data-part=carried] [data-item]")
    walk.tap(brought.nth(0).locator("[value=done]"))
    walk.tap(brought.nth(1).locator("[value=carried]"))
    walk.tap("[data-here-all]")
    line = page.locator(".rc-row .rc-line").nth(2)
    walk.tap(line)
    walk.tap(page.locator(".rc-row").nth(2).locator("[value=excused]"))
    between(1)
    walk.write("Murid cepat menjawab, hampir tidak pernah bertanya.", "textarea[name=discussion]")
    walk.tap("[data-add=problem]")
    walk.write("Anak pinggir tidak punya pekerjaan")
    walk.tap("[data-begin-differ]")
    walk.write("Lebih baik diucapkan bergiliran")
    walk.tap(card(page, "position", 0).locator("[data-choose] button").first)
    walk.write("Yang berani itu-itu juga", card(page, "position", 1).locator("textarea"))
    walk.tap(card(page, "position", 1).locator("[data-choose] button").nth(1))
    between(2)
    walk.write("Dua-duanya dicoba dua pekan", "textarea[name='differ.settled']")
    walk.tap("[data-add=decision]")
    walk.write("Lisan di kelas 1–2, kartu di kelas 3–6")
    walk.tap("[data-add=task]")
    walk.write("Buat contoh kartu untuk kelas 3")
    walk.tap(card(page, "task").locator("[data-choose] button").first)
    walk.tap(card(page, "task").locator("[data-one$=due] button").first)
    walk.write("Kartu tanya berpasangan", "textarea[name=next]")


def test_a_teacher_records_a_session_in_under_three_minutes(manage, visit, axe, tmp_path):
    meeting_id, _minutes_id = a_meeting(manage)
    walk = Walk(visit, axe)
    page = walk.someone("guru", f"/pertemuan/{meeting_id}/catat/")
    ready(page)
    out = []
    page.on("requestfinished", lambda sent: sent.method == "PUT" and out.append(sent.sizes()))
    page.screenshot(path=tmp_path / "before.png", full_page=True)
    with walk.step("a session", page) as page:
        record(page, walk)
        assert "btn-primary" in page.locator("[data-finish]").get_attribute("class")
        page.screenshot(path=tmp_path / "after.png", full_page=True)
        walk.go("[data-finish]")
        page.wait_for_url("**/akhiri/")
        walk.send()
        page.wait_for_url(f"**/pertemuan/{meeting_id}/")
    bodies = sum(size["requestBodySize"] for size in out)
    print(f"{walk.steps[0]} ({len(out)} saves, {bodies} B; pictures in {tmp_path})")
    assert walk.total("seconds") < 180
    found = what_came_of(manage, meeting_id)
    assert found["state"] == "held"
    assert found["marks"] == ["excused"] + ["present"] * 8
    tasks = {text for text, _owner, _due in found["tasks"]}
    assert tasks == {"Kumpulkan kisi-kisi", "Buat contoh kartu untuk kelas 3"}
    assert found["decisions"] == ["Lisan di kelas 1–2, kartu di kelas 3–6"]
    assert found["problems"] == ["Anak pinggir tidak punya pekerjaan"]
    assert len(found["opinions"]) == 2
    assert page.troubles == []


def test_the_network_fails_twice_in_between_and_nothing_is_lost(manage, visit, axe):
    meeting_id, minutes_id = a_meeting(manage)
    walk = Walk(visit, axe)
    page = walk.someone("guru", f"/pertemuan/{meeting_id}/catat/")
    ready(page)

    def fail(step):
        page.context.set_offline(True)
        wait_for_line(page, KEPT)
        if step == 1:  # the first time it comes back while the teacher goes on
            page.wait_for_timeout(2500)
            page.context.set_offline(False)
            wait_for_line(page, SENT)

    with walk.step("a session with two failures", page):
        record(page, walk, fail)
        page.keyboard.press("Tab")  # leaves the last field, so that its last letters are kept
        wait_for_line(page, KEPT)
        page.locator("[data-banner=offline]").wait_for(state="visible")
        written = page.evaluate(
            "() => [...document.querySelectorAll('#record textarea[name]')]"
            ".filter((field) => field.value).map(({ name, value }) => [name, value])"
        )
        page.context.set_offline(False)
        wait_for_line(page, SENT)
        page.evaluate("scrollTo(0, 0)")  # or a bar lies half over a button, for whoever measures
        page.troubles.clear()  # which are the failures themselves
    there = values(page, minutes_id)
    assert all(there[name] == value for name, value in written)
    assert len(written) == 8
    page.locator("[data-finish]").click()
    page.wait_for_url("**/akhiri/")
    page.locator("main form .btn-primary").click()
    page.wait_for_url(f"**/pertemuan/{meeting_id}/")
    assert len(what_came_of(manage, meeting_id)["tasks"]) == 2


def test_signed_out_meanwhile_the_record_keeps_and_asks(manage, visit, signed_in):
    meeting_id, minutes_id = a_meeting(manage)
    page = at_record(visit, meeting_id)
    page.context.clear_cookies(name="sessionid")
    page.locator("textarea[name=discussion]").fill("Kartu tanya dicoba berdua")
    wait_for_line(page, "Masuk untuk mengirim")
    link = page.locator("[data-banner=signin] a")
    assert f"next=/pertemuan/{meeting_id}/catat/" in link.get_attribute("href")
    page.context.add_cookies(signed_in("guru"))
    page.reload()
    ready(page)
    wait_for_line(page, SENT)
    assert values(page, minutes_id)["discussion"] == "Kartu tanya dicoba berdua"


def test_two_note_takers_write_at_once_and_are_asked_only_where_they_differ(manage, visit):
    meeting_id, minutes_id = a_meeting(manage, "guru", "pengamat")
    one, two = at_record(visit, meeting_id), at_record(visit, meeting_id, "pengamat")
    one.locator("[name=discussion]").fill("Ditulis oleh Ibu Jannah")
    two.locator("[name=next]").fill("Ditulis oleh Pak Sudarmin")
    for page in (one, two):
        wait_for_line(page, SENT)
    two.locator("[name=discussion]").click()  # the first has come here with the answer
    two.wait_for_function("() => document.querySelector('[name=discussion]').value.length")
    assert two.locator("[name=discussion]").input_value() == "Ditulis oleh Ibu Jannah"
    # Now one thing, by both, before either knows of the other.
    two.context.set_offline(True)
    two.locator("[name=discussion]").fill("Dua pendapat, dicatat Pak Sudarmin")
    one.locator("[name=discussion]").fill("Dua pendapat, dicatat Ibu Jannah")
    one.wait_for_timeout(2500)
    wait_for_line(one, SENT)
    two.context.set_offline(False)
    wait_for_line(two, "1 isian berbeda")
    two.locator("[data-open=queue]").click()
    texts = two.locator("[data-clash-list] .cv").all_inner_texts()
    assert texts[:2] == ["Dua pendapat, dicatat Pak Sudarmin", "Dua pendapat, dicatat Ibu Jannah"]
    two.locator("[data-clash-list] .both input").check(force=True)
    two.locator("[data-keep-picks]").click()
    wait_for_line(two, SENT)
    both = "Dua pendapat, dicatat Pak Sudarmin\nDua pendapat, dicatat Ibu Jannah"
    assert values(two, minutes_id)["discussion"] == both
    assert values(two, minutes_id)["next"] == "Ditulis oleh Pak Sudarmin"


def test_what_is_typed_as_markup_stays_text(manage, visit):
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    meeting_id, minutes_id = a_meeting(manage, name=f"KKG {evil}"[:120])
    page = at_record(visit, meeting_id)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for kind in ("guest", "problem", "decision", "task"):
        page.locator(f"[data-add={kind}]").click()
        page.keyboard.type(evil)
    page.locator("[name=discussion]").fill(evil)
    wait_for_line(page, SENT)
    assert list(values(page, minutes_id).values()).count(evil) == 5
    page.reload()
    ready(page)
    page.locator("[data-open=queue]").click()
    assert page.locator("[name=discussion]").input_value() == evil
    assert page.locator("#record img, #record script, dialog img").count() == 0
    page.goto(f"/notulen/{minutes_id}/riwayat/")
    assert page.locator("main img, main script").count() == 0
    assert evil in page.locator("main").inner_text()
    assert page.troubles == [], page.troubles


def test_the_bar_leads_to_what_is_missing_and_a_task_needs_one_owner(manage, visit):
    meeting_id, _minutes_id = a_meeting(manage)
    page = at_record(visit, meeting_id)
    page.locator("[data-here-all]").click()
    page.locator("[data-add=task]").click()
    page.keyboard.type("Catat berapa pertanyaan tiap pekan")
    page.wait_for_function("() => document.querySelector('[data-missing]').innerText.includes('2')")
    page.locator("[data-finish]").click()  # leads to the owner, not away
    task = card(page, "task")
    assert task.locator("[data-choose] button").first.evaluate(
        "(button) => document.activeElement === button"
    )
    assert task.evaluate("(card) => card.classList.contains('need')")
    first, second = (task.locator("[data-choose] button").nth(n) for n in (0, 1))
    first.click()
    task.locator("[data-edit]").click()
    second.click()
    pressed = task.locator("[data-choose] [aria-pressed=true]")
    assert pressed.count() == 1  # one owner: the second took the place of the first
    wait_for_line(page, SENT)
    page.goto(f"/pertemuan/{meeting_id}/catat/akhiri/")
    link = page.locator("main .sj-list a")
    assert link.count() == 1
    link.click()
    ready(page)
    assert page.locator("[data-things=task] [data-one$=due] button").first.is_visible()


def test_what_comes_after_the_end_is_kept_apart_and_said(manage, visit):
    meeting_id, minutes_id = a_meeting(manage, "guru", "pengamat")
    late = at_record(visit, meeting_id, "pengamat")
    late.context.set_offline(True)
    late.locator("[name=discussion]").fill("Ditulis di perahu")
    wait_for_line(late, KEPT)
    page = at_record(visit, meeting_id)
    page.locator("[data-here-all]").click()
    page.locator("[data-finish]").click()
    page.wait_for_url("**/akhiri/")
    page.locator("main form .btn-primary").click()
    page.wait_for_url(f"**/pertemuan/{meeting_id}/")
    late.context.set_offline(False)
    late.locator("[data-banner=held]").wait_for(state="visible")
    assert "discussion" not in values(page, minutes_id)
    late.goto(f"/notulen/{minutes_id}/riwayat/")
    assert "Ditulis di perahu" in late.locator("main").inner_text()


def test_a_photo_goes_with_the_minutes(manage, visit, tmp_path):
    from PIL import Image

    Image.new("RGB", (800, 600), "teal").save(tmp_path / "papan.jpg")
    meeting_id, _minutes_id = a_meeting(manage)
    page = at_record(visit, meeting_id)
    page.locator("[data-photo-in]").set_input_files(tmp_path / "papan.jpg")
    page.locator("[data-photos] img").wait_for()
    wait_for_line(page, SENT)
    counted = "from meetings.models import MeetingFile as F;"
    counted += f"print(F.objects.filter(meeting='{meeting_id}', is_photo=True).count())"
    assert manage("shell", "-v0", "-c", counted) == "1"


@pytest.mark.parametrize("kind", ["session", "reflective"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("theme", "language"), [("light", "id"), ("dark", "id"), ("light", "en")])
def test_the_record_is_whole(manage, visit, axe, kind, width, theme, language):
    meeting_id, _minutes_id = a_meeting(manage, kind=kind)
    page = at_record(visit, meeting_id, width=width, theme=theme, language=language)
    page.locator("[data-here-all]").click()
    page.locator(".rc-row .rc-line").first.click()
    for add in ("guest", "problem", "decision", "task"):
        page.locator(f"[data-add={add}]").click()
        page.keyboard.type("Sesuatu")
    page.locator("[data-begin-differ]").click()
    page.evaluate("scrollTo(0, 0)")  # or a bar lies half over a button, for whoever measures
    assert_whole(page, axe, language)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_pages_around_a_record_are_whole(manage, visit, axe, width, language):
    """What lacks before the end, what was sent, and opening it again."""
    meeting_id, minutes_id = a_meeting(manage)
    page = at_record(visit, meeting_id, width=width, language=language)
    page.locator("[data-add=task]").click()
    page.keyboard.type("Catat pertanyaan")
    page.keyboard.press("Tab")
    page.wait_for_function("() => document.querySelector('[data-state].sent')")
    for path in (f"/pertemuan/{meeting_id}/catat/akhiri/", f"/notulen/{minutes_id}/riwayat/"):
        page.goto(path)
        assert_whole(page, axe, language)
    at = page.goto(f"/pertemuan/{meeting_id}/catat/")
    assert at.status == 200
    ready(page)
    page.locator("[data-drop]").click()
    page.locator("[data-here-all]").click()
    page.locator("[data-finish]").click()
    page.wait_for_url("**/akhiri/")
    assert_whole(page, axe, language)
    page.locator("main form .btn-primary").click()
    page.wait_for_url(f"**/pertemuan/{meeting_id}/")
    page.goto(f"/pertemuan/{meeting_id}/catat/buka/")
    assert_whole(page, axe, language)
    assert page.troubles == []


def test_the_record_fits_the_budget_of_a_page(manage, visit):
    meeting_id, _minutes_id = a_meeting(manage, people=14)
    page = visit("/healthz", "guru")
    path = f"/pertemuan/{meeting_id}/catat/"
    first, again = weight(page, path), weight(page, path)
    print(f"{path}: first {first}, again {again}")
    assert first["bytes"] <= FIRST
    assert again["bytes"] <= AGAIN
