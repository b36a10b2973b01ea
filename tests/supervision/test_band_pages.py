"""Band sets through their pages."""

import pytest
from django.urls import reverse

from supervision.models import BandSet
from supervision.services.instruments import change_bands, load_library, suggested_band_set
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def bands(school):
    return make.band_set(school)


@pytest.fixture
def writer(client, principal):
    client.force_login(principal)
    return client


def at(name, *args):
    return reverse(f"supervision:{name}", args=args)


def send(client, bands, **answers):
    url = at("band_set_update", bands.pk)
    form = client.get(url).context["form"]
    filled = {field.name: field.value() for field in form if field.value() is not None}
    return client.post(url, filled | answers)


def saved(bands):
    return BandSet.objects.get(pk=bands.pk)


def test_the_list_shows_own_sets_first_and_where_those_of_the_library_are_used(writer, bands):
    load_library()
    page = writer.get(at("band_sets"))
    assert page.context["object_list"][0] == bands
    assert "SDN Lulut 2" in page.content.decode()


def test_a_copy_is_what_instruments_of_the_school_suggest_from_then_on(writer, school, bands):
    load_library()
    version = make.instrument_version(school, make.rubric(suggested_bands="lulut2"))
    shown = BandSet.objects.get(key="lulut2")
    assert suggested_band_set(version) == shown
    answer = writer.post(at("band_set_copy", shown.pk))
    copy = BandSet.objects.get(key="lulut2", school=school)
    assert answer.url == at("band_set_update", copy.pk)
    assert suggested_band_set(version) == copy


def test_a_bound_is_written_with_a_comma(writer, bands):
    assert send(writer, bands, from_1="51,25").status_code == 302
    assert saved(bands).content["bands"][1]["from"] == 51.25
    page = writer.get(at("band_set", bands.pk)).content.decode()
    assert "51,25%" in page
    assert 'value="51,25"' in writer.get(at("band_set_update", bands.pk)).content.decode()


def test_a_band_is_added_in_any_row_and_left_out_by_emptying_its_own(writer, bands):
    send(writer, bands, from_5="86", word_5="Sangat Baik", tone_5="5", from_1="", word_1="")
    words = [(band["from"], band["label"]["id"]) for band in saved(bands).content["bands"]]
    assert words == [(0, "Kurang"), (71, "Baik"), (86, "Sangat Baik")]


def test_earlier_bands_stay_readable_with_their_last_day(writer, principal, bands):
    send(writer, bands, from_2="75")
    page = writer.get(at("band_set", bands.pk))
    [edition] = page.context["earlier"]
    assert edition["bands"] == make.BANDS
    assert principal.name in page.content.decode()


def test_a_new_name_alone_makes_no_earlier_edition(writer, bands):
    send(writer, bands, name="Empat tingkat")
    assert saved(bands).name == "Empat tingkat"
    assert saved(bands).earlier == []


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ({"from_1": "lima"}, "from_1"),
        ({"from_1": "51,255"}, "from_1"),
        ({"from_1": "101"}, "from_1"),
        ({"from_1": "-1"}, "from_1"),
        ({"word_1": ""}, "word_1"),
        ({"tone_1": ""}, "tone_1"),
        ({"from_0": "1"}, "__all__"),  # nothing begins at zero
        ({"from_1": "71"}, "__all__"),  # two begin at once
        ({"tone_1": "5"}, "__all__"),  # a higher band with fewer strokes
        ({"from_1": "", "word_1": "", "from_2": "", "word_2": ""}, "__all__"),  # one is too few
    ],
)
def test_what_does_not_fit_is_said_in_place_and_keeps_what_was_typed(writer, bands, answers, where):
    page = send(writer, bands, **answers)
    assert where in page.context["form"].errors
    assert saved(bands).content == bands.content
    for name, typed in answers.items():
        assert page.context["form"][name].value() == typed


def test_a_stale_form_overwrites_nothing_and_shows_what_is_saved(writer, principal, bands):
    url = at("band_set_update", bands.pk)
    form = writer.get(url).context["form"]
    filled = {field.name: field.value() for field in form if field.value() is not None}
    other = [*make.BANDS[:2], make.BANDS[2] | {"from": 80}]
    change_bands(bands, bands.content | {"bands": other}, by=principal)
    page = writer.post(url, filled | {"from_2": "77"})
    assert saved(bands).content["bands"][2]["from"] == 80
    assert "80%" in page.content.decode()
    assert page.context["form"]["from_2"].value() == "77"
    again = filled | {"from_2": "77", "seen": page.context["form"]["seen"].value()}
    writer.post(url, again)
    assert saved(bands).content["bands"][2]["from"] == 77


def test_a_teacher_reads_the_bands_and_changes_none(client, teacher, bands):
    client.force_login(teacher)
    assert client.get(at("band_set", bands.pk)).status_code == 200
    for name in ["band_set_update", "band_set_copy", "band_set_use"]:
        assert client.get(at(name, bands.pk)).status_code == 404
        assert client.post(at(name, bands.pk)).status_code == 404


def test_nobody_changes_the_library(writer):
    load_library()
    for row in BandSet.objects.all():
        assert writer.get(at("band_set_update", row.pk)).status_code == 404
