import csv
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
import time_machine
from django.utils.translation import gettext_lazy
from python_calamine import load_workbook

from schools.tables import as_csv, as_xlsx
from staff.dapodik.delimited import rows_of

LIKE_FORMULAS = ["=1+1", "+62812", "-5", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.id")']
NIP = "198509032010012904"


def sheet_of(*cells):
    """The XML of a sheet that holds these cells below one header."""
    content = as_xlsx([("Guru", ["Kolom"] * len(cells), [cells])])
    with zipfile.ZipFile(BytesIO(content)) as container:
        return container.read("xl/worksheets/sheet1.xml").decode(), container.namelist()


def cells_of(*cells):
    content = as_xlsx([("Guru", ["Kolom"] * len(cells), [cells])])
    return load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()[1]


@pytest.mark.parametrize("text", LIKE_FORMULAS)
def test_text_like_a_formula_stays_text_in_a_workbook(text):
    xml, _ = sheet_of(text)
    assert "<f>" not in xml
    assert cells_of(text) == [text]


@pytest.mark.parametrize("text", [*LIKE_FORMULAS, "'kutip", "0812", NIP])
def test_text_that_excel_would_run_or_round_is_guarded_in_csv(text):
    (_, (cell,)) = csv.reader(
        StringIO(as_csv(["Kolom"], [[text]]).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    assert cell == f"'{text}"


@pytest.mark.parametrize(
    "text", ["Sitti", "Ma'rifatul", "III/c", "12", "1.5", "a=b", "", 'a;b\n"c']
)
def test_other_text_is_written_to_csv_as_it_is(text):
    (_, *rows) = csv.reader(
        StringIO(as_csv(["Kolom", "b"], [[text, "b"]]).decode("utf-8-sig"), newline=""),
        delimiter=";",
    )
    assert rows == [[text, "b"]]


@pytest.mark.parametrize("text", [*LIKE_FORMULAS, "'kutip", "''", "'=1", "0812", NIP, "a\n;b"])
def test_our_reader_takes_the_guard_away_again(text):
    assert rows_of(as_csv(["Nama"], [[text, "akhir"]])) == [["Nama"], [text, "akhir"]]


def test_a_header_is_guarded_like_any_text():
    assert b"'=1+1" in as_csv(["=1+1"], [])


def test_numbers_and_dates_keep_their_type():
    day, moment = date(2026, 7, 27), datetime(2026, 7, 27, 10, 42)
    cells = [5, 2.5, Decimal("65.08"), True, day, moment, None, "teks"]
    assert cells_of(*cells) == [5, 2.5, 65.08, True, day, moment, "", "teks"]


def test_csv_writes_numbers_and_dates_as_an_indonesian_excel_reads_them():
    cells = [
        5,
        -2.5,
        Decimal("65.08"),
        True,
        date(2026, 7, 27),
        datetime(2026, 7, 27, 10, 42),
        None,
    ]
    content = as_csv(["a"], [cells]).decode("utf-8-sig")
    assert content == "a\r\n5;-2,5;65,08;True;2026-07-27;2026-07-27 10:42:00;\r\n"
    assert as_csv([], []).startswith(b"\xef\xbb\xbf")


def test_identifiers_stay_text():
    xml, _ = sheet_of(NIP)
    assert 't="inlineStr"' in xml.split("<row")[2]
    assert cells_of(NIP, int(NIP)) == [NIP, NIP]


@pytest.mark.parametrize("missing", [float("nan"), float("inf"), Decimal("NaN"), None])
def test_what_is_missing_is_an_empty_cell(missing):
    assert cells_of(missing, "x") == ["", "x"]
    assert as_csv(["a", "b"], [[missing, "x"]]).endswith(b"\r\n;x\r\n")


def test_a_moment_with_a_zone_and_a_day_before_1900_are_written_too():
    assert cells_of(datetime(2026, 7, 27, 10, tzinfo=UTC)) == [datetime(2026, 7, 27, 10)]
    assert cells_of(date(1872, 7, 27)) == ["1872-07-27"]


def test_lazy_words_are_written_as_they_read():
    words = gettext_lazy("Email")
    assert as_csv([words], [[words]]).count(b"Email") == 2
    assert cells_of(words) == ["Email"]


def test_addresses_are_not_live():
    xml, names = sheet_of("https://contoh.id", "mailto:a@contoh.id", "internal:Guru!A1")
    assert "hyperlink" not in xml
    assert not [name for name in names if "rels/sheet" in name]


def test_the_header_stays_in_view_and_columns_fit_what_they_hold():
    xml, _ = sheet_of("x" * 30, "x" * 500, "x")
    assert 'state="frozen"' in xml
    widths = [float(part.split('"')[0]) for part in xml.split(' width="')[1:]]
    assert 62 > widths[1] > widths[0] > 30 > widths[2]


def test_the_same_data_give_the_same_bytes_on_another_day():
    sheets = [("Guru", ["Nama"], [["Sitti", date(2026, 7, 27)]])]
    with time_machine.travel("2026-01-05 07:00"):
        first = as_xlsx(sheets)
    with time_machine.travel("2031-12-24 18:30"):
        assert as_xlsx(sheets) == first


def test_a_long_table_takes_no_more_memory_than_a_short_one():
    def peak(number):
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        as_xlsx([("Guru", ["Nama"], ([f"Guru {n}", n, date(2026, 7, 27)] for n in range(number)))])
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        peak(10)  # loads the library
        assert peak(4_000) < 2 * peak(400)
    finally:
        tracemalloc.stop()


def test_nothing_lies_on_disk_afterwards_even_if_a_row_cannot_be_read(settings, tmp_path):
    def rows():
        yield ["Sitti"]
        raise LookupError

    settings.DATA_DIR = tmp_path
    as_xlsx([("Guru", ["Nama"], [["Sitti"]])])
    with pytest.raises(LookupError):
        as_xlsx([("Guru", ["Nama"], rows())])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Guru", "guru", "GURU"], ["Guru", "guru 2", "GURU 3"]),
        (["a/b:c[d]*?\\"], ["a b c d"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
        (["'kutip'", "", "History"], ["kutip", "Sheet", "History_"]),
    ],
)
def test_titles_of_sheets_become_what_excel_allows(titles, expected):
    content = as_xlsx([(title, ["a"], []) for title in titles])
    assert load_workbook(BytesIO(content)).sheet_names == expected


def test_a_text_longer_than_a_cell_is_cut():
    assert cells_of("x" * 40_000) == ["x" * 32_767]
