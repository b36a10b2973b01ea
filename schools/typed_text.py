"""What people typed, as a page or a paper shows it: paragraphs, lists and *bold*, and nothing else.

Everything is escaped first; the few tags around it are ours alone.
"""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe

BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
BOLD = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s*])\*(?![*\w])")
HEAD_OF_POINT = re.compile(r"^[-•][ \t]+", re.MULTILINE)
POINT = re.compile(r"[-•]\s+(?=\S)")


def typed(text):
    """Paragraphs at empty lines, a list where lines begin with “- ”, *bold* words."""
    text = str(text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = [block(lines) for part in BLANK_LINES.split(text) for lines in runs(part)]
    return mark_safe("".join(blocks))


def runs(part):
    """Lines that belong together: those of a list, and those between lists."""
    run, is_list = [], None
    for line in filter(None, map(str.strip, part.split("\n"))):
        if is_list is not None and bool(POINT.match(line)) != is_list:
            yield run
            run = []
        is_list = bool(POINT.match(line))
        run.append(line)
    if run:
        yield run


def block(lines):
    if POINT.match(lines[0]):
        points = "".join(f"<li>{words(POINT.sub('', line, count=1))}</li>" for line in lines)
        return f"<ul>{points}</ul>"
    return f"<p>{'<br>'.join(map(words, lines))}</p>"


def words(line):
    return BOLD.sub(r"<b>\1</b>", escape(line))


def bold(line):
    """A part of a text that stands in a line of its own page, such as one sentence."""
    return mark_safe(words(str(line or "")))


def between(text):
    """What stands between the sentences of a text: its line breaks, and the points of a list."""
    return mark_safe(HEAD_OF_POINT.sub("• ", escape(text)).replace("\n", "<br>"))


def unmarked(text):
    """The same words without the signs, for paper and for messages."""
    return BOLD.sub(r"\1", text)
