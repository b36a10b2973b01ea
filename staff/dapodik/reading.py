"""From the bytes of an upload to rows of cells.

What the file calls itself is not believed: its first bytes say what it is. Whatever could cost
more than a moment or a few hundred megabytes is refused before anything opens it.
"""

from .columns import find_header
from .delimited import rows_of
from .refusal import Refused
from .workbooks import sheets

LARGEST = 5 * 2**20

# The first bytes of what is often sent in place of a table, and how it is refused.
OTHER_KINDS = (
    (b"%PDF", "wrong_kind"),
    (b"\xff\xd8\xff", "wrong_kind"),  # JPEG
    (b"\x89PNG", "wrong_kind"),
    (b"GIF8", "wrong_kind"),
    (b"{\\rtf", "wrong_kind"),
    (b"Rar!", "wrong_kind"),
    (b"7z\xbc\xaf", "wrong_kind"),
    (b"\x1f\x8b", "wrong_kind"),  # gzip
    (b"<?xml", "other_format"),  # Excel of 2003
    (b"<", "web_page"),
)
OPEN_DOCUMENT = b"opendocument.spreadsheet"  # of LibreOffice; always the first thing in the zip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams inside an OLE file, by the names that its directory holds in UTF-16.
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("_VBA_PROJECT", "macros"),
    ("WordDocument", "wrong_kind"),
    ("PowerPoint Document", "wrong_kind"),
    ("Workbook", "other_format"),
    ("Book", "other_format"),
)


def read(name: str, content: bytes) -> list[list[object]]:
    """Return the cells of the first sheet that holds column names we know, else of the first.

    Row 1 of the sheet is the first row returned, so that row numbers are those of Excel.
    """
    first = None
    try:
        for table in tables_of(content):
            if find_header(table):
                return table
            first = first or table
    except Refused as refused:
        refused.params["file"] = name
        raise
    return first or []


def tables_of(content):
    if len(content) > LARGEST:
        raise Refused("too_large", size=len(content), limit=LARGEST)
    if not content.strip():
        raise Refused("empty_file")
    if OPEN_DOCUMENT in content[:100]:
        raise Refused("other_format")
    if content.startswith(b"PK"):
        return sheets(content)
    refuse_other_kinds(content)
    return [rows_of(content)]


def refuse_other_kinds(content):
    if content.startswith(OLE):
        found = (code for name, code in OLE_STREAMS if name.encode("utf-16-le") in content)
        raise Refused(next(found, "damaged"))
    visible = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, code in OTHER_KINDS:
        if visible.startswith(start):
            raise Refused(code)
