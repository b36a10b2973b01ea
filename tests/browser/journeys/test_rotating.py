"""A principal moves to another school in the middle of a term, and another one comes"""

import json

from tests.browser.visits import ready
from tests.printed import text

from .conftest import LOOKS

SCHOOLS = """
import json
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from reports.demo import PASSWORD
from schools.models import District
from supervision.models import InstrumentVersion, Visit
from supervision.services import results, talks, visits
from supervision.services.planning import fill_in
from tests import make
look = {look!r}
def founded(name):
    npsn = f"{{uuid4().int % 10**8:08}}"
    return make.school(
        npsn=npsn, district=District.objects.first(), name=f"SD Negeri {{name}}",
        short_name=f"SDN {{name}}", time_zone="Asia/Makassar", signing_place=name)
# Each run has schools of its own, which the keeper finds by name.
names = [["Tanjung Ria", "Lembah Sari"], ["Pulau Kapas", "Bukit Aren"],
    ["Muara Bunga", "Padang Lalang"], ["Teluk Sago", "Rawa Nipah"]][{number}]
here, there = map(founded, names)
today = timezone.localdate(timezone=here.zone)
for school in (here, there):
    make.term(school=school, code="20261" if today.month > 6 else "20252",
        first_day=today - timedelta(days=60), last_day=today + timedelta(days=60))
def one(who, name, kind, role):
    user = make.user(role, here, username=f"{{who}}.{{look}}", name=name, password=PASSWORD)
    return make.person(here, kind, name=name, user=user)
head = one("sitti", "Sitti Aminah", "principal", "principal")
following = one("baso", "Baso Makkulau", "class_teacher", "teacher")
person = one("marlina", "Marlina Datu", "class_teacher", "teacher")
version = InstrumentVersion.objects.on_offer().get(instrument__key="pembelajaran-kolaboratif")
def planned(days):
    visit = Visit(school=here, person=person, kind="lesson", date=today - timedelta(days=days),
        observer=head.user, focus="Murid saling bertanya", version=version)
    visits.plan(fill_in(visit), by=head.user)
    return visits.accept(visit, voice="own")
def shared(visit):
    visits.start(visit)
    sheet = visits.sheet_of(visit)
    codes = sheet.version.rubric.codes
    sheet.cells = {{f"{{code}}.score": {{"value": 3, "revision": 1}} for code in codes}}
    for code in codes:
        sheet.cells[f"{{code}}.evidence"] = {{"value": "Foto papan", "revision": 1}}
    sheet.save()
    talks.finish(visit)
    make.feedback(visit)
    return talks.share(visit)
earlier, open_one = shared(planned(7)), planned(0)
print(json.dumps({{"here": here.pk, "there": there.pk, "head": head.pk, "next": following.pk,
    "earlier": str(earlier.pk), "open": str(open_one.pk), "names": names,
}}))
"""
FILL = """
from supervision.models import Visit
from supervision.services import talks
from tests import make
visit = Visit.objects.get(pk={open!r})
sheet = visit.sheets.get()
codes = sheet.version.rubric.codes
sheet.cells = {{f"{{code}}.score": {{"value": 3, "revision": 1}} for code in codes}}
for code in codes:
    sheet.cells[f"{{code}}.evidence"] = {{"value": "Foto papan", "revision": 1}}
sheet.save()
from supervision.services import visits
visits.start(visit)
talks.finish(visit)
make.feedback(visit)
talks.share(visit)
"""
TOLD = """
import json
from schools.models import Membership
rows = Membership.objects.current().filter(role="principal", school__in=[{here}, {there}])
print(json.dumps(sorted(rows.values_list("school", "user__person"))))
"""


def test_rotation(walk, manage):
    look = f"{walk.width}{walk.language}"
    number = LOOKS.index((walk.width, walk.language))
    world = json.loads(manage("shell", "-v0", "-c", SCHOOLS.format(look=look, number=number)))
    keeper = walk.someone("admin")
    keeper.who = "keeper"
    hand_over(walk, keeper, world["names"][0], world["here"], world["next"])
    hand_over(walk, keeper, world["names"][1], world["there"], world["head"])
    told = json.loads(manage("shell", "-v0", "-c", TOLD.format(**world)))
    assert told == sorted([[world["here"], world["next"]], [world["there"], world["head"]]])

    before = walk.someone(f"sitti.{look}")
    before.who = "principal who left"
    with walk.step("finds her new school", before):
        walk.go("main a[href^='/sekolah/']")
    assert before.url.endswith(f"/sekolah/{world['there']}/")
    assert not before.request.get(f"/sekolah/{world['here']}/").ok
    assert not before.request.get(f"/kunjungan/{world['open']}/").ok

    after = walk.someone(f"baso.{look}")
    after.who = "principal who came"
    take_over(walk, after, world)
    manage("shell", "-v0", "-c", FILL.format(**world))
    after.goto("/")
    earlier, later = (take_the_record(walk, after, world[which]) for which in ("earlier", "open"))
    assert "Sitti Aminah" in signed(earlier)
    assert "Baso Makkulau" in signed(later)
    assert walk.total("taps") <= 28


def hand_over(walk, page, name, school, to):
    with walk.step(f"finds {name}", page):
        walk.go(".sj-nav a[href='/sekolah/']")
        walk.write(name, "[name=q]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        walk.step_now.taps += 1
        walk.go(f"main a[href='/sekolah/{school}/']")
    with walk.step("hands it over to the next principal", page):
        walk.go("main a[href$='/serah-terima/']")
        walk.choose("[name=successor]", value=str(to))
        walk.send()


def take_over(walk, page, world):
    with walk.step("takes over the visit that was left open", page):
        walk.go(".sj-papan .btn-warning")
        walk.send()
    with walk.step("opens its sheet", page):
        walk.go("main .btn-primary")
        ready(page)
    page.goto("about:blank")


def signed(paper):
    """What stands below the line of the principal."""
    return paper.rpartition("Kepala Sekolah")[2]


def take_the_record(walk, page, visit):
    with walk.step("takes the record of a visit", page):
        walk.go(".sj-nav a[href='/supervisi/']")
        walk.go("main a[href='/kunjungan/']")
        walk.go(f"main a[href='/kunjungan/{visit}/']")
        with page.expect_download() as kept:
            walk.tap("aside a[href$='berita-acara.pdf']")
    return text(kept.value.path().read_bytes())
