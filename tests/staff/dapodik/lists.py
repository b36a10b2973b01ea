"""Lists as Dapodik makes them. Everyone in them is invented: a NIP of theirs has a sequence of
9xx, a NUPTK begins with 9999, a NIK with 99."""

import csv
import hashlib
from datetime import date
from io import BytesIO, StringIO

import xlsxwriter

from staff.dapodik.reading import read
from staff.dapodik.rows import parse

HEADERS = (
    "No|Nama|NUPTK|JK|Tempat Lahir|Tanggal Lahir|NIP|Status Kepegawaian|Jenis PTK|Agama|"
    "Alamat Jalan|RT|RW|Nama Dusun|Desa/Kelurahan|Kecamatan|Kode Pos|Telepon|HP|Email|"
    "Tugas Tambahan|SK CPNS|Tanggal CPNS|SK Pengangkatan|TMT Pengangkatan|Lembaga Pengangkatan|"
    "Pangkat Golongan|Sumber Gaji|Nama Ibu Kandung|Status Perkawinan|Nama Suami/Istri|"
    "NIP Suami/Istri|Pekerjaan Suami/Istri|TMT PNS|Sudah Lisensi Kepala Sekolah|"
    "Pernah Diklat Kepengawasan|Keahlian Braille|Keahlian Bahasa Isyarat|NPWP|"
    "Nama Wajib Pajak|Kewarganegaraan|Bank|Nomor Rekening Bank|Rekening Atas Nama|NIK|No KK|"
    "Karpeg|Karis/Karsu|Lintang|Bujur|NUKS"
).split("|")
SECRET = "RAHASIA"  # stands in each column that must not be read
PRIVATE = dict.fromkeys(
    set(HEADERS)
    - {"No", "Nama", "NUPTK", "JK", "Tanggal Lahir", "NIP", "Status Kepegawaian", "Jenis PTK"}
    - {"HP", "Email", "Tugas Tambahan", "TMT Pengangkatan", "Pangkat Golongan", "NIK"},
    SECRET,
)


def hash_nik(nik):
    return hashlib.sha256(nik.encode()).hexdigest()[:16]


RAMLAH = {
    "Nama": "Sitti Ramlah",
    "NUPTK": "9999765432109874",
    "JK": "P",
    "Tanggal Lahir": "1985-09-03",
    "NIP": "198509032010012904",
    "Status Kepegawaian": "PNS",
    "Jenis PTK": "Guru Kelas",
    "HP": "081234500001",
    "Email": "ramlah@contoh.sch.id",
    "Tugas Tambahan": "Wali Kelas",
    "TMT Pengangkatan": "2010-01-01",
    "Pangkat Golongan": "III/c",
    "NIK": "9901014309850003",
}
AS_READ = {
    "name": "Sitti Ramlah",
    "nik_key": hash_nik(RAMLAH["NIK"]),
    "nuptk": "9999765432109874",
    "nip": "198509032010012904",
    "sex": "P",
    "birth_date": date(1985, 9, 3),
    "status": "PNS",
    "status_group": "civil_servant",
    "kind": "class_teacher",
    "duties": "Wali Kelas",
    "rank": "III/c",
    "phone": "081234500001",
    "email": "ramlah@contoh.sch.id",
    "appointed_on": date(2010, 1, 1),
}
SUWITRI = {
    "Nama": "Ni Luh Ayu Suwitri",
    "NUPTK": "9999890596245559",
    "JK": "P",
    "Tanggal Lahir": "1990-11-03",
    "NIP": "199011032022212902",
    "Status Kepegawaian": "PPPK",
    "Jenis PTK": "Guru Mapel",
    "NIK": "9901014311900005",
}
BASO = {
    "Nama": "Andi Baso",
    "JK": "L",
    "Tanggal Lahir": "1999-02-28",
    "Status Kepegawaian": "Tenaga Honor Sekolah",
    "Jenis PTK": "Penjaga Sekolah",
}


def table(
    *people, title="Daftar Guru", headers=HEADERS, school="SD NEGERI 3 SARUMAI", private=PRIVATE
):
    """The rows of a list: four lines above, the column names, then `people`."""
    downloaded = ["Tanggal Unduh: 2026-07-13 08:15:00", "", "Pengunduh: Operator (o@contoh.id)"]
    lines = [[title], [school], ["Kec. Sarumai, Kab. Contoh"], downloaded, list(headers)]
    for number, person in enumerate(people, start=1):
        cells = private | {"No": str(number)} | person
        lines.append([cells.get(header, "") for header in headers])
    return lines


def xlsx(*tables):
    """A workbook with each table on a sheet of its own; cells keep their types."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for rows in tables:
            sheet = book.add_worksheet()
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, date):
                        sheet.write_datetime(row, column, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(row, column, value)
                    else:
                        sheet.write(row, column, value)
    return out.getvalue()


def text(rows, delimiter=";", encoding="utf-8"):
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def parsed(content, file="berkas.xlsx"):
    return parse(read(file, content), file=file, hash_nik=hash_nik)


def rows_parsed(*people, file="berkas.xlsx", **options):
    return parse(table(*people, **options), file=file, hash_nik=hash_nik)


def digits(length, seed):
    """Digits that are always the same for the same seed, and never end in 0."""
    number = str(int(hashlib.sha256(str(seed).encode()).hexdigest(), 16))
    return number[: length - 1] + "7"
