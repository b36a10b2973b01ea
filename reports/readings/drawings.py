"""What is drawn of a term: the same numbers as in its sentences and rows."""

from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.calculations.depth import STEPS
from supervision.findings import figure, told

from ..figures import bars, boxes, heat, lines
from . import numbers as read
from .statements import PARTS

MOST_ITEMS = 5  # of the most and of the least reached, each


def ways(people, terms, url):
    """Each part of teaching from the term before to this one; None before there are two terms.

    The thick line is the mean of those measured both times, so that nobody's coming or going
    moves it.
    """
    teachers = [line for line in people if line["work"] == "teacher"]
    panels = [panel for key in read.TEACHING if (panel := _way(key, teachers, terms, url))]
    return lines.figure(terms, panels) if panels else None


def _way(key, teachers, terms, url):
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
        urls=("", url),
    )


def depth(found):
    """How many of those who work together came how far; None where nothing was written down."""
    if not found:
        return None
    pages = dict(zip(STEPS, ("home", "decisions", "practices", "practices"), strict=True))
    words = {
        "attended": pgettext("depth", "Attended"),
        "shared": pgettext("depth", "Shared something"),
        "tried": pgettext("depth", "Tried something"),
        "seen": pgettext("depth", "Seen in class"),
    }
    of = _("of %(n)d people") % {"n": found["members"]}
    return bars.figure(
        bars.Bar(
            label=words[step],
            value=found.get(step),
            said=str(found.get(step, "–")),
            words=of if step in found else "",
            url=reverse(f"meetings:{pages[step]}"),
        )
        for step in STEPS
    )


def months(cadence):
    return boxes.months((cadence or {}).get("months", {}))


def most_used(items):
    """The key of the instrument that measured most people; None where no item was scored."""
    counts = {
        key: max(sums["n"] for sums in found.values()) for key, found in (items or {}).items()
    }
    return max(counts, key=counts.get, default=None)


def reached(now, earlier, rubric, terms):
    """The items that were reached most and least, beside the term before if it had the same."""
    in_order = sorted(now, key=lambda code: -_share(now[code]))
    if len(in_order) > 2 * MOST_ITEMS:
        in_order = [*in_order[:MOST_ITEMS], *in_order[-MOST_ITEMS:]]
    texts = {item.code: told(item.measures) for item in rubric.items}
    columns = (terms[0], terms[1]) if earlier else (terms[1],)
    return heat.Grid(
        columns=columns,
        rows=tuple(
            heat.Row(
                texts.get(code, code),
                tuple(map(_cell, ([earlier.get(code)] if earlier else []) + [now[code]])),
                note=f"n = {now[code]['n']}",
            )
            for code in in_order
        ),
    )


def _share(sums):
    return Fraction(sums["earned"] * 100, sums["maximum"])


def _cell(sums):
    if not sums or not sums["maximum"]:
        return heat.Cell(None)
    return heat.Cell(_share(sums), figure(_share(sums)))
