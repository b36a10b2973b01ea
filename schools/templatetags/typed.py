"""{{ text|typed }}: paragraphs, lists and *bold* of what people typed; {{ part|bold }}."""

from django import template

from ..typed_text import bold, typed, unmarked

register = template.Library()
register.filter(typed)
register.filter(bold)
register.filter(unmarked)
