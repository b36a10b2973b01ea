"""Recap and report of a cycle say what the facts say, in words a school files and signs."""

from dataclasses import replace

import pytest

from supervision.documents import cycle_recap, cycle_report
from supervision.documents.cycle import figure_words, legend, table_words
from supervision.documents.facts import Problem, Reflection
from supervision.documents.sentences import three_sentences
from tests import printed

from .facts import BANDS, SKP, STUDY, flat, person, recap, report, results


def test_the_recap_counts_the_published_study_as_its_rows_do():
    table = table_words(results())
    assert table["means"] == ["42,29", "53,48", "65,08"]
    assert table["spreads"] == ["17,00", "13,85", "23,60"]
    assert table["counts"] == [6, 6, 6]
    assert [row["change"] for row in table["rows"]][:2] == ["+17,75", "+18,00"]
    assert table["mean_change"] == "+22,79"


def test_the_recap_of_three_measurements_lies_on_its_long_side():
    pdf = cycle_recap(recap(), "f4")
    assert {page.size for page in printed.pages(pdf)} == {(330, 215)}
    for part in ("REKAP HASIL SUPERVISI", "42,29", "belum", "tercapai", "Cukup mulai 51", SKP):
        assert part in flat(pdf)


def test_who_was_not_visited_is_listed_and_counts_for_nothing():
    table = table_words(results([*STUDY, ("", "", "")]))
    assert table["counts"] == [6, 6, 6]
    assert table["means"] == ["42,29", "53,48", "65,08"]
    waiting = recap(results([*STUDY, ("", "", "")]))
    assert "belum dikunjungi" in flat(cycle_recap(waiting, "a4"))


def test_rows_go_by_class_whatever_the_results():
    classes = ("Kelas 10", "Kelas 2", "PJOK", "Kelas 2B")
    people = tuple(replace(person(1, STUDY[0]), place=place) for place in classes)
    rows = table_words(replace(results(), people=people))["rows"]
    assert [row["place"] for row in rows] == ["Kelas 2", "Kelas 2B", "Kelas 10", "PJOK"]


def test_a_change_is_only_shown_between_two_measurements():
    table = table_words(results([("", "50", "60"), ("40", "50", "")]))
    assert [row["change"] for row in table["rows"]] == ["–", "–"]
    assert table["mean_change"] == "–"


def test_three_sentences_say_change_kinds_and_spread():
    assert three_sentences(results()) == [
        "Rata-rata hasil naik 22,79 poin, dari 42,29% menjadi 65,08% (n = 6).",
        "Dari enam orang, dua Baik dan empat Cukup.",
        "Jarak antara hasil yang paling tinggi dan yang paling rendah:"
        " 17,00, lalu 13,85, lalu 23,60 poin.",
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("50", "", "40")], "turun 10,00 poin, dari 50,00% menjadi 40,00% (n = 1)."),
        ([("50", "", "50")], "tetap di 50,00% (n = 1)."),
        ([("50", "60", "")], "60,00% (n = 1)."),
        # The one who came later is not compared with those who were there from the start.
        (
            [("50", "", "60"), ("", "", "100")],
            "naik 10,00 poin, dari 50,00% menjadi 60,00% (n = 1).",
        ),
    ],
)
def test_the_first_sentence_compares_only_the_same_people(rows, sentence):
    assert three_sentences(results(rows))[0] == f"Rata-rata hasil {sentence}"


@pytest.mark.parametrize("rows", [[], [("", "", "")]])
def test_without_results_the_sentence_claims_nothing(rows):
    assert three_sentences(results(rows))[0] == "Hasil: data belum cukup untuk disimpulkan (n = 0)."


def test_the_figure_draws_the_numbers_of_the_table():
    figure = figure_words(results())
    assert figure["people"][0]["points"] == [35.75, 46.75, 53.5]
    assert (figure["low"], figure["high"]) == (30, 90)
    edges = [(zone["band"]["word"], zone["from"], zone["to"]) for zone in figure["zones"]]
    assert edges == [
        ("Kurang", 30, 51),
        ("Cukup", 51, 71),
        ("Baik", 71, 86),
        ("Sangat Baik", 86, 90),
    ]


def test_the_axis_never_leaves_0_to_100():
    figure = figure_words(results([("0", "2", "100")]))
    assert (figure["low"], figure["high"]) == (0, 100)


def test_bands_are_told_by_their_lower_bounds():
    assert [band["bound"] for band in legend(BANDS)] == [
        "di bawah 51",
        "mulai 51",
        "mulai 71",
        "mulai 86",
    ]


def test_the_report_shows_problems_with_their_fate_and_both_reflections():
    facts = report(
        problems=(
            Problem("Peran belum merata.", "diteruskan", "baru dua minggu"),
            Problem("Bangku berat."),
        ),
        reflections=(Reflection("Yang berjalan", "Dari kepala sekolah.", "Dari guru."),),
    )
    words = flat(cycle_report(facts, "a4"))
    for part in (
        "LAPORAN HASIL SUPERVISI",
        "diteruskan: baru dua minggu",
        "masih terbuka",
        "Dari kepala sekolah.",
        "Dari guru.",
        "Dari enam orang dan satu pengamat, tanpa kelompok pembanding:"
        " angka ini menggambarkan, bukan membuktikan.",
        "Disusun dari data Sejawat per 27 Juli 2026.",
    ):
        assert part in words


@pytest.mark.parametrize("rows", [[], [("", "", "")], [("100", "", "97.5")], STUDY * 7])
def test_a_cycle_of_nobody_one_or_many_is_printed_whole(rows):
    words = flat(cycle_report(report(results(rows)), "a4"))
    assert all(f"Guru {at}, S.Pd." in words for at in range(1, len(rows) + 1))
