"""What templates of any floor show about people."""

from django import template
from django.utils import timezone

from ..signatures import signature_of

register = template.Library()


@register.inclusion_tag("includes/signature.html")
def signature(school, day=None):
    """The signature block of the principal of `day`, today if no day is given."""
    return {"signature": signature_of(school, day or timezone.localdate()), "school": school}
