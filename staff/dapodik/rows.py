"""From rows of cells to people, and to the problems that somebody can put right.

A value that cannot be trusted is left out with a problem; the rest of the person goes in. A NIK
leaves this module only as the key that the caller's `hash_nik` makes of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from .columns import FIELD_OF, Header, find_header, plain, sheet_title
from .names import normal, ordinary_case, split_titles
from .refusal import Refused
from .values import (
    Unreadable,
    birth_date_of,
    code_of,
    date_of,
    duties_of,
    email_of,
    nip_of,
    number_of,
    phone_of,
    sex_of,
    short_text,
    text_of,
)
from .vocabulary import TEACHING, kind_by_default, kind_from_duties, kind_of, status_group_of

MOST_OF_A_NAME = 120
MOST_OF_DUTIES = 300
READERS = {
    "name": partial(short_text, most=MOST_OF_A_NAME),
    "title_front": partial(short_text, most=40),
    "title_back": partial(short_text, most=80),
    "nik": partial(number_of, lengths=(16,)),
    "nuptk": partial(number_of, lengths=(16,)),
    "nip": nip_of,
    "ni_pppk": nip_of,
    "nbm": partial(code_of, most=20),
    "niy": partial(code_of, most=30),
    "sex": sex_of,
    "birth_date": birth_date_of,
    "status": partial(short_text, most=60),
    "kind": partial(short_text, most=100),
    "duties": partial(duties_of, most=MOST_OF_DUTIES),
    "rank": partial(short_text, most=30),
    "education": partial(short_text, most=80),
    "phone": phone_of,
    "email": email_of,
    "appointed_on": date_of,
}
SIXTEEN_DIGITS = {"nik", "nuptk"}
DOWNLOADED = re.compile(r"Tanggal Unduh\s*:\s*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)", re.I)


@dataclass(frozen=True)
class Problem:
    """`params` holds all that the sentence needs: the row, column and file are in it again."""

    row: int
    column: str
    code: str
    params: dict
    name: str


@dataclass(frozen=True)
class PersonRow:
    """What one row says of one person. Only the fields in `given` were filled in the file."""

    row: int
    file: str
    name: str
    nik_key: str = ""
    nuptk: str = ""
    nip: str = ""
    ni_pppk: str = ""
    nbm: str = ""
    niy: str = ""
    title_front: str = ""
    title_back: str = ""
    sex: str = ""
    birth_date: date | None = None
    status: str = ""
    status_group: str = ""
    kind: str = ""
    duties: str = ""
    rank: str = ""
    education: str = ""
    phone: str = ""
    email: str = ""
    appointed_on: date | None = None
    given: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Parsed:
    source: str
    school_name: str
    downloaded_at: datetime | None
    people: list[PersonRow]
    problems: list[Problem]
    unknown_columns: list[str]
    dropped_columns: list[str]
    rows: int


def parse(table: list[list[object]], *, file: str, hash_nik: Callable[[str], str]) -> Parsed:
    """Read the people of a list; `file` is the label that its rows and problems carry."""
    header = find_header(table)
    title = sheet_title(table, header)
    source = source_of_list(header, title, file)
    rows = Rows(header, source, file, hash_nik, was_rounded(table, header))
    for place in range(header.row + 1, len(table)):
        rows.take(place + 1, table[place])
    return Parsed(
        source=source,
        school_name="" if source == "own" else title.line_below,
        downloaded_at=downloaded_at(table[: header.row]),
        people=rows.people,
        problems=rows.problems,
        unknown_columns=header.unknown,
        dropped_columns=header.dropped,
        rows=rows.count,
    )


def source_of_list(header, title, file) -> str:
    if not header:
        raise Refused("no_header" if title.source else "wrong_title", file=file)
    if header.is_of_pupils:
        raise Refused("pupils", file=file)
    if header.is_own and not (title.source and header.dropped):
        return "own"
    if not title.source:
        raise Refused("wrong_title", file=file)
    return title.source


def downloaded_at(lines: list[list[object]]) -> datetime | None:
    for cell in (cell for line in lines for cell in line if isinstance(cell, str)):
        found = DOWNLOADED.search(cell)
        if found:
            try:
                return datetime.fromisoformat(found[1])
            except ValueError:  # no such day; it is only shown
                return None
    return None


def was_rounded(table, header: Header) -> bool:
    """Whether Excel rounded the long numbers of this list before they became text again.

    One NIP that ends in 000 shows it, or three NUPTK or NIK that all end in 0. Then no number
    of sixteen digits that ends in 0 can be trusted.
    """

    def numbers(field, length):
        places = header.fields.get(field, ())
        cells = (row[place] for row in body for place in places if place < len(row))
        digits = (re.sub(r"\D", "", cell) for cell in cells if isinstance(cell, str))
        return [number for number in digits if len(number) == length]

    body = table[header.row + 1 :]
    if any(number.endswith("000") for number in numbers("nip", 18)):
        return True
    long = [numbers(field, 16) for field in SIXTEEN_DIGITS]
    return any(len(column) >= 3 and all(n.endswith("0") for n in column) for column in long)


@dataclass
class Rows:
    """Reads row after row, gathering people and problems."""

    header: Header
    source: str
    file: str
    hash_nik: Callable[[str], str]
    is_rounded: bool
    people: list[PersonRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def take(self, row: int, cells: list[object]):
        filled = self.filled(cells)
        if not filled or self.repeats_header(filled):
            return
        self.count += 1
        written = text_of(filled.get("name", [""])[0])
        note = partial(self.note, row, ordinary_case(split_titles(written)[1])[:MOST_OF_A_NAME])
        if not normal(written):
            note("name", "no_name")
        values = {column: self.value_of(column, cells, note) for column, cells in filled.items()}
        fields = {column: value for column, value in values.items() if value}
        if normal(fields.get("name", "")):
            self.people.append(self.person(row, fields, note))

    def filled(self, cells) -> dict[str, list[object]]:
        """The cells in which something stands, by field; a column that stands twice has two."""
        found = {}
        for column, places in self.header.fields.items():
            here = [cells[place] for place in places if place < len(cells)]
            if any(map(text_of, here)):
                found[column] = [cell for cell in here if text_of(cell)]
        return found

    def repeats_header(self, filled) -> bool:
        """Lists that were printed and pasted show the column names again on every page."""
        return FIELD_OF.get(plain(filled.get("name", [""])[0])) == "name"

    def value_of(self, column, cells, note):
        """The first value that can be read; None and a problem when none can."""
        values, refusals = [], []
        for cell in cells:
            try:
                values.append(self.read(column, cell))
            except Unreadable as refusal:
                refusals.append(refusal)
        if len(set(values)) > 1:
            note(column, "two_values")
        if not values:
            note(column, refusals[0].code, **refusals[0].params)
        return next(iter(values), None)

    def read(self, column, cell):
        value = READERS[column](cell)
        if self.is_rounded and column in SIXTEEN_DIGITS and value.endswith("0"):
            raise Unreadable("changed_by_excel")
        return value

    def person(self, row, fields, note) -> PersonRow:
        front, name, back = split_titles(fields["name"])
        fields["name"] = ordinary_case(name)
        if "nik" in fields:
            fields["nik_key"] = self.hash_nik(fields.pop("nik"))
        if "status" in fields:
            fields["status_group"] = status_group_of(fields["status"])
        if self.source != "own" and is_contract_number(fields):
            fields.setdefault("ni_pppk", fields.pop("nip"))
        written = fields.pop("kind", "")
        kind = self.kind(written, fields.get("duties", ""), note)
        if kind:
            fields["kind"] = kind
        else_known = {
            "title_front": front[:40],
            "title_back": back[:80],
            "kind": kind_by_default(written, self.source),
        }
        return PersonRow(row, self.file, **(else_known | fields), given=frozenset(fields))

    def kind(self, written: str, duties: str, note) -> str:
        """The kind that the row gives, or "" when it gives none that we know."""
        kind = kind_of(written)
        if written and not kind:
            note("kind", "unknown_kind", value=written[:60])
        if (kind or kind_by_default(written, self.source)) in TEACHING:
            return kind_from_duties(duties) or kind
        return kind

    def note(self, row, name, column, code, **params):
        text = self.header.text_of(column)
        where = {"file": self.file, "row": row, "column": text}
        self.problems.append(Problem(row, text, code, where | params, name))


def is_contract_number(fields: dict) -> bool:
    """Whether the NIP is an NI PPPK, which Dapodik writes into the same column.

    The employment says so. Where it says neither, the 13th and 14th digit do: a NIP has a month
    there, an NI PPPK a number of contracts that begins at 21.
    """
    group, nip = fields.get("status_group"), fields.get("nip", "")
    if len(nip) != 18 or group == "civil_servant":
        return False
    return group == "contract" or int(nip[12:14]) not in range(1, 13)
