"""{{ text|typed }}: paragraphs, lists and *bold* of what people typed."""

from django import template

from ..typed_text import typed

register = template.Library()
register.filter(typed)
