"""Text cut into sentences: where they end, and that each is found where it stands."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from meetings.calculations.sentences import LONGEST, sentences


def words(text):
    return [one.text for one in sentences(text)]


def test_a_sentence_ends_with_its_mark_before_a_capital():
    assert words("Perahu terlambat. Aula dipakai! Lalu? Kita pulang.") == [
        "Perahu terlambat.",
        "Aula dipakai!",
        "Lalu?",
        "Kita pulang.",
    ]


def test_titles_hours_and_degrees_end_nothing():
    one = "Hj. Nurhaedah dan Dr. Melki hadir pukul 10.30 bersama Ratna, S.Pd., dan W. Ani."
    assert words(one) == [one]


def test_a_quotation_closes_with_its_sentence():
    assert words("“Jangan ditambah dulu.” Ia tertawa.") == [
        "“Jangan ditambah dulu.”",
        "Ia tertawa.",
    ]


def test_each_line_is_on_its_own_and_a_marker_is_no_sentence():
    assert words("1. Jadwal disepakati\n2. Rak dibuka\n\n---\n") == [
        "1. Jadwal disepakati",
        "2. Rak dibuka",
    ]


def test_what_goes_on_in_small_letters_is_one_sentence():
    one = "Ia berkata “sudah cukup.” lalu pulang"
    assert words(one) == [one]


@given(st.text(alphabet="aB .!?\n“”,;1é", max_size=3000))
def test_each_stands_where_it_says_and_none_is_too_long(text):
    found = sentences(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(len(one.text) <= LONGEST for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    kept = "".join(one.text for one in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
