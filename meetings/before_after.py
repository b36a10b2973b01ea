"""What a support for pupils came to, in sentences and rows: no more than the counts carry."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .calculations.levels import at_or_above, fives, middle
from .kinds import Moment

MOST_STROKES = 60  # more pupils than that are a number alone


@dataclass(frozen=True)
class Tally:
    """How many stood at one level at one moment."""

    moment: str
    label: str
    number: int
    bundles: list


@dataclass(frozen=True)
class Row:
    name: str
    definition: str
    check: str
    following: str
    tallies: list


def rows_of(support, measures):
    """Each level from the highest down, with its count at each moment that was measured."""
    levels = support.level_set.worded_levels() if support.level_set else []
    return [
        Row(
            level["name"],
            level.get("definition", ""),
            level.get("quick_check", ""),
            level.get("next_activity", ""),
            [tally(measure, level["code"]) for measure in measures],
        )
        for level in reversed(levels)
    ]


def tally(measure, code):
    number = measure.counts.get(code, 0)
    strokes = fives(number) if number <= MOST_STROKES else []
    return Tally(measure.moment, measure.get_moment_display(), number, strokes)


def sentences(support, measures):
    """What can be said from the first measurement and the last; nothing before there are two."""
    if not measures:
        return []
    first, last = measures[0], measures[-1]
    if support.level_set:
        return [*of_levels(support, first, last), *unequal(first, last)]
    return [*of_marks(support, first, last), *unequal(first, last)]


def of_levels(support, first, last):
    levels = support.level_set.worded_levels()
    names = {level["code"]: level["name"] for level in levels}
    order = list(names)
    code = middle(order)
    if code is None:
        return []
    facts = {
        "level": names[code],
        "before": at_or_above(order, first.counts)[code],
        "all_before": first.total,
        "after": at_or_above(order, last.counts)[code],
        "all_after": last.total,
    }
    lowest = {
        "level": names[order[0]],
        "before": first.counts.get(order[0], 0),
        "after": last.counts.get(order[0], 0),
    }
    if last is first:
        return [_("%(level)s or higher: %(before)d of %(all_before)d pupils.") % facts]
    if last.moment == Moment.END:
        return [
            _(
                "%(level)s or higher: %(before)d of %(all_before)d pupils at the start, "
                "%(after)d of %(all_after)d at the end."
            )
            % facts,
            _("At the lowest level, %(level)s: %(before)d at the start, %(after)d at the end.")
            % lowest,
        ]
    return [
        _(
            "%(level)s or higher: %(before)d of %(all_before)d pupils at the start, "
            "%(after)d of %(all_after)d halfway."
        )
        % facts,
        _("At the lowest level, %(level)s: %(before)d at the start, %(after)d halfway.") % lowest,
    ]


def of_marks(support, first, last):
    target = figure(support.target) if support.target is not None else ""
    said = []
    if first.mean is not None and last.mean is not None and last is not first:
        facts = {
            "what": _("The mean"),
            "before": figure(first.mean),
            "after": figure(last.mean),
            "value": figure(last.mean),
            "points": figure(abs(last.mean - first.mean)),
            "n": last.n,
        }
        if last.n != first.n:
            said.append(_("The mean was %(before)s, then %(after)s.") % facts)
        elif last.mean > first.mean:
            said.append(
                _("%(what)s rose by %(points)s points, from %(before)s to %(after)s (n = %(n)d).")
                % facts
            )
        elif last.mean < first.mean:
            said.append(
                _("%(what)s fell by %(points)s points, from %(before)s to %(after)s (n = %(n)d).")
                % facts
            )
        else:
            said.append(_("%(what)s stayed at %(value)s (n = %(n)d).") % facts)
    if first.below is not None and last.below is not None and target:
        facts = {
            "target": target,
            "before": first.below,
            "all_before": first.n,
            "after": last.below,
            "all_after": last.n,
        }
        if last is first:
            said.append(_("Below %(target)s: %(before)d of %(all_before)d pupils.") % facts)
        else:
            said.append(
                _(
                    "Below %(target)s: first %(before)d of %(all_before)d pupils, "
                    "then %(after)d of %(all_after)d."
                )
                % facts
            )
    return said


def unequal(first, last):
    if last is first or first.total == last.total:
        return []
    return [
        _("Not the same number was measured: first %(before)d, then %(after)d.")
        % {"before": first.total, "after": last.total}
    ]


def figure(value):
    """A mean as people write it: 47,6 and not 47,60."""
    return number_format(value.normalize() if value % 1 else int(value))


def in_all(sessions):
    """How many there were and how long they took together."""
    if not sessions:
        return ""
    minutes = sum(session.minutes for session in sessions)
    return ngettext(
        "%(n)d session, %(minutes)d minutes together.",
        "%(n)d sessions, %(minutes)d minutes together.",
        len(sessions),
    ) % {"n": len(sessions), "minutes": minutes}
