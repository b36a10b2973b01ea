"""The pictures of docs/img, taken from the demo: `make pictures`. Not collected by a run of all."""

from io import BytesIO

import pytest
from PIL import Image, ImageOps

from tests.docs import DOCS

from .journeys.walk import Step, Walk
from .meetings import a_meeting
from .test_record import at_record, record
from .test_reports import COUNT
from .visits import a_visit, open_sheet, tap

PHONE, WIDE = 360, 1280
HEIGHTS = {PHONE: 720, WIDE: 860}
EDGE = "#c5d0cd"
MOST = 150_000  # bytes

TERM = """
from reports.models import Summary
print(Summary.objects.get(term__code="20252", term__school__short_name="SDN 3 Sarumai").pk)
"""
TRIED = """
from meetings.models import Practice
print(Practice.objects.get(title="Tali pecahan dari pukat bekas").pk)
"""


TO_THE_TOP = "part => scrollTo(0, part.getBoundingClientRect().top + scrollY)"


def asked(manage, code):
    return manage("shell", "-v0", "-c", code)


def home(visit, manage):
    return visit("/", "kepsek", **on(PHONE))


def sheet(visit, manage):
    words = {"focus": "Murid bertanya", "criterion": "Tiga pertanyaan dari murid"}
    visit_id, _ = a_visit(manage, person="guru", **words)
    page = visit("/", "kepsek", **on(PHONE))
    open_sheet(page, visit_id)
    for number, value in enumerate([3, 4, 3, 2, 3, 4], 1):
        tap(page, number, value)
    page.locator("[data-state]", has_text="Terkirim").wait_for()
    page.evaluate("scrollTo(0, 0)")
    return page


def minutes(visit, manage):
    meeting_id, _ = a_meeting(manage, "guru", "pengamat", name="KKG Gugus II")
    page = at_record(visit, meeting_id, **on(PHONE))
    walk = Walk(visit, axe=None)
    walk.page, walk.step_now = page, Step("guru", "records a session")
    record(page, walk)
    page.locator("[data-state]", has_text="Terkirim").wait_for()
    page.locator(".sj-toast").wait_for(state="detached")
    page.locator("[data-part=decision]").evaluate("part => part.scrollIntoView()")
    return page


def trail(visit, manage):
    page = visit(f"/praktik/{asked(manage, TRIED)}/", "guru", **on(PHONE))
    page.locator("#jejak").evaluate(TO_THE_TOP)
    return page


def term(visit, manage):
    manage("shell", "--command", COUNT)
    page = visit(f"/laporan/semester/{asked(manage, TERM)}/", "kepsek", **on(WIDE))
    page.wait_for_load_state("networkidle")
    return page


def on(width):
    return {
        "width": width,
        "screen": {"width": width, "height": HEIGHTS[width]},
        "device_scale_factor": 2,
        "timezone_id": "Asia/Makassar",
    }


SCENES = {scene.__name__: scene for scene in [home, sheet, minutes, trail, term]}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_picture(scene, visit, manage):
    page = scene(visit, manage)
    assert page.answer.ok
    assert page.troubles == []
    width = page.viewport_size["width"]
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    page.evaluate("document.fonts.ready")
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    shot = ImageOps.expand(shot, border=2, fill=EDGE)
    path = DOCS / "img" / f"{scene.__name__}.png"
    shot.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < MOST
