"""Text cut into its sentences, each with the place where it stands."""

import re
from dataclasses import dataclass

LONGEST = 600  # a sentence that is kept with a factor is no longer than this

END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-ZÀ-Þ0-9])")
# After these a full stop ends nothing: titles before a name, short words of addresses, initials.
GOES_ON = re.compile(
    r"(?:^|[\s(“\"])(?:H|Hj|Dr|Dra|Drs|Ir|Prof|KH|Ust|Pdt|Bpk|Sdr|Sdri|Yth|No|Jl|Kec|Kab|Kel"
    r"|mis|hlm|[A-Z])$",
    re.IGNORECASE,
)
MARKER = re.compile(r"^\s*\d{1,3}$")  # “1.” at the head of a line
POINT = re.compile(r"\s*[-•]\s+")  # what begins a line of a list
HAS_WORDS = re.compile(r"\w")


@dataclass(frozen=True)
class Sentence:
    start: int
    end: int
    text: str


def sentences(text: str) -> list[Sentence]:
    """Each sentence as it stands in `text`: `text[one.start:one.end] == one.text`."""
    found, place = [], 0
    for line in text.splitlines(keepends=True):
        for start, end in cuts(line):
            for piece_start, piece_end in pieces(line[start:end]):
                words = line[start + piece_start : start + piece_end]
                if HAS_WORDS.search(words):
                    at = place + start + piece_start
                    found.append(Sentence(at, at + len(words), words))
        place += len(line)
    return found


def cuts(line):
    """Where the sentences of one line begin and end, without the space around them."""
    ends = [match.end() for match in END.finditer(line) if is_end(line, match)]
    point = POINT.match(line)
    start = point.end() if point else 0
    for end in [*ends, len(line)]:
        part = line[start:end]
        left = start + len(part) - len(part.lstrip())
        right = end - (len(part) - len(part.rstrip()))
        if right > left:
            yield left, right
        start = end


def is_end(line, match):
    if match.group()[0] != ".":
        return True
    before = line[max(0, match.start() - 12) : match.start()]
    if MARKER.match(line[: match.start()]):
        return False
    return not GOES_ON.search(before)


def pieces(words):
    """A sentence that is longer than can be kept, in parts that can, cut between words."""
    start = 0
    while len(words) - start > LONGEST:
        window = words[start : start + LONGEST]
        cut = max(window.rfind("; ") + 1, window.rfind(", ") + 1)
        cut = cut if cut > LONGEST // 3 else window.rfind(" ")
        cut = cut if cut > 0 else LONGEST
        yield start, start + cut
        start += cut
        start += len(words[start:]) - len(words[start:].lstrip())
    yield start, len(words)
