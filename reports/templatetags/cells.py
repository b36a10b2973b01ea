"""How tables of figures are written on a page."""

from django import template

from supervision.findings import door

from ..tables import Kind
from ..wording import in_words

register = template.Library()


@register.simple_tag
def cell(row, column):
    words = in_words(row.cells.get(column.key), column.kind)
    url = row.links.get(column.key)
    return door(words, url) if words and url else words


@register.filter
def is_number(column):
    return column.kind not in {Kind.TEXT, Kind.DAY}
