"""Areas narrowed by kind of work, and what stays hidden there."""

from fractions import Fraction
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reports.readings.area import AreaReading, School
from reports.tables import HIDDEN
from schools.access import Role
from tests import make

from ..numbers import percent

pytestmark = pytest.mark.django_db


def staffed(*sizes, opened=(), part="quality"):
    """A school for each size of its education staff measured, with a mean of its own: 61, 62 …"""
    return tuple(
        School(
            key=place,
            name=f"SDN {place}",
            numbers={
                "results": {"staff": {part: percent(n, 60 + place)}},
                "coverage": {
                    "teacher": {"all": 9, "visited": 8},
                    "staff": {"all": n, "visited": n},
                },
                "bands": {"staff": {"0|Kurang|1": n - 1, "55|Cukup|2": 1}},
                "steps": {"all": 3, "done": 1},
            },
            url=f"/laporan/semester/{place}/" if place in opened else "",
        )
        for place, n in enumerate(sizes, start=1)
    )


def of_work(work, around):
    return AreaReading("Kabupaten", "Ganjil", around, work=work)


def test_the_education_staff_of_an_area_are_hidden_by_the_rule_of_the_teachers():
    found = of_work("staff", staffed(4, 8, 12))
    mean = Fraction(4 * 61 + 8 * 62 + 12 * 63, 24)
    assert [row.cells["quality"] for row in found.table.rows] == [HIDDEN, HIDDEN, 63, mean]
    assert "SDN 1" in found.table.rows[1].note
    opened = of_work("staff", staffed(4, 8, opened=(1, 2)))
    assert [row.cells["quality"] for row in opened.table.rows][:2] == [61, 62]


def test_bands_of_few_of_the_education_staff_are_not_told():
    assert not of_work("staff", staffed(3)).spread.bands
    assert of_work("staff", staffed(3, opened=(1,))).spread.bands


def test_of_one_work_an_area_has_its_columns_and_no_others():
    keys = {
        work: [column.key for column in of_work(work, staffed(8)).table.columns]
        for work in ("", "teacher", "staff")
    }
    teaching = ["planning", "teaching", "evaluation"]
    assert keys[""] == ["school", "teachers", "staff", *teaching, "meetings", "steps"]
    assert keys["teacher"] == ["school", "teachers", *teaching]
    assert keys["staff"] == ["school", "staff", "quality"]
    whole = of_work("staff", staffed(8, part="all"))
    assert [column.key for column in whole.table.columns] == ["school", "staff", "all"]
    assert "61,00" in whole.findings[1].text


@pytest.mark.parametrize("work", ["teacher", "staff"])
def test_of_one_work_an_area_tells_no_other_figures_than_the_page_of_all(work):
    """What is told of teachers is the same on both pages."""
    around = staffed(4, 8, 12)
    for one in around:
        n = one.of("results", "staff", "quality", "n")
        one.numbers["results"]["teacher"] = {"teaching": percent(n, 50 + n)}
    both, alone = of_work("", around).table, of_work(work, around).table
    shared = {column.key for column in both.columns} & {column.key for column in alone.columns}
    for first, second in zip(both.rows, alone.rows, strict=True):
        assert {key: first.cells[key] for key in shared} == {
            key: second.cells[key] for key in shared
        }


def test_the_work_stands_in_the_address_of_an_area_and_its_table(client, cluster, school):
    numbers_of_school = staffed(8)[0].numbers
    make.summary(make.term(school=school), numbers=numbers_of_school)
    client.force_login(make.user(Role.DISTRICT, cluster.district))
    address = reverse("reports:district", args=[cluster.district.pk])
    body = client.get(address, {"pekerjaan": "staff"}).content.decode()
    assert "61,00" in body
    assert '<option value="staff" selected>' in body
    assert 'href="unduh/?pekerjaan=staff"' in body
    assert "61,00" not in client.get(address).content.decode()
    assert client.get(address, {"pekerjaan": "head"}).status_code == 200
    answer = client.get(f"{address}unduh/", {"pekerjaan": "staff"})
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert 61 in book.get_sheet_by_index(0).to_python()[1]
