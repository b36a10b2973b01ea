"""The figures of a small school, as its pages would ask for them: six class teachers, two terms."""

from reports.figures import bars, boxes, heat, lines

MOMENTS = ("Genap", "Ganjil")
PEOPLE = {
    "Perencanaan": ((70, 77.5), (67.5, 72.5), (65, 70), (72.5, 80), (75, 82.5), (77.5, 82.5)),
    "Pelaksanaan": (
        (60.4, 66.7),
        (63.5, 68.8),
        (57.3, 65.6),
        (61.5, 68.8),
        (64.6, 71.9),
        (65.6, 70.8),
    ),
    "Penilaian": ((52.8, 58.3), (50, 52.8), (55.6, 58.3), (55.6, 61.1), (58.3, 61.1), (61.1, 61.1)),
}
WORDS = {
    "Perencanaan": ("71,25", "77,50"),
    "Pelaksanaan": ("62,15", "68,75"),
    "Penilaian": ("55,56", "58,80"),
}
MEANS = {"Perencanaan": (71.25, 77.5), "Pelaksanaan": (62.15, 68.75), "Penilaian": (55.56, 58.8)}
ROWS = "/laporan/?baris=ganjil"


def panels():
    return [
        lines.Panel(
            title=title,
            means=MEANS[title],
            words=words,
            people=PEOPLE[title],
            hovers=tuple(
                f"{word}, {moment}, n = 6" for word, moment in zip(words, MOMENTS, strict=True)
            ),
            urls=("", ROWS),
        )
        for title, words in WORDS.items()
    ]


def aspects():
    return lines.figure(MOMENTS, panels())


def funnel():
    return bars.figure(
        [
            bars.Bar("Dihadiri", 9, "9", "pertemuan KKG", ROWS),
            bars.Bar("Dibagikan", 7, "7", "gagasan tercatat"),
            bars.Bar("Dicoba", 5, "5", "di kelas rekan"),
            bars.Bar("Terlihat", 2, "2", "saat kunjungan"),
        ]
    )


def cadence():
    return boxes.months(
        {
            "2026-07": {"goal": 1, "held": 1, "missed": 0},
            "2026-08": {"goal": 2, "held": 2, "missed": 0},
            "2026-10": {"goal": 2, "held": 1, "missed": 1},
            "2026-11": {"goal": 2, "held": 1, "missed": 0},
        }
    )


def items():
    def cell(percent):
        return heat.Cell(percent, f"{percent},00")

    return heat.Grid(
        columns=("Awal", "Siklus I", "Siklus II"),
        rows=(
            heat.Row("Pertanyaan guru membuat murid menjelaskan", (cell(15), cell(45), cell(85))),
            heat.Row(
                "Umpan balik tertulis pada tugas",
                (heat.Cell(None), cell(20), heat.Cell(60, "60,00", ROWS)),
            ),
            heat.Row("Penutup", (cell(50), heat.Cell(70, is_hidden=True), cell(79))),
        ),
    )
