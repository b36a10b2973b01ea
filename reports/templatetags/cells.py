"""How tables of figures are written on a page."""

from itertools import groupby

from django import template

from supervision.findings import door

from ..tables import HIDDEN
from ..wording import in_words, n_beside

register = template.Library()


@register.simple_tag
def cell(row, column):
    words = in_words(row.cells.get(column.key), column.kind)
    url = row.links.get(column.key)
    return door(words, url) if words and url else words


register.simple_tag(n_beside)


@register.filter
def is_number(column):
    return column.kind.is_figure


@register.filter
def cells(row, columns):
    """[(column, 0, label)]; of hidden neighbours only the first, with the number of them and
    the labels of all."""
    found = []
    for is_hidden, together in groupby(columns, lambda one: row.cells.get(one.key) is HIDDEN):
        together = list(together)
        if is_hidden:
            labels = ", ".join(column.label for column in together)
            found.append((together[0], len(together), labels))
        else:
            found += [(column, 0, column.label) for column in together]
    return found
