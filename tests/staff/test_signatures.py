"""Documents carry the signature of whoever led the school on their day."""

from datetime import date

import pytest
from django.urls import reverse

from staff.kinds import Kind
from staff.signatures import signature_of
from tests import make

DAY = date(2026, 7, 27)


@pytest.fixture
def head(school):
    return make.person(
        school,
        Kind.PRINCIPAL,
        name="Nurhaedah Tombili",
        title_front="Hj.",
        title_back="S.Pd.",
        nip="197204181996032901",
        since=date(2022, 8, 1),
        until=date(2026, 12, 31),
    )


def test_the_principal_of_the_day_signs_with_titles_and_number(school, head):
    make.person(school, Kind.PRINCIPAL, name="Yohana", since=date(2027, 1, 1))
    signed = signature_of(school, DAY)
    assert (signed.office, signed.name) == ("Kepala Sekolah", "Hj. Nurhaedah Tombili, S.Pd.")
    assert (signed.number_label, signed.number) == ("NIP", "197204181996032901")
    assert signature_of(school, date(2027, 2, 1)).name == "Yohana"


def test_a_principal_on_contract_signs_with_that_number(school):
    make.person(school, Kind.PRINCIPAL, ni_pppk="199002282023211951", since=date(2022, 8, 1))
    assert signature_of(school, DAY).number == "199002282023211951"


def test_the_number_is_the_one_the_school_asks_for(school, head):
    school.number_label = "NIY"
    assert signature_of(school, DAY).number == ""
    school.number_label = ""
    assert (signature_of(school, DAY).number_label, signature_of(school, DAY).number) == ("", "")


def test_an_acting_principal_signs_as_one(school):
    make.person(school, Kind.ACTING_PRINCIPAL, since=date(2022, 8, 1))
    assert signature_of(school, DAY).office == "Plt. Kepala Sekolah"


def test_without_a_principal_the_line_stays_open(client, school, operator):
    assert signature_of(school, DAY).name == ""
    client.force_login(operator)
    page = client.get(reverse("schools:detail", args=[school.pk])).content.decode()
    assert 'class="name"><span class="open">' in page


def test_the_school_page_shows_how_its_principal_signs_today(client, school, operator):
    make.person(school, Kind.PRINCIPAL, name="Nurhaedah Tombili", nip="197204181996032901")
    client.force_login(operator)
    page = client.get(reverse("schools:detail", args=[school.pk])).content.decode()
    assert "Nurhaedah Tombili" in page
    assert "NIP 19720418 199603 2 901" in page
