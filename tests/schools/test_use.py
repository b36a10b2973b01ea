"""Out of use and back: asked once, refused where it makes no sense, never a deletion."""

import pytest
from django.urls import reverse

from schools.access import Role
from schools.models import AuditEntry, Cluster
from tests import make

OUT, BACK = {"is_active": "False"}, {"is_active": "True"}


@pytest.fixture
def keeper(client, db):
    keeper = make.user(is_superuser=True)
    client.force_login(keeper)
    return keeper


@pytest.fixture
def empty_cluster(cluster):
    return make.cluster(name="Gugus Lama", district=cluster.district)


def use(cluster):
    return reverse("schools:cluster_use", args=[cluster.pk])


def is_in_use(row):
    row.refresh_from_db()
    return row.is_active


def test_a_row_goes_out_of_use_and_comes_back(client, keeper, empty_cluster):
    response = client.post(use(empty_cluster), OUT)
    assert response["Location"] == empty_cluster.get_absolute_url()
    assert not is_in_use(empty_cluster)
    client.post(use(empty_cluster), BACK)
    assert is_in_use(empty_cluster)
    said = AuditEntry.objects.values_list("actor", "action", "subject", "fields")
    subject = f"schools.cluster:{empty_cluster.pk}"
    assert list(said) == [(keeper.pk, "changed", subject, ["is_active"])] * 2


def test_asking_changes_nothing(client, keeper, empty_cluster):
    page = client.get(use(empty_cluster)).content.decode()
    assert 'name="is_active" value="False"' in page
    assert is_in_use(empty_cluster)


@pytest.mark.parametrize("sent", [{}, {"is_active": ""}, {"is_active": "on"}])
def test_an_answer_that_says_neither_is_asked_again(client, keeper, empty_cluster, sent):
    page = client.post(use(empty_cluster), sent)
    assert 'name="is_active" value="False"' in page.content.decode()
    assert is_in_use(empty_cluster)


def test_pressing_twice_is_like_pressing_once(client, keeper, empty_cluster):
    client.post(use(empty_cluster), OUT)
    client.post(use(empty_cluster), OUT)
    assert not is_in_use(empty_cluster)


def test_it_goes_from_the_list_and_its_page_says_why(client, keeper, empty_cluster):
    client.post(use(empty_cluster), OUT)
    assert empty_cluster not in client.get(reverse("schools:clusters")).context["object_list"]
    out = client.get(reverse("schools:clusters"), {"use": "out"}).context["object_list"]
    assert list(out) == [empty_cluster]
    assert use(empty_cluster) in client.get(empty_cluster.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["district", "cluster"])
def test_an_area_with_schools_in_use_stays_in_use_and_says_why(client, keeper, school, kind):
    area = getattr(school, kind)
    address = reverse(f"schools:{kind}_use", args=[area.pk])
    sentence = area.hindrance()
    assert "1" in sentence
    for page in [client.get(address), client.post(address, OUT)]:
        assert sentence in page.content.decode()
        assert "is_active" not in page.content.decode()
    assert is_in_use(area)


def test_an_area_whose_schools_are_all_out_of_use_can_go_too(client, keeper, school):
    client.post(reverse("schools:use", args=[school.pk]), OUT)
    client.post(use(school.cluster), OUT)
    assert not is_in_use(school.cluster)


def test_a_school_comes_back_only_after_its_area(client, keeper, school):
    Cluster.objects.update(is_active=False)
    type(school).objects.update(is_active=False)
    address = reverse("schools:use", args=[school.pk])
    page = client.post(address, BACK)
    assert school.cluster.name in page.content.decode()
    assert not is_in_use(school)
    client.post(use(school.cluster), BACK)
    client.post(address, BACK)
    assert is_in_use(school)


def test_a_school_out_of_use_is_still_read_by_its_people(client, keeper, school, teacher):
    client.post(reverse("schools:use", args=[school.pk]), OUT)
    client.force_login(teacher)
    page = client.get(school.get_absolute_url())
    assert page.status_code == 200
    assert reverse("schools:use", args=[school.pk]) not in page.content.decode()


def test_a_new_term_is_not_offered_a_school_that_is_out_of_use(client, school, elsewhere):
    operator = make.user(Role.OPERATOR, school)
    make.membership(operator, Role.OPERATOR, elsewhere)
    term = make.term(school=school)
    school.is_active = False
    school.save()
    client.force_login(operator)
    form = client.get(reverse("schools:term_create")).context["form"]
    assert list(form.fields["school"].queryset) == [elsewhere]
    form = client.get(reverse("schools:term_update", args=[term.pk])).context["form"]
    assert set(form.fields["school"].queryset) == {school, elsewhere}
