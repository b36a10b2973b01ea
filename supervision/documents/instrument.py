"""The instrument on paper: to be filled in by hand, or as it was filled in."""

from schools.documents import render
from schools.documents.indonesian import clock, long_date

from .facts import InstrumentSheet
from .wording import (
    NOT_AN_SKP_PREDICATE,
    counted_from,
    person_rows,
    reader_signs,
    result_words,
)

WIDEST_MARK = 5  # a longer one has no room in a column of boxes, so it stands in the list
UNCOUNTED = {"verbal", "none"}
STYLES = {"points_0_100": "points", "none": "questions"}


def instrument_sheet(facts: InstrumentSheet, paper: str) -> bytes:
    return render("supervision/blank.typ", words(facts), paper=paper, day=facts.counted_on)


def words(facts):
    version = f"{facts.instrument}, {facts.version}"
    foot = f"{version}. {counted_from(facts.counted_on)}" if facts.is_filled else f"{version}."
    return {
        "letterhead": facts.letterhead,
        "instrument": facts.instrument,
        "version": facts.version,
        "foot": foot,
        "is_filled": facts.is_filled,
        "style": style_of(facts.scale),
        "is_counted": facts.scale.code not in UNCOUNTED,
        "person": [*person_rows(facts.visited), ("Tanggal", day_of(facts))],
        "levels": facts.scale.levels,
        "can_be_not_applicable": facts.scale.can_be_not_applicable,
        "aspects": [aspect_words(aspect, facts.scale) for aspect in facts.aspects],
        "zone": facts.zone,
        "notes": [{"at": clock(note.at), "text": note.text} for note in facts.notes],
        "result": result_words(facts.result),
        "footnote": NOT_AN_SKP_PREDICATE,
        "conclusion": facts.conclusion,
        "signing": reader_signs(facts.signing) if facts.is_filled else facts.signing.words(),
    }


def style_of(scale):
    """How an answer is given: in columns of boxes, in a list, as a number, or in words."""
    narrow = all(len(level.mark) <= WIDEST_MARK for level in scale.levels)
    return STYLES.get(scale.code) or ("columns" if narrow else "list")


def day_of(facts):
    return long_date(facts.day) if facts.day else ""


def aspect_words(aspect, scale):
    return {
        "title": aspect.title,
        "items": [item_words(item, scale) for item in aspect.items],
        "result": result_words(aspect.result),
    }


def item_words(item, scale):
    descriptors = [
        {"mark": level.mark, "text": text}
        for level, text in zip(scale.levels, item.descriptors, strict=False)
        if text
    ]
    return vars(item) | {"descriptors": descriptors}
