"""A text whose sentences can be tapped: what a page shows of it, and what comes back.

A page names each of its texts by a key. A sentence is sent as its key, where it begins and ends,
and a short print of its words, so that a text of any length is in the page once.
"""

from dataclasses import dataclass, field
from hashlib import sha256

from .calculations.sentences import sentences

MOST_SENTENCES = 400  # of one page; what comes after them is read like any other text


@dataclass(frozen=True)
class Passage:
    """One text of a page: its key, its words, when they were said, whose work they touch."""

    key: str
    text: str
    said_on: object = None
    about: object = None


@dataclass
class Piece:
    """What stands between two sentences, or a sentence, perhaps with the marks it bears."""

    text: str
    value: str = ""
    marks: list = field(default_factory=list)  # each named once on a page, where it first stands
    is_marked: bool = False


def print_of(words):
    return sha256(words.encode()).hexdigest()[:10]


def value_of(key, sentence):
    return f"{key}:{sentence.start}:{sentence.end}:{print_of(sentence.text)}"


def pieces(key, text, mentions=(), *, most=MOST_SENTENCES, named=None):
    """The text in pieces, in their order; together they are the text again.

    `named` are the ids of marks that stand on the page already, and grows by those of this text.
    """
    found, at, named = [], 0, set() if named is None else named
    for sentence in sentences(text)[:most]:
        if sentence.start > at:
            found.append(Piece(text[at : sentence.start]))
        marks = [one for one in mentions if shares(one.quote, sentence, text)]
        new = [one for one in marks if one.pk not in named]
        named |= {one.pk for one in new}
        found.append(Piece(sentence.text, value_of(key, sentence), new, bool(marks)))
        at = sentence.end
    if at < len(text):
        found.append(Piece(text[at:]))
    return found


def shares(quote, sentence, text):
    """Whether a kept quote lies in this sentence, or runs over it."""
    if quote in sentence.text:
        return True
    start = text.find(quote)
    return start >= 0 and start < sentence.end and sentence.start < start + len(quote)


def chosen(value, passages):
    """The passage and the sentence that came back from a page, or None if they are gone."""
    key, _colon, rest = value.partition(":")
    start, end, printed = [*rest.split(":"), "", "", ""][:3]
    passage = next((one for one in passages if one.key == key), None)
    if passage is None or not (start.isdecimal() and end.isdecimal()):
        return None
    quote = passage.text[int(start) : int(end)]
    return (passage, quote) if quote and print_of(quote) == printed else None
