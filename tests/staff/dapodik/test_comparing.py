from datetime import date

import pytest

from staff.dapodik.comparing import Change, compare
from staff.dapodik.rows import parse
from tests.staff.dapodik.known import carried_out, compared, known
from tests.staff.dapodik.lists import BASO, RAMLAH, SUWITRI, hash_nik, rows_parsed

STAFF = "Daftar Tenaga Kependidikan"
BORN = date(1985, 9, 3)
BARE = {"Nama": "Sitti Ramlah", "Jenis PTK": "Guru"}  # no number, no date of birth
NUMBERS = {"NUPTK": "", "NIP": "", "NIK": ""}


def states(plan):
    return [(entry.state, entry.known_pk) for entry in plan.entries]


def codes(plan):
    return [(problem.row, problem.column, problem.code) for problem in plan.problems]


def changes(plan):
    return {change.field: (change.before, change.after) for change in plan.entries[0].changes}


# Who is who


def test_everyone_is_new_to_a_school_without_people():
    assert states(compared(rows_parsed(RAMLAH, SUWITRI))) == [("new", None), ("new", None)]


@pytest.mark.parametrize(
    "numbers",
    [
        {"nik_key": hash_nik(RAMLAH["NIK"])},
        {"nuptk": "9999765432109874"},
        {"nip": "198509032010012904"},
        {"ni_pppk": "198509032010012904"},
        {"birth_date": BORN},
    ],
    ids=lambda numbers: next(iter(numbers)),
)
def test_someone_here_is_known_again_by_any_one_sign(numbers):
    plan = compared(rows_parsed(RAMLAH), known=[known(7, **numbers)])
    assert states(plan) == [("changed", 7)]


def test_a_number_alone_is_enough_for_someone_here():
    married = known(7, "Sitti Ramlah Basri", nuptk="9999765432109874", birth_date=date(1985, 3, 9))
    plan = compared(rows_parsed(RAMLAH), known=[married])
    assert states(plan) == [("changed", 7)]
    assert changes(plan)["name"] == ("Sitti Ramlah Basri", "Sitti Ramlah")


def test_nik_decides_before_nuptk_and_nuptk_before_nip():
    people = [
        known(1, "Satu", nip="198509032010012904"),
        known(2, "Dua", nuptk="9999765432109874"),
        known(3, "Tiga", nik_key=hash_nik(RAMLAH["NIK"])),
    ]
    assert states(compared(rows_parsed(RAMLAH), known=people)) == [("changed", 3)]
    assert states(compared(rows_parsed(RAMLAH), known=people[:2])) == [("changed", 2)]


def test_numbers_of_others_stay_with_them():
    people = [
        known(2, "Dua", nuptk="9999765432109874"),
        known(3, nuptk="9999111122223333", nik_key=hash_nik(RAMLAH["NIK"])),
    ]
    plan = compared(rows_parsed(RAMLAH), known=people)
    assert "nuptk" not in changes(plan)
    assert plan.entries[0].row.nuptk == ""
    assert codes(plan) == [(6, "NUPTK", "number_of_someone_else")]


def test_someone_of_another_school_arrives_when_the_name_agrees_with_the_number():
    stranger = known(7, "SITTI RAMLAH", here=False, nuptk="9999765432109874")
    assert states(compared(rows_parsed(RAMLAH), known=[stranger])) == [("arrives", 7)]


def test_a_number_with_the_date_of_birth_that_stands_in_it_brings_nobody_over():
    stranger = known(7, "Orang Lain", here=False, nip=RAMLAH["NIP"], birth_date=BORN)
    assert states(compared(rows_parsed(RAMLAH), known=[stranger])) == [("new", None)]


def test_two_people_here_do_not_swap_their_names_over_swapped_numbers():
    have = [
        known(1, "Ani Satu", nuptk="9999111111111111", birth_date=date(1990, 1, 1)),
        known(2, "Budi Dua", nuptk="9999222222222222", birth_date=date(1991, 1, 1)),
    ]
    rows = rows_parsed(
        {"Nama": "Budi Dua", "Tanggal Lahir": "1991-01-01", "NUPTK": "9999111111111111"},
        {"Nama": "Ani Satu", "Tanggal Lahir": "1990-01-01", "NUPTK": "9999222222222222"},
    )
    plan = compared(rows, known=have)
    assert all("name" not in {one.field for one in entry.changes} for entry in plan.entries)
    assert {code for _row, _column, code in codes(plan)} == {"number_of_someone_else"}


def test_a_number_of_someone_at_another_school_does_not_bring_them_over():
    stranger = known(
        7, "Orang Lain", here=False, nuptk="9999765432109874", birth_date=date(1970, 1, 1)
    )
    plan = compared(rows_parsed(RAMLAH), known=[stranger])
    assert states(plan) == [("new", None)]
    assert plan.entries[0].row.nuptk == ""
    assert codes(plan) == [(6, "NUPTK", "number_of_someone_else")]


def test_a_number_that_belongs_elsewhere_does_not_hide_who_is_here():
    stranger = known(
        7, "Orang Lain", here=False, nuptk="9999765432109874", birth_date=date(1970, 1, 1)
    )
    ours = known(8, birth_date=BORN)
    plan = compared(rows_parsed(RAMLAH), known=[stranger, ours])
    assert states(plan) == [("changed", 8)]


def test_someone_who_comes_back_is_known_by_name_and_birth():
    gone = known(7, here=False, birth_date=BORN)
    assert states(compared(rows_parsed(RAMLAH), known=[gone])) == [("arrives", 7)]


def test_someone_here_comes_before_a_namesake_elsewhere():
    twins = [known(7, here=False, birth_date=BORN), known(8, birth_date=BORN)]
    assert states(compared(rows_parsed(RAMLAH), known=twins)) == [("changed", 8)]


def test_a_bare_name_asks_about_nobody_elsewhere():
    assert states(compared(rows_parsed(BARE), known=[known(7, here=False)])) == [("new", None)]


def test_a_namesake_elsewhere_with_another_nuptk_is_someone_else():
    other = known(7, here=False, birth_date=BORN, nuptk="9999111122223333")
    assert states(compared(rows_parsed(RAMLAH), known=[other])) == [("new", None)]


def test_a_bare_name_that_we_have_is_asked_about():
    plan = compared(rows_parsed({"Nama": "Sitti Ramlah"}, private={}), known=[known(7)])
    assert states(plan) == [("unsure", 7)]
    assert plan.missing == []


def test_a_bare_name_with_something_new_is_asked_about():
    plan = compared(rows_parsed(BARE | {"HP": "081234500001"}), known=[known(7, kind="teacher")])
    assert states(plan) == [("unsure", 7)]
    assert changes(plan) == {"phone": ("", "081234500001")}


def test_a_bare_name_that_would_change_nothing_is_let_pass():
    plan = compared(rows_parsed(BARE), known=[known(7, kind="teacher")])
    assert states(plan) == [("unchanged", 7)]


def test_another_date_of_birth_makes_another_person():
    other = known(7, birth_date=date(1990, 1, 1))
    plan = compared(rows_parsed(RAMLAH | NUMBERS), known=[other])
    assert (states(plan), plan.missing) == ([("new", None)], [7])


# What changes


def test_a_list_that_says_what_we_have_changes_nothing():
    first = compared(rows_parsed(RAMLAH, SUWITRI, BASO))
    again = compared(rows_parsed(RAMLAH, SUWITRI, BASO), known=carried_out(first))
    assert {entry.state for entry in again.entries} == {"unchanged"}


def test_only_what_differs_is_named():
    have = carried_out(compared(rows_parsed(RAMLAH)))
    plan = compared(rows_parsed(RAMLAH | {"HP": "081234500077"}), known=have)
    assert plan.entries[0].changes == (Change("phone", "081234500001", "081234500077"),)


def test_an_empty_cell_or_a_missing_column_wipes_nothing():
    have = carried_out(compared(rows_parsed(RAMLAH)))
    empty = rows_parsed(RAMLAH | {"HP": "", "Email": "-", "Tugas Tambahan": ""})
    missing = rows_parsed(RAMLAH, headers=["Nama", "NIK", "NUPTK"])
    assert states(compared(empty, known=have)) == [("unchanged", 1)]
    assert states(compared(missing, known=have)) == [("unchanged", 1)]


def test_a_value_that_was_left_out_wipes_nothing():
    have = carried_out(compared(rows_parsed(RAMLAH)))
    damaged = rows_parsed(RAMLAH | {"NIP": 198509032010012904, "Tanggal Lahir": "31/02/1985"})
    assert states(compared(damaged, known=have)) == [("unchanged", 1)]


def test_another_spelling_of_the_same_name_changes_nothing():
    have = carried_out(compared(rows_parsed(RAMLAH | {"Nama": "Sitti Ma'rifatul"})))
    plan = compared(rows_parsed(RAMLAH | {"Nama": "SITTI MA’RIFATUL, S.Pd."}), known=have)
    assert states(plan) == [("unchanged", 1)]


def test_duties_in_another_order_are_the_same_duties():
    have = carried_out(compared(rows_parsed(RAMLAH | {"Tugas Tambahan": "Wali Kelas, Bendahara"})))
    plan = compared(rows_parsed(RAMLAH | {"Tugas Tambahan": "bendahara;  Wali kelas"}), known=have)
    assert states(plan) == [("unchanged", 1)]


@pytest.mark.parametrize("ours", ["class_teacher", "subject_teacher", "counsellor"])
def test_plain_guru_does_not_replace_a_finer_kind(ours):
    have = known(1, birth_date=BORN, kind=ours)
    plan = compared(rows_parsed(BARE | {"Tanggal Lahir": "1985-09-03"}), known=[have])
    assert states(plan) == [("unchanged", 1)]


def test_a_principal_who_is_plain_guru_again_is_shown():
    have = known(1, birth_date=BORN, kind="principal")
    plan = compared(rows_parsed(BARE | {"Tanggal Lahir": "1985-09-03"}), known=[have])
    assert changes(plan) == {"kind": ("principal", "teacher")}


def test_an_unknown_position_does_not_replace_ours():
    have = carried_out(compared(rows_parsed(RAMLAH)))
    plan = compared(rows_parsed(RAMLAH | {"Jenis PTK": "Juru Kunci"}), known=have)
    assert states(plan) == [("unchanged", 1)]


def own(**cells):
    cells = {"Nama lengkap": "Sitti Ramlah", "Tanggal lahir": "1985-09-03", "NBM": ""} | cells
    return parse([list(cells), list(cells.values())], file="milik.csv", hash_nik=hash_nik)


def test_what_is_ours_is_changed_by_our_own_table_alone():
    have = [known(1, birth_date=BORN, title_back="S.Pd.", education="S1")]
    theirs = rows_parsed(
        RAMLAH | NUMBERS | {"Gelar Belakang": "S.H.", "Pendidikan": "S2"},
        headers=["Nama", "Tanggal Lahir", "Gelar Belakang", "Pendidikan"],
    )
    assert states(compared(theirs, known=have)) == [("unchanged", 1)]
    ours = own(**{"Gelar belakang": "S.Pd., M.Pd.", "Pendidikan": "S2"})
    assert changes(compared(ours, known=have)) == {
        "title_back": ("S.Pd.", "S.Pd., M.Pd."),
        "education": ("S1", "S2"),
    }


def test_what_is_ours_is_filled_by_dapodik_while_it_is_empty():
    theirs = rows_parsed(RAMLAH | {"Pendidikan": "S1"}, headers=["Nama", "NUPTK", "Pendidikan"])
    have = [known(1, nuptk="9999765432109874")]
    assert changes(compared(theirs, known=have)) == {"education": ("", "S1")}


def test_what_is_ours_is_for_the_caller_to_say():
    have = [known(1, birth_date=BORN, phone="081200000000")]
    plan = compared(rows_parsed(RAMLAH | NUMBERS), known=have, kept=frozenset({"phone"}))
    assert "phone" not in changes(plan)


# Rows that speak of the same person


def test_a_principal_in_both_lists_is_one_person_with_all_duties():
    teachers = rows_parsed(RAMLAH | {"Tugas Tambahan": "Wali Kelas"})
    staff = rows_parsed(
        RAMLAH | {"Jenis PTK": "Kepala Sekolah", "Tugas Tambahan": "Bendahara BOS", "HP": ""},
        title=STAFF,
    )
    for lists in ([teachers, staff], [staff, teachers]):
        (entry,) = compared(*lists).entries
        assert entry.row.kind == "principal"
        assert set(entry.row.duties.split(", ")) == {"Wali Kelas", "Bendahara BOS"}
        assert entry.row.phone == "081234500001"


def test_a_known_position_counts_more_than_a_guess():
    guessed = rows_parsed(RAMLAH | {"Jenis PTK": "Juru Kunci"})
    known_one = rows_parsed(RAMLAH | {"Jenis PTK": "Tenaga Perpustakaan"}, title=STAFF)
    assert compared(guessed, known_one).entries[0].row.kind == "librarian"


def test_the_same_person_twice_in_a_list_is_no_problem():
    plan = compared(rows_parsed(RAMLAH, RAMLAH | {"NIK": "", "NUPTK": ""}))
    assert (len(plan.entries), plan.problems) == (1, [])


def test_namesakes_born_on_one_day_with_two_nuptk_are_two_people():
    other = RAMLAH | NUMBERS | {"NUPTK": "9999111122223333"}
    plan = compared(rows_parsed(RAMLAH, other))
    assert states(plan) == [("new", None)] * 2


def test_our_own_table_speaks_first_of_someone_in_two_lists():
    theirs, ours = rows_parsed(RAMLAH), own(HP="081234500077")
    for lists in ([theirs, ours], [ours, theirs]):
        (entry,) = compared(*lists).entries
        assert (entry.row.phone, entry.row.email) == ("081234500077", "ramlah@contoh.sch.id")


def test_rows_hang_together_through_a_third():
    by_nik, by_nuptk = RAMLAH | {"NUPTK": "", "NIP": ""}, RAMLAH | {"NIK": "", "NIP": ""}
    plan = compared(rows_parsed(by_nik, by_nuptk, RAMLAH))
    assert len(plan.entries) == 1


@pytest.mark.parametrize(("column", "name"), [("NUPTK", "nuptk"), ("NIK", "nik_key")])
def test_a_number_that_two_people_share_is_left_out_of_both(column, name):
    plan = compared(rows_parsed(RAMLAH, SUWITRI | {column: RAMLAH[column]}))
    assert codes(plan) == [(6, column, "shared_number"), (7, column, "shared_number")]
    assert [getattr(entry.row, name) for entry in plan.entries] == ["", ""]
    assert [problem.params["other_name"] for problem in plan.problems] == [
        "Ni Luh Ayu Suwitri",
        "Sitti Ramlah",
    ]


def test_a_number_in_two_columns_of_one_row_is_not_shared():
    row = own(**{"NIP": RAMLAH["NIP"], "NI PPPK": RAMLAH["NIP"]})
    plan = compared(row)
    assert (states(plan), plan.problems) == ([("new", None)], [])


def test_a_second_bare_namesake_is_left_out_with_a_problem():
    plan = compared(rows_parsed(BARE, BARE | {"HP": "081234500099"}))
    assert states(plan) == [("new", None)]
    assert codes(plan) == [(7, "Nama", "perhaps_twice")]


def test_two_rows_cannot_both_be_the_same_person_we_have():
    have = [known(1, nuptk=RAMLAH["NUPTK"], nik_key=hash_nik(SUWITRI["NIK"]), birth_date=BORN)]
    plan = compared(rows_parsed(RAMLAH | {"NIK": ""}, SUWITRI | {"NUPTK": ""}), known=have)
    assert states(plan) == [("changed", 1), ("new", None)]
    assert codes(plan) == [(7, "NIK", "number_of_someone_else")]


def test_joined_duties_are_never_longer_than_their_field():
    long = [", ".join(f"Pembina Kegiatan {letter}{n}" for n in range(14)) for letter in "AB"]
    plan = compared(rows_parsed(*(RAMLAH | {"Tugas Tambahan": duties} for duties in long)))
    assert 250 < len(plan.entries[0].row.duties) <= 300


# Who is missing


@pytest.mark.parametrize(
    ("side", "titles", "is_missing"),
    [
        ("teachers", ["Daftar Guru"], True),
        ("teachers", [STAFF], False),
        ("staff", [STAFF], True),
        ("staff", ["Daftar Guru"], False),
        ("staff", ["Daftar Guru dan Tendik"], True),
        ("", ["Daftar Guru"], False),
        ("", ["Daftar Guru", STAFF], True),
    ],
)
def test_only_those_whom_the_lists_ought_to_name_can_be_missing(side, titles, is_missing):
    lists = [rows_parsed(SUWITRI, title=title) for title in titles]
    have = [known(7, birth_date=BORN, side=side), known(8, "Lama", here=False)]
    assert compared(*lists, known=have).missing == ([7] if is_missing else [])


def test_our_own_table_names_everyone():
    have = [known(7, "Andi Baso", side="staff"), known(8, "Ni Luh", side="teachers")]
    assert compared(own(), known=have).missing == [7, 8]


def test_nobody_is_missing_of_whom_a_row_was_left_out():
    have = [known(7, kind="teacher"), known(8, kind="teacher")]
    plan = compared(rows_parsed(BARE, BARE), known=have)
    assert (states(plan), plan.missing) == ([("unchanged", 7)], [])


# The key


def test_the_key_of_a_person_stays_when_the_list_is_read_again():
    keys = [entry.key for entry in compared(rows_parsed(RAMLAH, SUWITRI, BASO)).entries]
    again = [entry.key for entry in compared(rows_parsed(BASO, SUWITRI, RAMLAH)).entries]
    assert keys == again[::-1]
    assert [key.partition(":")[0] for key in keys] == ["nik", "nik", "name"]


def test_problems_of_reading_are_in_the_plan_too():
    read = rows_parsed(RAMLAH | {"JK": "X"})
    assert compared(read).problems == read.problems


def test_comparing_leaves_what_it_was_given_alone():
    def given():
        return [rows_parsed(RAMLAH, SUWITRI | {"NUPTK": RAMLAH["NUPTK"]})], [known(7)]

    lists, have = given()
    compare(lists, have)
    assert (lists, have) == given()
