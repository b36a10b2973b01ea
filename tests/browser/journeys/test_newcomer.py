"""People of a school that has only just begun open every page there is"""

from django.utils import timezone

from schools.access import Role
from schools.models import School, User
from staff.models import Person
from staff.services.accounts import invite
from staff.services.people import place
from tests.browser.schools import a_school, an_officer, there

NEW, PASSWORD = "Meiske Rondonuwu", "kapal kayu jati"
AT_SCHOOL = {
    "Salma Hulopi": "principal",
    "Nurmi Tolinggi": "class_teacher",
    "Ester Wowor": "librarian",
    "Darwis Lamato": "operator",
}
ABOVE = {"Hasna Duwila": Role.SUPERVISOR, "Irwan Yahya": Role.DISTRICT}
# They plan no cycles and found no groups; the page says who does.
NOTHING_TO_PRESS = {
    "Darwis Lamato": ["/pertemuan/"],
    "Hasna Duwila": ["/supervisi/", "/pertemuan/", "/praktik/"],
}


def a_beginning():
    """People and their accounts, a running term, and nothing that anybody did."""
    made = a_school(AT_SCHOOL, name="SD Negeri Tanjung Baru", short_name="SDN Tanjung Baru")
    school, keeper = School.objects.get(pk=made["id"]), User.objects.get(username="admin")
    for name, role in ABOVE.items():
        made["accounts"][name] = an_officer(name, role, school.pk)
    person = Person.objects.create(name=NEW)
    place(person, school, kind="subject_teacher", since=timezone.localdate(), by=keeper)
    return made | {"link": invite(person, by=keeper).get_absolute_url()}


def open_each(walk, page):
    """Go wherever the bar leads, on a phone also where “Me” does; what leads nowhere further."""
    links = page.locator(".sj-nav a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    dead_ends = []
    for link in links:
        if page.locator(f".sj-nav a[href='{link}']").is_visible():
            walk.go(f".sj-nav a[href='{link}']")
        else:
            walk.go(".sj-top .where:visible, .sj-nav a[href='/saya/']:visible")
            if link != "/saya/":
                walk.go(f"main .sj-item[href='{link}']")
        walk.look(page, link)
        for empty in page.locator(".sj-empty").all():
            assert empty.locator("p").count(), link
            if not empty.locator("a.btn").count():
                dead_ends.append(link)
    return dead_ends


def test_every_empty_page_invites(walk, manage):
    made = there(manage, a_beginning)

    page = walk.someone(None, made["link"])
    page.who = NEW
    with walk.step("opens the account with the link and chooses a password", page):
        walk.write(PASSWORD, "[name=password]")
        walk.send()
    with walk.step("opens every page", page):
        assert open_each(walk, page) == []

    for name in [*AT_SCHOOL, *ABOVE]:
        page = walk.someone(made["accounts"][name])
        page.who = name
        with walk.step("opens every page", page):
            assert open_each(walk, page) == NOTHING_TO_PRESS.get(name, [])
    assert walk.total("taps", NEW) <= 15
