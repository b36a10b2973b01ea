"""A librarian runs a literacy programme"""

import json

MAKE = """
import json
from datetime import date
from django.utils import timezone
from reports.demo import PASSWORD
from schools.access import Role
from schools.models.places import school_year_on
from staff.kinds import Kind
from tests import make
today = timezone.localdate()
school = make.school(name="SD Negeri 2 Waimuri", short_name="SDN 2 Waimuri", letterhead="")
year = school_year_on(today)
first, last = (date(year, 7, 1), date(year, 12, 31))
if today > last:
    first, last = date(year + 1, 1, 1), date(year + 1, 6, 30)
make.term(school=school, code=f"{year}{1 if first.month == 7 else 2}", first_day=first,
          last_day=last)
for number in range(1, 7):
    teacher = make.person(school, name=f"Guru Kelas {number}")
    for years_ago in range(3):
        make.class_group(school=school, year=year - years_ago, name=f"Kelas {number}",
                         grade=number, pupils=20 + number)
librarian = make.user(Role.STAFF, school, name="Yohana Rumbiak", password=PASSWORD)
make.person(school, kind=Kind.LIBRARIAN, name="Yohana Rumbiak, A.Ma.Pust.", user=librarian)
classroom = school.class_groups.get(year=year, name="Kelas 2")
print(json.dumps([librarian.username, classroom.pk, today.weekday() % 6]))
"""
THAT_DAY_COMES = """
from django.utils import timezone
from meetings.models import Slot
today = timezone.localdate().weekday()
Slot.objects.filter(support__lead__user__username={who!r}).update(weekday=today)
"""
A_FEW_DAYS_PASS = """
from datetime import timedelta
from django.db.models import F
from meetings.models import SupportSession
SupportSession.objects.filter(by__user__username={who!r}).update(date=F("date") - timedelta(days=2))
"""
CAME_OF_IT = """
import json
from meetings.models import Support
support = Support.objects.get(lead__user__username={who!r})
print(json.dumps({{
    "state": support.state,
    "hours": support.slots.count(),
    "sessions": list(support.sessions.values_list("present", "minutes")),
    "counts": [list(measure.counts.values()) for measure in support.measures.order_by("pk")],
    "outcome": support.outcome,
}}))
"""
GOAL = "Delapan murid kelas 2 yang masih di tahap huruf membaca kata sebelum bagi rapor."
NOTES = [
    "Permainan kartu suku kata berpasangan, lalu membaca label di kantin.",
    "Membaca bersama buku besar; tiap anak menunjuk kata yang dikenalnya.",
    "Membaca berdua buku bergambar; tiga anak sudah membaca satu halaman sendiri.",
]
LEARNT = "Kartu suku kata berpasangan dilanjutkan; setengah jam di pagi hari lebih baik."
START, END = [2, 6], [0, 1, 5, 2]


def count(walk, page, pupils):
    """Write how many stand at each level, the lowest first."""
    boxes = page.locator("[data-step] input")
    for number, many in enumerate(pupils):
        if many:
            walk.write_over(str(many), boxes.nth(number))
    walk.send()


def test_a_librarian_runs_a_literacy_programme(walk, manage):
    who, classroom, weekday = json.loads(manage("shell", "-v0", "-c", MAKE))
    page = walk.someone(who)
    page.who = "librarian"
    with walk.step("begins a programme for a class", page):
        walk.go("main a[href='/pendampingan/baru/']")
        walk.choose("[name=class_group]", value=str(classroom))
        walk.write(GOAL, "[name=goal]")
        walk.send()
    with walk.step("sets its hour of the week", page):
        assert page.locator("[name=day_0]").input_value() == str(weekday)
        walk.hour("[name=start_0]", "09:15")
        walk.send()
    with walk.step("counts who takes part, and at which level", page):
        count(walk, page, START)
    programme = page.url
    manage("shell", "-v0", "-c", THAT_DAY_COMES.format(who=who))
    for number, note in enumerate(NOTES, 1):
        page.goto("/")
        with walk.step(f"writes down session {number}", page):
            walk.go("main a.btn[href$='/sesi/']")
            walk.write(note, "[name=note]")
            walk.send()
        manage("shell", "-v0", "-c", A_FEW_DAYS_PASS.format(who=who))
    assert page.url == programme
    with walk.step("counts again at the end", page):
        walk.go("main a[href$='/ukur/akhir/']")
        count(walk, page, END)
    with walk.step("ends it, with what came of it", page):
        walk.go("main a[href$='/akhiri/']")
        walk.tap("[name=state][value=closed]")
        came = page.locator("[name=outcome]").input_value()
        assert "8" in came
        walk.write(LEARNT, "[name=learnt]")
        walk.send()

    assert came in page.locator("#hasil-akhir").inner_text()
    said = json.loads(manage("shell", "-v0", "-c", CAME_OF_IT.format(who=who)))
    assert said["state"] == "closed"
    assert said["hours"] == 1
    assert said["sessions"] == [[8, 30]] * 3
    assert [sum(counted) for counted in said["counts"]] == [8, 8]
    assert said["outcome"] == came
    assert walk.total("taps", "librarian") <= 31
