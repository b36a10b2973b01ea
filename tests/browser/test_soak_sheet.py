"""A sheet killed at any moment: no tap is lost, and at most one second of typing."""

import contextlib
import os
import signal
import time
from pathlib import Path

from playwright.sync_api import Error

from config.frontend import chromium
from tests import soak

from .conftest import FLAGS
from .visits import a_visit, open_sheet, ready, tap, values, wait_for_line

LETTERS = "abcdefghijklmnopqrstuvwxyz    "
ITEMS = range(1, 25)


class Phone:
    """A browser with a profile on disk, which lives on when the browser is killed."""

    def __init__(self, browser, folder, site, cookies):
        self.browser, self.folder, self.site, self.cookies = browser, folder, site, cookies
        self.context = None

    def open(self, visit_id, *, is_silent=True):
        """A page on the sheet. A silent one sends nothing: what it knows, it knows from here."""
        if self.context is None:
            self.context = self.browser.browser_type.launch_persistent_context(
                self.folder,
                executable_path=chromium(),
                args=FLAGS,
                base_url=self.site,
                viewport={"width": 360, "height": 640},
                is_mobile=True,
                has_touch=True,
            )
            self.context.add_cookies(self.cookies)
        page = self.context.new_page()
        if is_silent:
            page.route("**/simpan/**", lambda route: route.abort())
        open_sheet(page, visit_id)
        return page

    def kill(self, page, way):
        if way == "close":
            page.close()
        elif way == "crash":
            with contextlib.suppress(Error):
                page.goto("chrome://crash", timeout=2000)
            with contextlib.suppress(Error):
                page.close()
        else:
            os.kill(self.pid(), signal.SIGKILL)
            with contextlib.suppress(Error):
                self.context.close()
            self.context = None

    def pid(self):
        """Of the browser that was started on this profile, and of no other."""
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                line = (process / "cmdline").read_bytes().decode(errors="replace")
                if f"--user-data-dir={self.folder}" in line and "--type=" not in line:
                    return int(process.name)
        raise LookupError(self.folder)


def test_a_sheet_killed_at_any_moment_keeps_what_was_entered(
    manage, browser, site, signed_in, tmp_path
):
    dice = soak.dice("killed sheets")
    visit_id, sheet_id = a_visit(manage)
    phone = Phone(browser, tmp_path / "profile", site, signed_in("kepsek"))
    scores, notes, ways, slowest = {}, {}, {"close": 0, "crash": 0, "kill": 0}, 0
    for number in range(3 * soak.ROUNDS):
        page = phone.open(visit_id)
        where = f"kill {number}, seed {soak.SEED}"
        typed, item = [], dice.choice(ITEMS)
        for _step in range(dice.randrange(1, 6)):
            value, chosen = dice.choice([1, 2, 3, 4]), dice.choice(ITEMS)
            tap(page, chosen, value)
            scores[f"PEL-{chosen:02}.score"] = value
        key = f"PEL-{item:02}.note"
        if dice.random() < 0.7:
            typed = type_on(dice, page, item, notes.get(key, ""))
        last = dice.choice(ITEMS)
        if dice.random() < 0.3:  # and a tap at the very last moment
            tap(page, last, 1 + number % 4)
            scores[f"PEL-{last:02}.score"] = 1 + number % 4
        way = dice.choice(sorted(ways))
        killed = time.monotonic()
        phone.kill(page, way)
        ways[way] += 1
        again = phone.open(visit_id)
        found = standing(again)
        assert {name: found.get(name) for name in scores} == scores, f"{where} by {way}"
        if typed:
            kept = found.get(key, "")
            whole = typed[-1][1]
            certain = max((text for at, text in typed if at <= killed - 1), key=len, default="")
            assert whole.startswith(kept), f"{where} by {way}: {kept!r} of {whole!r}"
            assert len(kept) >= len(certain), f"{where} by {way}: {kept!r} of {whole!r}"
            lost = [at for at, text in typed if len(text) > len(kept)]
            slowest = max(slowest, killed - min(lost) if lost else 0)
            notes[key] = kept
        again.close()
    page = phone.open(visit_id, is_silent=False)
    ready(page)
    if scores or notes:
        wait_for_line(page, "Terkirim", 30_000)
    stands = values(page, sheet_id)
    assert stands == scores | {key: text for key, text in notes.items() if text}
    phone.context.close()
    soak.report("killed sheets", **ways, most_typing_lost=f"{slowest:.2f} s")


def type_on(dice, page, item, before):
    """Type into a note, key by key, and return what stood there at which time."""
    box = page.locator("[data-item]").nth(item - 1)
    box.locator("[data-note]").click()
    field = box.locator(".sh-note").first
    field.press("End")
    page.keyboard.press("Control+End")
    typed, text = [], before
    for _key in range(dice.randrange(1, 90)):
        letter = dice.choice(LETTERS)
        page.keyboard.press("Space" if letter == " " else letter)
        text += letter
        typed.append((time.monotonic(), text))
        time.sleep(dice.choice([0.01, 0.03, 0.08]))
    return typed


def standing(page):
    """What the page shows: scores and notes."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(
                '#sheet input[type=radio]:checked, #sheet .sh-note[name$=".note"]')]
            .filter((field) => field.value)
            .map(({ name, type, value }) => [name, type === 'radio' ? Number(value) : value]))"""
    )
