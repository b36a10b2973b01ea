"""Which columns are read, and under what names they go.

Columns are found by their text, wherever they stand. What is not in KEPT is never read: of
Dapodik's 51 columns most are nobody's business here (the mother's name, the bank account, the
address), and an unknown column could hold anything.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from .vocabulary import KIND_WORDS

# Our own table, for schools that are not in Dapodik, in the order in which it is written.
OWN_COLUMNS = [
    ("name", "Nama lengkap"),
    ("title_front", "Gelar depan"),
    ("title_back", "Gelar belakang"),
    ("sex", "Jenis kelamin"),
    ("birth_date", "Tanggal lahir"),
    ("nuptk", "NUPTK"),
    ("nip", "NIP"),
    ("ni_pppk", "NI PPPK"),
    ("nbm", "NBM"),
    ("niy", "NIY"),
    ("status", "Status kepegawaian"),
    ("kind", "Jenis"),
    ("duties", "Tugas tambahan"),
    ("rank", "Pangkat/golongan"),
    ("education", "Pendidikan"),
    ("phone", "HP"),
    ("email", "Email"),
    ("appointed_on", "TMT Pengangkatan"),
]
# Other names for the same columns: Dapodik's, and what people make of them.
OTHER_NAMES = {
    "name": ["Nama"],
    "sex": ["JK", "L/P"],
    "birth_date": ["Tgl Lahir"],
    "nik": ["NIK"],
    "ni_pppk": ["NIPPPK", "NIP PPPK"],
    "niy": ["NIY/NIGK"],
    "status": ["Status"],
    "kind": ["Jenis PTK"],
    "rank": ["Pangkat Golongan"],
    "education": ["Pendidikan Terakhir"],
    "phone": ["No HP", "Nomor HP"],
    "email": ["E-mail"],
    "appointed_on": ["Tanggal Pengangkatan"],
}
DROPPED = """
    Tempat Lahir | Agama | Alamat Jalan | RT | RW | Nama Dusun | Desa/Kelurahan | Kecamatan
    Kode Pos | Telepon | SK CPNS | Tanggal CPNS | SK Pengangkatan | Lembaga Pengangkatan
    Sumber Gaji | Nama Ibu Kandung | Status Perkawinan | Nama Suami/Istri | NIP Suami/Istri
    Pekerjaan Suami/Istri | TMT PNS | Sudah Lisensi Kepala Sekolah | Pernah Diklat Kepengawasan
    Keahlian Braille | Keahlian Bahasa Isyarat | NPWP | Nama Wajib Pajak | Kewarganegaraan | Bank
    Nomor Rekening Bank | Rekening Atas Nama | No KK | Karpeg | Karis/Karsu | Lintang | Bujur | NUKS
"""
ROW_NUMBER = {"", "no", "nomor"}
PUPILS_ONLY = {"nisn", "nipd"}
SEARCHED_ROWS = 30
FEWEST_NAMES = 3


def plain(text: object) -> str:
    """A column name or title as it is compared: no case, line breaks, odd spaces or final dot."""
    words = re.sub(r"[\s\u200b\ufeff]+", " ", str(text or "")).strip(" .:*").casefold()
    return re.sub(r" ?/ ?", "/", words)


FIELD_OF = {plain(header): field for field, header in OWN_COLUMNS} | {
    plain(header): field for field, headers in OTHER_NAMES.items() for header in headers
}
DROPPED_NAMES = {plain(header) for header in re.split(r"[|\n]", DROPPED) if header.strip()}


def own_row(values: Mapping[str, object]) -> list[object]:
    """One person as a row of our own table, which reads back as the same values."""
    words = {"kind": KIND_WORDS.get(str(values.get("kind", "")), "")}
    return [{**values, **words}.get(field) for field, _ in OWN_COLUMNS]


@dataclass(frozen=True)
class Header:
    row: int  # its place in the table, from 0
    fields: dict[str, list[int]]  # a name that stands twice has two places
    texts: list[str]
    unknown: list[str]
    dropped: list[str]

    @property
    def recognised(self):
        return len(self.fields) + len(self.dropped)

    def text_of(self, field: str) -> str:
        return self.texts[self.fields[field][0]]

    @property
    def is_own(self):
        return plain(OWN_COLUMNS[0][1]) in map(plain, self.texts)

    @property
    def is_of_pupils(self):
        return any(plain(text) in PUPILS_ONLY for text in self.texts)


def find_header(table) -> Header | None:
    """The row near the top that shows the most column names; None when none of them is one."""
    candidates = [header_at(table, row) for row in range(min(len(table), SEARCHED_ROWS))]
    found = [
        header
        for header in candidates
        if "name" in header.fields and header.recognised >= FEWEST_NAMES
    ]
    return max(found, key=lambda header: header.recognised, default=None)


def header_at(table, row):
    texts = [" ".join(str(cell or "").split()) for cell in table[row]]
    fields, unknown, dropped = {}, [], []
    for place, text in enumerate(texts):
        name = plain(text)
        if name in FIELD_OF:
            fields.setdefault(FIELD_OF[name], []).append(place)
        elif name in DROPPED_NAMES:
            dropped.append(text)
        elif name not in ROW_NUMBER:
            unknown.append(text[:60])
    return Header(row, fields, texts, unknown, dropped)


# The title in A1, in the order in which it is tried.
TITLES = (
    (r"daftar (guru|pendidik) ?(dan|&|,) ?(tendik|tenaga kependidikan)|daftar [gp]tk\b", "both"),
    (r"daftar guru\b", "teachers"),
    (r"daftar (tendik|tenaga kependidikan)\b", "staff"),
)


@dataclass(frozen=True)
class Title:
    source: str  # which list it announces: teachers, staff, both, or "" for none of Dapodik's
    line_below: str  # where Dapodik writes the name of the school


def sheet_title(table, header: Header | None) -> Title:
    """What stands above the column names; the first rows may have been moved down a little."""
    above = table[: header.row if header else SEARCHED_ROWS]
    lines = [next((str(cell) for cell in row if plain(cell)), "") for row in above]
    lines = [" ".join(line.split()) for line in lines if line]
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        words = plain(line)
        for pattern, source in TITLES:
            if re.match(pattern, words):
                return Title(source, "" if "tanggal unduh" in plain(below) else below)
    return Title("", "")
