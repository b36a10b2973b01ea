"""A school: founded by the keeper, described by itself."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from PIL import Image

from schools.access import Role
from schools.models import AuditEntry, School, StoredFile
from tests import make


@pytest.fixture
def keeper(db):
    return make.user(is_superuser=True)


@pytest.fixture
def sent(cluster):
    """What the keeper types for a school that is not here yet."""
    return {
        "npsn": "69900001",
        "district": cluster.district.pk,
        "cluster": cluster.pk,
        "name": "SD Negeri Teratai",
        "short_name": "SDN Teratai",
        "form": "SD",
        "status": "state",
        "time_zone": "Asia/Makassar",
        "number_label": "NIP",
    }


def test_the_keeper_founds_a_school_with_its_logo(client, cluster, keeper, sent):
    client.force_login(keeper)
    logo = BytesIO()
    Image.new("RGB", (9, 9)).save(logo, "png")
    logo.seek(0)
    logo.name = "logo.png"
    response = client.post(reverse("schools:create"), sent | {"new_logo": logo})
    school = School.objects.get(npsn="69900001")
    assert response["Location"] == school.get_absolute_url()
    assert (school.cluster, school.logo) == (cluster, StoredFile.objects.get(school=school))
    assert AuditEntry.objects.get().action == "created"


def test_an_npsn_typed_in_small_letters_is_kept_in_capitals(client, keeper, sent):
    client.force_login(keeper)
    client.post(reverse("schools:create"), sent | {"npsn": " p9908133 "})
    assert School.objects.get().npsn == "P9908133"


@pytest.mark.parametrize(
    ("typed", "said"), [("1234567", "7"), ("123456789", "9"), ("1234-567", ""), ("", "")]
)
def test_an_npsn_that_cannot_be_one_is_said_beside_it_and_nothing_is_lost(
    client, keeper, sent, typed, said
):
    client.force_login(keeper)
    page = client.post(reverse("schools:create"), sent | {"npsn": typed})
    errors = page.context["form"].errors
    assert list(errors) == ["npsn"]
    assert len(errors["npsn"]) == 1
    assert said in errors["npsn"][0]
    text = page.content.decode()
    assert all(f'value="{sent[name]}"' in text for name in ["name", "short_name"])
    assert f'value="{sent["cluster"]}" selected' in text


def test_an_npsn_that_is_here_already_is_refused(client, school, keeper, sent):
    client.force_login(keeper)
    page = client.post(reverse("schools:create"), sent | {"npsn": school.npsn})
    assert list(page.context["form"].errors) == ["npsn"]


def test_only_the_keeper_places_a_school(client, school, keeper, operator, principal):
    address = reverse("schools:update", args=[school.pk])
    for writer, may in [(operator, False), (principal, False), (keeper, True)]:
        client.force_login(writer)
        fields = client.get(address).context["form"].fields
        assert ({"npsn", "district", "cluster"} <= set(fields)) is may
        assert {"letterhead", "signing_place", "number_label"} <= set(fields)


def test_clusters_are_named_with_their_district(client, cluster, keeper):
    client.force_login(keeper)
    form = client.get(reverse("schools:create")).context["form"]
    labels = [label for _value, label in form.fields["cluster"].choices]
    assert f"{cluster.name}, {cluster.district.name}" in labels


def test_what_is_out_of_use_is_not_offered_but_stays_where_it_is_named(client, school, keeper):
    client.force_login(keeper)
    cluster = school.cluster
    cluster.is_active = False
    cluster.save()
    other = make.school(district=school.district)
    for address, is_there in [
        (reverse("schools:create"), False),
        (reverse("schools:update", args=[school.pk]), True),
        (reverse("schools:update", args=[other.pk]), False),
    ]:
        form = client.get(address).context["form"]
        assert (cluster in form.fields["cluster"].queryset) is is_there, address


def signature(client, school):
    page = client.get(school.get_absolute_url()).content.decode()
    return page.partition("sj-signature")[2].partition("</section>")[0]


def test_the_page_shows_how_its_principal_signs_in_indonesian_for_everyone(client, school):
    school.signing_place, school.number_label, school.form = "Sarumai", "NIY", "MTs"
    school.save()
    with time_machine.travel("2026-08-17 09:00+07:00"):
        client.force_login(make.user(Role.OPERATOR, school, language="en"))
        paper = signature(client, school)
    assert "Sarumai, 17 Agustus 2026" in paper
    assert all(words in paper for words in ["Kepala Madrasah", "NIY"])


def test_a_school_without_a_number_under_signatures_shows_none(client, school, operator):
    client.force_login(operator)
    assert "NIP" in signature(client, school)
    school.number_label = ""
    school.save()
    assert "NIP" not in signature(client, school)
