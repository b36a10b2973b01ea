"""Facts for the papers of supervision; each helper takes what a test wants otherwise."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from schools.documents import Letterhead, Signatory, Signing
from supervision.documents.facts import (
    Aspect,
    Band,
    CycleRecap,
    CycleReport,
    CycleResults,
    InstrumentSheet,
    Item,
    Level,
    PersonResults,
    Scale,
    Visited,
    VisitRecord,
)
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
