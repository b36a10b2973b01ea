"""The pages of a district and a cluster: what they tell, and what stays hidden."""

import re
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import load_workbook

from reports.readings.area import AreaReading, School
from reports.tables import HIDDEN
from schools.access import Role
from schools.models import AuditEntry
from tests import make

from .numbers import lines, percent

STAGES = ("planning", "teaching", "evaluation")


def numbers(n, mean=60, **more):
    """Of a school with `n` teachers measured, one not visited, two of the education staff."""
    return {
        "results": {"teacher": {stage: percent(n, mean) for stage in STAGES}},
        "coverage": {"teacher": {"all": n + 1, "visited": n}, "staff": {"all": 2, "visited": 1}},
        **more,
    }


def schools(*sizes, opened=(), cluster=None, **more):
    """A school for each size, with a mean of its own: 61, 62, 63 …"""
    return tuple(
        School(
            key=place,
            name=f"SDN {place}",
            numbers=numbers(n, 60 + place, **more),
            cluster=cluster,
            cluster_name=f"Gugus {cluster}" if cluster else "",
            url=f"/laporan/semester/{place}/" if place in opened else "",
        )
        for place, n in enumerate(sizes, start=1)
    )


def reading(around, **fields):
    return AreaReading("Kabupaten Walaranu", "Ganjil 2025/2026", tuple(around), **fields)


def told(of):
    """What the rows tell of planning, the total last."""
    return [row.cells["planning"] for row in of.table.rows]


# What is told of few people


def test_a_small_school_is_hidden_and_the_next_one_with_it_so_it_cannot_be_worked_out():
    found = reading(schools(4, 8, 12))
    assert told(found) == [HIDDEN, HIDDEN, 63, Fraction(4 * 61 + 8 * 62 + 12 * 63, 24)]
    notes = [row.note for row in found.table.rows]
    assert "4 guru" in notes[0] or "4 teachers" in notes[0]
    assert "SDN 1" in notes[1]
    assert "12" in notes[2]
    assert "24" in notes[3]


def test_whoever_looks_after_the_schools_sees_them_all():
    found = reading(schools(4, 8, opened=(1, 2)))
    assert HIDDEN not in told(found)
    assert found.table.rows[0].links == {"school": "/laporan/semester/1/"}


def test_own_schools_do_not_give_away_the_small_one_of_somebody_else():
    """The reader knows the second: from the total they would have the first."""
    assert told(reading(schools(4, 8, opened=(2,)))) == [HIDDEN, 62, HIDDEN]


def test_a_cluster_of_few_is_hidden_on_its_own_page_too():
    """The district told the other cluster and the sum; this one would be the rest."""
    few = replace(schools(4, cluster=1)[0], key=11)
    around = (few, *schools(9, 7, cluster=2))
    assert told(reading(around, cluster=1)) == [HIDDEN, HIDDEN]
    assert told(reading(around, cluster=2)) == [HIDDEN, HIDDEN, HIDDEN]
    assert told(reading(around))[-1] is not HIDDEN


def test_a_school_where_nobody_was_measured_is_missing_and_not_hidden():
    nobody = School(9, "SDN 9", {})
    cells = reading([nobody, *schools(8)]).table.rows[1].cells
    assert [cells[key] for key in ("planning", "teachers", "staff", "meetings", "steps")] == [
        None
    ] * 5


def test_bands_of_few_join_their_neighbours():
    bands = {"bands": {"teacher": {"0|Kurang|1": 3, "55|Cukup|2": 6, "71|Baik|3": 9}}}
    found = reading(schools(18, **bands)).spread
    assert [(band.n, band.start, band.tone) for band in found.bands] == [(9, 0, 2), (9, 9, 3)]
    assert "Kurang" in found.notes[0]


def test_whoever_sees_the_people_sees_each_band():
    bands = {"bands": {"teacher": {"0|Kurang|1": 1, "55|Cukup|2": 2}}}
    found = reading(schools(3, opened=(1,), **bands)).spread
    assert [band.n for band in found.bands] == [1, 2]
    assert found.notes == ()


def test_bands_of_different_sets_are_not_added_up():
    first = schools(8, bands={"teacher": {"55|Cukup|2": 8}})[0]
    second = replace(schools(8, bands={"teacher": {"61|Cukup|2": 8}})[0], key=2)
    found = reading([first, second]).spread
    assert not found.bands
    assert len(found.notes) == 1


def test_a_cluster_tells_no_bands_to_whom_the_district_tells_them():
    bands = {"teacher": {"55|Cukup|2": 8, "71|Baik|3": 8}}
    around = schools(16, 16, cluster=1, bands=bands)
    assert not reading(around, cluster=1).spread.bands
    assert reading(around).spread.bands


# Sentences


def words(found):
    return [str(one.text) for one in found.findings]


def test_three_sentences_from_the_sums():
    hindering = {"hinder": {"projector": {"quotes": 4}, "own-one": {"quotes": 90}}}
    around = schools(8, 7, factors=hindering)
    around[0].numbers["results"]["teacher"]["evaluation"] = percent(8, 50)
    found = reading(around, factors={"projector": "Proyektor"})
    covered, lowest, hindered = words(found)
    assert "15 dari 17" in covered
    assert "2 dari 4" in covered
    mean = Fraction(8 * 50 + 7 * 62, 15)  # 55.6
    assert f"{float(mean):.2f}".replace(".", ",") in lowest
    assert "61,47" in lowest  # teaching: (8 · 61 + 7 · 62) ÷ 15
    assert "Proyektor" in hindered
    assert "8" in found.findings[2].below[0]
    assert "2" in found.findings[2].below[0]


def test_what_was_not_measured_is_said_to_be_so():
    found = reading([School(1, "SDN 1", {})])
    assert all("belum diukur" in text for text in words(found))


def test_of_few_people_no_aspect_is_called_lowest():
    assert "belum cukup" in words(reading(schools(4)))[1]


def test_of_few_sentences_no_factor_is_named():
    hindering = {"hinder": {"projector": {"quotes": 4}}}
    found = reading(schools(8, factors=hindering), factors={"projector": "Proyektor"})
    assert "Proyektor" not in words(found)[2]


# The pages

pages = pytest.mark.django_db


@pytest.fixture
def office(cluster):
    return make.user(Role.DISTRICT, cluster.district)


def summary(school, found, code="20251", **fields):
    return make.summary(make.term(school=school, code=code), numbers=found, **fields)


def url(name, area, **query):
    return reverse(f"reports:{name}", args=[area.pk], query=query)


def page(client, user, *address, **query):
    client.force_login(user)
    return client.get(url(*address, **query))


@pages
def test_hidden_figures_are_nowhere_on_the_page_and_nowhere_in_the_file(
    client, cluster, school, neighbour, office
):
    large = make.school(cluster=cluster)
    summary(school, numbers(4, 31))
    summary(neighbour, numbers(8, 47))
    summary(large, numbers(12, 83))
    body = page(client, office, "district", cluster.district).content.decode()
    assert "83,00" in body
    assert not re.search(r"31,00|47,00", body)
    assert "SDN Melati" in body
    sheet = cells(page(client, office, "district_xlsx", cluster.district))
    assert any(83 in row for row in sheet)
    assert not any({31, 47} & set(row) for row in sheet)
    assert not re.search(r"\b(31|47)[.,]0", str(sheet))
    written = page(client, office, "district_json", cluster.district).content.decode()
    assert "83.0" in written
    assert not re.search(r"\b(31|47)\.0", written)
    assert '"hidden": ["planning", "teaching", "evaluation"]' in written


def cells(answer):
    return load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


@pages
def test_the_file_holds_the_figures_of_the_page_as_numbers(client, cluster, school, supervisor):
    summary(
        school, numbers(8, 62, cadence={"months": {"2025-08": {"held": 2}, "2025-09": {"goal": 1}}})
    )
    header, row, total = cells(page(client, supervisor, "cluster_xlsx", cluster))
    assert row[:9] == ["SDN Melati", 8, 9, 1, 2, 62, 62, 62, 2]
    assert row[9:11] == ["", ""]  # follow-ups: none
    assert total[1:9] == row[1:9]
    assert len(header) == len(row)
    written = page(client, supervisor, "cluster_json", cluster).json()["tables"][0]["rows"]
    assert [one["cells"]["teachers"] for one in written] == [{"done": 8, "of": 9}] * 2
    assert [one["is_total"] for one in written] == [False, True]
    entry = AuditEntry.objects.filter(action="exported").latest("pk")
    assert (entry.actor, entry.subject) == (supervisor, f"schools.cluster:{cluster.pk}")


@pages
def test_the_school_supervisor_sees_all_and_gets_to_each_school(
    client, cluster, school, neighbour, supervisor
):
    one = summary(school, numbers(4, 31))
    summary(neighbour, numbers(8, 47))
    body = page(client, supervisor, "cluster", cluster).content.decode()
    assert "31,00" in body
    assert "47,00" in body
    assert one.get_absolute_url() in body


@pages
def test_the_district_office_gets_no_way_to_a_school_and_no_line_of_a_person(
    client, cluster, school, office
):
    person = make.person(school)
    one = summary(school, numbers(8), lines=lines(person))
    client.force_login(office)
    client.get(url("district", cluster.district))
    with CaptureQueriesContext(connection) as asked:
        body = client.get(url("district", cluster.district)).content.decode()
    assert one.get_absolute_url() not in body
    assert person.name not in body
    assert "Kelas 1" not in body
    assert not [query for query in asked if '"reports_summary"."people"' in query["sql"]]


@pages
def test_the_term_stands_in_the_address_and_the_newest_comes_without(
    client, cluster, school, office
):
    summary(school, numbers(8, 41), code="20251")
    summary(school, numbers(8, 52), code="20252")
    district = cluster.district
    assert "52,00" in page(client, office, "district", district).content.decode()
    assert "41,00" in page(client, office, "district", district, semester=20251).content.decode()
    assert "52,00" in page(client, office, "district", district, semester="x").content.decode()


@pages
def test_the_page_of_a_district_leads_to_a_report_on_the_same_term(client, cluster, school, office):
    for code in ("20251", "20252"):
        summary(school, numbers(8), code=code)
    body = page(client, office, "district", cluster.district, semester=20251).content.decode()
    ask = f"{reverse('reports:ask')}?place=district-{cluster.district_id}&amp;term=20251"
    assert f'href="{ask}"' in body
    form = client.get(ask.replace("&amp;", "&")).context["form"]
    assert form["place"].value() == f"district-{cluster.district_id}"
    assert form["term"].value() == "20251"
    assert form["term"].help_text == ""  # no cycles to choose from


@pages
def test_a_cluster_can_be_chosen_in_its_district(client, cluster, school, office):
    other = make.cluster(district=cluster.district)
    summary(school, numbers(8, 41))
    summary(make.school(cluster=other), numbers(8, 52))
    body = page(client, office, "district", cluster.district, gugus=other.pk).content.decode()
    assert "52,00" in body
    assert "41,00" not in body


@pages
@pytest.mark.parametrize("who", ["principal", "operator", "teacher", "outsider"])
def test_others_find_no_page_of_an_area(client, cluster, school, who, request):
    summary(school, numbers(8))
    user = request.getfixturevalue(who)
    for name, area in [("cluster", cluster), ("district", cluster.district)]:
        assert page(client, user, name, area).status_code == 404
        assert page(client, user, f"{name}_xlsx", area).status_code == 404


@pages
def test_without_any_term_the_page_says_what_will_stand_there(client, cluster, school, office):
    assert page(client, office, "district", cluster.district).status_code == 200
    assert page(client, office, "district_xlsx", cluster.district).status_code == 404


# The list

LIST = "/laporan/"


@pages
def test_terms_stand_by_school_the_newest_first(client, school, neighbour, supervisor):
    rows = [
        summary(school, {}, code="20251"),
        summary(neighbour, {}, code="20251"),
        summary(school, {}, code="20252"),
    ]
    client.force_login(supervisor)
    found = client.get(LIST).context["object_list"]
    assert list(found) == sorted(rows, key=lambda one: (one.term.school.name, -int(one.term.code)))


@pages
def test_the_list_leads_to_the_areas_one_looks_after(client, cluster, school, office, supervisor):
    summary(school, numbers(8))
    links = [url("district", cluster.district), url("cluster", cluster)]
    for user in (office, supervisor):
        client.force_login(user)
        body = client.get(LIST).content.decode()
        assert all(f'href="{link}"' in body for link in links)


@pages
@pytest.mark.parametrize(
    ("who", "own"), [("operator", "/laporan/kelengkapan/"), ("teacher", "/laporan/saya/")]
)
def test_others_find_what_is_theirs_and_no_area(client, cluster, school, who, own, request):
    summary(school, numbers(8))
    client.force_login(request.getfixturevalue(who))
    body = client.get(LIST).content.decode()
    assert own in body
    assert "/laporan/kabupaten/" not in body


@pytest.mark.parametrize(("role", "is_led_on"), [(Role.SUPERVISOR, True), (Role.DISTRICT, False)])
def test_the_page_of_a_cluster_leads_to_a_report_on_it_where_it_may_be_told(
    client, db, role, is_led_on
):
    cluster = make.cluster()
    make.school(cluster=cluster)
    place = cluster if role == Role.SUPERVISOR else cluster.district
    client.force_login(make.user(role, place))
    page = client.get(reverse("reports:cluster", args=[cluster.pk])).content.decode()
    assert (f"?place=cluster-{cluster.pk}" in page) is is_led_on
