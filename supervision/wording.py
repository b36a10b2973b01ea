"""Small things that are said the same way everywhere."""

from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .calculations.results import rounded


def told(text):
    """A text that is data, of an instrument or a band, in the reader's language if it has one."""
    return text.in_language(get_language() or "id")


def figure(number):
    """Half up to two decimals, with the comma of the reader; the sign of a fall stays."""
    number = Fraction(number)
    shown = rounded(abs(number)) * (-1 if number < 0 else 1)
    return number_format(shown, 2)


def percentage(number):
    return f"{figure(number)}%"


def listed(words):
    """A; A and B; A, B, and C."""
    *before, last = [str(word) for word in words] or [""]
    if not before:
        return last
    text = _("%(some)s and %(last)s") if len(before) == 1 else _("%(some)s, and %(last)s")
    return text % {"some": ", ".join(before), "last": last}
