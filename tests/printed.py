"""Read a PDF of ours as far as the tests need: its pages, their size and the words on them."""

import re
import zlib
from dataclasses import dataclass

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)endobj", re.S)
STREAM = re.compile(rb"/Length (\d+).*?stream\r?\n", re.S)
FONT_OR_TEXT = re.compile(rb"/(f\d+) [\d.]+ Tf|(?=\()|(BT|T[Jj])")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.S)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Page:
    size: tuple[int, int]  # millimetres
    text: str


def pages(pdf):
    objects = dict(OBJECT.findall(pdf))
    found = [body for body in objects.values() if re.search(rb"/Type/Page\b", body)]
    return [page(body, objects) for body in found]


def text(pdf):
    """All words, one line for each line that is set."""
    return "\n".join(page.text for page in pages(pdf))


def page(body, objects):
    box = re.search(rb"MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", body)
    size = tuple(round(float(side) / POINTS_PER_MM) for side in box.groups())
    fonts = {
        name: letters_of(objects[number], objects)
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources(body, objects))
    }
    content = inside(objects[re.search(rb"/Contents (\d+) 0 R", body)[1]])
    return Page(size, words(content, fonts))


def resources(body, objects):
    reference = re.search(rb"/Resources (\d+) 0 R", body)
    return objects[reference[1]] if reference else body


def inside(stream):
    found = STREAM.search(stream)
    packed = stream[found.end() : found.end() + int(found[1])]
    return zlib.decompress(packed) if b"FlateDecode" in stream else packed


def letters_of(font, objects):
    """The font's glyph numbers and the letters they stand for."""
    table = inside(objects[re.search(rb"/ToUnicode (\d+) 0 R", font)[1]])
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> ?<([0-9a-fA-F]+)>", table)
    return {
        bytes.fromhex(glyph.decode()): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for glyph, letter in pairs
    }


def words(content, fonts):
    lines, line, letters, at = [], [], {}, 0
    while found := FONT_OR_TEXT.search(content, at):
        at = found.end()
        if found[1]:
            letters = fonts[found[1]]
        elif found[2]:
            lines += ["".join(line)] if found[2] != b"BT" else []  # before BT stood no text
            line = []
        else:
            glyphs, at = string_at(content, at)
            pairs = (glyphs[here : here + 2] for here in range(0, len(glyphs), 2))
            line += [letters.get(pair, "\ufffd") for pair in pairs]
    return "\n".join(lines).replace("\u200b", "")


def string_at(content, start):
    """The bytes between two brackets, which may hold brackets in pairs, and where they end."""
    depth, at = 0, start
    while True:
        letter = content[at : at + 1]
        depth += {b"(": 1, b")": -1}.get(letter, 0)
        at += 2 if letter == b"\\" else 1
        if depth == 0:
            return ESCAPE.sub(unescaped, content[start + 1 : at - 1]), at


def unescaped(match):
    escape = match[1]
    if escape[:1].isdigit():
        return bytes([int(escape, 8)])
    return LETTERS.get(escape, escape)
