"""Excel workbooks (.xlsx), made harmless before calamine opens them.

A workbook is a zip of XML, and both can lie. So the few parts that a table needs are unpacked
with a limit on the bytes that really come out, inspected from end to end, and packed anew.
calamine sees only that copy: no other parts, no second reading, no size that was not counted.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from python_calamine import CalamineError, load_workbook

from .inspection import inspect
from .limits import MOST_SHEETS
from .refusal import Refused

MEGABYTE = 2**20
WORKBOOK = "xl/workbook.xml"
# The parts that are read, by their names in lower case, and how large each may be.
ROOM = {
    "[content_types].xml": MEGABYTE,
    "_rels/.rels": MEGABYTE,
    "xl/_rels/workbook.xml.rels": MEGABYTE,
    WORKBOOK: MEGABYTE,
    "xl/styles.xml": 4 * MEGABYTE,
    "xl/sharedstrings.xml": 24 * MEGABYTE,
}
WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
ROOM_FOR_WORKSHEETS = 40 * MEGABYTE
MOST_PARTS = 500
MACROS = re.compile(r"vbaproject|/macrosheets/|/activex/")
ENCRYPTED = 0x1  # a bit of a zip entry's flags
# What zipfile raises on containers that are cut short, mended by hand, or made to confuse it.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError,
    OverflowError, ValueError,
)  # fmt: skip


def sheets(content: bytes) -> Iterator[list[list[object]]]:
    """Yield the cells of each sheet, from A1 on."""
    parts = unpacked(content)
    if b"macroenabled" in parts.get("[content_types].xml", b"").lower():
        raise Refused("macros")
    inspect(parts)
    yield from opened(packed(parts))


def unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as container:
            entries = container.infolist()
            check_entries(entries, len(content))
            return dict(read_parts(container, entries))
    except BROKEN:
        raise Refused("damaged") from None


def check_entries(entries, size):
    names = [entry.filename.lower() for entry in entries]
    if len(names) > MOST_PARTS:
        raise Refused("unpacks_too_large")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refused("encrypted")
    if any(MACROS.search(name) for name in names):
        raise Refused("macros")
    if WORKBOOK not in names:
        raise Refused("other_format" if "xl/workbook.bin" in names else "wrong_kind")
    if sum(map(bool, map(WORKSHEET.fullmatch, names))) > MOST_SHEETS:
        raise Refused("too_many_sheets", most=MOST_SHEETS)
    # Entries that share their bytes: a small file that unpacks many times over.
    if len(set(names)) < len(names) or sum(entry.compress_size for entry in entries) > size:
        raise Refused("damaged")


def read_parts(container, entries):
    """Yield the parts that a table needs; what their headers say of their size is not believed."""
    left = ROOM_FOR_WORKSHEETS
    for entry in entries:
        name = entry.filename.lower()
        is_worksheet = WORKSHEET.fullmatch(name)
        room = left if is_worksheet else ROOM.get(name)
        if room is None:
            continue
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused("damaged")
        with container.open(entry) as stream:
            part = stream.read(room + 1)
        if len(part) > room:
            raise Refused("unpacks_too_large")
        if is_worksheet:
            left -= len(part)
        yield name, part


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container:
        for name in list(parts):
            container.writestr(name, parts.pop(name))  # popped: both copies at once are many bytes
    return out.getvalue()


def opened(content: bytes) -> Iterator[list[list[object]]]:
    try:
        workbook = load_workbook(BytesIO(content))
        if not 0 < len(workbook.sheet_names) <= MOST_SHEETS:
            raise Refused("too_many_sheets", most=MOST_SHEETS)
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield [[cell_of(value) for value in row] for row in rows]
    except CalamineError:
        raise Refused("damaged") from None
    except BaseException as trouble:
        # Rust's panic arrives as a class of its own that cannot be imported.
        if type(trouble).__name__ == "PanicException":
            raise Refused("damaged") from None
        raise


def cell_of(value: object) -> object:
    """The value with whole numbers as int, and a time of day as text."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | bool | int | float | date):
        return value
    return str(value)
