"""The list of terms, narrowed by school and by term."""

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(school, neighbour):
    """Terms of two schools, three of each and one more: beyond a handful."""
    codes = ["20241", "20242", "20251"]
    found = [
        make.summary(make.term(school=one, code=c)) for one in (school, neighbour) for c in codes
    ]
    return [*found, make.summary(make.term(school=school, code="20252"))]


def listed(client, **asked):
    answer = client.get(reverse("reports:terms", query=asked))
    assert answer.status_code == 200
    return answer, {row.pk for row in answer.context["object_list"]}


def test_the_list_is_narrowed_by_school_and_by_term(client, many, neighbour, supervisor):
    client.force_login(supervisor)
    answer, everything = listed(client)
    assert everything == {row.pk for row in many}
    assert list(answer.context["filters"].fields) == ["school", "term"]
    _answer, found = listed(client, school=neighbour.pk, term="20251")
    assert found == {
        row.pk for row in many if row.term.school == neighbour and row.term.code == "20251"
    }
    answer, found = listed(client, school=neighbour.pk, term="20252")
    assert found == set()
    assert "Lepas semua saringan" in answer.content.decode()


def test_a_school_out_of_sight_is_not_on_offer_in_the_list(client, many, supervisor):
    away = make.summary(make.term(school=make.school()))
    client.force_login(supervisor)
    answer, found = listed(client, school=away.term.school_id)
    assert away.pk not in found
    assert str(away.term.school) not in answer.content.decode()
    for value in ("x", "-1", "\0"):
        listed(client, school=value, term=value)


def test_a_handful_of_terms_is_not_narrowed(client, school, supervisor):
    make.summary(make.term(school=school))
    client.force_login(supervisor)
    assert not listed(client)[0].context["filters"].fields
