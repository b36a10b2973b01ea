"""What templates of any floor show about people."""

import segno
from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe

from schools.documents.indonesian import spaced

from ..signatures import signature_of

register = template.Library()
register.filter(spaced)


@register.inclusion_tag("includes/signature.html")
def signature(school, day=None):
    """The signature block of the principal of `day`, today if no day is given."""
    return {"signature": signature_of(school, day or timezone.localdate()), "school": school}


@register.simple_tag
def qr(link):
    """The link as a square that a phone's camera reads. Drawn by us, of our own link."""
    return mark_safe(segno.make(link).svg_inline(scale=3, border=0, svgclass="sj-qr", lineclass=""))
