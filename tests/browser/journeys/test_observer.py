"""An observer's afternoon: two visits, one of them in a classroom without a signal"""

import json

from tests.browser.visits import ready, wait_for_line

SCHOOL = """
import json
from datetime import time, timedelta
from uuid import uuid4
from django.utils import timezone
from reports.demo import PASSWORD
from schools.models import District
from supervision.models import InstrumentVersion
from supervision.services.planning import fill_in
from supervision.services import visits
from supervision.models import Visit
from tests import make
look = {look!r}
school = make.school(
    npsn=f"{{uuid4().int % 10**8:08}}", district=District.objects.first(),
    name="SD Negeri Batu Kapal", short_name="SDN Batu Kapal", time_zone="Asia/Makassar")
today = timezone.localdate(timezone=school.zone)
make.term(school=school, code="20261" if today.month > 6 else "20252",
    first_day=today - timedelta(days=60), last_day=today + timedelta(days=60))
def one(who, name, kind, role):
    user = make.user(role, school, username=f"{{who}}.{{look}}", name=name, password=PASSWORD)
    return make.person(school, kind, name=name, user=user)
head = one("hasni", "Hasni Tahir", "principal", "principal").user
observer = one("yusuf", "Yusuf Palimbo", "class_teacher", "observer").user
version = InstrumentVersion.objects.on_offer().get(instrument__key="pembelajaran-kolaboratif")
made = []
people = [("lince", "Lince Ranteallo"), ("arman", "Arman Salim"), ("desi", "Desi Parimbunan")]
for hour, (who, name) in enumerate(people, 8):
    person = one(who, name, "class_teacher", "teacher")
    visit = Visit(school=school, person=person, kind="lesson", date=today,
        start=time(hour), end=time(hour, 50), observer=head if who == "desi" else observer,
        focus="Murid saling bertanya dalam kelompok",
        criterion="Setiap murid bertanya sedikitnya sekali.", version=version)
    visits.plan(fill_in(visit), by=visit.observer)
    visits.accept(visit, voice="own")
    made.append(str(visit.pk))
print(json.dumps(made))
"""
TOLD = """
import json
from supervision.models import Visit
print(json.dumps([
    [visit.state, len(visit.sheets.get().scores), visit.feedback.count(), [
        cell["value"]["text"] for key, cell in visit.sheets.get().cells.items()
        if key.startswith("moment.")]]
    for visit in Visit.objects.filter(pk__in={made!r}).order_by("start")[:2]]))
"""
NOTES = [
    "Kelompok dekat jendela menunggu kartu, tiga menit.",
    "Dua murid perempuan menjelaskan cara mengukur kepada temannya.",
]
SENT = {"id": "Terkirim", "en": "Sent"}
KEPT = {"id": "Tersimpan di HP", "en": "Saved on this phone"}
DESK = {"id": "Tersimpan di perangkat", "en": "Saved on this device"}


def test_afternoon(walk, manage):
    look = f"{walk.width}{walk.language}"
    made = json.loads(manage("shell", "-v0", "-c", SCHOOL.format(look=look)))
    page = walk.someone(f"yusuf.{look}")
    page.who = "observer"
    with walk.step("opens the sheet of the first visit", page):
        walk.go(".sj-papan .btn-warning")
        ready(page)
    with walk.step("begins to score", page):
        score(walk, page, range(4))
        note(walk, NOTES[0])
        look_up(page, SENT[walk.language])
    with walk.step("goes on without a signal", page):
        page.context.set_offline(True)
        score(walk, page, range(4, 14))
        note(walk, NOTES[1])
        look_up(page, (DESK if walk.width > 700 else KEPT)[walk.language])
        page.troubles[:] = [said for said in page.troubles if "DISCONNECTED" not in said]
    with walk.step("steps into the yard, where it is sent", page):
        page.context.set_offline(False)
        look_up(page, SENT[walk.language])
    finish(walk, page)
    page.goto("/")
    with walk.step("opens the sheet of the second visit", page):
        walk.go(".sj-papan .btn-warning")
        ready(page)
    with walk.step("fills it", page):
        score(walk, page, range(14))
        note(walk, "Pembagian kelompok sudah tertulis di papan sejak awal.")
        look_up(page, SENT[walk.language])
    finish(walk, page)
    page.goto("/")
    for name in ["first", "second"]:
        with walk.step(f"writes the feedback on the {name} visit", page):
            walk.go(".sj-papan .btn-warning")
            assert page.locator("[name=seen]").input_value()  # what was noted in the classroom
            walk.write("Empat murid belum bertanya.", "[name=gap]")
            walk.write("Mulai dari kelompok di belakang saat berkeliling.", "[name=next_step]")
            walk.send()
        with walk.step("shares it", page):
            walk.send()
        page.goto("/")
    with walk.step("looks through the visits", page):
        walk.go(".sj-nav a[href='/kunjungan/']")
    for number, visit in enumerate(made):
        seen = page.locator(f"main a[href='/kunjungan/{visit}/']").count()
        assert seen == (number < 2)
        assert page.request.get(f"/kunjungan/{visit}/").ok is (number < 2)
    told = json.loads(manage("shell", "-v0", "-c", TOLD.format(made=made)))
    assert [row[:3] for row in told] == [["shared", 14, 1]] * 2
    assert told[0][3] == NOTES
    assert walk.total("taps", "observer") <= 57


def score(walk, page, numbers):
    """One tap for each of these items."""
    for number in numbers:
        item = page.locator("[data-item]").nth(number)
        walk.tap(item.locator(f".sj-tile:has(input[value='{2 + number % 3}'])"))


def note(walk, text):
    walk.write(text, "[data-timed] textarea")
    walk.tap("[data-note-done]")


def look_up(page, words):
    """To the line at the head of the sheet that says where everything is."""
    wait_for_line(page, words)
    page.evaluate("scrollTo(0, 0)")


def finish(walk, page):
    with walk.step("ends the observation", page):
        for number in range(page.locator("[data-asks-evidence]").count()):
            walk.tap("[data-finish]")
            walk.write(f"Foto meja kelompok {number + 1}")
        walk.go("[data-finish]")
        walk.send()
