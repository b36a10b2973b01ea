"""A principal leads a school through its first cycle, and begins the next

Three teachers and a librarian take part. One visit is walked whole; the rest are brought along.
"""

import json
from datetime import date

from tests.browser.visits import ready, wait_for_line
from tests.printed import text

SCHOOL = """
import json
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from reports.demo import PASSWORD
from schools.models import District
from supervision.models import InstrumentVersion
from tests import make
look = {look!r}
school = make.school(
    npsn=f"{{uuid4().int % 10**8:08}}", district=District.objects.first(),
    name="SD Negeri Muara Lintang", short_name="SDN Muara Lintang",
    time_zone="Asia/Makassar", signing_place="Muara Lintang")
today = timezone.localdate(timezone=school.zone)
make.term(school=school, code="20261" if today.month > 6 else "20252",
    first_day=today - timedelta(days=60), last_day=today + timedelta(days=60))
def one(who, name, kind, role):
    user = make.user(role, school, username=f"{{who}}.{{look}}", name=name, password=PASSWORD)
    return make.person(school, kind, name=name, user=user)
one("rahma", "Rahmawati Usman", "principal", "principal")
names = ["Nurhayati Laode", "Ilham Sudirman", "Wa Ode Fitri"]
for grade, (who, name) in enumerate(zip(["nur", "ilham", "fitri"], names), 4):
    person = one(who, name, "class_teacher", "teacher")
    group = make.class_group(school=school, year=today.year - (today.month < 7),
        name=f"Kelas {{grade}}", grade=grade)
    person.placements.get().classes.create(class_group=group)
one("asrul", "Asrul Baharuddin", "librarian", "staff")
offered = InstrumentVersion.objects.on_offer()
sheet = offered.get(instrument__key="pembelajaran-kolaboratif")
print(json.dumps({{"school": school.pk, "sheet": sheet.pk, "today": today.isoformat()}}))
"""
# What the other two teachers and the librarian go through, told once above.
BRING_ALONG = """
from staff.models import Person
from supervision.models import Cycle, Visit
from supervision.services import results, sheets, talks, visits
from tests import make
cycle = Cycle.objects.get(school={school})
for visit in cycle.visits.exclude(state="final"):
    visits.accept(visit, voice="own")
    visits.start(visit)
    sheet = visits.sheet_of(visit)
    codes = sheet.version.rubric.codes
    sheet.cells = {{f"{{code}}.score": {{"value": 2, "revision": 1}} for code in codes}}
    for code in codes:
        sheet.cells[f"{{code}}.evidence"] = {{"value": "Foto papan", "revision": 1}}
    sheet.save()
    talks.finish(visit)
    make.feedback(visit)
    talks.share(visit)
    talks.mark_read(visit)
    visit.refresh_from_db()
    results.finalise(visit, by=visit.observer)
"""
TOLD = """
import json
from supervision.models import Cycle, FollowUp, Remark, Visit
cycles = Cycle.objects.filter(school={school}).order_by("number")
print(json.dumps({{
    "cycles": [[cycle.number, cycle.stage, cycle.participants.count()] for cycle in cycles],
    "final": Visit.objects.filter(school={school}, state="final").count(),
    "steps": FollowUp.objects.filter(visit__school={school}).count(),
    "said": list(Remark.objects.filter(visit__school={school}).values_list("moment", flat=True)),
    "problems": list(cycles.last().problems.values_list("text", flat=True)),
}}))
"""
FOCUS = "Murid saling bertanya dalam kelompok"
NOTED = "Kelompok dekat jendela: empat murid bertanya, dua menonton."
TEACHERS = ["nur", "ilham", "fitri"]


def test_first_cycle(walk, manage):
    look = f"{walk.width}{walk.language}"
    world = json.loads(manage("shell", "-v0", "-c", SCHOOL.format(look=look)))
    pages = {}

    def at_home(who, called):
        """Each has a phone of their own, and begins at home."""
        if who not in pages:
            pages[who] = walk.someone(f"{who}.{look}")
            pages[who].who = called
        else:
            pages[who].goto("/")
        return pages[who]

    head = at_home("rahma", "principal")
    plan_the_baseline(walk, head, world)
    for who in [*TEACHERS, "asrul"]:
        accept_the_plan(walk, at_home(who, "librarian" if who == "asrul" else "teacher"))
    give_dates(walk, at_home("rahma", "principal"), world)
    accept_the_date(walk, at_home("nur", "teacher"))
    fill_the_sheet(walk, at_home("rahma", "principal"))
    tell_ones_own_view(walk, at_home("nur", "teacher"))
    give_feedback(walk, at_home("rahma", "principal"))
    read_and_reply(walk, at_home("nur", "teacher"))
    make_final(walk, at_home("rahma", "principal"))
    manage("shell", "-v0", "-c", BRING_ALONG.format(**world))
    look_back(walk, at_home("rahma", "principal"))
    reflect(walk, at_home("nur", "teacher"))
    close(walk, at_home("rahma", "principal"))
    begin_the_next(walk, at_home("rahma", "principal"))
    paper = take_the_report(walk, at_home("rahma", "principal"))
    assert "Rahmawati Usman" in paper
    assert FOCUS in paper
    told = json.loads(manage("shell", "-v0", "-c", TOLD.format(**world)))
    assert told["cycles"] == [[0, "closed", 4], [1, "planning", 4]]
    assert told["final"] == 4
    assert told["steps"] == 1
    assert sorted(told["said"]) == ["own_view", "reply"]
    assert told["problems"] == ["Kelompok berenam terlalu besar: dua murid hanya menonton."]
    assert walk.total("taps", "principal") <= 71


def plan_the_baseline(walk, page, world):
    with walk.step("writes the plan of the baseline", page):
        walk.go(".sj-papan .btn-warning")
        walk.write(FOCUS, "[name=focus]")
        walk.choose("[name=version]", value=str(world["sheet"]))
        walk.send()


def accept_the_plan(walk, page):
    with walk.step("accepts the plan of the cycle", page):
        walk.go(".sj-papan .btn-warning")
        walk.send()


def give_dates(walk, page, world):
    with walk.step("opens the stage of action", page):
        walk.go(".sj-papan .btn-warning")
        walk.send()
    with walk.step("gives four people their dates", page):
        walk.go("main .btn-primary")
        walk.go("main a[href='?usul']")
        first = page.locator("li", has_text="Nurhayati Laode")
        walk.date(first.locator("[name^=date_]"), date.fromisoformat(world["today"]))
        walk.send()


def accept_the_date(walk, page):
    with walk.step("accepts the date of the visit", page):
        walk.go(".sj-papan .btn-warning")
        walk.send()


def fill_the_sheet(walk, page):
    with walk.step("opens the sheet in the classroom", page):
        walk.go(".sj-papan .btn-warning")
        ready(page)
    assert walk.steps[-1].taps <= 3
    with walk.step("fills the sheet", page):
        items = page.locator("[data-item]")
        for number in range(items.count()):
            value = 3 if number % 3 else 2
            walk.tap(items.nth(number).locator(f".sj-tile:has(input[value='{value}'])"))
        walk.write(NOTED, "[data-timed] textarea")
        walk.tap("[data-note-done]")
        wait_for_line(page, ("Terkirim" if walk.language == "id" else "Sent"))
    with walk.step("ends the observation", page):
        for number in range(page.locator("[data-asks-evidence]").count()):
            walk.tap("[data-finish]")
            walk.write(f"Foto papan tulis kelompok {number + 1}")
        walk.go("[data-finish]")
        walk.send()


def tell_ones_own_view(walk, page):
    with walk.step("tells her own view first", page):
        walk.go(".sj-papan .btn-warning")
        walk.write(
            "Pembukaannya lancar. Saat diskusi saya terlalu lama di satu kelompok, sehingga"
            " kelompok lain menunggu.",
            "[name=text]",
        )
        walk.send()


def give_feedback(walk, page):
    with walk.step("writes the feedback in four parts", page):
        walk.go(".sj-papan .btn-warning")
        assert page.locator("[name=seen]").input_value() == NOTED
        walk.write("Dua murid di setiap kelompok belum ikut bertanya.", "[name=gap]")
        walk.write("Bagi kelompok menjadi tiga orang pada pelajaran IPAS.", "[name=next_step]")
        walk.go("main form .btn-line")  # shared once the step is agreed on
    with walk.step("agrees on the next step", page):
        walk.go("main a[href$='/tindak-lanjut/']")
        walk.send()
    with walk.step("shares it", page):
        walk.go("main .btn-primary")
        walk.send()


def read_and_reply(walk, page):
    with walk.step("reads the feedback, replies", page):
        walk.go(".sj-papan .btn-warning")
        walk.write(
            "Terima kasih. Minggu depan saya coba kelompok tiga orang.",
            "#kata-terakhir [name=text]",
        )
        walk.go("#kata-terakhir .btn-primary")


def make_final(walk, page):
    with walk.step("makes the result final", page):
        walk.go(".sj-papan .btn-warning")
        walk.go("main .btn-primary")
        walk.send()


def look_back(walk, page):
    with walk.step("opens observation and reflection", page):
        walk.go(".sj-papan .btn-warning")
        walk.send()
        walk.go("main .btn-primary")
        walk.send()
    with walk.step("writes down a problem", page):
        walk.go("main a[href$='/masalah/']")
        walk.write("Kelompok berenam terlalu besar: dua murid hanya menonton.", "[name=text]")
        walk.send()
    with walk.step("says what becomes of it", page):
        walk.go("#masalah li a[href^='/masalah-siklus/']")
        walk.tap("label:has([name=state][value=carried]), [name=state][value=carried]")
        walk.send()
    with walk.step("writes her reflection", page):
        walk.go("main .btn-primary")
        walk.write("Semua guru mau dikunjungi tanpa ditunda.", "[name=gains]")
        walk.write("Waktu berbicara setelah kunjungan masih pendek.", "[name=challenges]")
        walk.write("Jadwal yang disepakati bersama sangat membantu.", "[name=factors]")
        walk.write("Kelompok kecil di semua kelas.", "[name=next_step]")
        walk.send()


def reflect(walk, page):
    with walk.step("writes her own reflection", page):
        walk.go(".sj-papan .btn-warning")
        walk.write("Saya tahu murid mana yang hanya menonton.", "[name=gains]")
        walk.send()


def close(walk, page):
    with walk.step("closes the baseline", page):
        walk.go(".sj-papan .btn-warning")
        walk.send()


def begin_the_next(walk, page):
    with walk.step("begins cycle I from it", page):
        walk.go(".sj-papan .btn-warning")
        walk.write("Setiap murid bertanya sedikitnya sekali.", "[name=criterion]")
        walk.send()


def take_the_report(walk, page):
    with walk.step("takes the report to print and sign", page):
        walk.go(".sj-nav a[href='/supervisi/']")
        walk.go("main a[href^='/siklus/']:not([href$='baru/']) >> nth=-1")
        walk.go("main a[href$='/hasil/']")
        with page.expect_download() as kept:
            walk.tap("main a[href$='laporan.pdf']")
    return text(kept.value.path().read_bytes())
