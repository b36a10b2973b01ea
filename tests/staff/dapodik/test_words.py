"""Names, titles, positions and employment, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staff.dapodik.names import normal, ordinary_case, split_titles
from staff.dapodik.vocabulary import (
    KIND_WORDS,
    kind_by_default,
    kind_from_duties,
    kind_of,
    status_group_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siti Aminah", ("", "Siti Aminah", "")),
        ("Siti Aminah, S.Pd.", ("", "Siti Aminah", "S.Pd.")),
        ("Siti Aminah, S.Pd., M.Pd.", ("", "Siti Aminah", "S.Pd., M.Pd.")),
        ("Siti Aminah S.Pd", ("", "Siti Aminah", "S.Pd")),
        ("Siti Aminah S.Pd, M.Pd", ("", "Siti Aminah", "S.Pd, M.Pd")),
        ("Siti Aminah, A.Ma.Pd.SD", ("", "Siti Aminah", "A.Ma.Pd.SD")),
        ("Siti Aminah, SE, MM", ("", "Siti Aminah", "SE, MM")),
        ("Siti Aminah SPd", ("", "Siti Aminah", "SPd")),
        ("Drs. H. Ahmad Dahlan, M.Si.", ("Drs. H.", "Ahmad Dahlan", "M.Si.")),
        ("DRS.H.AHMAD", ("DRS.H.", "AHMAD", "")),
        ("Dra Hj. Nurhaedah", ("Dra Hj.", "Nurhaedah", "")),
        ("Prof. Dr. Ir. Basri", ("Prof. Dr. Ir.", "Basri", "")),
        ("I Made Sudana", ("", "I Made Sudana", "")),
        ("M. Ali", ("", "M. Ali", "")),
        ("St. Hajar", ("", "St. Hajar", "")),
        ("R.A. Kartini", ("", "R.A. Kartini", "")),
        ("Ahmad S.", ("", "Ahmad S.", "")),
        ("Ahmad, bin Basri", ("", "Ahmad, bin Basri", "")),
        ("S.Pd.", ("", "S.Pd.", "")),
        ("Hj.", ("", "Hj.", "")),
        ("", ("", "", "")),
    ],
)
def test_titles_are_split_from_the_name(text, expected):
    assert split_titles(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SITI AMINAH", "Siti Aminah"),
        ("siti aminah", "Siti Aminah"),
        ("Siti AMINAH", "Siti AMINAH"),
        ("MA'RIFATUL HASANAH", "Ma'rifatul Hasanah"),
        ("NUR’AINI", "Nur’aini"),
        ("AHMAD BIN BASRI", "Ahmad bin Basri"),
        ("BINTI NURLELA", "Binti Nurlela"),
        ("I MADE SUDANA", "I Made Sudana"),
        ("R.A. KARTINI", "R.A. Kartini"),
        ("AL-FATIH", "Al-Fatih"),
        ("HENDRIK II", "Hendrik II"),
        ("I", "I"),
        ("", ""),
    ],
)
def test_a_name_in_capitals_is_written_as_names_are(name, expected):
    assert ordinary_case(name) == expected


@given(st.text(max_size=30))
def test_tidying_a_name_twice_changes_nothing_more(name):
    once = ordinary_case(name)
    assert ordinary_case(once) == once or once in {once.upper(), once.lower()}


@pytest.mark.parametrize(
    "other",
    [
        "SITTI MA'RIFATUL",
        "sitti  ma’rifatul",
        "Sitti Marifatul, S.Pd.",
        "Hj. Sitti Ma`rifatul S.Pd.I",
        "Sitti-Ma'rifatul.",
    ],
)
def test_case_spaces_apostrophes_and_titles_do_not_make_another_person(other):
    assert normal(other) == normal("Sitti Ma'rifatul")


def test_one_letter_makes_another_person():
    assert normal("Sitti Hajar") != normal("Siti Hajar")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guru", "teacher"),
        ("GURU KELAS", "class_teacher"),
        ("Guru Kelas 3", "class_teacher"),
        ("Guru Mapel", "subject_teacher"),
        ("Guru Mata Pelajaran", "subject_teacher"),
        ("Guru Pendidikan Agama Islam", "subject_teacher"),
        ("Guru PJOK", "subject_teacher"),
        ("Guru TIK", "subject_teacher"),
        ("Guru BK", "counsellor"),
        ("Guru Bimbingan dan Konseling", "counsellor"),
        ("Guru Pendamping Khusus", "special_teacher"),
        ("Guru Inklusi", "special_teacher"),
        ("Kepala Sekolah", "principal"),
        ("Plt. Kepala Sekolah", "acting_principal"),
        ("Pelaksana Tugas Kepala Sekolah", "acting_principal"),
        ("Wakil Kepala Sekolah", "teacher"),
        ("Plt. Wakil Kepala Sekolah", "teacher"),
        ("Tenaga Perpustakaan", "librarian"),
        ("Kepala Perpustakaan", "librarian"),
        ("Laboran", "laboratory"),
        ("Tenaga Administrasi Sekolah", "administration"),
        ("Bendahara", "administration"),
        ("Operator Sekolah", "operator"),
        ("Penjaga Sekolah", "caretaker"),
        ("Pesuruh/Office Boy", "cleaning"),
        ("Petugas Keamanan", "security"),
        ("Tenaga Kependidikan", "other_staff"),
        ("Juru Kunci", ""),
        ("Guru Silat", ""),
        ("", ""),
    ],
)
def test_positions_of_dapodik_have_a_kind_of_ours(text, expected):
    assert kind_of(text) == expected


@pytest.mark.parametrize("kind", KIND_WORDS)
def test_each_kind_is_read_back_as_it_is_written(kind):
    assert kind_of(KIND_WORDS[kind]) == kind


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Juru Kunci", "teachers", "teacher"),
        ("Guru Silat", "staff", "other_staff"),
        ("Juru Kunci", "both", "other_staff"),
        ("Guru Silat", "own", "teacher"),
        ("", "own", "teacher"),
        ("", "staff", "other_staff"),
    ],
)
def test_an_unknown_position_is_guessed_by_the_list(text, source, expected):
    assert kind_by_default(text, source) == expected


@pytest.mark.parametrize(
    ("duties", "expected"),
    [
        ("Kepala Sekolah", "principal"),
        ("Wali Kelas, Kepala Sekolah", "principal"),
        ("Plt. Kepala Sekolah", "acting_principal"),
        ("Wakil Kepala Sekolah Kurikulum", ""),
        ("Wakil Kepala Sekolah, Kepala Laboratorium", ""),
        ("Kepala Perpustakaan", ""),
        ("", ""),
    ],
)
def test_only_the_duty_of_leading_the_school_makes_a_principal(duties, expected):
    assert kind_from_duties(duties) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("PNS", "civil_servant"),
        ("CPNS", "civil_servant"),
        ("PNS Diperbantukan", "civil_servant"),
        ("PNS Depag", "civil_servant"),
        ("PPPK", "contract"),
        ("PPPK Paruh Waktu", "contract"),
        ("PPPK Tahap II", "contract"),
        ("GTY/PTY", "foundation"),
        ("Guru Tetap Yayasan", "foundation"),
        ("Guru Tidak Tetap Yayasan", "honorary"),
        ("GTT/PTT Provinsi", "honorary"),
        ("GTT/PTT Kab/Kota", "honorary"),
        ("Guru Bantu Pusat", "honorary"),
        ("Honor Daerah TK.II Kab/Kota", "honorary"),
        ("Tenaga Honor Sekolah", "honorary"),
        ("Non PNS", "honorary"),
        ("Lainnya", "other"),
        ("", ""),
    ],
)
def test_employment_falls_into_a_group(status, expected):
    assert status_group_of(status) == expected
