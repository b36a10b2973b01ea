"""Figures that stand together, each with the place where it was counted."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from supervision.findings import figure


@dataclass(frozen=True)
class Fact:
    """One figure: `value` as it is written."""

    words: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Box:
    title: str
    facts: tuple


def of_all(pair):
    return _("%(done)d of %(all)d") % {"done": pair[0], "all": pair[1]}


def with_n(mean, n, written=figure):
    return _("%(mean)s (n = %(n)d)") % {"mean": written(mean), "n": n}
