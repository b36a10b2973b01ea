"""How the cells of a table of figures are written, on a page and on paper."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from supervision.findings import figure, points

from .tables import HIDDEN, Kind


def n_beside(row, column):
    """How many a figure is of, as it stands below the figure: one short line or none."""
    n = row.cells.get(column.n)
    return [] if n is None or n is HIDDEN else [f"n = {number_format(n)}"]


def in_words(value, kind):
    """A value as a reader sees it; nothing for one that is missing."""
    if value is None:
        return ""
    if value is HIDDEN:
        return _("too few")
    match kind:
        case Kind.PERCENT | Kind.SPREAD:
            return figure(value)
        case Kind.POINTS:
            return points(value)
        case Kind.PART:
            return _("%(done)d of %(all)d") % {"done": value[0], "all": value[1]}
        case Kind.COUNT:
            return number_format(value)
        case Kind.DAY:
            return date_format(value)
    return value
