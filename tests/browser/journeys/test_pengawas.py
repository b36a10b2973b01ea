"""A school supervisor's week with six schools"""

import json

from tests.browser.visits import ready

MAKE = """
import json
from datetime import date, timedelta
from django.utils import timezone
from reports.demo import PASSWORD
from reports.models import Summary
from reports.tasks import count
from schools.access import Role
from schools.models.places import school_year_on
from staff.kinds import Kind
from supervision.kinds import State
from supervision.models import InstrumentVersion
from supervision.services import results, sheets, visits
from tests import make
now, today = timezone.now(), timezone.localdate()
cluster = make.cluster(name="Gugus Bintang Laut")
year, half = school_year_on(today), 1 if today.month >= 7 else 2
first, last = {1: (date(year, 7, 1), date(year, 12, 31)),
               2: (date(year + 1, 1, 1), date(year + 1, 6, 30))}[half]
version = InstrumentVersion.objects.on_offer().get(instrument__key="pelaksanaan-pembelajaran",
                                                   instrument__school=None)
supervisor = make.user(Role.SUPERVISOR, cluster, name="Drs. Idris Manoppo", password=PASSWORD)
made = []
for place in ["Bone Pantai", "Batu Lubang", "Kayu Merah", "Olele", "Tolotio", "Uabanga"]:
    school = make.school(cluster=cluster, name=f"SD Negeri {place}", short_name=f"SDN {place}")
    term = make.term(school=school, code=f"{year}{half}", first_day=first, last_day=last)
    principal = make.user(Role.PRINCIPAL, school, name=f"Kepala {place}", password=PASSWORD)
    head = make.person(school, kind=Kind.PRINCIPAL, name=f"Kepala {place}, S.Pd.", user=principal)
    cycle = make.cycle(school, term=term, planned_by=principal, version=version, stage="action",
                       focus="Murid bertanya, bukan hanya menjawab",
                       criterion="Sedikitnya lima pertanyaan dari murid")
    for number in range(1, 7):
        name = f"Guru {place} {number}"
        person = make.person(school, name=name, user=make.user(Role.TEACHER, school, name=name))
        make.participant(cycle, person, accepted_at=now)
        if number > len(made) + 1:
            continue
        visit = make.visit(school, person, principal, cycle=cycle, version=version, date=first,
                           focus=cycle.focus, accepted_by_observer_at=now,
                           accepted_by_person_at=now, state=State.RUNNING, started_at=now)
        sheet = visits.sheet_of(visit)
        sheet.cells = {f"{code}.score": {"value": 2 + number % 3, "revision": 1}
                       for code in version.rubric.codes}
        sheet.revision = 1
        sheet.save()
        make.feedback(visit)
        visit.state, visit.observed_at, visit.shared_at, visit.read_at = State.READ, now, now, now
        visit.save()
        results.finalise(visit, by=principal)
    made.append([school.pk, head.pk, principal.username])
    summary, _made = Summary.objects.get_or_create(term=term)
    count(summary.pk)
print(json.dumps([supervisor.username, cluster.pk, made]))
"""
HE_SAYS_YES = """
from django.utils import timezone
from supervision.models import Visit
from supervision.services import visits
visit = Visit.objects.get(observer__username={who!r})
visits.accept(visit, voice="own")
Visit.objects.filter(pk=visit.pk).update(date=timezone.localdate())
print(visit.pk)
"""
BUILD = """
from reports.models import Report
from reports.tasks import build
for report in Report.objects.filter(requested_by__username={who!r}):
    build(report.pk)
"""
CAME_OF_IT = """
import json
from reports.models import Report
from supervision.models import Visit
visit = Visit.objects.get(observer__username={who!r})
report = Report.objects.get(requested_by__username={who!r})
print(json.dumps([visit.state, visit.kind, visit.feedback.count(), report.state,
                  report.cluster_id]))
"""
# On the home the first of them, on the page of a school the next.
A_SCHOOL = "main a.sj-item[href^='/sekolah/']:not([href$='/hasil/'])"
FOCUS = "Cara kepala sekolah menutup percakapan sesudah kunjungan kelas"
CRITERION = "Setiap percakapan berakhir dengan satu langkah yang disepakati berdua"
NOTE = "Guru berbicara lebih dulu, kepala sekolah mencatat dan bertanya balik dua kali."
FEEDBACK = {
    "seen": "Dua dari tiga percakapan ditutup dengan langkah yang ditulis bersama.",
    "gap": "Percakapan ketiga berhenti karena bel.",
    "next_step": "Sisihkan sepuluh menit sesudah jam terakhir untuk percakapan.",
}


def test_a_school_supervisors_week(walk, manage):
    who, cluster, schools = json.loads(manage("shell", "-v0", "-c", MAKE))
    page = walk.someone(who)
    page.who = "supervisor"
    for number, (school, _head, _principal) in enumerate(schools, 1):
        told = page.locator(f"main a[href='/sekolah/{school}/']").inner_text().splitlines()[-1]
        assert str(number) in told
        assert "6" in told
    opened = []
    with walk.step("opens each of the six schools", page):
        for _ in schools:
            walk.go(A_SCHOOL)
            opened.append(int(page.url.rstrip("/").rpartition("/")[2]))
    assert sorted(opened) == sorted(school for school, _head, _principal in schools)
    with walk.step("reads coverage and results of one", page):
        walk.go(".sj-nav a[href='/']")
        walk.go(f"main a[href='/sekolah/{schools[4][0]}/']")
        walk.go(f"main a[href='/sekolah/{schools[4][0]}/hasil/']")
    with walk.step("reads its term", page):
        walk.go(".sj-nav a[href='/laporan/']")
        walk.go(page.locator("main section", has_text="SDN Tolotio").locator(".sj-item").last)
    with walk.step("downloads the report to sign", page), page.expect_download() as loading:
        walk.tap("main .sj-acts a[href*='/cetak/']")
    assert loading.value.path().read_bytes().startswith(b"%PDF")
    with walk.step("plans a visit with a principal", page):
        walk.go(".sj-nav a[href='/']")
        walk.go(f"main a[href='/sekolah/{schools[4][0]}/']")
        walk.go(f"main a[href='/kunjungan/baru/?school={schools[4][0]}']")
        assert page.locator("[name=person]").input_value() == str(schools[4][1])
        walk.write(FOCUS, "[name=focus]")
        walk.write(CRITERION, "[name=criterion]")
        walk.send()
    manage("shell", "-v0", "-c", HE_SAYS_YES.format(who=who))
    page.goto("/")
    with walk.step("notes what he sees there", page):
        walk.go("main a[href$='/lembar/']")
        ready(page)
        walk.write(NOTE, "[data-timed] textarea")
        page.keyboard.press("Enter")
        walk.go("[data-finish]")
        walk.send()
    with walk.step("writes the feedback and shares it", page):
        walk.go("main a[href$='/umpan-balik/']")
        for name, text in FEEDBACK.items():
            walk.write(text, f"[name={name}]")
        walk.send()
        walk.send()
    with walk.step("asks for a report on the cluster", page):
        walk.go(".sj-nav a[href='/laporan/']")
        walk.go(f"main a[href='/laporan/gugus/{cluster}/']")
        walk.go(f"main a[href^='/laporan/minta/?place=cluster-{cluster}']")
        assert page.locator("[name=place]").input_value() == f"cluster-{cluster}"
        walk.send()
    with walk.step("waits, and reads it", page):
        manage("shell", "-v0", "-c", BUILD.format(who=who))
        page.locator("main a[href$='/unduh.xlsx']").first.wait_for()

    said = json.loads(manage("shell", "-v0", "-c", CAME_OF_IT.format(who=who)))
    assert said == ["shared", "principal", 1, "done", cluster]
    assert "Gugus Bintang Laut" in page.locator("main").inner_text()
    assert walk.total("taps", "supervisor") <= 32
