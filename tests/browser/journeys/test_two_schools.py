"""A teacher works at two schools and mixes nothing up"""

from datetime import time, timedelta

from django.utils import timezone

from meetings.models import Meeting
from schools.models import School
from staff.models import Person
from supervision.kinds import State
from supervision.models import InstrumentVersion, Visit
from tests import make
from tests.browser.schools import a_school, joins, there
from tests.browser.visits import ready

ME, FIRST_HEAD, SECOND_HEAD = "Selvi Mokodompit", "Salma Hulopi", "Yance Karundeng"
COLLEAGUES = ["Hasna Duwila", "Rizal Pomanto", "Nurmi Tolinggi", "Irwan Yahya"]
DISCUSSED = "Anak kelas 5 hafal gerakan senam, tetapi belum mau memimpin barisan sendiri."
DECIDED = "Setiap Jumat satu anak memimpin pemanasan, bergiliran menurut daftar kelas."
REPLY = "Peluit saya ganti isyarat tangan mulai pekan depan, terima kasih."


def two_schools():
    """At the first she keeps the minutes of today's meeting, at the second she was visited."""
    people = {FIRST_HEAD: "principal", ME: "subject_teacher"}
    people |= dict.fromkeys(COLLEAGUES, "class_teacher")
    here = a_school(people, name="SD Negeri Tanjung Baru", short_name="SDN Tanjung Baru")
    there = a_school(
        {SECOND_HEAD: "principal"}, name="SD Negeri Bukit Indah", short_name="SDN Bukit Indah"
    )
    joins(there["id"], "subject_teacher", username=here["accounts"][ME])
    first, second = School.objects.get(pk=here["id"]), School.objects.get(pk=there["id"])
    return {
        "accounts": here["accounts"] | there["accounts"],
        "meeting": a_meeting_today(first, here["accounts"]),
        "visit": a_visit_told_of(second, here["accounts"][ME], there["accounts"][SECOND_HEAD]),
    }


def a_meeting_today(school, accounts):
    people = {person.name: person for person in Person.objects.filter(placements__school=school)}
    group = make.group(school, name="Kombel Tanjung Baru", kind="kombel")
    make.member(group, people[FIRST_HEAD], part="chair")
    make.member(group, people[ME], part="notes")
    for name in COLLEAGUES:
        make.member(group, people[name])
    return make.meeting(
        group,
        title="Anak memimpin barisan",
        date=timezone.localdate(timezone=school.zone),
        start=time(10, 30),
        end=time(12),
        place="Ruang guru",
        planned_by=people[FIRST_HEAD].user,
    ).pk


def a_visit_told_of(school, teacher, principal):
    seen = timezone.now() - timedelta(days=2)
    version = InstrumentVersion.objects.on_offer().get(instrument__key="pelaksanaan-pembelajaran")
    visit = make.visit(
        school,
        Person.objects.get(user__username=teacher),
        school.memberships.get(user__username=principal).user,
        version=version,
        state=State.SHARED,
        date=timezone.localdate(seen, school.zone),
        focus="Anak memberi aba-aba",
        criterion="Tiga anak memimpin barisan",
        started_at=seen,
        observed_at=seen,
        shared_at=seen,
    )
    make.sheet(visit, dict.fromkeys(version.rubric.codes, 3))
    make.feedback(
        visit,
        goal="Tiga anak memimpin barisan tanpa peluit guru.",
        seen="Dua anak memimpin pemanasan; guru meniup peluit pada gerakan ketiga.",
        gap="Satu anak lagi, dan peluit masih menjadi aba-aba.",
        next_step="Isyarat tangan menggantikan peluit selama dua pekan.",
    )
    return visit.pk


def came_of(meeting, visit):
    meeting, visit = Meeting.objects.get(pk=meeting), Visit.objects.get(pk=visit)
    return {
        "meeting": meeting.state,
        "decisions": list(meeting.decisions.values_list("text", flat=True)),
        "visit": visit.state,
        "replies": list(visit.remarks.filter(moment="reply").values_list("text", flat=True)),
    }


def test_each_school_gets_what_belongs_to_it(walk, manage):
    made = there(manage, two_schools)
    visit, meeting = f"/kunjungan/{made['visit']}/", f"/pertemuan/{made['meeting']}/"
    page = walk.someone(made["accounts"][ME])

    with walk.step("sees at home what waits at either school", page):
        frame = page.locator(".sj-top .where:visible, .sj-side .school:visible").inner_text()
        assert "SDN Bukit Indah, SDN Tanjung Baru" in frame
        assert "SDN Bukit Indah" in page.locator(f"main .sj-item[href='{visit}']").inner_text()

    with walk.step("reads the feedback from the one", page):
        walk.go(f"main .sj-item[href='{visit}']")
        assert "SDN Bukit Indah" in page.locator(".sj-kop .meta").inner_text()
        walk.tap("a[href='#kata-terakhir']")
        walk.write(REPLY, "[name=text]")
        walk.go("#kata-terakhir .btn-primary")

    with walk.step("records today's meeting at the other", page):
        walk.go(".sj-nav a[href='/']")
        walk.go(f"main a[href='{meeting}catat/']")
        ready(page)
        walk.tap("[data-here-all]")
        walk.write(DISCUSSED, "textarea[name=discussion]")
        walk.tap("[data-add=decision]")
        walk.write(DECIDED)
        walk.go("[data-finish]")
        walk.send()

    assert there(manage, came_of, meeting=made["meeting"], visit=made["visit"]) == {
        "meeting": "held",
        "decisions": [DECIDED],
        "visit": "read",
        "replies": [REPLY],
    }

    head = walk.someone(made["accounts"][FIRST_HEAD])
    with walk.step("the first principal finds the meeting, and no visit", head):
        walk.go(".sj-nav a[href='/pertemuan/']")
        assert head.locator(f"main a[href='{meeting}']").count()
    assert head.goto(visit).status == 404

    head = walk.someone(made["accounts"][SECOND_HEAD])
    with walk.step("the second finds the reply, and no meeting", head):
        walk.go(f"main .btn-warning[href='{visit}']")
        assert REPLY in head.locator("#kata-terakhir").inner_text()
    assert head.goto(meeting).status == 404
    assert walk.total("taps", page.who) <= 13
