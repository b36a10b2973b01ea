"""Files as schools have sent them, each with what must come of it, row by row."""

from dataclasses import dataclass, field
from datetime import date

from tests.staff.dapodik.lists import (
    AS_READ,
    BASO,
    HEADERS,
    RAMLAH,
    SUWITRI,
    hash_nik,
    table,
    text,
    xlsx,
)

SUWITRI_AS_READ = {
    "name": "Ni Luh Ayu Suwitri",
    "nik_key": hash_nik(SUWITRI["NIK"]),
    "nuptk": "9999890596245559",
    "ni_pppk": "199011032022212902",
    "sex": "P",
    "birth_date": date(1990, 11, 3),
    "status": "PPPK",
    "status_group": "contract",
    "kind": "subject_teacher",
}
BASO_AS_READ = {
    "name": "Andi Baso",
    "sex": "L",
    "birth_date": date(1999, 2, 28),
    "status": "Tenaga Honor Sekolah",
    "status_group": "honorary",
    "kind": "caretaker",
}
STAFF = "Daftar Tenaga Kependidikan"
OWN = {
    "Nama lengkap": "Sitti Ramlah",
    "Gelar belakang": "S.Pd.",
    "Jenis kelamin": "Perempuan",
    "Tanggal lahir": "3 September 1985",
    "NBM": "1234567",
    "NIY": "2010.09.003",
    "Status kepegawaian": "GTY/PTY",
    "Jenis": "Guru Kelas",
    "Pendidikan": "S1 PGSD",
}
OWN_AS_READ = {
    "name": "Sitti Ramlah",
    "title_back": "S.Pd.",
    "sex": "P",
    "birth_date": date(1985, 9, 3),
    "nbm": "1234567",
    "niy": "2010.09.003",
    "status": "GTY/PTY",
    "status_group": "foundation",
    "kind": "class_teacher",
    "education": "S1 PGSD",
}


@dataclass(frozen=True)
class Sample:
    says: str
    content: bytes
    people: dict[int, dict]  # by row: the values that are filled, and no others
    problems: list[tuple] = field(default_factory=list)  # row, column, code
    source: str = "teachers"
    guessed: frozenset = frozenset()  # fields that stand in the person but not in the file
    unknown: list[str] = field(default_factory=list)


def ramlah(**changes):
    """What must be read of Sitti Ramlah when these fields differ; "" for what is left out."""
    return {name: value for name, value in (AS_READ | changes).items() if value}


def one(**changes):
    """A list with Sitti Ramlah alone, with these columns changed (_ for a space)."""
    return xlsx(table(RAMLAH | {name.replace("_", " "): cell for name, cell in changes.items()}))


def left_out(column, code):
    return [(6, column, code)]


def moved(rows, down):
    return [[""]] * down + rows


def renamed(**names):
    """The same list with other column names, in the same places."""
    names = {old.replace("_", " "): new for old, new in names.items()}
    head, people = table()[:4], table(RAMLAH, SUWITRI)[5:]
    return xlsx([*head, [names.get(header, header) for header in HEADERS], *people])


def with_columns(extra, cell):
    rows = table(RAMLAH)
    return xlsx([*rows[:4], [*rows[4], extra], [*rows[5], cell]])


BOTH_PEOPLE = {6: ramlah(), 7: SUWITRI_AS_READ}
UNTITLED = table(RAMLAH)[4:]

CORPUS = [
    Sample("a plain list of teachers", xlsx(table(RAMLAH, SUWITRI)), BOTH_PEOPLE),
    Sample("a plain list of staff", xlsx(table(BASO, title=STAFF)), {6: BASO_AS_READ}, [], "staff"),
    Sample(
        "both in one list",
        xlsx(table(RAMLAH, BASO, title="Daftar Guru dan Tendik")),
        {6: ramlah(), 7: BASO_AS_READ},
        [],
        "both",
    ),
    Sample(
        "the principal among the staff",
        xlsx(table(RAMLAH | {"Jenis PTK": "Kepala Sekolah"}, title=STAFF)),
        {6: ramlah(kind="principal")},
        [],
        "staff",
    ),
    Sample(
        "a teacher whose duty is to lead the school",
        one(Tugas_Tambahan="Kepala Sekolah"),
        {6: ramlah(kind="principal", duties="Kepala Sekolah")},
    ),
    Sample(
        "an acting principal",
        one(Tugas_Tambahan="Plt. Kepala Sekolah; Wali Kelas"),
        {6: ramlah(kind="acting_principal", duties="Plt. Kepala Sekolah, Wali Kelas")},
    ),
    Sample(
        "a deputy, who is a teacher still",
        one(Tugas_Tambahan="Wakil Kepala Sekolah Kurikulum"),
        {6: ramlah(duties="Wakil Kepala Sekolah Kurikulum")},
    ),
    Sample("a coarse position", one(Jenis_PTK="Guru"), {6: ramlah(kind="teacher")}),
    Sample(
        "a position nobody knows",
        one(Jenis_PTK="Juru Kunci"),
        {6: ramlah(kind="teacher")},
        left_out("Jenis PTK", "unknown_kind"),
        guessed=frozenset({"kind"}),
    ),
    Sample("rows moved down", xlsx(moved(table(RAMLAH), 3)), {9: ramlah()}),
    Sample(
        "column names broken over lines, with odd spaces and case",
        renamed(Tanggal_Lahir="TANGGAL\nLAHIR ", NIP="\xa0Nip", Jenis_PTK="jenis  ptk"),
        BOTH_PEOPLE,
    ),
    Sample(
        "columns one place further right",
        xlsx([["", *row] if place > 3 else row for place, row in enumerate(table(RAMLAH))]),
        {6: ramlah()},
    ),
    Sample(
        "a column nobody knows",
        with_columns("Nomor Sepatu", "39"),
        {6: ramlah()},
        unknown=["Nomor Sepatu"],
    ),
    Sample("a column twice, once empty", with_columns("NIP", ""), {6: ramlah()}),
    Sample(
        "a column twice, with two values",
        with_columns("HP", "081234500099"),
        {6: ramlah()},
        left_out("HP", "two_values"),
    ),
    Sample("a list on the second sheet", xlsx([["Catatan"]], table(RAMLAH)), {6: ramlah()}),
    Sample(
        "NIP as a number of Excel",
        one(NIP=198509032010012904),
        {6: ramlah(nip="")},
        left_out("NIP", "changed_by_excel"),
    ),
    Sample(
        "NUPTK and NIK as numbers of Excel",
        one(NUPTK=9999765432109874, NIK=9901014309850003),
        {6: ramlah(nuptk="", nik_key="")},
        [(6, "NUPTK", "changed_by_excel"), (6, "NIK", "changed_by_excel")],
    ),
    Sample(
        "NIP in scientific notation",
        one(NIP="1,98509E+17"),
        {6: ramlah(nip="")},
        left_out("NIP", "changed_by_excel"),
    ),
    Sample(
        "NIP rounded and made text again, so a NUPTK ending in 0 is not believed either",
        one(NIP="198509032010012000", NUPTK="9999765432109870"),
        {6: ramlah(nip="", nuptk="")},
        [(6, "NUPTK", "changed_by_excel"), (6, "NIP", "changed_by_excel")],
    ),
    Sample(
        "a NUPTK that ends in 0 in a list nothing has happened to",
        one(NUPTK="9999765432109870"),
        {6: ramlah(nuptk="9999765432109870")},
    ),
    Sample(
        "NIP one digit short",
        one(NIP="19850903201001290"),
        {6: ramlah(nip="")},
        left_out("NIP", "wrong_length"),
    ),
    Sample(
        "numbers with an apostrophe, spaces, hard spaces, dots and dashes",
        one(NIP="'19850903 201001\xa02 904", NUPTK="9999.7654.3210-9874"),
        {6: ramlah()},
    ),
    Sample("an old NIP of nine digits", one(NIP="130 999 901"), {6: ramlah(nip="130999901")}),
    Sample(
        "NI PPPK known by its digits alone",
        one(NIP="198509032023212904", Status_Kepegawaian=""),
        {6: ramlah(nip="", ni_pppk="198509032023212904", status="", status_group="")},
    ),
    Sample(
        "PPPK Paruh Waktu",
        one(NIP="198509032025012904", Status_Kepegawaian="PPPK Paruh Waktu"),
        {
            6: ramlah(
                nip="",
                ni_pppk="198509032025012904",
                status="PPPK Paruh Waktu",
                status_group="contract",
            )
        },
    ),
    Sample(
        "dashes and zeros where nothing is known",
        one(NIP="-", NUPTK="--", HP="0", Email=" - ", Tugas_Tambahan="", NIK=0),
        {6: ramlah(nip="", nuptk="", phone="", email="", duties="", nik_key="")},
    ),
    Sample(
        "dates in every manner",
        xlsx(
            table(
                *(
                    BASO | {"Tanggal Lahir": day}
                    for day in (
                        date(1999, 2, 28),
                        36219,
                        "28-02-1999",
                        "28/2/1999",
                        "28 Februari 1999",
                        "1999-02-28 00:00:00",
                        "36219",
                    )
                ),
                title=STAFF,
            )
        ),
        dict.fromkeys(range(6, 13), BASO_AS_READ),
        [],
        "staff",
    ),
    Sample(
        "a day that never was",
        one(Tanggal_Lahir="31/02/1985"),
        {6: ramlah(birth_date=None)},
        left_out("Tanggal Lahir", "impossible_date"),
    ),
    Sample(
        "a phone number without its zero, as a number",
        one(HP=81234500001),
        {6: ramlah()},
    ),
    Sample("a phone number with +62", one(HP="+62 812-3450-0001"), {6: ramlah()}),
    Sample(
        "an email without its end",
        one(Email="ramlah@contoh"),
        {6: ramlah(email="")},
        left_out("Email", "unreadable_email"),
    ),
    Sample(
        "a name in capitals",
        one(Nama="SITTI MA'RIFATUL BINTI I MADE"),
        {6: ramlah(name="Sitti Ma'rifatul binti I Made")},
    ),
    Sample(
        "titles that slipped into the name",
        one(Nama="Hj. SITTI RAMLAH, S.Pd., M.Pd."),
        {6: ramlah(title_front="Hj.", title_back="S.Pd., M.Pd.")},
        guessed=frozenset({"title_front", "title_back"}),
    ),
    Sample(
        "a row without a name, a row that is only numbered, and the column names once more",
        xlsx(
            table(
                RAMLAH,
                RAMLAH | {"Nama": ""},
                {},
                dict(zip(HEADERS, HEADERS, strict=True)),
                SUWITRI,
                private={},
            )
        ),
        {6: ramlah(), 10: SUWITRI_AS_READ},
        [(7, "Nama", "no_name")],
    ),
    Sample(
        "mojibake, doubled",
        one(Pangkat_Golongan="III/c Ã¢â‚¬â€œ Penata", Nama="Sitti RÃ©mlah"),
        {6: ramlah(rank="III/c – Penata", name="Sitti Rémlah")},
    ),
    Sample("CSV of an Indonesian Excel", text(table(RAMLAH), ";", "utf-8-sig"), {6: ramlah()}),
    Sample(
        "CSV with commas, in Windows letters", text(table(RAMLAH), ",", "cp1252"), {6: ramlah()}
    ),
    Sample("text with tabs, in UTF-16", text(table(RAMLAH), "\t", "utf-16"), {6: ramlah()}),
    Sample("our own table", xlsx([list(OWN), list(OWN.values())]), {2: OWN_AS_READ}, [], "own"),
    Sample(
        "our own table as CSV",
        text([list(OWN), list(OWN.values())]),
        {2: OWN_AS_READ},
        [],
        "own",
    ),
    Sample(
        "everything at once",
        xlsx(
            table(
                RAMLAH
                | {"NIP": 198509032010012904, "HP": 81234500001, "Nama": "SITTI RAMLAH S.Pd"},
                SUWITRI | {"Tanggal Lahir": "3 Nop 1990", "JK": "Perempuan", "Email": "x"},
                BASO | {"Tanggal Lahir": "tahun 1999", "JK": "?", "NUPTK": "belum ada"},
                headers=[*reversed(HEADERS), "Ukuran Baju"],
                title="DAFTAR GURU ",
            )
        ),
        {
            6: ramlah(nip="", title_back="S.Pd"),
            7: SUWITRI_AS_READ,
            8: BASO_AS_READ | {"birth_date": None, "sex": ""},
        },
        [
            (6, "NIP", "changed_by_excel"),
            (7, "Email", "unreadable_email"),
            (8, "Tanggal Lahir", "unreadable_date"),
            (8, "JK", "unknown_sex"),
            (8, "NUPTK", "not_digits"),
        ],
        guessed=frozenset({"title_back"}),
        unknown=["Ukuran Baju"],
    ),
]
