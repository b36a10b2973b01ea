"""Files made to do harm, or sent by mistake, and the code with which each is refused."""

import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from tests.staff.dapodik.lists import RAMLAH, table, text, xlsx

MEGABYTE = 2**20
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
TENFOLD = "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">'
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "haha">{TENFOLD}]>'
LATIN_1 = '<?xml version="1.0" encoding="iso-8859-1"?>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")


@dataclass(frozen=True)
class Attack:
    says: str
    code: str
    build: Callable[[], bytes]


@cache
def parts():
    with zipfile.ZipFile(BytesIO(xlsx(table(RAMLAH)))) as container:
        return {name: container.read(name) for name in container.namelist()}


def zipped(contents, method=zipfile.ZIP_DEFLATED):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as container:
        for name, content in contents.items():
            container.writestr(name, content)
    return out.getvalue()


def workbook(changes, **options):
    """A workbook as it should be, except for these parts."""
    return zipped(parts() | changes, **options)


def sheet(rows, start=""):
    return {SHEET: f"{start}{OPEN}<sheetData>{rows}</sheetData></worksheet>"}


def strings(content):
    return {STRINGS: f"<sst>{content}</sst>"}


def lying_about_size():
    """The large part says, in both of its headers, that it has a thousand bytes."""
    content = workbook(sheet(" " * (60 * MEGABYTE)))
    with zipfile.ZipFile(BytesIO(content)) as container:
        true = struct.pack("<L", container.getinfo(SHEET).file_size)
    assert content.count(true) == 2
    return content.replace(true, struct.pack("<L", 1000))


def overlapping():
    """Twenty-five names in the directory for one and the same compressed piece."""
    content = bytearray(zipped({"a": b" " * MEGABYTE} | parts()))
    directory = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[directory : directory + 47]
    copies = b"".join(entry[:46] + bytes([ord("b") + n]) for n in range(25))
    count = struct.unpack("<H", content[end + 10 : end + 12])[0] + 25
    size = end - directory + len(copies)
    tail = content[end : end + 8] + struct.pack("<HHLL", count, count, size, directory) + b"\0\0"
    return bytes(content[:end] + copies + tail)


def locked_zip():
    """A zip whose entries say that they are encrypted."""
    content = bytearray(workbook({}))
    for found in re.finditer(b"PK\x01\x02", bytes(content)):
        content[found.start() + 8] |= 1
    return bytes(content)


def ebcdic_and_ascii():
    """Blank to a parser that believes the declaration, and a far cell to one that does not."""
    hidden = b'<row r="1"><c r="XFD1048576"><v>1</v></c></row>'
    around = f"{OPEN}<sheetData>|</sheetData></worksheet>".encode("cp037")
    before, after = around.split("|".encode("cp037"))
    return workbook({SHEET: b'<?xml version="1.0" encoding="cp037"?>' + before + hidden + after})


def far_cell(place):
    return workbook(sheet(f'<row r="1"><c r="{place}"><v>1</v></c></row>'))


def one_long_string_often():
    cells = "".join(
        f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 50 + "</row>" for row in range(1, 1001)
    )
    return workbook(sheet(cells) | strings(f"<si><t>{'x' * 32_000}</t></si>"))


def same_sheet_listed_often():
    book = parts()[BOOK].decode()
    entry = re.search(r"<sheet [^>]*/>", book)[0]
    copies = "".join(entry.replace("Sheet1", f"S{n}") for n in range(10_000))
    return workbook({BOOK: book.replace(entry, copies)})


def rewritten(part, old, new):
    content = parts()[part].decode()
    assert old in content
    return workbook({part: content.replace(old, new)})


def stream(name):
    return OLE + name.encode("utf-16-le") + b"\0" * 512


ATTACKS = [
    Attack("a zip bomb", "unpacks_too_large", lambda: workbook(sheet(" " * (100 * MEGABYTE)))),
    Attack("a zip bomb whose headers lie", "damaged", lying_about_size),
    Attack("a zip in a zip", "wrong_kind", lambda: zipped({"a.zip": workbook({})})),
    Attack("entries that share their bytes", "damaged", overlapping),
    Attack(
        "forty thousand entries",
        "unpacks_too_large",
        lambda: zipped({f"{n}": b"" for n in range(40_000)}),
    ),
    Attack("a compression that takes much memory", "damaged", lambda: workbook({}, method=14)),
    Attack("a billion laughs", "unsafe_xml", lambda: workbook(sheet("&i;", start=LAUGHS))),
    Attack(
        "a billion laughs among the strings",
        "unsafe_xml",
        lambda: workbook({STRINGS: LAUGHS + "<sst><si><t>&i;</t></si></sst>"}),
    ),
    Attack(
        "an entity from outside",
        "unsafe_xml",
        lambda: rewritten(
            BOOK, "<workbook ", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook '
        ),
    ),
    Attack(
        "a document type elsewhere",
        "unsafe_xml",
        lambda: workbook(sheet("", start='<!DOCTYPE worksheet SYSTEM "http://contoh.id/x.dtd">')),
    ),
    Attack(
        "a document type and nothing more",
        "unsafe_xml",
        lambda: workbook(sheet("", start="<!DOCTYPE worksheet>")),
    ),
    Attack(
        "letters that are not UTF-8",
        "damaged",
        lambda: workbook({SHEET: sheet("", start=LATIN_1 + "<!-- é -->")[SHEET].encode("latin-1")}),
    ),
    Attack(
        "a billion laughs in UTF-16",
        "damaged",
        lambda: workbook({SHEET: sheet("&i;", start=LAUGHS)[SHEET].encode("utf-16")}),
    ),
    Attack(
        "a part that is wrong about its own letters",
        "read",
        lambda: rewritten(SHEET, 'encoding="UTF-8"', 'encoding="UTF-16"'),
    ),
    Attack("two readings of the same bytes", "damaged", ebcdic_and_ascii),
    Attack("a million empty rows", "too_many_rows", lambda: workbook(sheet("<row/>" * 1_000_000))),
    Attack(
        "a million times the same row",
        "too_many_rows",
        lambda: workbook(sheet('<row r="1"/>' * 1_000_000)),
    ),
    Attack("a cell in the last corner", "too_many_rows", lambda: far_cell("XFD1048576")),
    Attack("a cell in the last column", "too_many_columns", lambda: far_cell("XFD1")),
    Attack("two cells with much between them", "too_many_cells", lambda: far_cell("GR19999")),
    Attack(
        "ten million elements",
        "too_many_cells",
        lambda: workbook(sheet("<a/>" * 10_000_000)),
    ),
    Attack(
        "elements a million deep",
        "damaged",
        lambda: workbook(sheet("<a>" * 1_000_000 + "</a>" * 1_000_000)),
    ),
    Attack(
        "one attribute of thirty megabytes",
        "read",
        lambda: workbook(sheet(f'<row x="{"x" * (30 * MEGABYTE)}"/>')),
    ),
    Attack(
        "fifty megabytes of strings",
        "unpacks_too_large",
        lambda: workbook(strings("<si><t>abcdefghi</t></si>" * 2_000_000)),
    ),
    Attack("one long string in each cell", "too_much_text", one_long_string_often),
    Attack(
        "a string that is not there",
        "damaged",
        lambda: workbook(sheet('<row><c t="s"><v>999999</v></c></row>')),
    ),
    Attack(
        "four thousand million strings announced",
        "damaged",
        lambda: rewritten(STRINGS, "uniqueCount=", 'uniqueCount="4294967295" x='),
    ),
    Attack(
        "the largest sheet announced",
        "read",
        lambda: rewritten(SHEET, "<dimension ref=", '<dimension ref="A1:XFD1048576" x='),
    ),
    Attack("formulas", "formulas", lambda: workbook(sheet("<row><c><f>1+1</f><v>2</v></c></row>"))),
    Attack(
        "formulas by another name",
        "formulas",
        lambda: workbook(sheet('<x:row xmlns:x="y"><x:c><x:f>1+1</x:f></x:c></x:row>')),
    ),
    Attack("thirty sheets", "too_many_sheets", lambda: xlsx(*[[["x"]]] * 30)),
    Attack("ten thousand names for a sheet", "too_many_sheets", same_sheet_listed_often),
    Attack("macros", "macros", lambda: workbook({"xl/vbaProject.bin": b"x"})),
    Attack(
        "macros announced",
        "macros",
        lambda: rewritten(
            "[Content_Types].xml",
            "spreadsheetml.sheet.main",
            "sheet.macroEnabled.main",
        ),
    ),
    Attack("a workbook cut short", "damaged", lambda: workbook({})[:-600]),
    Attack("a sheet cut short", "damaged", lambda: workbook({SHEET: parts()[SHEET][:-40]})),
    Attack("a locked zip", "encrypted", locked_zip),
    Attack("a workbook with a password", "encrypted", lambda: stream("EncryptedPackage")),
    Attack("an old workbook", "other_format", lambda: stream("Workbook")),
    Attack("a binary workbook", "other_format", lambda: zipped({"xl/workbook.bin": b"x"})),
    Attack("an old letter", "wrong_kind", lambda: stream("WordDocument")),
    Attack("an old file cut short", "damaged", lambda: OLE),
    Attack("a letter", "wrong_kind", lambda: zipped({"word/document.xml": b"<x/>"})),
    Attack("a PDF", "wrong_kind", lambda: b"%PDF-1.7 ..."),
    Attack("a photo", "wrong_kind", lambda: b"\xff\xd8\xff\xe0..JFIF"),
    Attack("a web page", "web_page", lambda: b"\n<!DOCTYPE html><table><tr><td>Nama</td></table>"),
    Attack("a table of Excel 2003", "other_format", lambda: b'<?xml version="1.0"?><Workbook/>'),
    Attack(
        "a table of LibreOffice",
        "other_format",
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, method=0),
    ),
    Attack("nothing", "empty_file", lambda: b" \n"),
    Attack("six megabytes", "too_large", lambda: b"Nama;NIP;NUPTK\n" * (400_000)),
    Attack("a CSV that is not text", "not_text", lambda: b"Nama;NIP\n" + bytes(range(256)) * 99),
    Attack("a CSV with bytes of zero", "not_text", lambda: b"Nama;NIP;NUPTK\nSiti\0;1;2\n"),
    Attack("a CSV cut in half, in UTF-16", "not_text", lambda: b"\xff\xfeN\0a\0m"),
    Attack("one line of four megabytes", "long_line", lambda: b"Nama;" * 800_000),
    Attack("a quote that never closes", "broken_quotes", lambda: b'Nama;NIP\n"Siti;1\nAli;2\n'),
    Attack(
        "a quote around long lines",
        "broken_quotes",
        lambda: b'Nama;"NIP\n' + (b"x" * 60_000 + b"\n") * 50,
    ),
    Attack(
        "thirty thousand rows of CSV",
        "too_many_rows",
        lambda: text([["Nama", "NIP", "NUPTK"]] + [["x", "", ""]] * 30_000),
    ),
    Attack("a thousand columns of CSV", "too_many_columns", lambda: b"Nama;" * 1000),
]
