"""The papers of supervision say what the facts say, in words a school files and signs."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from schools.documents import Letterhead, Signatory, Signing
from supervision.documents import cycle_recap, cycle_report, instrument_sheet, visit_record
from supervision.documents.cycle import figure_words, legend, report_words, table_words
from supervision.documents.facts import (
    Aspect,
    Band,
    Correction,
    CycleRecap,
    CycleReport,
    CycleResults,
    Feedback,
    FollowUp,
    InstrumentSheet,
    Item,
    Level,
    Objection,
    PersonResults,
    Problem,
    Reflection,
    Result,
    Scale,
    TimedNote,
    Visited,
    VisitRecord,
)
from supervision.documents.instrument import words as sheet_words
from supervision.documents.record import words as record_words
from supervision.documents.sentences import three_sentences
from tests import printed

DAY = date(2026, 7, 27)
LETTERHEAD = Letterhead(
    ("PEMERINTAH KABUPATEN WALARANU", "DINAS PENDIDIKAN DAN KEBUDAYAAN", "SD NEGERI 3 SARUMAI"),
    name_line=2,
)
OBSERVER = Signatory("Pengamat", "Hj. Nurhaedah Tombili, S.Pd., M.Pd.", "NIP", "197204181996032901")
TEACHER = Signatory("Guru kelas 4A", "Ma'rifatul Jannah, S.Pd.", "NI PPPK")
SIGNING = Signing("Sarumai", DAY, OBSERVER, TEACHER)
VISITED = Visited("Ma'rifatul Jannah, S.Pd.", "NI PPPK", "", None, "Matematika", "4A")
BANDS = (
    Band("Kurang", 2, Decimal(0)),
    Band("Cukup", 3, Decimal(51)),
    Band("Baik", 4, Decimal(71)),
    Band("Sangat Baik", 5, Decimal(86)),
)
RESULT = Result(Decimal(65), Decimal(96), 24, 0, Decimal(65) * 100 / 96, BANDS[1])
READ = "Tanda tangan ini menyatakan sudah membaca, bukan menyetujui."
SKP = "Hasil ini bagian dari dialog di sekolah, bukan predikat SKP."

FOUR = (Level("1", "Kurang"), Level("2", "Cukup"), Level("3", "Baik"), Level("4", "Sangat Baik"))
DESCRIPTORS = ("tidak tampak", "tampak sekali", "tampak sering", "tampak pada tiap murid")
SCALES = {
    "levels_1_4": (FOUR, "3"),
    "levels_1_5": (tuple(Level(str(at)) for at in range(1, 6)), "5"),
    "levels_1_3": (tuple(Level(str(at)) for at in range(1, 4)), "1"),
    "levels_0_2": (tuple(Level(str(at)) for at in range(3)), "0"),
    "points_0_100": ((Level("91–100", "Sangat baik"), Level("0–90", "Baik")), "87,5"),
    "yes_no": ((Level("Ya"), Level("Tidak")), "Tidak"),
    "verbal": ((Level("belum dilakukan"), Level("dilakukan dan efektif")), "belum dilakukan"),
    "none": ((), "Kartu peran membantu murid yang pendiam."),
}

# The published study: six class teachers, three measurements.
STUDY = [
    ("35.75", "46.75", "53.50"),
    ("37.40", "48.50", "55.40"),
    ("40.50", "50.50", "60.55"),
    ("42.67", "55.70", "68.65"),
    ("44.65", "58.80", "75.25"),
    ("52.75", "60.60", "77.10"),
]


def person(at, percents):
    values = tuple(Decimal(value) if value else None for value in percents)
    last = values[-1]
    band = None if last is None else [band for band in BANDS if last >= band.lower][-1]
    return PersonResults(f"Guru {at}, S.Pd.", f"Kelas {at}", values, band, at > 3)


def results(rows=STUDY):
    people = tuple(person(at, percents) for at, percents in enumerate(rows, 1))
    return CycleResults(("Awal", "Siklus I", "Siklus II"), people, BANDS, "Lembar observasi", "v1")


def sheet(code="levels_1_4", **more):
    levels, _ = SCALES[code]
    item = Item("1", "Guru memberi waktu berpikir.", DESCRIPTORS[: len(levels)])
    usual = {
        "letterhead": LETTERHEAD,
        "instrument": "Lembar observasi",
        "version": "versi 1",
        "visited": Visited(subject="", class_name=""),
        "scale": Scale(code, levels),
        "aspects": (Aspect("A. Kegiatan inti", (item,)),),
        "signing": replace(SIGNING, day=None),
        "counted_on": DAY,
    }
    return InstrumentSheet(**usual | more)


def filled(code="levels_1_4", **more):
    blank = sheet(code)
    item = replace(blank.aspects[0].items[0], answer=SCALES[code][1])
    usual = {
        "visited": VISITED,
        "day": DAY,
        "is_filled": True,
        "aspects": (Aspect("A. Kegiatan inti", (item,)),),
    }
    return replace(blank, **usual | more)


def record(**more):
    usual = {
        "letterhead": LETTERHEAD,
        "day": DAY,
        "starts": time(7, 30),
        "ends": time(8, 40),
        "zone": "WITA",
        "place": "kelas 4A SD Negeri 3 Sarumai",
        "visited": VISITED,
        "observer": OBSERVER.name,
        "signing": SIGNING,
        "counted_on": DAY,
    }
    return VisitRecord(**usual | more)


def recap(of=None, **more):
    return CycleRecap(
        LETTERHEAD, "Kolaborasi", "Genap 2025/2026", of or results(), SIGNING, DAY, **more
    )


def report(of=None, **more):
    return CycleReport(
        LETTERHEAD, "Kolaborasi", "Genap 2025/2026", of or results(), SIGNING, DAY, **more
    )


def flat(pdf):
    return " ".join(printed.text(pdf).split())


PAPERS = [
    (instrument_sheet, sheet()),
    (instrument_sheet, filled()),
    (visit_record, record()),
    (cycle_recap, recap(replace(results(), measurements=("Awal",)))),
    (cycle_report, report()),
]


@pytest.mark.parametrize(("draw", "facts"), PAPERS)
@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_every_paper_comes_as_a4_and_as_f4(draw, facts, paper, size):
    assert {page.size for page in printed.pages(draw(facts, paper))} == {size}


@pytest.mark.parametrize(("draw", "facts"), PAPERS)
def test_the_same_facts_give_the_same_bytes(draw, facts):
    assert draw(facts, "a4") == draw(facts, "a4")


@pytest.mark.parametrize("code", SCALES)
def test_every_scale_has_a_blank_and_a_filled_sheet(code):
    assert "Guru memberi waktu berpikir." in flat(instrument_sheet(sheet(code), "f4"))
    assert SCALES[code][1] in flat(instrument_sheet(filled(code), "a4"))


def test_a_blank_sheet_has_every_descriptor_and_room_to_sign():
    words = flat(instrument_sheet(sheet(), "a4"))
    for part in (*DESCRIPTORS, "TB tidak berlaku", "Catatan dan bukti", "Mata pelajaran", "Kelas"):
        assert part in words
    assert "Disusun dari data Sejawat" not in words


def test_a_sheet_for_staff_asks_for_no_subject():
    library = sheet(visited=Visited(position="Pustakawan"))
    words = flat(instrument_sheet(library, "a4"))
    assert "Jabatan" in words
    assert "Mata pelajaran" not in words


def test_a_filled_sheet_shows_note_evidence_time_and_how_it_was_counted():
    item = Item("1", "Butir", answer="3", note="Murid bertanya.", evidence="Foto 07.42")
    part = replace(RESULT, earned=Decimal(3), maximum=Decimal(4), items=1, percent=Decimal(75))
    facts = filled(
        aspects=(Aspect("A", (item,), replace(part, band=None)),),
        notes=(TimedNote(time(7, 52), "Enam murid belum ikut."),),
        result=RESULT,
        conclusion="Tujuan jelas bagi murid.",
    )
    words = flat(instrument_sheet(facts, "a4"))
    for part in (
        "Catatan: Murid bertanya.",
        "Bukti: Foto 07.42",
        "75,00%",
        "07.52",
        "67,71% (n = 24 butir)",
        "Skor 65 dari maksimum 96 pada 24 butir; tidak berlaku: 0.",
        "Cukup",
        SKP,
        READ,
        "Tujuan jelas bagi murid.",
    ):
        assert part in words


def test_an_item_without_an_answer_is_said_to_be_missing_and_one_left_out_is_not():
    missing, left_out = Item("1", "Satu"), Item("2", "Dua", not_applicable=True)
    words = flat(instrument_sheet(filled(aspects=(Aspect("A", (missing, left_out)),)), "a4"))
    assert words.count("belum diisi") == 1


def test_sixty_items_fill_several_pages_and_none_is_lost():
    items = tuple(Item(str(at), f"Butir ke-{at}.", DESCRIPTORS) for at in range(1, 61))
    pages = printed.pages(instrument_sheet(sheet(aspects=(Aspect("A. Semua", items),)), "a4"))
    text = "\n".join(page.text for page in pages)
    assert all(f"Butir ke-{at}." in text for at in range(1, 61))
    with_items = [page for page in pages if "Butir ke-" in page.text]
    assert all("A. Semua" in page.text for page in with_items)


def test_the_record_opens_with_day_hour_and_place():
    assert (
        "Pada hari ini, Senin, 27 Juli 2026, pukul 07.30–08.40 WITA, telah dilaksanakan"
        " kunjungan supervisi di kelas 4A SD Negeri 3 Sarumai."
    ) in flat(visit_record(record(), "a4"))


def test_the_record_hears_the_teacher_before_the_observer():
    words = flat(visit_record(record(own_view="Kata guru.", observer_view="Kata pengamat."), "a4"))
    assert words.index("Kata guru.") < words.index("Kata pengamat.")


def test_the_record_tells_all_that_two_people_agreed_on():
    facts = record(
        focus="Kerja kelompok",
        criterion="Empat dari lima murid bicara.",
        criterion_met=True,
        first_talk="Pengamat duduk di belakang.",
        feedback=Feedback("Tujuannya", "Terlihatnya", "Jaraknya", "Langkahnya"),
        follow_ups=(FollowUp("Kartu peran", "Guru", "Murid bicara", date(2026, 8, 14), "Jalan"),),
        reply="Saya minta waktu.",
        objections=(Objection("Baru lima menit.", DAY, "Diperiksa.", date(2026, 7, 29)),),
        corrections=(Correction("Butir 12", "2", "3", "Terpotong upacara.", DAY, "Nurhaedah"),),
        result=RESULT,
    )
    words = flat(visit_record(facts, "f4"))
    for part in (
        "Kerja kelompok",
        "Tercapai.",
        "Pengamat duduk di belakang.",
        "Jarak ke tujuan : Jaraknya",
        "14 Agu 2026",
        "Saya minta waktu.",
        "Keberatan (27 Juli 2026)",
        "Jawaban (29 Juli 2026)",
        "2 → 3",
        "Terpotong upacara.",
        SKP,
    ):
        assert part in words


def test_the_teacher_signs_for_having_read():
    assert record_words(record())["signing"]["left"]["remark"] == READ
    assert READ in flat(visit_record(record(), "a4"))


def test_an_objection_without_an_answer_says_so():
    facts = record(objections=(Objection("Baru lima menit.", DAY),))
    assert "Belum dijawab." in flat(visit_record(facts, "a4"))


def test_an_empty_record_says_what_is_missing_and_never_that_it_is_nought():
    words = flat(visit_record(record(), "a4"))
    assert "Belum ditulis." in words
    assert "Tidak ada tindak lanjut yang disepakati." in words
    assert "0,00%" not in words


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


def test_a_cycle_without_scores_is_printed_without_bands():
    bare = replace(results([("", "", "")]), bands=())
    assert "Rentang kategori" not in flat(cycle_recap(recap(bare), "a4"))
    assert "belum dikunjungi" in flat(cycle_report(report(bare), "a4"))


@pytest.mark.parametrize("typed", ['#read("/etc/passwd")', "$x$ *a* @b [c] <d> `e` \\"])
def test_typed_text_stays_text_in_every_paper(typed):
    item = Item("1", typed, (typed,) * 4, answer="2", note=typed, evidence=typed)
    drawn = [
        instrument_sheet(filled(aspects=(Aspect(typed, (item,)),), conclusion=typed), "a4"),
        visit_record(record(focus=typed, own_view=typed, reply=typed), "a4"),
        cycle_recap(replace(recap(), cycle=typed), "a4"),
        cycle_report(report(problems=(Problem(typed, "selesai"),)), "a4"),
    ]
    assert all(typed in flat(pdf) for pdf in drawn)


def test_no_paper_says_a_word_that_sejawat_does_not_use():
    said = str([sheet_words(filled()), record_words(record()), report_words(report())]).lower()
    for word in ("temuan", "peringkat", "terbaik", "terendah", "tertinggi", "gagal", "kinerja"):
        assert word not in said
