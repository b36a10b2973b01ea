"""What the parts of a workbook hold, counted as they stream by, before anything lays them out.

calamine lays a sheet out as a full rectangle and copies a shared string into every cell that
uses it. So one cell far out, or one long string used often, costs memory that neither the file
nor its XML shows. Here only places and lengths are noted.
"""

import re
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import InputSource

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from .limits import MOST_CELLS, MOST_COLUMNS, MOST_ELEMENTS, MOST_ROWS, MOST_TEXT
from .refusal import Refused

AT_ONCE = 4 * 2**20  # bytes; expat begins an unfinished tag again with every piece
DEEPEST = 100  # a cell with text in several colours lies eight deep
PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def inspect(parts: dict[str, bytes]):
    """Refuse parts, by name, that are not plain well-formed XML or that hold too much."""
    opening = sum(part.count(b"<") - part.count(b"</") for part in parts.values())
    if opening > MOST_ELEMENTS:
        raise Refused("too_many_cells", most=MOST_CELLS)
    strings = SharedStrings()
    worksheets = []
    for name, part in parts.items():
        if name == "xl/sharedstrings.xml":
            stream(part, strings)
        elif name.startswith("xl/worksheets/"):
            worksheets.append(part)
        else:
            stream(part, Part())
    text = sum(strings.lengths)
    for part in worksheets:
        sheet = Worksheet(strings.lengths, text)
        stream(part, sheet)
        text = sheet.text


def stream(part: bytes, handler: ContentHandler):
    """Parse `part` as calamine will: as UTF-8, whatever it says of itself."""
    if b"\0" in part:  # UTF-16, which expat would recognise by itself
        raise Refused("damaged")
    source = InputSource()
    source.setByteStream(BytesIO(part))
    source.setEncoding("utf-8")
    parser = DefusedExpatParser(bufsize=AT_ONCE, forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        parser.parse(source)
    except DefusedXmlException:
        raise Refused("unsafe_xml") from None
    except (SAXException, ValueError, IndexError):
        raise Refused("damaged") from None


class Part(ContentHandler):
    """Any part: only how deep it goes matters, and what it announces.

    calamine makes room for as many strings or styles as a part says it has.
    """

    depth = 0

    def startElement(self, name, attrs):  # noqa: N802
        self.depth += 1
        if self.depth > DEEPEST:
            raise Refused("damaged")
        for count in ("count", "uniqueCount"):
            if int(attrs.get(count, 0)) > MOST_CELLS:
                raise Refused("damaged")

    def endElement(self, name):  # noqa: N802
        self.depth -= 1


class SharedStrings(Part):
    """Notes the length of each shared string, in the order in which cells refer to them."""

    def __init__(self):
        self.lengths = []

    def startElement(self, name, attrs):  # noqa: N802
        super().startElement(name, attrs)
        if local(name) == "si":
            self.lengths.append(0)

    def characters(self, content):
        if self.lengths:
            self.lengths[-1] += len(content)


class Worksheet(Part):
    """Follows the places of rows and cells, and adds up the text they will hold."""

    def __init__(self, lengths: list[int], text: int):
        self.lengths = lengths
        self.text = text
        self.rows = self.row = self.column = 0
        self.last_row = self.last_column = 0
        self.is_shared = False
        self.shared = None  # the digits of a reference to a shared string, while inside one

    def startElement(self, name, attrs):  # noqa: N802
        super().startElement(name, attrs)
        match local(name):
            case "c":
                self.column += 1
                self.is_shared = attrs.get("t") == "s"
                if "r" in attrs:
                    self.move_to(attrs["r"])
                self.check_place()
            case "v":
                self.shared = "" if self.is_shared else None
            case "row":
                self.rows += 1
                self.row, self.column = int(attrs.get("r", self.row + 1)), 0
                self.check_place()
            case "f":
                raise Refused("formulas")

    def move_to(self, reference):
        place = PLACE.fullmatch(reference)
        if not place:
            raise Refused("damaged")
        self.column, self.row = column_number(place[1]), int(place[2])

    def check_place(self):
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        if max(self.last_row, self.rows) > MOST_ROWS:
            raise Refused("too_many_rows", most=MOST_ROWS)
        if self.last_column > MOST_COLUMNS:
            raise Refused("too_many_columns", most=MOST_COLUMNS)
        if self.last_row * self.last_column > MOST_CELLS:
            raise Refused("too_many_cells", most=MOST_CELLS)

    def characters(self, content):
        if self.shared is None:
            self.text += len(content)
        else:
            self.shared += content

    def endElement(self, name):  # noqa: N802
        super().endElement(name)
        if self.shared is not None and local(name) == "v":
            self.text += self.lengths[int(self.shared)]
            self.shared = None
            if self.text > MOST_TEXT:
                raise Refused("too_much_text")


def local(name: str) -> str:
    """The name without its prefix: `x:row` is a row."""
    return name.rpartition(":")[2]


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
