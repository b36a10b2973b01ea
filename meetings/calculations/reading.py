"""Long minutes in parts that a phone can load, cut between paragraphs."""

import re
from dataclasses import dataclass

PART = 24_000  # characters: about 9 KB on the wire
FIRST = 6_000  # on the page of the meeting itself
PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\n")


@dataclass(frozen=True)
class Passage:
    """Words under a heading. `follows` says that the heading stood above an earlier part."""

    key: str
    text: str
    follows: bool = False


def parts(passages, size=PART):
    """Lists of Passages, each list of about `size` characters and never of more."""
    found, part, room = [], [], size
    for passage in passages:
        follows = False
        for piece in pieces(passage.text, size):
            if len(piece) > room and part:
                found.append(part)
                part, room = [], size
            if part and part[-1].key == passage.key:
                before = part.pop()
                part.append(Passage(passage.key, before.text + piece, before.follows))
            else:
                part.append(Passage(passage.key, piece, follows))
            follows, room = True, room - len(piece)
    return [*found, part] if part else found


def pieces(text, size):
    """Paragraphs with the empty lines that end them; one longer than a part is cut at a space."""
    start = 0
    for end in [*(match.end() for match in PARAGRAPH.finditer(text)), len(text)]:
        while end - start > size:
            cut = text.rfind(" ", start, start + size) + 1 or start + size
            yield text[start:cut]
            start = cut
        if end > start:
            yield text[start:end]
        start = end
