"""How complete the data of a school are: gaps by name, counted in the head."""

import pytest
from django.urls import reverse

from schools.access import Role
from tests import make

pytestmark = pytest.mark.django_db


def page_of(client, school):
    client.force_login(make.user(Role.OPERATOR, school))
    answer = client.get(reverse("reports:completeness", args=[school.pk]))
    assert answer.status_code == 200
    return {measure.words: measure for measure in answer.context["measures"]}


def test_a_person_without_phone_and_email_is_a_gap_that_leads_to_their_form(client, school):
    make.person(school, phone="0812", email="")
    silent = make.person(school, phone="", email="")
    found = page_of(client, school)["Nomor HP atau email"]
    assert (found.filled, found.all) == (1, 2)
    (gap,) = found.gaps
    assert gap.words == silent.name
    assert gap.url == reverse("staff:person_update", args=[silent.pk])


def test_whoever_writes_through_others_lacks_no_account(client, school):
    make.person(school, user=None, writes_through_others=True)
    waiting = make.person(school, user=None)
    assert [gap.words for gap in page_of(client, school)["Akun"].gaps] == [waiting.name]


def test_nobody_of_another_school_is_counted(client, school):
    make.person(make.school(), phone="", email="")
    assert "Nomor HP atau email" not in page_of(client, school)


def test_a_school_without_term_dates_is_told_so(client, school):
    assert not page_of(client, school)["Tanggal semester ini"].is_whole
