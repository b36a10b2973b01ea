"""Which list it is, which columns are read, and which rows are people."""

from datetime import datetime

import pytest

from staff.dapodik.columns import OWN_COLUMNS, find_header, own_row, sheet_title
from staff.dapodik.delimited import rows_of
from staff.dapodik.reading import read
from staff.dapodik.refusal import Refused
from staff.dapodik.rows import READERS, parse
from tests.staff.dapodik.lists import (
    BASO,
    HEADERS,
    PRIVATE,
    RAMLAH,
    SUWITRI,
    hash_nik,
    rows_parsed,
    table,
    text,
    xlsx,
)

OWN_HEADER = [text for _, text in OWN_COLUMNS]


def refusal(rows):
    with pytest.raises(Refused) as caught:
        parse(rows, file="berkas.xlsx", hash_nik=hash_nik)
    assert caught.value.params["file"] == "berkas.xlsx"
    return caught.value.code


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Daftar Guru", "teachers"),
        ("DAFTAR  GURU\xa0", "teachers"),
        ("Daftar Tenaga Kependidikan", "staff"),
        ("Daftar Tendik", "staff"),
        ("Daftar Guru dan Tendik", "both"),
        ("Daftar Guru dan Tenaga Kependidikan", "both"),
        ("Daftar Pendidik dan Tenaga Kependidikan", "both"),
        ("Daftar Guru & Tendik", "both"),
        ("Daftar GTK", "both"),
        ("Daftar PTK", "both"),
    ],
)
def test_the_title_says_which_list_it_is(title, source):
    assert rows_parsed(RAMLAH, title=title).source == source


@pytest.mark.parametrize(
    "title", ["Daftar Peserta Didik", "Daftar Gurun", "Guru", "", "Data Daftar Guru"]
)
def test_another_title_is_refused(title):
    assert refusal(table(RAMLAH, title=title)) == "wrong_title"


def test_a_list_without_column_names_is_refused():
    assert refusal(table(RAMLAH)[:4]) == "no_header"
    assert refusal(table(RAMLAH, headers=["Nama", "Sepatu"])) == "no_header"
    assert refusal([["apa", "saja"]]) == "wrong_title"
    assert refusal([]) == "wrong_title"


def test_a_list_without_a_column_of_names_is_refused():
    assert refusal(table(RAMLAH, headers=["NIP", "NUPTK", "NIK", "JK"])) == "no_header"


def test_the_row_with_the_most_column_names_is_the_header():
    rows = table(RAMLAH)
    rows[3] = ["Nama", "NIP", "NUPTK"]
    (person,) = parse(rows, file="x", hash_nik=hash_nik).people
    assert (person.row, person.nip) == (6, RAMLAH["NIP"])


@pytest.mark.parametrize(
    "header",
    ["Pangkat/Golongan", "Pangkat / Golongan", "pangkat golongan:", "PANGKAT\u200b GOLONGAN"],
)
def test_a_column_is_known_by_any_writing_of_its_name(header):
    rows = table(RAMLAH)
    rows[4][HEADERS.index("Pangkat Golongan")] = header
    assert parse(rows, file="x", hash_nik=hash_nik).people[0].rank == "III/c"


def test_a_list_of_pupils_is_refused():
    assert refusal(table(headers=["Nama", "NIPD", "JK", "NISN", "NIK"])) == "pupils"
    assert refusal([["Nama lengkap", "NISN", "Jenis kelamin", "NIK"]]) == "pupils"


def test_our_own_table_is_known_by_its_columns():
    assert parse([OWN_HEADER], file="x", hash_nik=hash_nik).source == "own"
    titled = [["Guru dan tendik kami"], [], OWN_HEADER]
    assert parse(titled, file="x", hash_nik=hash_nik).source == "own"


def test_our_own_table_may_carry_the_title_of_dapodik():
    assert parse([["Daftar Guru"], OWN_HEADER], file="x", hash_nik=hash_nik).source == "own"
    theirs = [["Daftar Guru"], [*OWN_HEADER, "Agama"]]
    assert parse(theirs, file="x", hash_nik=hash_nik).source == "teachers"


def test_the_employment_decides_whether_it_is_a_nip_before_its_digits_do():
    (person,) = rows_parsed(RAMLAH | {"NIP": "198509032023212904"}).people
    assert (person.nip, person.ni_pppk) == ("198509032023212904", "")


def test_only_a_teacher_becomes_principal_by_a_duty():
    (person,) = rows_parsed(BASO | {"Tugas Tambahan": "Kepala Sekolah"}).people
    assert person.kind == "caretaker"


def test_the_school_and_the_hour_of_the_download_are_read_and_not_who_downloaded():
    found = rows_parsed(RAMLAH)
    assert found.school_name == "SD NEGERI 3 SARUMAI"
    assert found.downloaded_at == datetime(2026, 7, 13, 8, 15)
    assert "contoh.id)" not in repr(found)


def test_what_is_not_there_is_left_empty():
    rows = [["Daftar Guru"], *table(RAMLAH)[3:]]
    found = parse(rows, file="x", hash_nik=hash_nik)
    assert found.school_name == ""
    assert parse([*rows[:1], *rows[2:]], file="x", hash_nik=hash_nik).downloaded_at is None


def test_each_column_of_dapodik_is_read_or_reported_as_dropped():
    found = rows_parsed(RAMLAH)
    assert found.unknown_columns == []
    assert len(HEADERS) == 51
    assert sorted(found.dropped_columns) == sorted(PRIVATE)


def test_each_column_of_ours_is_read():
    header = find_header([OWN_HEADER])
    assert list(header.fields) == [name for name, _ in OWN_COLUMNS]
    assert set(header.fields) <= set(READERS)


def test_our_own_row_says_positions_in_words():
    row = own_row({"name": "Sitti Ramlah", "kind": "class_teacher", "nik_key": "x"})
    assert (row[0], row[OWN_HEADER.index("Jenis")]) == ("Sitti Ramlah", "Guru Kelas")
    assert "x" not in row
    assert own_row({"name": "Sitti Ramlah"})[OWN_HEADER.index("Jenis")] == ""


def test_a_nik_is_handed_to_the_hash_and_nowhere_else():
    handed = []
    found = parse(
        table(RAMLAH, BASO | {"NIK": "-"}, SUWITRI | {"NIK": "123"}),
        file="x",
        hash_nik=lambda nik: handed.append(nik) or "key",
    )
    assert handed == [RAMLAH["NIK"]]
    assert [person.nik_key for person in found.people] == ["key", "", ""]
    assert RAMLAH["NIK"] not in repr(found)
    assert "123" not in repr(found.problems)


def test_three_nik_that_all_end_in_0_were_rounded():
    niks = [f"99010143098500{n}0" for n in "123"]
    three = rows_parsed(*(RAMLAH | {"NIK": nik} for nik in niks))
    two = rows_parsed(*(RAMLAH | {"NIK": nik} for nik in niks[:2]))
    assert [person.nik_key for person in three.people] == ["", "", ""]
    assert [problem.code for problem in three.problems] == ["changed_by_excel"] * 3
    assert two.problems == []


def test_rows_are_counted_when_they_speak_of_somebody():
    assert rows_parsed(RAMLAH, {}, SUWITRI | {"Nama": "-"}, private={}).rows == 2


def test_a_problem_says_where_it_is():
    (problem,) = rows_parsed(RAMLAH, SUWITRI | {"JK": "X"}, file="guru.xlsx").problems
    assert (problem.row, problem.column, problem.name) == (7, "JK", "Ni Luh Ayu Suwitri")
    where = {"file": "guru.xlsx", "row": 7, "column": "JK", "value": "X"}
    assert problem.params == where


@pytest.mark.parametrize(
    ("column", "most"), [("Nama", 120), ("Status Kepegawaian", 60), ("Pangkat Golongan", 30)]
)
def test_what_is_longer_than_its_field_is_left_out(column, most):
    assert rows_parsed(RAMLAH | {column: "Ab" * (most // 2)}).problems == []
    (problem,) = rows_parsed(RAMLAH | {column: "Ab" * (most // 2) + "c"}).problems
    assert (problem.code, problem.params["found"]) == ("too_long", most + 1)


def test_someone_whose_name_is_far_too_long_is_left_out_with_one_problem():
    found = rows_parsed(RAMLAH | {"Nama": "x" * 5000})
    assert (found.people, [len(problem.name) for problem in found.problems]) == ([], [120])


def test_short_rows_end_where_they_end():
    rows = table(RAMLAH)
    rows[5] = rows[5][:4]
    (person,) = parse(rows, file="x", hash_nik=hash_nik).people
    assert (person.name, person.sex, person.birth_date) == ("Sitti Ramlah", "P", None)


# CSV


def test_a_line_break_in_a_cell_does_not_move_the_rows():
    rows = table(RAMLAH | {"Alamat Jalan": "Jalan\nPanjang"}, SUWITRI)
    found = parse(read("x.csv", text(rows)), file="x", hash_nik=hash_nik)
    assert [person.row for person in found.people] == [6, 7]


def test_the_delimiter_that_excel_announces_is_used_and_not_counted_as_a_row():
    content = b"sep=;\r\n" + text(table(RAMLAH))
    assert read("x.csv", content) == rows_of(text(table(RAMLAH)))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("'=1+1", "=1+1"),
        ("'+62812", "+62812"),
        ("''Aisyah", "'Aisyah"),
        ("'Aisyah", "'Aisyah"),
        ("'0812", "0812"),
        ("Ma'rifatul", "Ma'rifatul"),
    ],
)
def test_one_guarding_apostrophe_is_taken_away(cell, expected):
    assert rows_of(text([["Nama", cell]]))[0][1] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_is_read_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    rows = [["Nama", "NIP", "NUPTK"], ["Rémi, “Ani”; siapa", "1", "2"]]
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert read("x.csv", mark + text(rows, delimiter, encoding)) == rows


def test_the_name_of_the_file_decides_nothing():
    content = xlsx(table(RAMLAH))
    names = ["daftar-tendik-SD.xlsx", "foto.jpg", ""]
    assert [read(name, content) == read("a.xlsx", content) for name in names] == [True] * 3


def test_a_workbook_without_a_list_is_read_so_that_parsing_can_say_what_is_missing():
    assert read("x.xlsx", xlsx([["apa saja"]], [["lain"]])) == [["apa saja"]]
    assert read("x.xlsx", xlsx([])) == []


def test_the_line_below_the_title_is_the_school_wherever_the_title_stands():
    rows = [[], ["", ""], *table(RAMLAH)]
    assert sheet_title(rows, find_header(rows)).line_below == "SD NEGERI 3 SARUMAI"
