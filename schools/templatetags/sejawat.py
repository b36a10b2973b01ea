"""What every template may use without loading it: signs, names, the summary of a form."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

# Words of a name that are no part of it when two letters stand for the person.
FRONT_TITLES = {"h", "hj", "dr", "dra", "drs", "ir", "prof", "kh", "ust", "pdt"}
# Up to this many fields are in sight at once, so a single slip needs no summary above them.
FIELDS_IN_SIGHT = 3


# Static files and signs


@register.simple_tag
def asset(path):
    """The address of a static file. An error page must stand even when the manifest does not."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


def sign(name, classes):
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        classes,
        asset("parts/sprite.svg"),
        name,
    )


@register.simple_tag
def icon(name, size=""):
    """A Lucide icon by its name; `size` is "s" or "xs". It always stands beside a word."""
    return sign(f"i-{name}", f"i i-{size}" if size else "i")


@register.simple_tag
def mark():
    return sign("mark", "sj-mark")


@register.simple_tag
def weave():
    """The weave with its warp unfilled, for an empty page."""
    return sign("weave", "weave")


@register.simple_tag
def knot(state):
    """A knot of the thread: done, now, ahead, trying, used, seen or stopped."""
    return sign(f"knot-{state}", "knot")


@register.simple_tag
def turus(tone):
    """Tally strokes, one to five: the tone of a band."""
    return sign(f"turus-{tone}", f"sj-turus turus-{tone}")


@register.simple_tag
def voice(whose):
    """The marker of a voice on a common axis: own or observer."""
    return sign(f"voice-{whose}", "i-xs")


# Names


@register.filter
def initials(name):
    """Two letters for a person's mark: first and last word, without titles and degrees."""
    words = [word for word in str(name).split(",")[0].split() if word[0].isalpha()]
    plain = [word for word in words if word.rstrip(".").lower() not in FRONT_TITLES] or words
    letters = [plain[0], plain[-1]] if len(plain) > 1 else plain
    return "".join(word[0] for word in letters).upper()


# Small readings of values


@register.filter
def of(mapping, key):
    """The entry of a dictionary under a key that a loop holds; nothing when there is none."""
    return (mapping or {}).get(key)


@register.filter
def same(one, other):
    """Whether two values are equal, for an include that takes the answer."""
    return one == other


@register.filter
def npsn(digits):
    """The school's number with its name before it, as on every document."""
    return f"NPSN {digits}"


@register.filter
def unlocalised(number):
    """A coordinate: always with a decimal point."""
    return f"{number:.1f}"


# Forms


@register.inclusion_tag("includes/form_errors.html")
def form_errors(form):
    """What stands above a form that came back: whole-form errors, and a link to each field."""
    wrong = [field for field in form.visible_fields() if field.errors]
    in_sight = len(form.visible_fields()) <= FIELDS_IN_SIGHT
    whole = [*form.non_field_errors()]
    if any(field.errors for field in form.hidden_fields()):
        whole.append(_("This page is out of date by now. Open it again, then send it once more."))
    return {
        "whole": whole,
        "fields": [] if len(wrong) == 1 and in_sight else wrong,
        "title": ngettext(
            "There is %(n)d part to look at again.",
            "There are %(n)d parts to look at again.",
            len(wrong),
        )
        % {"n": len(wrong)},
    }


@register.filter
def input_kind(field):
    """Which box a field is drawn with: its input type, or the kind of its widget."""
    widget = field.field.widget
    name = type(widget).__name__
    if name in {"RadioSelect", "CheckboxSelectMultiple"}:
        return "choices"
    if name in {"Select", "SelectMultiple", "NullBooleanSelect"}:
        return "select"
    return getattr(widget, "input_type", "") or "textarea"


@register.simple_tag
def drawn(field, **attrs):
    """The widget of a field with further attributes, and marked when it came back wrong."""
    attrs = {name.replace("_", "-"): value for name, value in attrs.items() if value}
    classes = [field.field.widget.attrs.get("class", ""), attrs.pop("class", "")]
    attrs["class"] = " ".join(
        part for part in [*classes, "is-invalid" * bool(field.errors)] if part
    )
    if field.errors:
        attrs["aria-invalid"] = "true"
    return mark_safe(field.as_widget(attrs=attrs))
