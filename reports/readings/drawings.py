"""What is drawn of a term: the same numbers as in its sentences and rows."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from meetings.calculations.depth import STEPS
from supervision.findings import figure, told

from ..figures import bars, boxes, heat, lines
from . import numbers as read
from .statements import PARTS

MOST_ITEMS = 5  # of the most and of the least reached, each
DEPTH = {
    "attended": pgettext_lazy("depth", "Attended"),
    "shared": pgettext_lazy("depth", "Shared something"),
    "tried": pgettext_lazy("depth", "Tried something"),
    "seen": pgettext_lazy("depth", "Seen in class"),
}


# `opened` gives the address of the rows behind a number of the term.


def ways(people, terms, opened):
    """Each part of teaching from the term before to this one; None before there are two terms.

    The thick line is the mean of those measured both times, so that nobody's coming or going
    moves it.
    """
    teachers = [line for line in people if line["work"] == "teacher"]
    panels = [panel for key in read.TEACHING if (panel := _way(key, teachers, terms, opened))]
    return lines.figure(terms, panels) if panels else None


def _way(key, teachers, terms, opened):
    both = [
        (read.percent(line["before"][key]), read.percent(line["values"][key]))
        for line in teachers
        if key in line["before"] and key in line["values"]
    ]
    if not both:
        return None
    means = tuple(Fraction(sum(values), len(both)) for values in zip(*both, strict=True))
    return lines.Panel(
        title=str(PARTS[key]),
        means=means,
        words=tuple(map(figure, means)),
        people=tuple(both),
        hovers=tuple(
            _("%(value)s, %(term)s, n = %(n)d") % {"value": figure(mean), "term": term, "n": n}
            for mean, term, n in zip(means, terms, [len(both)] * 2, strict=True)
        ),
        urls=(opened(f"change-{key}"),) * 2,
    )


def depth(found, opened):
    """How many of those who work together came how far; None where nothing was written down."""
    if not found:
        return None
    of = _("of %(n)d people") % {"n": found["members"]}
    return bars.figure(
        bars.Bar(
            label=str(DEPTH[step]),
            value=found.get(step),
            said=str(found.get(step, "–")),
            words=of if step in found else "",
            url=opened(f"depth-{step}"),
        )
        for step in STEPS
    )


def months(cadence, opened):
    found = (cadence or {}).get("months", {})
    return boxes.months(found, {month: opened(f"month-{month}") for month in found})


def most_used(items):
    """The key of the instrument that measured most people; None where no item was scored."""
    counts = {
        key: max(sums["n"] for sums in found.values()) for key, found in (items or {}).items()
    }
    return max(counts, key=counts.get, default=None)


def reached(version, now, earlier, rubric, terms, opened, opened_before):
    """The items that were reached most and least, beside the term before if it had the same."""
    in_order = sorted(now, key=lambda code: -_share(now[code]))
    if len(in_order) > 2 * MOST_ITEMS:
        in_order = [*in_order[:MOST_ITEMS], *in_order[-MOST_ITEMS:]]
    texts = {item.code: told(item.measures) for item in rubric.items}
    terms_there = [(now, opened, terms[1])]
    if earlier:
        terms_there.insert(0, (earlier, opened_before, terms[0]))
    return heat.Grid(
        columns=tuple(words for _sums, _opened, words in terms_there),
        rows=tuple(
            heat.Row(
                texts.get(code, code),
                tuple(
                    _cell(sums.get(code), opened(f"item-{version}-{code}"))
                    for sums, opened, _words in terms_there
                ),
                note=f"n = {now[code]['n']}",
            )
            for code in in_order
        ),
    )


def _share(sums):
    return Fraction(sums["earned"] * 100, sums["maximum"])


def _cell(sums, url):
    if not sums or not sums["maximum"]:
        return heat.Cell(None)
    return heat.Cell(_share(sums), figure(_share(sums)), url)
