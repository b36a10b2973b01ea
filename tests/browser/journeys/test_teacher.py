"""A teacher's month: a visit, a KKG and a practice"""

import json
import re

from tests.browser.meetings import a_meeting, what_came_of
from tests.browser.test_record import record
from tests.browser.visits import ready

MAKE = """
import json
from datetime import date, time, timedelta
from django.utils import timezone
from reports.demo import PASSWORD
from schools.access import Role
from schools.models.places import school_year_on
from staff.kinds import Kind
from supervision.kinds import State
from supervision.models import InstrumentVersion
from supervision.services import visits
from tests import make
now, today = timezone.now(), timezone.localdate()
school = make.school(name="SD Negeri 5 Tanjung Sari", short_name="SDN 5 Tanjung Sari")
year = school_year_on(today)
half = 1 if today.month >= 7 else 2
first, last = {1: (date(year, 7, 1), date(year, 12, 31)),
               2: (date(year + 1, 1, 1), date(year + 1, 6, 30))}[half]
term = make.term(school=school, code=f"{year}{half}", first_day=first, last_day=last)
principal = make.user(Role.PRINCIPAL, school, name="Hj. Salmah Dunggio", password=PASSWORD)
make.person(school, kind=Kind.PRINCIPAL, name="Hj. Salmah Dunggio, S.Pd.", user=principal)
teacher = make.user(Role.TEACHER, school, name="Nurlela Ismail", password=PASSWORD)
person = make.person(school, name="Nurlela Ismail, S.Pd.", user=teacher)
names = ["Agus Tomayahu", "Betsi Kaligis", "Darma Lihawa", "Eni Pakaya", "Fitri Olii",
         "Gani Usman", "Hasan Mantali", "Irma Botutihe", "Julin Karim"]
colleagues = [make.person(school, name=f"{name}, S.Pd.", user=make.user(Role.TEACHER, school,
              name=name)) for name in names]
classroom = make.class_group(school=school, year=year, name="Kelas 4", grade=4, pupils=24)
person.placements.get().classes.create(class_group=classroom)
version = InstrumentVersion.objects.on_offer().get(instrument__key="pelaksanaan-pembelajaran",
                                                   instrument__school=None)
cycle = make.cycle(school, term=term, planned_by=principal, version=version, stage="action",
                   focus="Murid bertanya, bukan hanya menjawab",
                   criterion="Sedikitnya lima pertanyaan datang dari murid")
make.participant(cycle, person, accepted_at=now)
visit = make.visit(school, person, principal, state=State.PLANNED, date=today + timedelta(days=3),
                   start=time(7, 30), end=time(8, 40), cycle=cycle, class_group=classroom,
                   version=version, focus=cycle.focus, criterion=cycle.criterion,
                   accepted_by_observer_at=now)
practice = make.practice(school, colleagues[0], title="Pojok tanya sebelum pelajaran",
                         why="Murid yang malu bertanya menulis dulu pertanyaannya.",
                         steps="Sediakan kotak dan kertas kecil\\nAmbil tiga pertanyaan tiap pagi",
                         audience="school", born_on=today - timedelta(days=40))
print(json.dumps([teacher.username, str(visit.pk), practice.pk]))
"""
IT_TAKES_PLACE = """
from django.utils import timezone
from supervision.kinds import Voice
from supervision.models import Visit
from supervision.services import sheets, talks, visits
visit = Visit.objects.get(pk={visit!r})
visit.date = timezone.localdate()
visit.save()
visit = visits.start(visit)
sheet = visits.sheet_of(visit)
sheet.cells = {{f"{{code}}.score": {{"value": 3, "revision": 1}} for code in
               sheet.version.rubric.codes}}
sheet.revision = 1
sheet.save()
Visit.objects.filter(pk=visit.pk).update(state="observed", observed_at=timezone.now())
"""
IT_IS_SHARED = """
from supervision.models import Visit
from supervision.services import talks
from tests import make
visit = Visit.objects.get(pk={visit!r})
make.feedback(
    visit,
    goal="Sedikitnya lima pertanyaan datang dari murid.",
    seen="Empat pertanyaan dari murid, tiga di antaranya dari barisan depan.",
    gap="Barisan belakang belum bertanya.",
    next_step="Beri satu menit berpasangan sebelum pertanyaan dibuka.",
)
talks.share(visit)
"""
WEEKS_PASS = """
from datetime import timedelta
from django.db.models import F
from meetings.models import Adoption
Adoption.objects.filter(practice={practice!r}).update(since=F("since") - timedelta(days=30))
"""
CAME_OF_IT = """
import json
from meetings.models import Adoption, Practice
from supervision.models import Visit
visit = Visit.objects.get(pk={visit!r})
tried = Adoption.objects.get(practice={practice!r})
print(json.dumps({{
    "state": visit.state,
    "accepted": bool(visit.accepted_by_person_at),
    "said": list(visit.remarks.order_by("at").values_list("moment", "text")),
    "tried": [tried.adaptation, tried.happened, tried.verdict, str(tried.class_group)],
    "made": list(Practice.objects.filter(person=visit.person).values_list("title", flat=True)),
}}))
"""
OWN_VIEW = (
    "Kerja kelompok berjalan, tetapi anak-anak menunggu saya menunjuk. Dua anak di belakang baru"
    " berani bertanya ketika berpasangan."
)
REPLY = "Terima kasih. Pekan depan saya mulai dengan satu menit berpasangan di barisan belakang."
CHANGED = "Di kelas saya pertanyaannya boleh digambar."
HAPPENED = "Kotaknya terisi 14 pertanyaan dalam sepekan; tiga anak pendiam ikut menulis."


def test_a_teachers_month(walk, manage):
    who, visit_id, practice = json.loads(manage("shell", "-v0", "-c", MAKE))
    page = walk.someone(who)
    page.who = "teacher"
    with walk.step("accepts the plan of a visit", page):
        walk.go(".sj-papan .btn")
        plan = page.locator("main").inner_text()
        assert "Murid bertanya" in plan
        assert "Sedikitnya lima pertanyaan" in plan
        walk.send()
    manage("shell", "-v0", "-c", IT_TAKES_PLACE.format(visit=visit_id))
    page.goto("/")
    with walk.step("writes her own view after the visit", page):
        walk.go(".sj-papan .btn")
        walk.write(OWN_VIEW, "[name=text]")
        walk.send()
    manage("shell", "-v0", "-c", IT_IS_SHARED.format(visit=visit_id))
    page.goto("/")
    with walk.step("reads the feedback, replies and marks it read", page):
        walk.go(".sj-papan .btn")
        assert "Barisan belakang belum bertanya." in page.locator("main").inner_text()
        walk.write(REPLY, "#kata-terakhir [name=text]")
        walk.go("#kata-terakhir .btn-primary")

    meeting_id, _minutes_id = a_meeting(manage, who)
    page.goto("/")
    with walk.step("records a KKG", page):
        walk.go(".sj-papan .btn")
        ready(page)
        record(page, walk)
        walk.go("[data-finish]")
        walk.send()
        page.wait_for_url(f"**/pertemuan/{meeting_id}/")
    with walk.step("makes a practice of what was said", page):
        walk.go("main a[href*='/praktik/baru/']")
        walk.send()
        page.wait_for_url(re.compile(r"/praktik/\d+/$"))
    with walk.step("tries a colleague's practice in her class", page):
        walk.go(".sj-nav a[href='/praktik/']")
        walk.go(f"main a[href='/praktik/{practice}/']")
        walk.go(f".sj-act a[href='/praktik/{practice}/terapkan/']")
        walk.write(CHANGED, "[name=adaptation]")
        walk.send()
    manage("shell", "-v0", "-c", WEEKS_PASS.format(practice=practice))
    page.goto("/")
    with walk.step("says how it went", page):
        walk.go("main a[href$='/hasil/']")
        walk.write(HAPPENED, "[name=happened]")
        walk.tap("[name=verdict][value=keep]")
        walk.send()

    came = CAME_OF_IT.format(visit=visit_id, practice=practice)
    said = json.loads(manage("shell", "-v0", "-c", came))
    assert said["accepted"]
    assert said["state"] == "read"
    assert said["said"] == [["own_view", OWN_VIEW], ["reply", REPLY]]
    assert said["tried"] == [CHANGED, HAPPENED, "keep", "Kelas 4"]
    assert len(said["made"]) == 1
    assert what_came_of(manage, meeting_id)["state"] == "held"
    assert walk.total("taps", "teacher") <= 39
