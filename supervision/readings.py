"""Results in words and figures, as pages show them: every percent with its n and its formula."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from .calculations.results import NOT_APPLICABLE
from .services.results import criterion_met, outcome_of, outcome_of_result
from .wording import figure, percentage, told

STAGES = {
    "planning": pgettext_lazy("stage of teaching", "Planning"),
    "teaching": pgettext_lazy("stage of teaching", "Teaching"),
    "evaluation": pgettext_lazy("stage of teaching", "Assessment"),
}


def points(difference):
    return figure(abs(difference))


@dataclass(frozen=True)
class Part:
    """One aspect or stage: its name, its percent in words, how long its bar is, and n."""

    name: str
    percent: str
    width: int
    n: int


@dataclass(frozen=True)
class Band:
    tone: int
    word: str


@dataclass(frozen=True)
class Line:
    """One item of the sheet with what stands on it."""

    code: str
    text: str
    score: str
    descriptor: str


@dataclass(frozen=True)
class Reading:
    percent: str
    n: str
    formula: str
    band: Band | None
    stages: list
    aspects: list
    counts: list
    lines: list


def read_result(visit):
    """What the visit comes to, in words; None where no sheet was filled in."""
    found = outcome_of(visit)
    return reading(found) if found and found.total.scored else None


def reading(found):
    total, rubric = found.total, found.rubric
    has_percent = found.percent is not None
    return Reading(
        percent=percentage(found.percent) if has_percent else "",
        n=ngettext("n = %(n)d item", "n = %(n)d items", total.scored) % {"n": total.scored},
        formula=formula(total) if has_percent else "",
        band=band_of(found.band),
        stages=parts(found.stages, STAGES) if has_percent and len(found.stages) > 1 else [],
        aspects=parts(found.aspects, {a.code: told(a.name) for a in rubric.aspects})
        if has_percent
        else [],
        counts=[] if has_percent else counts(rubric, total),
        lines=lines(rubric, found.scores),
    )


def formula(total):
    return _(
        "Score %(earned)s of at most %(maximum)s on %(items)d items; not applicable: %(na)d."
    ) % {
        "earned": number_format(total.earned),
        "maximum": number_format(total.maximum),
        "items": total.scored,
        "na": total.not_applicable,
    }


def band_of(band):
    return Band(band.tone, told(band.label)) if band else None


def parts(tallies, names):
    return [
        Part(
            str(names.get(code, code)),
            percentage(tally.percent) if tally.percent is not None else "",
            round(float(tally.percent or 0)),
            tally.scored,
        )
        for code, tally in tallies.items()
    ]


def counts(rubric, total):
    """How many items stand at each level, where no percent comes out."""
    return [(told(level.label), total.counts.get(level.value, 0)) for level in rubric.scale.levels]


def score_in_words(rubric, value):
    if value is None:
        return _("Not scored")
    if value == NOT_APPLICABLE:
        return _("Not applicable")
    if rubric.scale.is_numeric:
        return number_format(value)
    return told(rubric.scale.level(value).label)


def lines(rubric, scores):
    found = []
    for item in rubric.items:
        value = scores.get(item.code)
        descriptor = item.descriptors.get(value)
        found.append(
            Line(
                item.code,
                told(item.measures),
                score_in_words(rubric, value),
                told(descriptor) if descriptor else "",
            )
        )
    return found


def is_met(visit):
    """Whether the agreed criterion is met; None where nobody can say yet."""
    result = visit.result
    return result.is_met if result else criterion_met(visit, outcome_of(visit))


@dataclass(frozen=True)
class Correction:
    """One more result beside the one it replaces."""

    result: object
    before: Reading | None
    after: Reading | None
    items: list  # text, old score, new score


def corrections(results):
    """From the rows of results of one visit, in their order."""
    return [correction(old, new) for old, new in pairwise(results)]


def correction(old, new):
    rubric = new.version.rubric
    codes = [code for code in rubric.codes if old.scores.get(code) != new.scores.get(code)]
    return Correction(
        new,
        reading(outcome_of_result(old)),
        reading(outcome_of_result(new)),
        [
            (
                told(rubric.item(code).measures),
                score_in_words(rubric, old.scores.get(code)),
                score_in_words(rubric, new.scores.get(code)),
            )
            for code in codes
        ],
    )
