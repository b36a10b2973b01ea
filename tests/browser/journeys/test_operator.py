"""An operator turns two files from Dapodik into a school in which everyone is invited

The first half hour of a school.
"""

from django.utils import timezone

from schools.access import Role
from schools.models import School, User
from staff import tasks
from staff.models import DapodikImport, Person
from staff.services.accounts import invite
from staff.services.people import place
from tests import make
from tests.browser.schools import there
from tests.staff.dapodik.lists import table, xlsx

SCHOOL = "SD Negeri Tanjung Baru"
OPERATOR = "Darwis Lamato"
PASSWORD = "layar perahu biru"
NAMES = [
    "Hasna Duwila",
    "Rizal Pomanto",
    "Nurmi Tolinggi",
    "Yance Karundeng",
    "Fatma Bau",
    "Irwan Yahya",
    "Selvi Mokodompit",
    "Abd. Rahman Isa",
    "Meiske Rondonuwu",
]


def found():
    """Whoever keeps the installation has founded the school and invited its operator."""
    keeper = User.objects.get(username="admin")
    school = make.school(name=SCHOOL, short_name="SDN Tanjung Baru", letterhead="")
    person = Person.objects.create(name=OPERATOR)
    place(person, school, kind="operator", since=timezone.localdate(), by=keeper)
    invitation = invite(person, by=keeper)
    make.membership(person.user, Role.OPERATOR, School.objects.get(pk=school.pk))
    return {"school": school.pk, "link": invitation.get_absolute_url()}


def work():
    for job in DapodikImport.objects.due():
        tasks.run_import(job.pk)


def teacher(school, number, name):
    return {
        "Nama": name,
        "JK": "P",
        "Tanggal Lahir": f"198{number}-03-1{number}",
        "NUPTK": f"9999{school:07}{number}1237",
        "Status Kepegawaian": "Guru Honor Sekolah",
        "Jenis PTK": "Guru Kelas" if number < 6 else "Guru Mapel",
        "Email": f"guru{number}@contoh.id",
    }


def helper(name, kind):
    return {"Nama": name, "JK": "L", "Tanggal Lahir": "1979-05-06", "Jenis PTK": kind}


def teachers(school):
    rows = [teacher(school, number, name) for number, name in enumerate(NAMES)]
    return xlsx(table(*rows, school=SCHOOL.upper()))


STAFF = xlsx(
    table(
        helper("Salma Hulopi", "Kepala Sekolah"),
        helper(OPERATOR, "Tenaga Administrasi Sekolah"),
        helper("Usman Daud", "Penjaga Sekolah"),
        helper("Ester Wowor", "Tenaga Perpustakaan"),
        title="Daftar Tenaga Kependidikan",
        school=SCHOOL.upper(),
    )
)


def test_two_files_become_a_school_in_which_everyone_is_invited(walk, manage):
    made = there(manage, found)
    page = walk.someone(None, made["link"])
    page.who = OPERATOR

    with walk.step("opens the account with the link from the slip", page):
        walk.write(PASSWORD, "[name=password]")
        walk.send()

    with walk.step("hands in the two files and sees what is in them", page):
        walk.go(".sj-papan .btn")
        walk.file("[name=first]", "guru.xlsx", teachers(made["school"]))
        walk.file("[name=second]", "tendik.xlsx", STAFF)
        walk.send()
        there(manage, work)
        page.locator("#look").wait_for()

    with walk.step("saves the people", page):
        walk.go(".sj-act .btn-primary")
        there(manage, work)
        page.locator("a[href='/kelas/'].sj-item").wait_for()

    with walk.step("makes the six classes, and gives Kelas 3 to its teacher", page):
        walk.go("a[href='/kelas/'].sj-item")
        walk.go("main .sj-empty .btn-primary")
        named = page.locator("[name=teacher_3] option", has_text="Nurmi Tolinggi")
        walk.choose("[name=teacher_3]", value=named.get_attribute("value"))
        walk.send()
    assert "Nurmi Tolinggi" in page.locator("main tbody tr:nth-child(3)").inner_text()

    with walk.step("makes a slip for everybody", page):
        walk.go(".sj-nav a[href='/akun-sekolah/']")
        walk.go("main a[href$='/undang/']")
        walk.send()

    # Thirteen people: the operator is in already, and the principal is not theirs to invite.
    slips = page.locator(".sj-slips > li")
    assert slips.count() == 11
    assert all(name in " ".join(slips.all_inner_texts()) for name in NAMES)
    page.goto("/gtk/")
    assert "Salma Hulopi" in page.locator("main table").inner_text()
    assert walk.total("taps", OPERATOR) <= 17
