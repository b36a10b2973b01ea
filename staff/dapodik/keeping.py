"""Parsed lists as JSON and back, for the time between the preview and the yes."""

from dataclasses import asdict
from datetime import date, datetime

from .rows import Parsed, PersonRow, Problem

DATES = ("birth_date", "appointed_on")


def kept(parsed: list[Parsed]) -> dict:
    return {"lists": [_plain(asdict(part)) for part in parsed]}


def unkept(stored: dict) -> list[Parsed]:
    return [_list(part) for part in stored.get("lists", [])]


def _plain(value):
    """Only what JSON knows: dates as ISO text, sets as sorted lists."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _list(stored):
    downloaded = stored["downloaded_at"]
    return Parsed(
        **stored
        | {
            "downloaded_at": datetime.fromisoformat(downloaded) if downloaded else None,
            "people": [_row(row) for row in stored["people"]],
            "problems": [Problem(**problem) for problem in stored["problems"]],
        }
    )


def _row(stored):
    days = {name: date.fromisoformat(stored[name]) if stored[name] else None for name in DATES}
    return PersonRow(**stored | days | {"given": frozenset(stored["given"])})
