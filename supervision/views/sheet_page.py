"""What a sheet's page shows, gathered once so that the template has little to ask."""

import json

from django.utils.formats import number_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from schools.access import Role

from ..calculations.results import NOT_APPLICABLE, by_aspect, rounded
from ..kinds import SHARED, VisitKind, Voice
from ..models.sheets import PARTS
from ..rubrics.vocabulary import VERBAL

SPEAKERS = {
    "teacher": pgettext_lazy("voice", "The person visited"),
    "principal": pgettext_lazy("voice", "The observer"),
    "both": pgettext_lazy("voice", "Both"),
    "host": pgettext_lazy("voice", "Host"),
    "guest": pgettext_lazy("voice", "Guest"),
}


def shown(sheet, photos=()):
    """Sections and items of a sheet with what stands on it, in the reader's language."""
    if not sheet.version:
        return {"sections": [], "moments": sheet.moments, "all": 0, "filled": 0}
    rubric, language = sheet.version.rubric, get_language()
    values, pictured = sheet.values, {}
    for photo in photos:
        pictured.setdefault(photo.code, []).append(photo)
    sections, number = [], 0
    for aspect in rubric.aspects:
        items = []
        for item in aspect.items:
            number += 1
            items.append(line(item, number, rubric.scale, values, pictured, language))
        filled = [item for item in items if item["is_filled"]]
        sections.append(
            {
                "code": aspect.code,
                "name": aspect.name.in_language(language),
                "items": items,
                "filled": len(filled),
                "scores": ", ".join(item["said"] for item in filled if item["said"]),
            }
        )
    everything = [item for section in sections for item in section["items"]]
    numbers = {item["code"]: item["number"] for item in everything}
    return {
        "sections": sections,
        "moments": [
            moment | {"numbers": [numbers[code] for code in moment["codes"] if code in numbers]}
            for moment in sheet.moments
        ],
        "all": number,
        "filled": sum(item["is_filled"] for item in everything),
        "left_out": sum(item["score"] == NOT_APPLICABLE for item in everything),
        "kind": kind_of(rubric.scale),
        "scale": rubric.scale,
        "anchors": [
            (level.value, level.label.in_language(language)) for level in rubric.scale.anchors
        ],
        "numbers": numbers,
    }


def kind_of(scale):
    """Which control an item gets: tiles in a row, rows of words, a number, or a text."""
    if scale.is_prose:
        return "prose"
    if scale.is_points:
        return "points"
    return "verbal" if scale.type == VERBAL else "tiles"


def line(item, number, scale, values, pictured, language):
    score, answer = values.get(f"{item.code}.score"), values.get(f"{item.code}.answer")
    photos = pictured.get(item.code, [])
    evidence = values.get(f"{item.code}.evidence") or ""
    is_filled = bool(answer) if scale.is_prose else score is not None
    levels = []
    for level in scale.levels:
        label = level.label.in_language(language)
        described = item.descriptors.get(level.value)
        levels.append(
            {
                "value": level.value,
                "tile": level.value if scale.is_numeric else label,
                # A tile that says its own label needs no line to say it again.
                "text": described.in_language(language) if described else label * scale.is_numeric,
                "chosen": level.value == score,
            }
        )
    said = next((str(level["tile"]) for level in levels if level["chosen"]), "")
    proofs = len(photos) + bool(evidence)
    return {
        "code": item.code,
        "number": number,
        "text": item.measures.in_language(language),
        "prompt": item.prompt.in_language(language) if item.prompt else "",
        "speaker": SPEAKERS.get(item.speaker, ""),
        "levels": levels,
        "is_described": any(level["text"] for level in levels),
        "allow_na": item.allow_na,
        "na_hint": item.na_hint.in_language(language) if item.na_hint else "",
        "score": score,
        "said": said or ("–" if score == NOT_APPLICABLE else str(score or "")),
        "is_na": score == NOT_APPLICABLE,
        "is_filled": is_filled,
        "answer": answer or "",
        "note": values.get(f"{item.code}.note") or "",
        "evidence": evidence,
        "photos": photos,
        "proofs": proofs,
        "hint": item.evidence_hint.in_language(language) if item.evidence_hint else "",
        "asks_evidence": item.required_evidence,
        "lacks_evidence": item.required_evidence
        and is_filled
        and not proofs
        and score != NOT_APPLICABLE,
        "look_for": [text.in_language(language) for text in item.look_for],
    }


def item_words():
    """What every item of a sheet says, looked up once and not once an item."""
    return {
        "less": _("Less"),
        "more": _("More"),
        "na": _("Not applicable"),
        "na_why": _("Leaves the count; it is no zero."),
        "press": _("Press a figure to read what it means."),
        "proof": _("Evidence"),
        "no_proof": _("No evidence yet"),
        "proof_line": _("In a line: what shows it?"),
        "photo": _("Take a photo"),
        "remove_photo": _("Remove photo"),
        "note": pgettext("item", "Note"),
        "has_note": _("Edit note"),
        "levels": _("Descriptors"),
        "clear": pgettext("score", "Clear"),
    }


def kept_values(sheet):
    """What the script of the page starts from, as JSON."""
    return json.dumps(sheet.values, ensure_ascii=False, separators=(",", ":"))


def saved_at(sheet):
    return time_format(localtime(sheet.changed_at), "H.i") if sheet.changed_at else ""


def version_words(version):
    """“version 3, scale 1–4”; of a sheet without numbers only the version."""
    scale = version.rubric.scale
    if scale.is_numeric:
        return _("version %(number)d, scale %(low)d–%(high)d") % {
            "number": version.number,
            "low": scale.low,
            "high": scale.high,
        }
    return _("version %(number)d") % {"number": version.number}


def where(visit, room=None):
    """Whom the sheet is about and in which class: “Yustinus Wae, Kelas 3”."""
    places = [visit.person.name if visit.person else visit.get_kind_display()]
    room = room or visit.class_group
    return ", ".join([*places, *([str(room)] if room else [])])


def told(save, version):
    """One save in words: when, from which device, and each entry as it was sent."""
    numbers = {code: n for n, code in enumerate(version.rubric.codes, 1)} if version else {}
    entries = []
    for key, value in save.changes.items():
        head, _dot, part = key.partition(".")
        if head == "moment":
            name, value = _("Field note"), value and f"{value['at']} {value['text']}"
        else:
            name = f"{numbers.get(head, head)}. {PARTS.get(part, part)}"
        words = _("Not applicable") if value == NOT_APPLICABLE else value
        entries.append((name, _("cleared") if words in {None, ""} else words))
    return {
        "at": localtime(save.at),
        "device": save.device,
        "entries": entries,
        "is_held": save.is_held,
        "clashed": bool(save.answer.get("clashes")),
    }


def who_sees(sheet, reader):
    """Who reads what stands here: the short answer under the page's head."""
    visit = sheet.visit
    is_mine = visit.person is not None and visit.person.user_id == reader.pk
    if sheet.voice == Voice.OWN:
        if is_mine:
            return _("You; once shared, also the observer and the principal.")
        return _("The person visited, the observer and the principal.")
    if visit.kind == VisitKind.PEER:
        return _("Host and guest. The principal and the operator only know that it took place.")
    if visit.kind == VisitKind.WALK:
        return _("The observer and the principal. It is about no single teacher.")
    if visit.state in SHARED:
        if is_mine:
            return _(
                "You, the observer, the principal and your school supervisor."
                " The operator sees no scores."
            )
        return _(
            "The person visited, the observer, the principal and the school supervisor."
            " The operator sees no scores."
        )
    words = {"person": visit.person}
    if reader.pk != visit.observer_id:
        return _("The observer and the principal. %(person)s sees it once it is shared.") % words
    if reader.holds({Role.PRINCIPAL}):
        return _("This draft is yours alone. %(person)s sees it once you have shared it.") % words
    return _("You and the principal. %(person)s sees it once you have shared it.") % words


# Two sheets beside each other


def beside(own, seen, order):
    """Items of both sheets: `order` first (they differ most), then all, in the sheet's order."""
    language = get_language()
    rubric, mirror = seen.version.rubric, own.version.rubric
    pairs = {}
    for number, item in enumerate(rubric.items, 1):
        pairs[item.code] = {
            "number": number,
            "text": item.measures.in_language(language),
            "own": half(mirror, own, item.code, language),
            "seen": half(rubric, seen, item.code, language),
        }
    return [pairs[code] for code in order], list(pairs.values())


def half(rubric, sheet, code, language):
    """One side of one item: the score and why, in the words of the side's own sheet."""
    score = sheet.scores.get(code)
    if code not in rubric.codes or score is None:
        return {"said": "", "text": ""}
    if score == NOT_APPLICABLE:
        return {"said": _("Not applicable"), "text": sheet.of_item(code, "note") or ""}
    scale, item = rubric.scale, rubric.item(code)
    label, text = score, item.descriptors.get(score)
    if not scale.is_points:
        level = scale.level(score).label.in_language(language)
        label = score if scale.is_numeric else level
    return {
        "said": label,
        "text": sheet.of_item(code, "note") or (text.in_language(language) if text else ""),
    }


def axes(own, seen):
    """Per aspect the two percents, in words and as places on an axis of 320 points."""
    language, rubric = get_language(), seen.version.rubric
    mine, theirs = by_aspect(own.version.rubric, own.scores), by_aspect(rubric, seen.scores)
    found = []
    for aspect in rubric.aspects:
        pair = on_axis(mine.get(aspect.code)), on_axis(theirs[aspect.code])
        found.append(
            {
                "name": aspect.name.in_language(language),
                "own": pair[0],
                "seen": pair[1],
                "same": None not in pair and pair[0]["said"] == pair[1]["said"],
            }
        )
    return found


def on_axis(found):
    if found is None or found.percent is None:
        return None
    x = 4 + float(found.percent) * 3.2
    said = number_format(rounded(found.percent), 2)
    return {"said": said, "x": x, "left": x - 5, "around": x - 9}


def counts(sheets):
    """Of a walk-through: how often each level was chosen over all rooms; never a percent."""
    with_version = [sheet for sheet in sheets if sheet.version]
    if not with_version:
        return [], []
    rubric, language = with_version[0].version.rubric, get_language()
    labels = [level.label.in_language(language) for level in rubric.scale.levels]
    rows = []
    for number, item in enumerate(rubric.items, 1):
        scores = [sheet.scores.get(item.code) for sheet in with_version]
        rows.append(
            {
                "number": number,
                "text": item.measures.in_language(language),
                "counts": [
                    (label, scores.count(value))
                    for label, value in zip(labels, rubric.scale.values, strict=True)
                ],
                "left_out": scores.count(NOT_APPLICABLE),
                "missing": scores.count(None),
            }
        )
    return labels, rows
