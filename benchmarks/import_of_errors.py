"""How long a list of ten thousand people takes in which every value is wrong in some way.

    python -m benchmarks.import_of_errors

Reads, parses and compares it as an import does, writes every problem to var/import_of_errors.csv
with row, column and reason, and prints times and the peak of memory.
"""

import os
import time
from collections import Counter
from datetime import date
from pathlib import Path

import django

from tests.staff.dapodik.hostile import ATTACKS
from tests.staff.dapodik.known import known
from tests.staff.dapodik.lists import HEADERS, digits, hash_nik, table, text
from tests.staff.dapodik.measured import measured, peak_in_megabytes

PEOPLE = 10_000
OUT = Path(__file__).resolve().parent.parent / "var" / "import_of_errors.csv"
# Column, and what stands there in place of what should: one of each kind of error.
ERRORS = [
    ("Nama", ""),
    ("Nama", "Sangat Panjang " * 20),
    ("NUPTK", "9,99977E+15"),
    ("NUPTK", "99997654"),
    ("NUPTK", "9999765432109877"),  # the same in each row, so nobody can keep it
    ("NIP", "198509032010012000"),
    ("NIP", "19850903 2010"),
    ("NIK", "belum ada"),
    ("JK", "X"),
    ("Tanggal Lahir", "31/02/1985"),
    ("Tanggal Lahir", "entah"),
    ("TMT Pengangkatan", "1010-01-01"),
    ("HP", "tidak ada"),
    ("Email", "guru@"),
    ("Jenis PTK", "Juru Kunci"),
    ("Pangkat Golongan", "x" * 40),
    ("No HP", "081299999999"),  # another number than in the column HP
]
TWIN = {"Nama": "Guru Kembar", "Jenis PTK": "Guru"}  # nothing tells one from the next


def person(number):
    """Somebody with one or two errors, others than in the next row; each fiftieth is a twin."""
    if number % 50 == 49:
        return TWIN
    born = date.fromordinal(date(1960, 1, 1).toordinal() + number % 14_000)
    right = {
        "Nama": f"Guru {digits(9, number).translate(str.maketrans('0123456789', 'abcdefghij'))}",
        "NUPTK": "9999" + digits(12, number),
        "NIP": "19850903" + digits(10, number),
        "JK": "LP"[number % 2],
        "Tanggal Lahir": born.isoformat(),
        "Jenis PTK": "Guru Kelas",
        "Status Kepegawaian": "PNS",
        "HP": "0812" + digits(8, number),
    }
    wrong = [ERRORS[number % len(ERRORS)], ERRORS[number // len(ERRORS) % len(ERRORS)]]
    return right | dict(wrong)


def somewhere_else(number):
    """Somebody of another school who bears the NUPTK of the person in this row."""
    name, nuptk = "Orang Lain", "9999" + digits(12, number)
    return known(number, name, here=False, nuptk=nuptk, birth_date=date(1950, 1, 1))


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from schools.tables import as_csv
    from staff.dapodik.comparing import compare
    from staff.dapodik.reading import read
    from staff.dapodik.rows import parse
    from staff.problems import A_ROW, sentence

    content = text(table(*map(person, range(PEOPLE)), headers=[*HEADERS, "No HP"]))
    print(f"{PEOPLE} rows, {len(HEADERS) + 1} columns, {len(content) / 2**20:.1f} MB of CSV")
    print(f"before: {peak_in_megabytes():.0f} MB")
    clock = Clock()
    rows = read("guru.csv", content)
    clock.lap("read")
    parsed = parse(rows, file="guru.csv", hash_nik=hash_nik)
    clock.lap("parse")
    plan = compare([parsed], [somewhere_else(number) for number in range(0, PEOPLE, 10)])
    clock.lap("compare")
    OUT.parent.mkdir(exist_ok=True)
    lines = [(p.row, p.column, p.name, sentence(p.code, p.params)) for p in plan.problems]
    OUT.write_bytes(as_csv(["Baris", "Kolom", "Nama", "Alasan"], lines))
    clock.lap("word and write the problems")
    clock.total()
    print(f"peak: {peak_in_megabytes():.0f} MB")
    print(f"people: {len(plan.entries)}; problems: {len(plan.problems)}, all in {OUT}")
    counts = Counter(problem.code for problem in plan.problems)
    assert set(counts) == set(A_ROW), "a kind of problem that this list does not have"
    for code, count in counts.most_common():
        print(f"  {count:6}  {code}")
    print("\nhostile files: code, MB sent, peak in MB, seconds")
    for attack in ATTACKS:
        sent = attack.build()
        code, peak, seconds = measured(sent)
        print(f"  {attack.says:42} {code:18} {len(sent) / 2**20:5.2f} {peak:5.0f} {seconds:6.2f}")


class Clock:
    def __init__(self):
        self.began = self.last = time.perf_counter()

    def lap(self, what):
        now = time.perf_counter()
        print(f"{what}: {now - self.last:.2f} s")
        self.last = now

    def total(self):
        print(f"together: {self.last - self.began:.2f} s")


if __name__ == "__main__":
    main()
