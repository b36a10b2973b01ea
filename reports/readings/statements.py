"""Sentences about figures: templates, each true of the numbers it is given and no more."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.findings import FEWEST, Finding, door, figure, points, sentence
from supervision.rubric_words import SERVICES, STAGES

from .numbers import comparison, mean

PARTS = {**STAGES, **SERVICES}


def part_name(key):
    return str(PARTS.get(key) or _("Result"))


def moved(what, changes, url):
    """How the same people's results moved since the term before."""
    found = comparison(changes)
    if not found.says_something:
        return Finding(
            sentence(
                _("%(what)s: too few to conclude (n = %(n)d). The rows are below."),
                what=what,
                n=found.n,
            )
        )
    by = figure(abs(found.mean))
    if found.direction > 0:
        text = _("%(what)s rose by %(points)s points (n = %(n)d).")
    elif found.direction < 0:
        text = _("%(what)s fell by %(points)s points (n = %(n)d).")
    else:
        text, by = _("%(what)s hardly moved: %(points)s points (n = %(n)d)."), points(found.mean)
    return Finding(
        sentence(text, what=what, points=door(by, url), n=found.n),
        (probably(found), how_many_moved(changes)),
    )


def probably(found):
    return _("Probably between %(low)s and %(high)s.") % {
        "low": points(found.low),
        "high": points(found.high),
    }


def how_many_moved(changes):
    return _("The same people as last term: %(risen)d rose, %(fallen)d fell.") % {
        "risen": changes["risen"],
        "fallen": changes["fallen"],
    }


def lowest(results, changes, opened, fewest=FEWEST):
    """The part of the work in which the results are lowest, where there are two or more parts.

    `opened` gives the address of the rows behind a number.
    """
    means = {
        key: mean(sums) for key, sums in results.items() if key in PARTS and sums["n"] >= fewest
    }
    if len(means) < 2:
        return None
    key = min(means, key=means.get)
    return Finding(
        sentence(
            _("%(what)s is lowest, at %(value)s (n = %(n)d)."),
            what=PARTS[key],
            value=door(figure(means[key]), opened(f"result-{key}")),
            n=results[key]["n"],
        ),
        _since(changes.get(key), opened(f"change-{key}")),
    )


def _since(changes, url):
    """The change of it, if it says something."""
    found = comparison(changes)
    if not found.direction:
        return ()
    text = _("Since last term %(points)s points (n = %(n)d).")
    return (sentence(text, points=door(points(found.mean), url), n=found.n),)


def ideas(found, before, opened, opened_before):
    """What became of the ideas of the term, beside the term before."""
    text = ngettext(
        "Of %(noted)d idea from working together, %(tried)s tried and %(seen)s seen in class.",
        "Of %(noted)d ideas from working together, %(tried)s tried and %(seen)s seen in class.",
        found["noted"],
    )
    return Finding(
        sentence(text, **_ideas(found, opened)),
        (
            sentence(
                _("Last term: %(noted)d noted, %(tried)s tried, %(seen)s seen in class."),
                **_ideas(before, opened_before),
            ),
        )
        if before
        else (),
    )


def _ideas(found, opened):
    told = {key: number_format(found[key]) for key in ("tried", "seen")}
    if found["noted"]:
        told = {key: door(words, opened(f"ideas-{key}")) for key, words in told.items()}
    return {"noted": found["noted"]} | told


def met(cadence, url):
    """How many of the agreed meetings were held, over the months of which something is known."""
    held, goal = kept(cadence)
    if not goal:
        return None
    return Finding(
        sentence(
            _("%(held)s of %(goal)d agreed meetings were held."),
            held=door(number_format(held), url),
            goal=goal,
        )
    )


def kept(cadence):
    """Held and agreed over the months of which something is known."""
    known = [month for month in (cadence or {}).get("months", {}).values() if "held" in month]
    return (
        sum(month["held"] for month in known),
        sum(month["known"] for month in known),
    )


def stands(sums, url, fewest=FEWEST):
    """Where the results stand, with nothing before them to compare with."""
    if not sums:
        return None
    if sums["n"] < fewest:
        text = _("%(what)s: too few to conclude (n = %(n)d). The rows are below.")
        return Finding(sentence(text, what=_("The mean result"), n=sums["n"]))
    text = _("%(what)s is %(value)s (n = %(n)d).")
    value = door(figure(mean(sums)), url)
    return Finding(sentence(text, what=_("The mean result"), value=value, n=sums["n"]))
