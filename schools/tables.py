"""Tables as files, for every export: Excel workbooks and CSV.

What people wrote stays what they wrote. A cell that begins with “=” is text in both kinds of
file and never a formula, and an address is never a live link. The same data give the same bytes.
Identifiers are passed as str, and stay text; numbers and dates stay numbers and dates.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from math import isfinite
from tempfile import TemporaryDirectory

from django.conf import settings

Rows = Iterable[Sequence[object]]

AS_WRITTEN = {
    "constant_memory": True,  # no more than a row at a time
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,  # callers pass local time; Excel knows no other
}
CREATED = datetime(2026, 1, 1)  # any fixed date: two equal exports are equal files
FIRST_YEAR = 1900  # of Excel's calendar; an earlier date is written as text
ROUNDED_FROM = 10**15  # Excel keeps fifteen digits; a longer number is written as text
LONGEST_CELL = 32_767
LONGEST_TITLE = 31
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
WIDTHS = range(8, 61)
# What Excel would run as a formula, and digits that it would round or strip of their zero.
# The apostrophe before a text that has one already lets a reader take exactly one away.
GUARDED = re.compile(r"[=+\-@\t\r\n']|0[0-9]+$|[0-9]{16,}$")


def as_xlsx(sheets: Iterable[tuple[str, Sequence[str], Rows]]) -> bytes:
    """Return a workbook with a sheet for each title, header and rows.

    Rows that are written wait on disk, with the other data of the house; /tmp may be memory too.
    """
    import xlsxwriter  # by whoever exports: for others it is 2 MB too much

    out = BytesIO()
    with (
        TemporaryDirectory(prefix="export-", dir=settings.DATA_DIR) as folder,
        xlsxwriter.Workbook(out, AS_WRITTEN | {"tmpdir": folder}) as book,
    ):
        book.set_properties({"created": CREATED})
        look = {
            "header": book.add_format({"bold": True, "bg_color": "#E7EEF0", "bottom": 1}),
            "date": book.add_format({"num_format": "d mmm yyyy", "align": "left"}),
            "moment": book.add_format({"num_format": "d mmm yyyy hh:mm", "align": "left"}),
        }
        titles = set()
        for title, header, rows in sheets:
            sheet = book.add_worksheet(free_title(title, titles))
            fill(sheet, header, rows, look)
    return out.getvalue()


def free_title(title: str, taken: set[str]) -> str:
    """The title as Excel allows it; `taken` grows by it."""
    plain = NOT_IN_TITLES.sub(" ", title).strip(" '") or "Sheet"
    if plain.casefold() == "history":  # Excel keeps this one to itself
        plain += "_"
    found, number = plain[:LONGEST_TITLE], 1
    while found.casefold() in taken:
        number += 1
        ending = f" {number}"
        found = plain[: LONGEST_TITLE - len(ending)] + ending
    taken.add(found.casefold())
    return found


def fill(sheet, header, rows, look):
    widths = [len(str(text)) for text in header]
    for column, text in enumerate(header):
        sheet.write_string(0, column, str(text), look["header"])
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells):
            write(sheet, row, column, value, look)
            if column < len(widths):
                widths[column] = max(widths[column], len(shown(value)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, WIDTHS.start), WIDTHS.stop - 1))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def write(sheet, row, column, value, look):
    match value:
        case None | "":
            pass
        case bool():
            sheet.write_boolean(row, column, value)
        case int() if abs(value) < ROUNDED_FROM:
            sheet.write_number(row, column, value)
        case float() | Decimal():
            if isfinite(value):  # what is missing stays an empty cell
                sheet.write_number(row, column, value)
        case datetime() if value.year >= FIRST_YEAR:
            sheet.write_datetime(row, column, value, look["moment"])
        case date() if value.year >= FIRST_YEAR:
            sheet.write_datetime(row, column, value, look["date"])
        case _:
            sheet.write_string(row, column, str(value)[:LONGEST_CELL])


def as_csv(header: Sequence[str], rows: Rows) -> bytes:
    """Return CSV as an Indonesian Excel opens it with a double click.

    There the comma separates decimals, so “;” separates cells, and only the byte order mark
    says that the letters are UTF-8.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(shown_safely, header))
    for cells in rows:
        writer.writerow(map(shown_safely, cells))
    return out.getvalue().encode("utf-8-sig")


def shown_safely(value: object) -> str:
    text = shown(value)
    is_text = not isinstance(value, int | float | Decimal | date)
    return f"'{text}" if is_text and GUARDED.match(text) else text


def shown(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case float() | Decimal():
            return str(value).replace(".", ",") if isfinite(value) else ""
    return str(value)
