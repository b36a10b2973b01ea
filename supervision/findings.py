"""What the results of a cycle say, in sentences: each true without the figure beside it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from staff.kinds import TEACHERS

from .calculations.results import rounded
from .wording import figure, listed, percentage, told

FEWEST = 3  # of whom a mean says anything
ROWS = "#rincian"


def points(number):
    """A difference, which always shows its sign."""
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{figure(abs(number))}"


def door(words, url=ROWS):
    return format_html('<a class="sj-num" href="{}">{}</a>', url, words)


def sentence(msgid, **values):
    """A whole sentence whose figures may be links; all else is escaped."""
    safe = {
        name: value if isinstance(value, int) else conditional_escape(value)
        for name, value in values.items()
    }
    return mark_safe(conditional_escape(msgid) % safe)


@dataclass(frozen=True)
class Finding:
    text: str
    below: tuple = ()


def findings(results):
    last = len(results.cycles) - 1
    n = results.measured(last).n
    what, cycle = _("The mean result"), str(results.cycle.name)
    if not n:
        text = sentence(_("%(what)s was not measured in %(cycle)s."), what=what, cycle=cycle)
        return [Finding(text, (_("Figures appear once the first result is shared."),))]
    found = [_mean(results, what, n)]
    if results.bands:
        found.append(_bands(results, last))
    if n >= FEWEST:
        found.append(_spread(results))
    return found


def _mean(results, what, n):
    compared = results.compared
    if n < FEWEST:
        text = sentence(
            _("%(what)s: too few to conclude (n = %(n)d). The rows are below."), what=what, n=n
        )
        return Finding(text)
    if len(compared) > 1 and compared[0].n >= FEWEST:
        text = _moved(what, compared[0].mean, compared[-1].mean, compared[0].n)
    else:
        mean = results.measured(len(results.cycles) - 1).mean
        text = sentence(
            _("%(what)s is %(value)s (n = %(n)d)."), what=what, value=door(percentage(mean)), n=n
        )
    return Finding(text, tuple(filter(None, [_means(results), _who_is_compared(results)])))


def _moved(what, before, after, n):
    difference = rounded(abs(after - before))
    words = {
        "what": what,
        "points": number_format(difference, 2),
        "before": door(percentage(before)),
        "after": door(percentage(after)),
        "n": n,
    }
    if difference == 0:
        text = _("%(what)s stayed at %(value)s (n = %(n)d).")
        return sentence(text, what=what, value=words["after"], n=n)
    if after > before:
        return sentence(
            _("%(what)s rose by %(points)s points, from %(before)s to %(after)s (n = %(n)d)."),
            **words,
        )
    return sentence(
        _("%(what)s fell by %(points)s points, from %(before)s to %(after)s (n = %(n)d)."), **words
    )


def _means(results):
    """The mean of each cycle of the run, each over all who were measured in it."""
    run = range(results.start, len(results.cycles))
    if len(run) < 2:
        return ""
    return "; ".join(
        _("%(cycle)s %(mean)s (n = %(n)d)")
        % {
            "cycle": results.cycles[place].name,
            "mean": percentage(results.measured(place).mean),
            "n": results.measured(place).n,
        }
        for place in run
        if results.measured(place).n
    )


def _who_is_compared(results):
    run = results.all_measured[results.start :]
    if len(run) < 2:
        return ""
    if len({frozenset(measured.percents) for measured in run}) == 1:
        return _("The same people each time.")
    return _("Compared are only those who were measured every time: %(n)d people.") % {
        "n": results.compared[0].n
    }


def counts(results, place, also=()):
    """“Cukup 4, Baik 2”: bands in which somebody stands, and those that `also` names."""
    return ", ".join(
        f"{told(band.label)} {number}"
        for band, number in results.in_bands(place)
        if number or band in also
    )


def _bands(results, last):
    start = results.start
    before = [band for band, number in results.in_bands(start) if number]
    text = sentence(
        _("In %(cycle)s: %(bands)s (n = %(n)d)."),
        cycle=results.cycle.name,
        bands=door(counts(results, last, also=before)),
        n=results.measured(last).n,
    )
    if start == last:
        return Finding(text)
    up, same, down = results.moves
    began = _("%(cycle)s: %(bands)s.") % {
        "cycle": results.cycles[start].name,
        "bands": counts(results, start),
    }
    moved = _("To a higher band: %(up)d; the same: %(same)d; to a lower one: %(down)d.") % {
        "up": up,
        "same": same,
        "down": down,
    }
    return Finding(text, (began, moved) if any(results.moves) else (began,))


def _spread(results):
    compared = results.compared
    n = compared[0].n
    if len(compared) < 2 or n < FEWEST:
        measured = results.measured(len(results.cycles) - 1)
        return Finding(
            sentence(
                _("From the lowest to the highest result it is %(points)s points (n = %(n)d)."),
                points=door(figure(measured.spread)),
                n=measured.n,
            )
        )
    before, after = compared[0].spread, compared[-1].spread
    words = {"before": figure(before), "after": door(figure(after)), "n": n}
    if words["before"] == figure(after):
        text = _("The distance between lowest and highest stayed at %(after)s points (n = %(n)d).")
        del words["before"]
    elif after > before:
        text = _(
            "The distance between lowest and highest widened from %(before)s to %(after)s points "
            "(n = %(n)d)."
        )
    else:
        text = _(
            "The distance between lowest and highest narrowed from %(before)s to %(after)s points "
            "(n = %(n)d)."
        )
    way = "; ".join(
        f"{cycle.name} {figure(measured.spread)}"
        for cycle, measured in zip(results.cycles[results.start :], compared, strict=True)
    )
    change = results.change
    risen = _("Risen: %(up)d; the same: %(same)d; fallen: %(down)d.") % {
        "up": change.risen,
        "same": change.n - change.risen - change.fallen,
        "down": change.fallen,
    }
    return Finding(sentence(text, **words), (way, risen))


def how_counted(results):
    """The formula with this cycle's own numbers, and what was left out of it."""
    measured = results.measured(len(results.cycles) - 1)
    lines = [_("A visit: score earned ÷ highest possible score × 100, over the items scored.")]
    if measured.n:
        in_order = [line.person for line in results.lines if line.person in measured.percents]
        parts = " + ".join(figure(measured.percents[person]) for person in in_order)
        lines.append(
            _("The mean of %(cycle)s: (%(parts)s) ÷ %(n)d = %(mean)s")
            % {
                "cycle": results.cycle.name,
                "parts": parts,
                "n": measured.n,
                "mean": percentage(measured.mean),
            }
        )
    left_out = [line.person.name for line in results.lines if line.person not in measured.percents]
    if left_out:
        lines.append(_("Not in the mean: %(people)s.") % {"people": listed(left_out)})
    lines.append(_("Counted exactly and rounded at the end; bands by the unrounded result."))
    return lines


def caveat(results, kinds):
    """`kinds` are the kinds of work of those measured."""
    n = results.measured(len(results.cycles) - 1).n
    if not n:
        return ""
    if results.observers == 1 and kinds <= TEACHERS:
        return _(
            "From %(n)d teachers and one observer, with no comparison group: "
            "this describes, it does not prove."
        ) % {"n": n}
    return ngettext(
        "From %(n)d people and %(observers)d observer, with no comparison group: "
        "this describes, it does not prove.",
        "From %(n)d people and %(observers)d observers, with no comparison group: "
        "this describes, it does not prove.",
        results.observers,
    ) % {"n": n, "observers": results.observers}


def cautions(results):
    """What the reader has to know before comparing."""
    for place in results.breaks:
        yield _(
            "The instrument changed between %(before)s and %(after)s, so their percents are not "
            "compared and no line joins them."
        ) % {"before": results.cycles[place - 1].name, "after": results.cycles[place].name}
    if results.has_other_instruments:
        yield _("Some were seen with another instrument; they stand in the rows, not in the mean.")
    if results.bands_differ:
        yield _("The bands have changed in between; each result keeps those of its own day.")
    if results.has_open_ones:
        yield _("Results marked “not final yet” can still change.")


def in_cell(value):
    """For a table to keep working with: a number, as people read it."""
    return Decimal(rounded(abs(value)) * (-1 if value < 0 else 1)) if value is not None else None
