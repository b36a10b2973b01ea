"""YAML from anywhere, read as far as documents need it and no further.

The result is built from the events of the parser: nothing but text, numbers, true, false, null,
lists and mappings can come out, whatever a file asks for, and what could cost more than a moment
is refused on the way. Keys of mappings are always text, as in JSON, which is YAML too.
"""

import re

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

LARGEST = 300_000  # bytes; the longest of our own instruments has a tenth of it
DEEPEST = 12
MOST_PARTS = 20_000  # an instrument of 120 items with all their texts has half of them

# As in YAML 1.2: yes, no and 27-07-2026 stay the words that somebody wrote.
WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
FRACTION = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")


class Unreadable(ValueError):  # noqa: N818  (it says what happened)
    """Carries a code and its values, not a sentence: it is worded when somebody reads it."""

    def __init__(self, code: str, **values):
        super().__init__(code, values)
        self.code = code
        self.values = values


def parsed(source: str | bytes):
    """What the one document of the file says."""
    text = text_of(source)
    try:
        return Building(text).document()
    except yaml.YAMLError as trouble:
        mark = getattr(trouble, "problem_mark", None)
        raise Unreadable("broken_yaml", line=mark.line + 1 if mark else 1) from None


def text_of(source: str | bytes) -> str:
    try:
        encoded = source if isinstance(source, bytes) else source.encode()
        if len(encoded) > LARGEST:
            raise Unreadable("file_too_large", size=len(encoded), limit=LARGEST)
        return encoded.decode("utf-8-sig")
    except UnicodeError:
        raise Unreadable("not_utf8") from None


class Building:
    """One walk through the events, which are made only as they are asked for."""

    def __init__(self, text: str):
        self.events = yaml.parse(text, Loader=yaml.SafeLoader)
        self.parts = 0

    def document(self):
        self.expect(StreamStartEvent)
        self.expect(DocumentStartEvent, "empty_file")
        value = self.node(next(self.events), depth=1)
        next(self.events)  # the end of the document
        self.expect(StreamEndEvent, "several_documents")
        return value

    def expect(self, kind, otherwise=""):
        if not isinstance(next(self.events), kind):
            raise Unreadable(otherwise)

    def node(self, event, depth):
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise Unreadable("too_many_parts", line=line_of(event), most=MOST_PARTS)
        if isinstance(event, AliasEvent) or event.anchor:
            raise Unreadable("alias", line=line_of(event))
        if event.tag:
            raise Unreadable("tag", line=line_of(event))
        if depth > DEEPEST:
            raise Unreadable("too_deep", line=line_of(event))
        if isinstance(event, ScalarEvent):
            return value_of(event)
        inside = self.members if isinstance(event, SequenceStartEvent) else self.pairs
        return inside(depth + 1)

    def members(self, depth):
        until = self.until(SequenceEndEvent)
        return [self.node(event, depth) for event in until]

    def pairs(self, depth):
        pairs = {}
        for event in self.until(MappingEndEvent):
            key = self.key(event, depth)
            if key in pairs:
                raise Unreadable("key_twice", line=line_of(event), key=key[:40])
            pairs[key] = self.node(next(self.events), depth)
        return pairs

    def key(self, event, depth):
        if isinstance(event, ScalarEvent):
            self.node(event, depth)
            return whole_letters(event.value)
        raise Unreadable("key_not_text", line=line_of(event))

    def until(self, end):
        while not isinstance(event := next(self.events), end):
            yield event


def value_of(scalar):
    """What the scalar stands for; whatever stands in quotes is text."""
    written = whole_letters(scalar.value)
    if scalar.style is not None:
        return written
    if WHOLE.fullmatch(written):
        return int(written)
    if FRACTION.fullmatch(written):
        return float(written)
    return WORDS.get(written, written)


def whole_letters(written):
    """JSON may write one letter as two halves; a half alone stays, and is refused as text."""
    try:
        return written.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return written


def line_of(event):
    return event.start_mark.line + 1
