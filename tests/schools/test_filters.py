"""Searching and narrowing a list: within the scope, kept in the address, said in words."""

import pytest
from django.urls import reverse

from schools.access import Role
from tests import make


@pytest.fixture
def office(cluster, school):
    """Of the district of SDN Melati, where there is also a junior secondary school."""
    make.school(name="SMP Negeri 1 Teluk", form="SMP", npsn="12345678", cluster=cluster)
    return make.user(Role.DISTRICT, cluster.district)


def shown(client, name, **asked):
    return [str(row) for row in client.get(reverse(name), asked).context["object_list"]]


@pytest.mark.parametrize("words", ["melati", "MELATI sdn", "  melati "])
def test_a_school_is_found_by_words_of_its_name_in_any_order(client, office, words):
    client.force_login(office)
    assert shown(client, "schools:list", q=words) == ["SDN Melati"]


def test_a_school_is_found_by_its_npsn(client, office):
    client.force_login(office)
    page = client.get(reverse("schools:list"), {"q": "12345678"})
    assert [school.name for school in page.context["object_list"]] == ["SMP Negeri 1 Teluk"]


def test_a_search_finds_nothing_outside_the_scope(client, office, elsewhere):
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(name="SD Seberang")
    client.force_login(office)
    assert shown(client, "schools:list", q="Seberang") == []


def test_a_filter_offers_only_rows_in_scope_and_takes_no_other(client, school, elsewhere, outsider):
    other = make.school(district=school.district)
    make.membership(outsider, Role.TEACHER, other)
    client.force_login(outsider)
    hidden = make.school()
    page = client.get(reverse("schools:list"), {"district": hidden.district.pk})
    field = page.context["filters"].fields["district"]
    assert set(field.queryset) == {other.district, elsewhere.district}
    assert "district" in page.context["filters"].errors
    assert hidden.name not in page.content.decode()


def test_a_choice_with_nothing_to_choose_from_is_left_out(client, office):
    client.force_login(office)
    filters = client.get(reverse("schools:list")).context["filters"]
    assert list(filters.fields) == ["q", "form", "use"]


def test_filters_work_together_and_the_page_counts_what_is_left(client, office):
    client.force_login(office)
    page = client.get(reverse("schools:list"), {"q": "n", "form": "SMP"})
    assert [school.form for school in page.context["object_list"]] == ["SMP"]
    assert page.context["paginator"].count == 1
    assert "Tampil 1 dari 2." in page.content.decode()
    assert f'<a href="{reverse("schools:list")}">' in page.content.decode()


def test_without_a_filter_nothing_is_said_about_one(client, office):
    client.force_login(office)
    page = client.get(reverse("schools:list"))
    assert not page.context["filters"].is_used()
    assert "sj-found" not in page.content.decode()


def test_a_search_without_a_result_repeats_the_words_and_can_be_cleared(client, office):
    client.force_login(office)
    page = client.get(reverse("schools:list"), {"q": "Melti"}).content.decode()
    assert "“Melti”" in page
    assert 'value="Melti"' in page
    assert "sj-empty" not in page  # there are schools, so nobody is invited to begin


@pytest.mark.parametrize("q", ["\0", "a" * 101])
def test_a_search_that_cannot_be_one_says_so_beside_the_box(client, office, q):
    client.force_login(office)
    page = client.get(reverse("schools:list"), {"q": q})
    assert "q" in page.context["filters"].errors
    assert 'id="id_q_error"' in page.content.decode()


def test_the_next_page_keeps_the_filter(client, office, cluster):
    for _each in range(30):
        make.school(cluster=cluster)
    client.force_login(office)
    page = client.get(reverse("schools:list"), {"q": "sd", "form": "SD"}).content.decode()
    assert "?q=sd&amp;form=SD&amp;page=2" in page


def test_terms_are_narrowed_to_one_of_several_schools(client, school, elsewhere, principal):
    make.membership(principal, Role.TEACHER, elsewhere)
    make.term(school=school, code="20251")
    make.term(school=elsewhere, code="20252")
    client.force_login(principal)
    page = client.get(reverse("schools:terms"), {"school": elsewhere.pk})
    assert [term.school for term in page.context["object_list"]] == [elsewhere]


def test_terms_of_the_only_school_need_no_filter(client, school, principal):
    make.term(school=school)
    client.force_login(principal)
    page = client.get(reverse("schools:terms"))
    assert page.context["filters"].fields == {}
    assert "sj-filters" not in page.content.decode()


@pytest.mark.parametrize(
    ("use", "seen"), [("", ["Buka"]), ("out", ["Tutup"]), ("all", ["Buka", "Tutup"])]
)
def test_what_is_out_of_use_is_listed_only_when_asked_for(client, school, use, seen):
    area = {"cluster": school.cluster}
    make.school(short_name="Buka", name="Buka", **area)
    make.school(short_name="Tutup", name="Tutup", is_active=False, **area)
    school.delete()
    client.force_login(make.user(is_superuser=True))
    assert shown(client, "schools:list", use=use) == seen


def test_roles_are_found_by_name_and_by_kind(client, school, principal):
    make.user(Role.TEACHER, school, name="Yustinus Lasut")
    make.user(Role.OPERATOR, school, name="Yustina Seran")
    client.force_login(principal)
    page = client.get(reverse("schools:memberships"), {"q": "yustin", "role": "teacher"})
    assert [held.user.name for held in page.context["object_list"]] == ["Yustinus Lasut"]
