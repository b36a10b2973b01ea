"""One person's own way, drawn and told: results of one instrument, one after the other."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import readings
from .kinds import Fate
from .models import Result
from .services.results import outcome_of_result

LEFT, RIGHT, TOP, BOTTOM = 12, 316, 28, 116  # the drawn part of the small figure
MOST_DRAWN = 6  # the newest ones; the table has them all


@dataclass(frozen=True)
class Point:
    """One final result on the line of its instrument."""

    result: Result
    percent: object
    reading: readings.Reading
    label: str
    change: str
    x: float = 0
    y: float = 0

    @property
    def value(self):
        return readings.figure(self.percent)

    @property
    def short(self):
        """The label as there is room for it under a point of the figure."""
        cycle = self.result.visit.cycle
        if cycle is None:
            return date_format(self.result.visit.date, "j M")
        return _("Baseline") if cycle.is_baseline else str(cycle.name)


def lines(results):
    """One line for each instrument, since only its own results compare; the longest first."""
    by_instrument = {}
    for result in results:
        found = outcome_of_result(result)
        if found and found.percent is not None:
            by_instrument.setdefault(result.version.instrument, []).append((result, found))
    drawn = [line(instrument, pairs) for instrument, pairs in by_instrument.items()]
    return sorted(drawn, key=lambda one: -len(one["points"]))


def line(instrument, pairs):
    points, before, left_out = [], None, max(0, len(pairs) - MOST_DRAWN)
    for number, (result, found) in enumerate(pairs):
        change = found.percent - before if before is not None else None
        points.append(
            Point(
                result,
                found.percent,
                readings.reading(found),
                label(result.visit),
                change_in_words(change),
                *place(number - left_out, len(pairs) - left_out, found.percent),
            )
        )
        before = found.percent
    drawn = points[left_out:]
    return {
        "name": readings.told(pairs[-1][1].rubric.name),
        "instrument": instrument,
        "points": points,
        "drawn": drawn,
        "path": "M" + "L".join(f"{point.x} {point.y}" for point in drawn),
        "sentence": sentence(points),
        "parts": [
            (title, rows)
            for title, rows in [
                (_("By stage of teaching"), grown(drawn, "stages")),
                (_("By aspect"), grown(drawn, "aspects")),
            ]
            if rows
        ],
    }


def place(number, of, percent):
    """Where a point stands in the figure: even steps to the right, percent from 0 to 100 up."""
    x = LEFT + 24 + (RIGHT - LEFT - 48) * (number / (of - 1) if of > 1 else 0.5)
    return round(x, 1), round(BOTTOM - (BOTTOM - TOP) * float(percent) / 100, 1)


def label(visit):
    return str(visit.cycle.name) if visit.cycle else date_format(visit.date, "j M Y")


def change_in_words(change):
    if change is None:
        return ""
    number = readings.points(change)
    if change > 0:
        return _("up %(points)s points") % {"points": number}
    if change < 0:
        return _("down %(points)s points") % {"points": number}
    return _("unchanged")


def sentence(points):
    """The change from first to last in words, with n: of one instrument, one person."""
    if len(points) < 2:
        return _("One result so far. The next one shows the change.")
    first, last = points[0], points[-1]
    words = {
        "what": _("The result"),
        "points": readings.points(last.percent - first.percent),
        "before": readings.percentage(first.percent),
        "after": readings.percentage(last.percent),
        "value": readings.percentage(last.percent),
        "n": len(points),
    }
    if last.percent > first.percent:
        said = _("%(what)s rose by %(points)s points, from %(before)s to %(after)s (n = %(n)d).")
    elif last.percent < first.percent:
        said = _("%(what)s fell by %(points)s points, from %(before)s to %(after)s (n = %(n)d).")
    else:
        said = _("%(what)s stayed at %(value)s (n = %(n)d).")
    return said % words


def grown(points, name):
    """Each aspect or stage with its percent in every visit; "" where it was not measured."""
    names = list(
        dict.fromkeys(part.name for point in points for part in getattr(point.reading, name))
    )
    rows = []
    for part_name in names:
        values = []
        for point in points:
            parts = getattr(point.reading, name)
            part = next((part for part in parts if part.name == part_name), None)
            values.append((point.label, part.percent if part else "", part.width if part else 0))
        rows.append((part_name, values))
    return rows


def kept(steps):
    """How many steps were done by their day, of all that were due or are closed."""
    closed = [step for step in steps if step.state == Fate.SOLVED]
    due = [step for step in steps if step.state != Fate.OPEN or step.days_late]
    in_time = [step for step in closed if step.closed_at and step.closed_at.date() <= step.due]
    if not due:
        return ""
    return _("Done by the agreed date: %(done)d of %(all)d follow-ups.") % {
        "done": len(in_time),
        "all": len(due),
    }
