"""From an idea in a KKG to a lesson in which it was seen, across three people and their phones."""

import re

from .meetings import a_meeting
from .test_record import SENT, at_record
from .visits import a_visit, wait_for_line

IDEA = "Kartu tanya dibagikan sebelum buku dibuka."
CHANGED = "Kartunya bergambar, karena murid belum lancar membaca."


def send(page):
    page.locator("main form .btn-primary").click()


def test_an_idea_of_a_kkg_is_tried_by_a_colleague_and_seen_in_class(manage, visit):
    meeting_id, _minutes_id = a_meeting(manage, "guru", "guru.senior", name="KKG Jejak")
    visit_id, _sheet_id = a_visit(manage, person="guru.senior", state="observed")

    # The teacher records the session, and makes a practice of what was said in two taps.
    page = at_record(visit, meeting_id)
    page.locator("[data-here-all]").click()
    page.locator("[data-item] [value=carried]").first.click()
    page.locator("[data-item] [value=carried]").nth(1).click()
    page.locator("textarea[name=discussion]").fill(IDEA)
    page.keyboard.press("Tab")
    wait_for_line(page, SENT)
    page.locator("[data-finish]").click()
    page.wait_for_url("**/akhiri/")
    send(page)
    page.wait_for_url(f"**/pertemuan/{meeting_id}/")
    page.get_by_role("link", name="Jadikan praktik baik").last.click()  # the first tap
    assert IDEA.rstrip(".") in page.locator("main form").inner_html()
    send(page)  # and the second
    page.wait_for_url(re.compile(r"/praktik/\d+/$"))
    practice = page.url
    title = page.locator("h1").inner_text()
    assert "Belum ada yang mencobanya" in page.locator("main").inner_text()

    # A colleague finds it on the page of the meeting, and tries it in her class, changed.
    hers = visit(f"/pertemuan/{meeting_id}/", "guru.senior")
    hers.get_by_role("link", name=title).first.click()
    assert hers.url == practice
    hers.get_by_role("link", name="Terapkan di kelas saya").click()
    hers.locator("[name=adaptation]").fill(CHANGED)
    hers.locator("[name=class_group]").select_option(index=1)
    send(hers)
    hers.wait_for_url(practice)
    assert CHANGED in hers.locator("#jejak").inner_text()

    # Her principal visits that class, sees it, and says so.
    theirs = visit(f"/kunjungan/{visit_id}/", "kepsek")
    theirs.locator(f"a[href='/kunjungan/{visit_id}/praktik/']").click()
    theirs.get_by_text(title).click()
    send(theirs)
    theirs.wait_for_url(f"**/kunjungan/{visit_id}/*")
    assert title in theirs.locator("main").inner_text()

    # Whoever brought the idea reads that it arrived.
    page.goto(practice)
    trail = page.locator("#jejak").inner_text()
    assert CHANGED in trail
    assert "Terlihat" in page.locator("#jejak .sj-tree").inner_text()
    assert [*page.troubles, *hers.troubles, *theirs.troubles] == []
