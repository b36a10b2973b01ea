from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from hypothesis import given
from hypothesis import strategies as st

from staff.dapodik.values import (
    Unreadable,
    birth_date_of,
    code_of,
    date_of,
    digits_of,
    email_of,
    nip_of,
    number_of,
    phone_of,
    sex_of,
    text_of,
)


def code(reader, cell, **options):
    """What the cell gives, or the code with which it is left out."""
    try:
        return reader(cell, **options)
    except Unreadable as refusal:
        return refusal.code


@pytest.mark.parametrize("cell", ["", None, "-", "--", " – ", "0", 0, 0.0, "'", "\xa0", "00"])
def test_what_stands_for_nothing_is_empty(cell):
    readers = (text_of, digits_of, nip_of, phone_of, email_of, sex_of)
    assert {reader(cell) for reader in readers} == {""}
    assert date_of(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("9999765432109874", "9999765432109874"),
        ("'9999765432109874", "9999765432109874"),
        ("9999 7654\xa03210\u200b 9874", "9999765432109874"),
        ("9999.7654.3210–9874", "9999765432109874"),
        ("９９９９765432109874", "9999765432109874"),
        (9999765432109874, "changed_by_excel"),
        (9999765432109874.0, "changed_by_excel"),
        (float("nan"), "changed_by_excel"),
        (float("inf"), "changed_by_excel"),
        ("9.99976543210987E+15", "changed_by_excel"),
        ("9,99977e15", "changed_by_excel"),
        ("9999765432109874.0", "changed_by_excel"),
        (999976543210987, "wrong_length"),
        ("999976543210987", "wrong_length"),
        (12.5, "not_digits"),
        (-1, "not_digits"),
        ("9999O65432109874", "not_digits"),
    ],
)
def test_a_number_of_sixteen_digits_is_whole_or_left_out(cell, expected):
    assert code(number_of, cell, lengths=(16,)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("19850903 201001 2 904", "198509032010012904"),
        ("198509032023212904", "198509032023212904"),  # no month, and still a number to keep
        ("999999999999999999", "999999999999999999"),  # no date of birth either
        ("130999901", "130999901"),
        (130999901, "130999901"),
        ("198509032010012000", "changed_by_excel"),
        ("130999000", "130999000"),
        ("1985090320100129", "wrong_length"),
    ],
)
def test_a_nip_has_eighteen_digits_or_nine_and_no_sequence_of_000(cell, expected):
    assert code(nip_of, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2010.09.003/YPI", "2010.09.003/YPI"),
        ("'007", "007"),
        (1234567, "1234567"),
        ("1,23E+17", "changed_by_excel"),
        ("x" * 31, "too_long"),
    ],
)
def test_a_number_of_the_school_itself_may_hold_letters(cell, expected):
    assert code(code_of, cell, most=30) == expected


@pytest.mark.parametrize(
    "cell",
    [
        date(1972, 7, 27),
        datetime(1972, 7, 27, 10, 30),
        26507,
        "26507",
        "1972-07-27",
        "1972/7/27",
        "1972-07-27T00:00:00",
        "27-07-1972",
        "27/7/1972",
        "27.07.1972",
        "27 Juli 1972",
        "27 JULI 1972",
        "27 Jul 1972",
        "27 july 1972",
        " 27\xa0Juli 1972 ",
        "27-Jul-1972",
    ],
)
def test_a_date_is_read_however_it_is_written(cell):
    assert date_of(cell) == date(1972, 7, 27)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31/02/1990", "impossible_date"),
        ("07/27/1972", "impossible_date"),
        ("1972-13-01", "impossible_date"),
        ("27 Jumat 1972", "impossible_date"),
        ("27-07-0072", "date_out_of_reach"),
        (date(1072, 7, 27), "date_out_of_reach"),
        ("27-07-72", "unreadable_date"),
        ("1972", date(1905, 5, 25)),  # Excel would say so too
        ("tahun 1972", "unreadable_date"),
        (10**9, "unreadable_date"),
        ("²³⁴", "unreadable_date"),
        (True, "unreadable_date"),
        ("0000-00-00", None),
        ("00/00/0000", None),
    ],
)
def test_a_date_that_cannot_be_is_left_out(cell, expected):
    assert code(date_of, cell) == expected


def test_nobody_is_born_tomorrow():
    assert code(birth_date_of, date.today() + timedelta(days=1)) == "date_out_of_reach"
    assert birth_date_of(date.today()) == date.today()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("081234500001", "081234500001"),
        ("0812-3450-0001", "081234500001"),
        ("(0812) 3450.0001", "081234500001"),
        ("+62 812 3450 0001", "081234500001"),
        ("+62 0812 3450 0001", "081234500001"),
        ("6281234500001", "081234500001"),
        ("81234500001", "081234500001"),
        (81234500001, "081234500001"),
        (6281234500001, "081234500001"),
        ("'081234500001", "081234500001"),
        ("081234500001/085700000002", "081234500001"),
        ("8,12346E+11", "changed_by_excel"),
        ("tidak ada", "unreadable_phone"),
        ("0812", "unreadable_phone"),
        ("0812345678901234", "unreadable_phone"),
    ],
)
def test_a_phone_number_begins_with_zero(cell, expected):
    assert code(phone_of, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ramlah@Contoh.SCH.id ", "ramlah@contoh.sch.id"),
        ("ramlah @contoh.id", "ramlah@contoh.id"),
        ("ramlah", "unreadable_email"),
        ("ramlah@contoh", "unreadable_email"),
        ("ramlah@contoh,id", "unreadable_email"),
        ("a@b.id, c@d.id", "unreadable_email"),
        ("a" * 250 + "@b.id", "unreadable_email"),
    ],
)
def test_an_email_address_is_whole_or_left_out(cell, expected):
    assert code(email_of, cell) == expected


@given(st.from_regex(r"[a-zA-Z0-9._+@ -]{1,20}@[a-zA-Z0-9.-]{1,12}\.[a-z]{1,5}", fullmatch=True))
def test_no_email_address_goes_in_that_a_form_would_refuse(text):
    try:
        address = email_of(text)
    except Unreadable:
        return
    try:
        validate_email(address)
    except ValidationError:
        pytest.fail(address)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("L", "L"), ("p", "P"), ("Laki-laki", "L"), ("PEREMPUAN", "P"), ("X", "unknown_sex")],
)
def test_sex_is_l_or_p(cell, expected):
    assert code(sex_of, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  dua   kata\n", "dua kata"),
        ("nol\x00byte", "nol byte"),
        ("baris\u2028satu", "baris satu"),
        ("\ufefftanda\u200b", "tanda"),
        ("dari \u202ekanan", "dari kanan"),
        ("III/c Ã¢â‚¬â€œ Penata", "III/c – Penata"),
        ("RÃ©mi", "Rémi"),
        ("â€œGuruâ€\x9d", "“Guru”"),
        ("Ã bukan apa-apa", "Ã bukan apa-apa"),
        ("Â", "Â"),
        ("Nur–Aini “Ani”", "Nur–Aini “Ani”"),
    ],
)
def test_text_is_one_clean_line_and_mojibake_is_undone_where_that_is_safe(cell, expected):
    assert text_of(cell) == expected


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes())
def test_no_cell_breaks_a_reader(cell):
    readers = (text_of, digits_of, nip_of, date_of, birth_date_of, phone_of, email_of, sex_of)
    for reader in readers:
        code(reader, cell)
    code(number_of, cell, lengths=(16,))
    code(code_of, cell, most=30)
