"""How groups and their figures are worded."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from ..kinds import Per
from ..services.terms import in_words

register = template.Library()

STEPS = {
    "attended": pgettext_lazy("depth", "Attended"),
    "shared": pgettext_lazy("depth", "Shared"),
    "tried": pgettext_lazy("depth", "Tried"),
    "seen": pgettext_lazy("depth", "Seen in class"),
}
EXPLAINED = {
    "attended": pgettext_lazy("depth", "present at a meeting that was held"),
    "shared": pgettext_lazy("depth", "spoke for a decision or an opinion, gave an idea, shared"),
    "tried": pgettext_lazy("depth", "took up a practice of this group"),
    "seen": pgettext_lazy("depth", "had a practice of this group seen in class"),
}

register.filter("term_words", in_words)
register.filter("step_name", lambda name: STEPS[name])
register.filter("step_explained", lambda name: EXPLAINED[name])


@register.filter
def strokes(count):
    """Tally strokes for a number of meetings: five at the most, the word beside says the rest."""
    return min(count, 5)


@register.simple_tag
def cadence_said(group, stretch):
    """How often a group met in the stretch it had agreed on, beside what it had agreed on."""
    words = {"group": group, "done": stretch.done, "goal": stretch.goal}
    if not stretch.is_known:
        said = {
            Per.TERM: _("Nothing is written down for this term yet; agreed: %(goal)d."),
            Per.YEAR: _("Nothing is written down for this school year yet; agreed: %(goal)d."),
        }.get(group.per, _("Nothing is written down for this month yet; agreed: %(goal)d."))
        return said % words
    match group.per:
        case Per.TERM:
            said = ngettext(
                "%(group)s met %(done)d time this term; it had agreed on %(goal)d.",
                "%(group)s met %(done)d times this term; it had agreed on %(goal)d.",
                stretch.done,
            )
        case Per.YEAR:
            said = ngettext(
                "%(group)s met %(done)d time this school year; it had agreed on %(goal)d.",
                "%(group)s met %(done)d times this school year; it had agreed on %(goal)d.",
                stretch.done,
            )
        case _:
            said = ngettext(
                "%(group)s met %(done)d time this month; it had agreed on %(goal)d.",
                "%(group)s met %(done)d times this month; it had agreed on %(goal)d.",
                stretch.done,
            )
    return said % words


@register.simple_tag
def cadence_agreed(group):
    """The agreement itself: how many in what time."""
    said = {
        Per.WEEK: _("agreed: %(n)d a week"),
        Per.MONTH: _("agreed: %(n)d a month"),
        Per.TERM: _("agreed: %(n)d a term"),
        Per.YEAR: _("agreed: %(n)d a school year"),
    }[group.per]
    return said % {"n": group.times}


@register.simple_tag
def cadence_short(group, stretch):
    """For a list, where the name of the group stands beside it."""
    words = {"done": stretch.done, "goal": stretch.goal}
    if not stretch.is_known:
        return _("no meeting written down yet")
    said = {
        Per.TERM: _("%(done)d of %(goal)d this term"),
        Per.YEAR: _("%(done)d of %(goal)d this school year"),
    }.get(group.per, _("%(done)d of %(goal)d this month"))
    return said % words


@register.filter
def box_look(session, today):
    """Which box a meeting gets: held, missed, waiting for its record, or ahead."""
    if session.state in {"held", "missed"}:
        return {"held": "on", "missed": "off"}[session.state]
    return "now" if session.day <= today else "ahead"
