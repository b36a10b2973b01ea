"""Typed text as it can be printed: nothing invisible, nothing that runs off the paper."""

import re
import unicodedata

# Controls and lone surrogates print as nothing or stop the press. Marks that turn the direction
# of writing could make a signed sentence read otherwise than it was typed.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
# The fonts inside typst draw no pictures; an empty box in a signed paper looks like a fault.
EMOJI = re.compile("[\U0001f000-\U0001faff][\U0001f000-\U0001faff\u200d\ufe0e\ufe0f\u20e3]*")
LONG_WORD = re.compile(r"\S{33,}")
STEP = 10
BREAK_HERE = "\u200b"
JOINS = "\u200d\ufe0e\ufe0f"


def legible(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = EMOJI.sub("(emoji)", UNSEEN.sub("", text.replace("\t", " ")))
    return LONG_WORD.sub(breakable, text).strip()


def breakable(match):
    """A word longer than any line of a table gets places where it may go on below."""
    parts, part = [], ""
    for letter in match[0]:
        if len(part) >= STEP and not belongs_to_the_last(letter, part):
            parts.append(part)
            part = ""
        part += letter
    return BREAK_HERE.join([*parts, part])


def belongs_to_the_last(letter, part):
    return letter in JOINS or part[-1] in JOINS or unicodedata.category(letter).startswith("M")
