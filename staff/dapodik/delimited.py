"""Tables as text: what Excel calls CSV, in any encoding and with any delimiter it may choose."""

import csv
import re
from io import StringIO

from .columns import find_header
from .limits import MOST_COLUMNS, MOST_ROWS
from .refusal import Refused

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
DELIMITERS = ";,\t"
LONGEST_LINE = 64 * 1024
ROWS_TO_JUDGE_BY = 40
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
# Excel's own first line in a CSV file; Excel shows it to nobody and does not count it as a row.
CHOSEN_DELIMITER = re.compile(r"sep=([;,\t])\r?\n")
# schools/tables.py puts an apostrophe before what Excel would run or round; here it goes again.
GUARDED = re.compile(r"'(?=[=+\-@\t\r\n'0-9])")


def rows_of(content: bytes) -> list[list[str]]:
    text = decoded(content)
    if CONTROLS.search(text):
        raise Refused("not_text")
    if max(map(len, text.splitlines()), default=0) > LONGEST_LINE:
        raise Refused("long_line")
    chosen = CHOSEN_DELIMITER.match(text)
    if chosen:
        return parsed(text[chosen.end() :], chosen[1])
    return parsed(text, best_delimiter(text))


def decoded(content: bytes) -> str:
    encodings = [name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)]
    for encoding in encodings or ["utf-8", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("not_text")


def best_delimiter(text: str) -> str:
    """The one that shows the most column names we know."""
    start = "".join(text.splitlines(keepends=True)[:ROWS_TO_JUDGE_BY])

    def columns_seen(delimiter):
        try:  # not strict: the piece may end inside a quoted cell
            header = find_header(list(csv.reader(StringIO(start, newline=""), delimiter=delimiter)))
        except csv.Error:
            return 0
        return header.recognised if header else 0

    return max(DELIMITERS, key=columns_seen)


def parsed(text: str, delimiter: str) -> list[list[str]]:
    """Strict about quotes: one that never closes would swallow the rest of the list."""
    rows = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if len(rows) == MOST_ROWS:
                raise Refused("too_many_rows", most=MOST_ROWS)
            if len(row) > MOST_COLUMNS:
                raise Refused("too_many_columns", most=MOST_COLUMNS)
            rows.append(
                [GUARDED.sub("", cell, count=1) if cell[:1] == "'" else cell for cell in row]
            )
    except csv.Error:
        raise Refused("broken_quotes", line=reader.line_num) from None
    return rows
