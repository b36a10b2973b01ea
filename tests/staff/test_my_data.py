"""The page “My data” and the file of it."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from schools.models import AuditEntry
from tests import make
from tests.access import world as worlds


@pytest.fixture
def person(school, teacher):
    return make.person(school, user=teacher, name="Ma’rifatul Jannah", nip="198504182010012009")


@pytest.fixture
def page(client, person):
    def open_page(user=person.user):
        client.force_login(user)
        return client.get(reverse("my_data"))

    return open_page


@pytest.fixture
def file(client, person):
    """The sheets of the download: title → rows."""

    def download(user=person.user):
        client.force_login(user)
        answer = client.get(reverse("my_data_download"))
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    return download


def test_the_page_begins_with_who_one_is_and_ends_with_who_looked(page, person, principal):
    make.audit_entry(actor=principal, about=person.user, action="read", subject="staff.person:1")
    context = page().context
    models = [section.model._meta.label for section in context["sections"]]
    assert models == ["staff.Person", "staff.Placement", "schools.User", "schools.Membership"]
    assert [entry.actor for entry in context["trail"]] == [principal]


def test_the_page_shows_numbers_and_school(page, person):
    shown = page().content.decode()
    assert person.nip in shown
    assert "SDN Melati" in shown


def test_several_placements_stand_in_one_table(page, person, elsewhere):
    make.placement(person, elsewhere)
    shown = page().content.decode()
    assert shown.count('<th scope="row">SDN') == 2


def test_someone_without_a_person_record_reads_about_the_account_alone(page):
    newcomer = make.user()
    answer = page(newcomer)
    assert not answer.context["is_person"]
    assert [section.model._meta.label for section in answer.context["sections"]] == ["schools.User"]


def test_the_page_shows_the_newest_fifty_and_leads_to_the_rest(page, file, person, principal):
    for number in range(52):
        make.audit_entry(actor=make.user(name=f"Pembaca {number}"), about=person.user)
    answer = page()
    assert [entry.actor.name for entry in answer.context["trail"]] == [
        f"Pembaca {number}" for number in range(51, 1, -1)
    ]
    assert reverse("schools:history") in answer.content.decode()
    assert "Pembaca 0" in str(file())


def test_a_short_history_is_not_called_cut(page, person):
    make.audit_entry(actor=make.user(), about=person.user)
    assert not page().context["is_cut"]


def test_the_page_asks_the_database_no_more_for_many_rows(
    client, page, person, django_assert_max_num_queries
):
    page()
    for _ in range(3):
        make.placement(person, make.school())
        make.membership(person.user, "teacher")
        make.correction_request(person)
        make.audit_entry(actor=make.user(), about=person.user)
    with django_assert_max_num_queries(37):
        client.get(reverse("my_data"))


def test_the_file_has_a_sheet_for_each_part_with_all_its_columns(file, person):
    sheets = file()
    assert len(sheets) == 5  # record, placement, account, role, and this very download
    header, row = next(iter(sheets.values()))
    assert dict(zip(header, row, strict=True))["NIP"] == "198504182010012009"
    assert "NUPTK" in header
    assert make.A_DAY in next(rows for rows in sheets.values() if "SDN Melati" in rows[1])[1]


def test_taking_the_file_along_leaves_a_line_about_oneself(file, person):
    file()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.about) == ("exported", person.user, person.user)
    assert entry.school == person.user.school


def test_the_file_is_named_by_the_day_and_kept_by_nobody_on_the_way(client, person):
    client.force_login(person.user)
    answer = client.get(reverse("my_data_download"))
    assert f"{timezone.localdate()} data-saya.xlsx" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("actor", ["teacher", "principal", "supervisor", "keeper", "newcomer"])
def test_the_file_holds_no_marked_word_that_the_reader_may_not_read(file, actor):
    world = worlds.build()
    words = str(file(world.actors[actor]))
    assert worlds.MARK.search(words)
    assert world.leaked(actor, words) == set()


def test_me_leads_to_my_data(client, person):
    client.force_login(person.user)
    assert reverse("my_data") in client.get(reverse("me")).content.decode()
