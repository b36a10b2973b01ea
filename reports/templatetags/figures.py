"""How cells of a table of figures are written on a page."""

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from supervision.findings import door, figure, points

from ..tables import HIDDEN, Kind

register = template.Library()


def in_words(value, kind):
    """A value as a reader sees it; nothing for one that is missing."""
    if value is None:
        return ""
    if value is HIDDEN:
        return _("too few")
    match kind:
        case Kind.PERCENT:
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


@register.simple_tag
def cell(row, column):
    words = in_words(row.cells.get(column.key), column.kind)
    url = row.links.get(column.key)
    return door(words, url) if words and url else words


@register.filter
def is_number(column):
    return column.kind not in {Kind.TEXT, Kind.DAY}
