"""The access tables as a table for people: which action on what is open to whom."""

from django.apps import apps
from django.utils.translation import pgettext_lazy

from .access import (
    ACCEPT,
    ANSWER,
    CHANGE,
    FILL,
    FOUND,
    HAND_OVER,
    INVITE,
    KEEP,
    KNOW,
    MASK,
    MINE,
    READ,
    SETTLE,
    VIEW,
    ScopedQuerySet,
)

ACTIONS = {
    VIEW: pgettext_lazy("access", "See"),
    KNOW: pgettext_lazy("access", "Know of it: name, work and school, or date and state"),
    READ: pgettext_lazy("access", "Read scores, notes and feedback"),
    FILL: pgettext_lazy("access", "Fill in the sheet"),
    ACCEPT: pgettext_lazy("access", "Accept the plan"),
    SETTLE: pgettext_lazy("access", "Make final, or correct with a reason"),
    ANSWER: pgettext_lazy("access", "Answer"),
    CHANGE: pgettext_lazy("access", "Change"),
    FOUND: pgettext_lazy("access", "Found one"),
    KEEP: pgettext_lazy("access", "Add, place, take out of use"),
    MASK: pgettext_lazy("access", "Hide the name, after they left"),
    INVITE: pgettext_lazy("access", "Invite to an account"),
    HAND_OVER: pgettext_lazy("access", "Hand over"),
    MINE: pgettext_lazy("access", "Find it in “My data”"),
}


def scoped_models():
    """Every model whose rows are reached through an access table."""
    return [
        model
        for model in apps.get_models()
        if isinstance(model._default_manager.all(), ScopedQuerySet)
    ]


def tables():
    """One entry per model, with a row per action and the readers in words."""
    return [
        {
            "label": model._meta.verbose_name_plural,
            "rows": [
                {"action": ACTIONS.get(action, action), "who": _words(rules)}
                for action, rules in model._default_manager.all().access.items()
            ],
        }
        for model in scoped_models()
    ]


def _words(rules):
    """Each kind of reader once, in the order of the rules."""
    return list(dict.fromkeys(str(reader) for rule in rules for reader in rule.readers()))
