"""Parts of instruments and band sets, as people read them."""

from datetime import date

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

from .. import rubric_words

register = template.Library()


@register.filter
def read(text):
    """A Text in the language of the reader; nothing if there is none."""
    return text.in_language(get_language()) if text else ""


@register.filter
def stage(code):
    """The badge of an aspect or item: the part of teaching, or the quality of a service."""
    return rubric_words.STAGES.get(code) or rubric_words.SERVICES.get(code, "")


@register.filter
def speaker(code):
    return rubric_words.SPEAKERS.get(code, "")


@register.filter
def extent(rubric):
    return rubric_words.extent(rubric)


@register.filter
def whom(rubric):
    return rubric_words.whom(rubric.kinds)


@register.filter
def filled_by(rubric):
    return ", ".join(str(rubric_words.FILLERS[code]) for code in rubric.filled_by)


@register.filter
def outcome(rubric):
    return rubric_words.RESULTS[rubric.result]


@register.filter
def percent(number):
    """A bound as it is written: 71 or 70,5, in the reader's notation."""
    return number_format(number.normalize() if number % 1 else int(number))


@register.filter
def day(written):
    """A day as JSON keeps it, as a date."""
    return date_format(date.fromisoformat(written))
