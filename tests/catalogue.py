"""The Indonesian catalogue: read it, compare it with the sources, bring it up to date.

    python -m tests.catalogue      # what `make messages` runs

Babel reads the sources, so no system gettext is needed. A message that is new stands in the
file without a translation, and the test says so; one that is gone is dropped.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "config" / "locale" / "id" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
FLOORS = ["schools", "staff", "meetings", "supervision", "reports", "config"]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources():
    for folder in FLOORS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text()
    for path in sorted((ROOT / "templates").rglob("*.[ht][tx][mt]*")):
        # Indentation means something to a reader of Python, and nothing in a template.
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        yield path, "\n".join(line.lstrip() for line in lines)


def extracted():
    """Return what the sources ask for: (context, msgid or (msgid, plural)) → places."""
    found = {}
    for path, text in sources():
        file = io.BytesIO(text.encode())
        for line, function, messages, _ in extract_python(file, KEYWORDS, [], {}):
            messages = messages if isinstance(messages, tuple) else (messages,)
            context = messages[0] if function.startswith(("p", "np")) else None
            ids = [text for text in messages[context is not None :] if text]
            if ids:
                key = (context, tuple(ids[:2]) if "ng" in function or "np" in function else ids[0])
                found.setdefault(key, []).append((str(path.relative_to(ROOT)), line))
    return found


def catalogue():
    with PO.open("rb") as file:
        return read_po(file, locale="id", domain="django")


def compiled(catalog):
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def empty():
    """A catalogue whose head never changes by itself. Indonesian has one form for any number."""
    made = Catalog(
        locale="id",
        domain="django",
        header_comment="# Sejawat in Indonesian. Words follow one voice; see CONTRIBUTING.md.",
        project="Sejawat",
        version="1",
        msgid_bugs_address="",
        last_translator="Sejawat",
        language_team="Indonesian",
        creation_date=BEGINNING,
        revision_date=BEGINNING,
        charset="utf-8",
        fuzzy=False,
    )
    made._num_plurals, made._plural_expr = 1, "0"
    return made


def update():
    old = catalogue() if PO.exists() else empty()
    new = empty()
    for (context, ids), places in sorted(extracted().items(), key=lambda item: item[1][0]):
        known = old.get(ids, context)
        string = known.string if known else ""
        files = sorted({(file, 1) for file, _ in places})
        new.add(ids, string, context=context, locations=files)
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, new, width=96, include_lineno=False, omit_header=False, sort_output=False)
    MO.write_bytes(compiled(new))
    return [message for message in new if message.id and not message.string]


if __name__ == "__main__":
    for message in update():
        print("untranslated:", message.id)
