"""How the figures of a cycle are written."""

from django import template

from .. import findings

register = template.Library()

register.filter("figure", findings.figure)
register.filter("label", findings.label)
