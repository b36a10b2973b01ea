"""Districts and clusters: the keeper writes them down, those concerned read them."""

import pytest
from django.urls import reverse

from schools.models import AuditEntry, Cluster, District
from tests import make


@pytest.fixture
def keeper(db):
    return make.user(is_superuser=True)


def test_the_keeper_writes_down_a_district_and_a_cluster_in_it(client, keeper):
    client.force_login(keeper)
    client.post(reverse("schools:district_create"), {"name": "Kota Baru", "province": "Sulanusa"})
    district = District.objects.get(name="Kota Baru")
    sent = {"name": "Gugus I", "district": district.pk}
    response = client.post(reverse("schools:cluster_create"), sent)
    cluster = Cluster.objects.get(name="Gugus I")
    assert response["Location"] == cluster.get_absolute_url()
    assert AuditEntry.objects.filter(actor=keeper, action="created").count() == 2


def test_the_district_one_came_from_is_chosen(client, cluster, keeper):
    client.force_login(keeper)
    page = client.get(reverse("schools:cluster_create"), {"district": cluster.district.pk})
    assert f'value="{cluster.district.pk}" selected' in page.content.decode()


def test_a_name_that_its_district_has_already_is_said_and_stays_typed(client, cluster, keeper):
    client.force_login(keeper)
    sent = {"name": cluster.name, "district": cluster.district.pk}
    page = client.post(reverse("schools:cluster_create"), sent)
    text = page.content.decode()
    assert str(Cluster._meta.constraints[0].violation_error_message) in text
    assert f'value="{cluster.name}"' in text
    assert f'value="{cluster.district.pk}" selected' in text
    assert Cluster.objects.count() == 1


def test_another_district_may_have_a_cluster_of_the_same_name(client, cluster, keeper):
    client.force_login(keeper)
    sent = {"name": cluster.name, "district": make.district().pk}
    client.post(reverse("schools:cluster_create"), sent)
    assert Cluster.objects.filter(name=cluster.name).count() == 2


def test_the_name_of_another_district_is_refused_beside_the_field(client, cluster, keeper):
    client.force_login(keeper)
    sent = {"name": cluster.district.name, "province": "Sulanusa"}
    page = client.post(reverse("schools:district_create"), sent)
    assert list(page.context["form"].errors) == ["name"]
    assert 'id="id_name_error"' in page.content.decode()


@pytest.mark.parametrize("kind", ["district", "cluster"])
def test_its_page_names_only_schools_that_the_reader_may_see(
    client, kind, school, neighbour, teacher, supervisor
):
    address = getattr(school, kind).get_absolute_url()
    for reader, seen in [(teacher, {school}), (supervisor, {school, neighbour})]:
        client.force_login(reader)
        page = client.get(address)
        assert set(page.context["schools"]) == seen
        assert (neighbour.name in page.content.decode()) is (neighbour in seen)


def test_a_district_with_many_schools_names_some_and_leads_to_all(client, cluster, keeper):
    for _each in range(13):
        make.school(cluster=cluster)
    client.force_login(keeper)
    page = client.get(cluster.district.get_absolute_url())
    assert len(page.context["schools"]) == 12
    assert f"{reverse('schools:list')}?district={cluster.district.pk}" in page.content.decode()


def test_only_the_keeper_is_offered_a_new_one(client, school, principal, keeper):
    for reader, offered in [(principal, False), (keeper, True)]:
        client.force_login(reader)
        for kind in ["district", "cluster"]:
            page = client.get(reverse(f"schools:{kind}s")).content.decode()
            assert (reverse(f"schools:{kind}_create") in page) is offered
