"""Recap and report of a cycle: the same rows, as a table to file and as a report to discuss."""

import re
from math import ceil, floor

from schools.documents import render
from schools.documents.indonesian import number, percent, short_number, signed

from .facts import CycleRecap, CycleReport
from .measures import Measures
from .sentences import caveat, three_sentences
from .wording import NOT_AN_SKP_PREDICATE, band_words, counted_from

HOW_COUNTED = (
    "Hasil = skor yang diperoleh ÷ skor maksimum × 100; butir yang tidak berlaku tidak dihitung."
)
MET = {True: "tercapai", False: "belum", None: ""}


def cycle_recap(facts: CycleRecap, paper: str) -> bytes:
    return render("supervision/recap.typ", recap_words(facts), paper=paper, day=facts.counted_on)


def cycle_report(facts: CycleReport, paper: str) -> bytes:
    return render("supervision/cycle.typ", report_words(facts), paper=paper, day=facts.counted_on)


def recap_words(facts):
    return {
        "letterhead": facts.letterhead,
        "cycle": facts.cycle,
        "term": facts.term,
        "foot": counted_from(facts.counted_on),
        "table": table_words(facts.results),
        "signing": facts.signing.words(),
    }


def report_words(facts):
    return recap_words(facts) | {
        "sentences": three_sentences(facts.results),
        "figure": figure_words(facts.results),
        "problems": facts.problems,
        "reflections": facts.reflections,
        "caveat": caveat(facts.results, facts.observers),
    }


def by_class(person):
    """Kelas 2 before Kelas 10; people of one class stay as they came. Never by result."""
    parts = re.split(r"(\d+)", person.place.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def table_words(results):
    measures = Measures(results)
    return {
        "measurements": results.measurements,
        "rows": [person_words(person) for person in sorted(results.people, key=by_class)],
        "means": [shown(mean) for mean in measures.means],
        "mean_change": signed(measures.mean_change) if measures.paired else "–",
        "spreads": [shown(spread) for spread in measures.spreads],
        "counts": measures.counts,
        "instrument": f"Instrumen: {results.instrument}, {results.version}.",
        "how_counted": HOW_COUNTED,
        "bands": legend(results.bands),
        "footnote": NOT_AN_SKP_PREDICATE,
    }


def person_words(person):
    first, last = person.percents[0], person.percents[-1]
    changed = len(person.percents) > 1 and first is not None and last is not None
    return {
        "name": person.name,
        "place": person.place,
        "is_visited": any(value is not None for value in person.percents),
        "percents": [shown(value) for value in person.percents],
        "change": signed(last - first) if changed else "–",
        "band": band_words(person.band),
        "criterion": MET[person.criterion_met],
    }


def shown(value):
    return "–" if value is None else number(value)


def legend(bands):
    """From which bound each band goes; the lowest is what lies below the second."""
    others = bands[1:]
    below = f"di bawah {short_number(others[0].lower)}" if others else ""
    bounds = [below, *(f"mulai {short_number(band.lower)}" for band in others)]
    return [band_words(band) | {"bound": bound} for band, bound in zip(bands, bounds, strict=False)]


def figure_words(results):
    """Numbers to draw, and the axis: cut to what is there, and open about it."""
    people = sorted(results.people, key=by_class)
    values = [value for person in people for value in person.percents if value is not None]
    low = max(0, floor((min(values, default=0) - 5) / 10) * 10)
    high = min(100, ceil((max(values, default=100) + 5) / 10) * 10)
    return {
        "measurements": results.measurements,
        "people": [
            {
                "name": person.name,
                "points": [None if value is None else float(value) for value in person.percents],
                "last": next((percent(v) for v in person.percents[::-1] if v is not None), ""),
            }
            for person in people
        ],
        "low": low,
        "high": high,
        "zones": zones(results.bands, low, high),
    }


def zones(bands, low, high):
    """The stretch of the axis that each band covers; a band outside it has none."""
    starts = [0, *(float(band.lower) for band in bands[1:])]
    ends = [*starts[1:], 100]
    return [
        {"band": band_words(band), "from": max(start, low), "to": min(end, high)}
        for band, start, end in zip(bands, starts, ends, strict=False)
        if start < high and end > low
    ]
