"""Turn a template and what it says into a PDF.

The words of people reach typst as a JSON file, never as source, so nothing typed can become
markup. The templates see their own folder, the common one and no others; only the fonts inside
typst are used, so a document looks the same on every machine.
"""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from django.apps import apps

from .legible import legible

COMMON = Path(__file__).resolve().parent
PAPERS = ("a4", "f4")


def render(template: str, data: Mapping, *, paper: str, day: date) -> bytes:
    """The PDF of `template`, for example "supervision/record.typ", filled in with `data`.

    Equal input gives equal bytes, so the file is dated by `day` and not by the clock.
    """
    import typst  # by whoever prints: for others it is 2 MB too much

    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return typst.compile(
        sources(template, data),
        root=COMMON,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": known(paper)},
        timestamp=made,
    )


@cache
def fonts():
    import typst

    return typst.Fonts(include_system_fonts=False)


def known(paper):
    if paper not in PAPERS:
        raise ValueError(f"{paper!r} is no paper of ours; there are {PAPERS}.")
    return paper


def sources(template, data):
    """Every file that typst gets to see: the templates as /app/name.typ, and /data.json."""
    app, _ = template.split("/")
    folders = {"schools": COMMON, app: Path(apps.get_app_config(app).path) / "documents"}
    files = {
        f"{label}/{part.name}": part.read_bytes()
        for label, folder in folders.items()
        for part in folder.glob("*.typ")
    }
    said = json.dumps(plain(data), ensure_ascii=False, allow_nan=False)
    return files | {
        "main.typ": f'#include "/{template}"'.encode(),
        "data.json": said.encode(),
    }


def plain(value):
    """`value` as JSON can say it; a picture as its bytes, since typst takes only text as files.

    Numbers and dates that people read come as finished words: a Decimal here is a mistake.
    """
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, bytes):
        return list(value)
    if is_dataclass(value):
        return plain(vars(value))
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value
