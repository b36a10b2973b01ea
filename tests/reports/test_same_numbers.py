"""Page, paper, workbook, CSV and JSON of one report hold the same figures."""

import csv
import json
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from python_calamine import CalamineWorkbook

from reports.models import Report
from reports.printing import table_words
from reports.tables import HIDDEN, Column, Kind, Row, Table, sheet_of
from reports.tasks import build
from reports.wording import in_words
from schools.access import Role
from tests import make, printed

from .asked_apart.asking import final, meeting
from .numbers import lines, person_line, sample

pytestmark = pytest.mark.django_db
KINDS = Report.Kind.values


@pytest.fixture
def place(school, cluster):
    """A district of three schools, each with figures of its own."""
    for number, n in enumerate([6, 7, 9]):
        here = school if not number else make.school(cluster=cluster)
        numbers = sample()
        for key, sums in numbers["results"]["teacher"].items():
            numbers["results"]["teacher"][key] = {"n": n, "sum": sums["sum"] // 6 * n}
        numbers["coverage"]["teacher"] = {"all": n + 3, "visited": n}
        make.summary(make.term(school=here), numbers=numbers)
    return school


def asked(client, kind, place):
    named = f"{place._meta.model_name}-{place.pk}"
    question = {"kind": kind, "place": named, "term": "20251"}
    client.post(reverse("reports:ask"), question)
    report = Report.objects.get()
    build(report.pk)
    report.refresh_from_db()
    page = client.get(report.get_absolute_url())
    return report, page.context["tables"], page.content.decode()


def words_of(tables):
    """Every cell of them, as a reader sees it."""
    return [
        str(in_words(row.cells.get(column.key), column.kind))
        for table in tables
        for row in table.rows
        for column in table.columns
    ]


@pytest.mark.parametrize("about", ["school", "district"])
@pytest.mark.parametrize("kind", KINDS)
def test_all_five_hold_the_same(client, place, kind, about):
    role, where = (Role.PRINCIPAL, place) if about == "school" else (Role.DISTRICT, place.district)
    client.force_login(make.user(role, where))
    hold_the_same(client, *asked(client, kind, where))


def test_all_five_hold_the_same_of_a_cycle(client, school):
    make.term(school=school)
    first = make.cycle(school)
    second = make.cycle(school, number=2, follows=first)
    version = make.instrument_version(school)
    for score in (2, 3, 4, 3, 2, 3):
        person = make.person(school)
        final(school, score, person, version, cycle=first, band_set=make.band_set(school))
        final(school, min(4, score + 1), person, version, cycle=second, own=3)
    client.force_login(make.user(Role.PRINCIPAL, school))
    report, tables, page = asked(client, "performance", second)
    assert {"changes", "self", "items-lembar"} <= {table.key for table in tables}
    hold_the_same(client, report, tables, page)


def test_all_five_hold_the_same_of_oneself(client, school):
    make.term(school=school)
    version, bands = make.instrument_version(school), make.band_set(school)
    person = make.person(school, user=make.user(Role.TEACHER, school))
    for days, score in enumerate((3, 2, 4)):
        day = make.A_DAY + timedelta(days)
        visit = final(school, score, person, version, date=day, band_set=bands, own=3)
    make.follow_up(visit)
    client.force_login(person.user)
    report, tables, page = asked(client, "performance", person)
    assert {table.key for table in tables} == {"visits", "stages", "steps", "own"}
    hold_the_same(client, report, tables, page)


@pytest.mark.parametrize("others", [2, 7])
def test_all_five_hold_the_same_of_a_group(client, school, others):
    group = make.group(school)
    user = make.user(Role.TEACHER, school)
    make.member(group, make.person(school, user=user))
    people = [person_line(n, groups=[group.pk], did=["attended"]) for n in range(others + 1)]
    held = [meeting(group, "1", date="2025-07-26"), meeting(group, "2")]
    kept = {"groups": 1, "months": {"2025-08": {"goal": 2, "known": 2, "held": 1, "missed": 1}}}
    make.summary(
        make.term(school=school),
        lines=lines(*people, meetings=held, groups=[{"row": group.pk, "kept": kept}]),
    )
    client.force_login(user)
    hold_the_same(client, *asked(client, "collaboration", group))


def hold_the_same(client, report, tables, page):
    assert tables
    words = [one for one in words_of(tables) if one]
    paper = printed.text(client.get(reverse("reports:asked_pdf", args=[report.pk])).content)
    on_paper = paper.replace("\n", " ")
    for one in words:
        assert one in page, one
        assert all(part in on_paper for part in one.split()), one

    sheets = [sheet_of(table) for table in tables]
    book = CalamineWorkbook.from_filelike(
        BytesIO(client.get(reverse("reports:asked_xlsx", args=[report.pk])).content)
    )
    kept = [book.get_sheet_by_index(place).to_python() for place in range(len(sheets))]
    for (_title, header, rows), (first, *cells) in zip(sheets, kept, strict=True):
        assert first == [str(label) for label in header]
        assert [list(map(plain, row)) for row in rows] == [list(map(plain, row)) for row in cells]

    text = client.get(reverse("reports:asked_csv", args=[report.pk])).content.decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text), delimiter=";"))
    for _title, _header, rows in sheets:
        for row in rows:
            assert [as_written(cell) for cell in row] in lines

    told = json.loads(client.get(reverse("reports:asked_json", args=[report.pk])).content)
    assert (told["title"], told["counted_at"]) == (report.title, report.counted_at.isoformat())
    for written, table, (title, _header, rows) in zip(told["tables"], tables, sheets, strict=True):
        assert (written["key"], written["title"]) == (table.key, title)
        assert [column["label"] for column in written["columns"]] == [
            column.label for column in table.columns
        ]
        assert [cells_of(written, row) for row in written["rows"]] == [
            list(map(plain, row)) for row in rows
        ]
        assert [row["hidden"] for row in written["rows"]] == [
            [key for key, value in row.cells.items() if value is HIDDEN] for row in table.rows
        ]


def cells_of(table, row):
    """The cells of a sheet, from a row of the JSON: a part is two, and a note stands last."""
    cells = []
    for column in table["columns"]:
        value = row["cells"][column["key"]]
        if column["kind"] == "part":
            cells += [value["done"], value["of"]] if value else [None, None]
        else:
            cells.append(value)
    has_notes = any(other["note"] for other in table["rows"])
    return list(map(plain, cells + [row["note"]] * has_notes))


def plain(cell):
    """A number as a number, what is missing as nothing."""
    if cell in (None, ""):
        return ""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return round(float(cell), 6) if not isinstance(cell, str) else cell


def as_written(cell):
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        return cell
    return str(cell).replace(".", ",")


def test_a_hidden_figure_stands_in_none_of_the_five(client, place):
    few = sample()
    few["results"]["teacher"]["all"] = {"n": 2, "sum": 2 * 41_370_000}
    make.summary(make.term(school=make.school(district=place.district)), numbers=few)
    client.force_login(make.user(Role.DISTRICT, place.district))
    report, _tables, page = asked(client, "performance", place.district)
    told = "41,37"
    assert told == number_format(41.37, 2)
    assert told not in page
    written = client.get(reverse("reports:asked_json", args=[report.pk])).content.decode()
    assert "41.37" not in written
    assert any(row["hidden"] for one in json.loads(written)["tables"] for row in one["rows"])
    for name in ["asked_pdf", "asked_csv"]:
        content = client.get(reverse(f"reports:{name}", args=[report.pk])).content
        text = printed.text(content) if name == "asked_pdf" else content.decode("utf-8-sig")
        assert told not in text
    book = CalamineWorkbook.from_filelike(
        BytesIO(client.get(reverse("reports:asked_xlsx", args=[report.pk])).content)
    )
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            assert 41.37 not in row


def test_an_n_stands_below_its_figure_for_a_reader_and_in_a_column_for_a_program():
    columns = (
        Column("school", "Sekolah"),
        Column("all", "Hasil", Kind.PERCENT, n="all-n"),
        Column("all-n", "n, Hasil", Kind.COUNT),
    )
    rows = (
        Row({"school": "SDN Melati", "all": 70, "all-n": 6}),
        Row({"school": "SDN Kenanga", "all": HIDDEN, "all-n": HIDDEN}),
        Row({"school": "SDN Jauh", "all": None, "all-n": None}),
    )
    table = Table("results", "Hasil", columns, rows)
    assert [row["cells"] for row in table_words(table)["body"]] == [
        ["SDN Melati", "70,00\nn = 6"],
        ["SDN Kenanga", "terlalu sedikit"],
        ["SDN Jauh", "–"],
    ]
    page = render_to_string("reports/includes/table.html", {"table": table})
    assert page.count("n = 6") == page.count("n = ") == 1
    assert "n, Hasil" not in page
    assert sheet_of(table)[1:] == (
        ["Sekolah", "Hasil", "n, Hasil"],
        [
            ["SDN Melati", Decimal("70.00"), 6],
            ["SDN Kenanga", None, None],
            ["SDN Jauh", None, None],
        ],
    )
