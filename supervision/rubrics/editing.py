"""Content out of content, one change at a time. What is given is never changed itself.

The result may be unfinished, as work in progress is; `checking` says what is missing. Codes are
made here and stay: an item keeps its code when it moves or is reworded, and the code of an item
that was taken out is kept under `retired`, so that it never comes to mean something else.
"""

import re
import unicodedata
from copy import deepcopy
from itertools import chain, count
from string import ascii_uppercase

from .checking import PROMPT, SCORED
from .vocabulary import LONGEST_ID, POINTS, PROSE, RESULTS_OF, SCHEMA, VALUES, VERBAL

FILLED_BY = {"self": ["self"], "peer_visit": ["peer"], "talk": ["both"], "reflection": ["both"]}
FIRST_LABELS = {
    "yes": {"id": "Ya", "en": "Yes"},
    "no": {"id": "Tidak", "en": "No"},
    "not_yet": {"id": "Belum", "en": "Not yet"},
    "usually": {"id": "Biasanya", "en": "Usually"},
}
NUMBERED = re.compile(r"([A-Z0-9-]{1,7})-([0-9]{1,4})")  # an item's code: prefix and number


def blank(name: str, use: str, scale_type: str) -> dict:
    """An instrument without items, on a scale whose levels are called by their numbers."""
    return {
        "schema": SCHEMA,
        "id": slug_of(name),
        "version": 1,
        "name": {"id": clean(name)},
        "use": use,
        "target": {"kinds": [], "filled_by": list(FILLED_BY.get(use, ["principal", "observer"]))},
        "scale": blank_scale(scale_type),
        "result": usual_result(use, scale_type),
        "aspects": [],
    }


def blank_scale(scale_type: str) -> dict:
    values = ("not_yet", "usually") if scale_type == VERBAL else VALUES[scale_type]
    labels = [{"value": value, **FIRST_LABELS.get(value, {"id": str(value)})} for value in values]
    points = {"min": 0, "max": 100, "step": 1} if scale_type == POINTS else {}
    return {"type": scale_type, "labels": labels, "allow_na": scale_type != PROSE} | points


def usual_result(use: str, scale_type: str) -> str:
    """A percent only for scored visits, as far as the scale leaves a choice."""
    return RESULTS_OF[scale_type][0 if use == "scored_visit" else -1]


def with_head(content: dict, **facts) -> dict:
    """With new facts about the instrument as a whole; a fact that is None is taken away."""
    return with_facts(content, facts)


def with_scale(content: dict, scale: dict) -> dict:
    """On another scale, with the same items.

    What they say of values that are gone is dropped, and so is whatever only the old kind of
    scale asks for. A prompt begins as what the item measures.
    """
    changed = deepcopy(content) | {"scale": deepcopy(scale)}
    if content["result"] not in RESULTS_OF[scale["type"]]:
        changed["result"] = usual_result(content["use"], scale["type"])
    if changed["result"] != "percent":
        changed.pop("suggested_bands", None)
    for aspect in changed["aspects"]:
        aspect["items"] = [item_on(scale, item) for item in aspect["items"]]
    return changed


def item_on(scale: dict, item: dict) -> dict:
    if scale["type"] == PROSE:
        prompt = {"prompt": dict(item["measures"])} | item
        return {key: value for key, value in prompt.items() if key in PROMPT}
    scored = {key: value for key, value in item.items() if key in SCORED}
    if not scale["allow_na"]:
        scored.pop("allow_na", None)
        scored.pop("na_hint", None)
    if "descriptors" in scored:
        values = {str(level["value"]) for level in scale.get("labels", [])}
        described = scored["descriptors"].items()
        scored["descriptors"] = {value: text for value, text in described if value in values}
    return scored


def with_aspect(content: dict, code: str | None, facts: dict) -> dict:
    """With these facts about the aspect; without a code a new one is added at the end."""
    if code is None:
        new = {"code": free_letter(content), "name": {"id": ""}, "weight": 1, "items": []}
        return with_aspects(content, [*content["aspects"], with_facts(new, facts)])
    return with_aspects(content, replaced(content["aspects"], code, facts))


def without_aspect(content: dict, code: str) -> dict:
    gone = part_of(content["aspects"], code)
    rest = without(content["aspects"], code)
    return retiring(with_aspects(content, rest), [code, *codes_in(gone["items"])])


def with_item(content: dict, aspect_code: str, code: str | None, facts: dict) -> dict:
    """With these facts about the item; without a code a new one is added to the aspect."""
    items = part_of(content["aspects"], aspect_code)["items"]
    if code is None:
        new = {"code": free_code(content), "measures": {"id": ""}}
        return with_items(content, aspect_code, [*items, with_facts(new, facts)])
    return with_items(content, aspect_code, replaced(items, code, facts))


def without_item(content: dict, code: str) -> dict:
    aspect = aspect_with(content, code)
    rest = without(aspect["items"], code)
    return retiring(with_items(content, aspect["code"], rest), [code])


def moved(content: dict, code: str, by: int) -> dict:
    """With the item or aspect one place up (-1) or down (+1); at either end it stays.

    An item at the edge of its aspect goes over to the next one.
    """
    aspects = content["aspects"]
    if code in codes_in(aspects):
        return with_aspects(content, shifted(aspects, code, by))
    aspect = aspect_with(content, code)
    items = shifted(aspect["items"], code, by)
    if items != aspect["items"]:
        return with_items(content, aspect["code"], items)
    return moved_over(content, aspect, code, by)


def moved_over(content, aspect, code, by):
    place = place_of(content["aspects"], aspect["code"]) + by
    if not 0 <= place < len(content["aspects"]):
        return deepcopy(content)
    other = content["aspects"][place]
    item = part_of(aspect["items"], code)
    joined = [item, *other["items"]] if by > 0 else [*other["items"], item]
    left = with_items(content, aspect["code"], without(aspect["items"], code))
    return with_items(left, other["code"], joined)


def changed_text(old: dict | None, words: str, language: str) -> dict:
    """The text after somebody wrote `words` where it was shown in this language.

    New words are the text in every language from then on: a translation of the old ones would
    say something else.
    """
    new = clean(words)
    shown = (old or {}).get(language) or (old or {}).get("id", "")
    return dict(old) if old and clean(shown) == new else {"id": new}


# The parts of a list, each found by its code. A code that is not there is a KeyError.


def codes_in(parts):
    return [part["code"] for part in parts]


def place_of(parts, code):
    try:
        return codes_in(parts).index(code)
    except ValueError:
        raise KeyError(code) from None


def part_of(parts, code):
    return parts[place_of(parts, code)]


def replaced(parts, code, facts):
    place = place_of(parts, code)
    return [*parts[:place], with_facts(parts[place], facts), *parts[place + 1 :]]


def without(parts, code):
    place = place_of(parts, code)
    return parts[:place] + parts[place + 1 :]


def shifted(parts, code, by):
    place = place_of(parts, code)
    other = min(max(place + by, 0), len(parts) - 1)
    rest = without(parts, code)
    return [*rest[:other], parts[place], *rest[other:]]


def aspect_with(content, item_code):
    for aspect in content["aspects"]:
        if item_code in codes_in(aspect["items"]):
            return aspect
    raise KeyError(item_code)


def with_facts(part, facts):
    changed = {**part, **facts}
    return deepcopy({key: value for key, value in changed.items() if value is not None})


def with_aspects(content, aspects):
    return deepcopy(content | {"aspects": aspects})


def with_items(content, aspect_code, items):
    return with_aspects(content, replaced(content["aspects"], aspect_code, {"items": items}))


# Codes and ids.


def retiring(content, codes):
    return content | {"retired": sorted({*content.get("retired", []), *codes})}


def item_codes(content):
    """Those in use, in order, then those of items that were taken out."""
    in_use = chain.from_iterable(codes_in(aspect["items"]) for aspect in content["aspects"])
    return [*in_use, *content.get("retired", [])]


def free_code(content):
    """As the other items have it, with the number after the highest that was ever given."""
    numbered = [found for code in item_codes(content) if (found := NUMBERED.fullmatch(code))]
    prefix = numbered[0][1] if numbered else three_letters(content["name"]["id"])
    given = [int(code[2]) for code in numbered if code[1] == prefix]
    return f"{prefix}-{max(given, default=0) + 1:02}"


def free_letter(content):
    taken = {*codes_in(content["aspects"]), *content.get("retired", [])}
    letters = chain(ascii_uppercase, (f"A{number}" for number in count(1)))
    return next(letter for letter in letters if letter not in taken)


def three_letters(name):
    letters = re.sub(r"[^A-Z]", "", plain(name).upper())
    return (letters + "XXX")[:3]


def slug_of(name):
    slug = re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")
    named = slug if slug[:1].isalpha() else f"instrumen-{slug}"
    return named[:LONGEST_ID].rstrip("-")


def plain(name):
    """Without accents, in letters that every keyboard has."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def clean(words):
    """On one line, without spaces that nobody meant."""
    return " ".join(words.split())
