"""{{ text|typed }}: paragraphs, lists and *bold* of what people typed; and of its parts."""

from django import template

from ..typed_text import between, bold, typed, unmarked

register = template.Library()
register.filter(typed)
register.filter(between)
register.filter(bold)
register.filter(unmarked)
