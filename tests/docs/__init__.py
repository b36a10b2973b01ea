"""What stands in docs/ and is made from the code: `python -m tests.docs` writes it anew."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def with_made(page, name, text):
    """The text of `page`, with `text` between the two marks called `name`."""
    whole = (DOCS / page).read_text()
    marks = re.compile(rf"(<!-- made: {name} -->\n).*(<!-- /made -->)", re.DOTALL)
    assert len(marks.findall(whole)) == 1, f"docs/{page} lacks the marks of “{name}”"
    return marks.sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", whole)


def made():
    """Path below docs/ → the text that belongs there."""
    from . import model, security

    return security.made() | model.made()
