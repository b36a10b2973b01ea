"""What every school starts with: lists of levels, and the codebook of factors.

A row of the library is never edited by a school. What a school changes is its own row, and what
is in use already keeps the words it was made with.
"""

from functools import cache
from pathlib import Path

import yaml
from django.db import transaction

from ..models import Factor, LevelSet

LIBRARY = Path(__file__).resolve().parent.parent / "library"
LEVEL = ("name", "definition", "quick_check", "next_activity")


@cache
def read(name):
    return yaml.safe_load((LIBRARY / f"{name}.yaml").read_text())[name_of_list(name)]


def name_of_list(name):
    return {"reading_levels": "level_sets"}.get(name, name)


@transaction.atomic
def load_library():
    """Bring the library up to date; safe to run at every start."""
    for content in read("reading_levels"):
        LevelSet.objects.update_or_create(
            school=None, key=content["key"], defaults=level_set(content)
        )
    for content in read("factors"):
        Factor.objects.update_or_create(school=None, code=content["code"], defaults=factor(content))


def level_set(content):
    return {
        "name": content["name"]["id"],
        "how_to_check": content["how_to_check"]["id"],
        "levels": [
            {"code": level["code"]} | {part: level[part]["id"] for part in LEVEL}
            for level in content["levels"]
        ],
        "in_english": {
            "name": content["name"]["en"],
            "how_to_check": content["how_to_check"]["en"],
            "levels": {
                level["code"]: {part: level[part]["en"] for part in LEVEL}
                for level in content["levels"]
            },
        },
    }


def factor(content):
    texts = ("name", "definition", "response")
    return {
        "theme": content["theme"],
        "points": content["points"],
        **{text: content[text]["id"] for text in texts},
        "in_english": {text: content[text]["en"] for text in texts},
    }
