"""One export in a process of its own: `python -m benchmarks.exporting product 120000`.

Prints how long it took and the peak of memory, as JSON.
"""

import json
import os
import sys
import time
from datetime import date
from io import BytesIO

import xlsxwriter

from .measuring import memory

HEADER = ("Tanggal", "Sekolah", "Guru", "Kelas", "Butir", "Skor", "Hasil", "Kategori", "Catatan")


def many_rows(number):
    for n in range(number):
        yield (
            date.fromordinal(738_000 + n % 900),
            f"SDN {n % 500} Bahari",
            f"Guru {n % 10_000}",
            f"Kelas {n % 6 + 1}",
            f"M-{n % 24 + 1:02}",
            n % 4 + 1,
            n % 1000 / 10,
            "Baik",
            "Murid bertanya lebih dulu",
        )


def bare(rows):
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "d mmm yyyy"})
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows):
            sheet.write_datetime(number, 0, cells[0], day)
            for column, value in enumerate(cells[1:], 1):
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(number, column, value)
    return out.getvalue()


def product(rows):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from schools.tables import as_xlsx

    return as_xlsx([("Skor", HEADER, rows)])


def main(which, number):
    write = {"product": product, "bare": bare}[which]
    began = time.perf_counter()
    write(many_rows(int(number)))
    taken = time.perf_counter() - began
    print(json.dumps({"seconds": taken, "peak": memory(os.getpid(), "VmHWM")}))


if __name__ == "__main__":
    main(*sys.argv[1:])
