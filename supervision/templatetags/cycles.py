"""How the figures of a cycle are written."""

from django import template
from django.utils.translation import gettext as _

from .. import findings

register = template.Library()

register.filter("figure", findings.figure)
register.filter("label", findings.told)


@register.simple_tag
def covered(coverage, url=""):
    """How many have been visited; with `url` the figure opens the rows."""
    count = _("%(done)d of %(all)d") % {"done": coverage.done, "all": coverage.all}
    if url:
        count = findings.door(count, url)
    return findings.sentence(_("Visited so far: %(count)s people."), count=count)
