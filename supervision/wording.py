"""Small things that are said the same way everywhere."""

from django.utils.translation import gettext as _


def listed(words):
    """A; A and B; A, B, and C."""
    *before, last = [str(word) for word in words] or [""]
    if not before:
        return last
    text = _("%(some)s and %(last)s") if len(before) == 1 else _("%(some)s, and %(last)s")
    return text % {"some": ", ".join(before), "last": last}
