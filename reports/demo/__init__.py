"""The fictional world of the demo, read from YAML, with its dates moved next to today."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from schools.access import Role

PASSWORD = "belajar-bersama"
HERE = Path(__file__).parent
CHAPTERS = [
    "places",
    "people",
    "supervision",
    "meetings",
    "practices",
    "interventions",
    "mentions",
]
MOVES_SINCE = date(2025, 1, 1)  # what lies before is biography, not story


@cache
def _read(name):
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def world(today):
    """Return the whole story as nested dicts and lists, moved by whole weeks.

    Whole weeks keep a school day a school day, and the story's “today” falls 0 to 6 days
    before the real one.
    """
    story = {}
    for name in CHAPTERS:
        story |= _read(name)
    weeks = (today - story["world"]["as_of"]).days // 7
    return moved(story, timedelta(weeks=weeks))


def accounts():
    """Return who can be tried: user name, name, role and schools, in the story's order."""
    names = {person["id"]: person["name"] for person in _read("people")["people"]}
    schools = {school["id"]: school["short_name"] for school in _read("places")["schools"]}
    return [
        {
            "username": account["username"],
            "name": names[account["person"]],
            "role": role_of(account),
            "places": [schools[place] for place in places_of(account)],
        }
        for account in _read("people")["accounts"]
    ]


def role_of(account):
    return _("Keeper") if account["role"] == "admin" else Role(account["role"]).label


def places_of(account):
    return account.get("schools") or filter(None, [account.get("school")])


def door(request):
    """What the sign-in page of a demo shows beside the form; read only if it is drawn."""
    return {"demo_accounts": accounts, "demo_password": PASSWORD}


def moved(value, shift):
    if isinstance(value, dict):
        return {key: moved(part, shift) for key, part in value.items()}
    if isinstance(value, list):
        return [moved(part, shift) for part in value]
    if isinstance(value, date) and value >= MOVES_SINCE:
        return value + shift
    return value
