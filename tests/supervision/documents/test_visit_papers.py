"""Sheet and record of a visit say what the facts say, in words a school files and signs."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from supervision.documents import instrument_sheet, visit_record
from supervision.documents.facts import (
    Aspect,
    Correction,
    Feedback,
    FollowUp,
    Item,
    Objection,
    Result,
    TimedNote,
    Visited,
)
from supervision.documents.record import words as record_words
from tests import printed

from .facts import BANDS, DAY, DESCRIPTORS, SKP, filled, flat, record, sheet

RESULT = Result(Decimal(65), Decimal(96), 24, 0, Decimal(65) * 100 / 96, BANDS[1])
READ = "Tanda tangan ini menyatakan sudah membaca, bukan menyetujui."


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
