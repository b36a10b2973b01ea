"""The first half hour of a school: an operator, two files and a phone 360 px wide."""

from tests.staff.dapodik.lists import table, xlsx

from .looks import assert_whole

SCHOOL = "SD Negeri Tanjung Baru"
OPERATOR = "Darwis Lamato"
PASSWORD = "layar perahu biru"
# Whoever keeps the installation has founded the school and invited its operator.
FOUND = f"""
from django.utils import timezone
from schools.models import District, Membership, School, User
from staff.models import Person
from staff.services.accounts import invite
from staff.services.people import place
keeper = User.objects.get(username="admin")
school = School.objects.create(
    npsn="99991188", name="{SCHOOL}", short_name="SDN Tanjung Baru", form="SD", status="state",
    district=District.objects.first(), time_zone="Asia/Makassar")
person = Person.objects.create(name="{OPERATOR}")
place(person, school, kind="operator", since=timezone.localdate(), by=keeper)
invitation = invite(person, by=keeper)
Membership.objects.create(
    user=person.user, role="operator", school=school, since=timezone.localdate())
print(invitation.get_absolute_url())
"""
WORK = """
from staff import tasks
from staff.models import DapodikImport
[tasks.run_import(job.pk) for job in DapodikImport.objects.due()]
"""
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


def teacher(number, name):
    return {
        "Nama": name,
        "JK": "P",
        "Tanggal Lahir": f"198{number}-03-1{number}",
        "NUPTK": f"99990000000{number}1237",
        "Status Kepegawaian": "Guru Honor Sekolah",
        "Jenis PTK": "Guru Kelas" if number < 6 else "Guru Mapel",
        "Email": f"guru{number}@contoh.id",
    }


def helper(name, kind):
    return {"Nama": name, "JK": "L", "Tanggal Lahir": "1979-05-06", "Jenis PTK": kind}


TEACHERS = xlsx(
    table(*(teacher(number, name) for number, name in enumerate(NAMES)), school=SCHOOL.upper())
)
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


class Thumb:
    """Counts what a thumb does, and can keep a picture of each step."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, selector):
        """Tap what leads to another page."""
        with self.page.expect_navigation():
            self.tick(selector)

    def tick(self, selector):
        self.page.locator(selector).first.tap()
        self.taps += 1

    def file(self, selector, name, content):
        self.page.locator(selector).set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        self.taps += 2  # the field, then the file

    def choose(self, selector, label):
        self.page.locator(selector).select_option(label=label)
        self.taps += 2


def walk(page, link, work, picture=lambda name: None):
    """The whole way; returns how often the thumb touched the glass."""
    thumb = Thumb(page)
    page.goto(link)
    page.locator("[name=password]").fill(PASSWORD)
    picture("open")
    thumb.tap("main form .btn-primary")
    picture("home")
    thumb.tap(".sj-papan .btn")
    thumb.file("[name=first]", "guru.xlsx", TEACHERS)
    thumb.file("[name=second]", "tendik.xlsx", STAFF)
    picture("files")
    thumb.tap("main form .btn-primary")
    picture("reading")
    work()
    page.locator("#look").wait_for()
    picture("look")
    thumb.tap(".sj-act .btn-primary")
    work()
    page.locator("a[href='/kelas/'].sj-item").wait_for()
    picture("saved")
    thumb.tap("a[href='/kelas/'].sj-item")
    thumb.tap("main .sj-empty .btn-primary")
    thumb.tap("main form .btn-primary")
    thumb.tap("main tbody tr:nth-child(3) a")
    thumb.choose("[name=teacher]", label="Nurmi Tolinggi, Guru kelas")
    picture("class")
    thumb.tap("main form .btn-primary")
    picture("classes")
    thumb.tap(".sj-nav a[href='/akun-sekolah/']")
    picture("accounts")
    thumb.tap("main a[href$='/undang/']")
    thumb.tap("main form .btn-primary")
    page.locator(".sj-slips").wait_for()
    picture("slips")
    return thumb.taps


def test_two_files_become_a_school_in_which_everyone_is_invited(visit, manage, axe):
    link = manage("shell", "-v", "0", "-c", FOUND).splitlines()[-1]
    page = visit("/akun/masuk/")
    taps = walk(
        page,
        link,
        work=lambda: manage("shell", "-v", "0", "-c", WORK),
        picture=lambda name: assert_whole(page, axe),
    )
    slips = page.locator(".sj-slips > li")
    # Thirteen people: the operator is in already, and the principal is not theirs to invite.
    assert slips.count() == 11
    assert all(name in " ".join(slips.all_inner_texts()) for name in NAMES)
    assert taps <= 20
    assert page.troubles == []
    page.goto("/kelas/")
    assert "Nurmi Tolinggi" in page.locator("main tbody tr:nth-child(3)").inner_text()
    page.goto("/gtk/")
    assert "Salma Hulopi" in page.locator("main table").inner_text()
