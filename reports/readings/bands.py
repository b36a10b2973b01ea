"""How many people stand in each band, over schools."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from supervision.wording import listed

from ..calculations.disclosure import merged as joined


@dataclass(frozen=True)
class Group:
    """A band, or neighbouring ones that stand together."""

    words: str
    tone: int
    n: int
    start: int  # people in the bands before it


@dataclass(frozen=True)
class Spread:
    """From the lowest band up; without any, `notes` say why."""

    bands: tuple = ()
    n: int = 0
    notes: tuple = ()


def spread_of(counts, closed):
    """`counts` of all, by “start|label|tone”; `closed` of those whose people the reader may not
    see: of these no band is told that holds a few."""
    if not counts:
        return Spread()
    bands = sorted(map(_band, counts))
    if _differ(bands):
        note = _("The schools use different band sets, so their bands are not added up.")
        return Spread(notes=(note,))
    groups = [([place], 0) for place in range(len(bands))]
    if any(closed.values()):
        groups = joined([closed.get(key, 0) for *_of_band, key in bands])
    if not groups:
        return Spread(notes=(_("Too few to show: the band of each would be told."),))
    found, notes, before = [], [], 0
    for places, _n in groups:
        labels = [bands[place][2] for place in places]
        n = sum(counts[bands[place][3]] for place in places)
        words = labels[0]
        if len(labels) > 1:
            words = _("%(first)s to %(last)s") % {"first": labels[0], "last": labels[-1]}
            note = _("%(bands)s stand together, since one of them alone holds fewer than 5 people.")
            notes.append(note % {"bands": listed(labels)})
        found.append(Group(words, bands[places[-1]][1], n, before))
        before += n
    return Spread(tuple(found), before, tuple(notes))


def _band(key):
    """(start, tone, label, key)"""
    start, rest = key.split("|", 1)
    label, tone = rest.rsplit("|", 1)
    return Decimal(start), int(tone), label, key


def _differ(bands):
    """Whether these come from more than one set: a start, a tone or a label that is there twice,
    or tones that do not rise with the starts."""
    starts, tones, labels, _keys = zip(*bands, strict=True)
    twice = any(len(set(values)) < len(bands) for values in (starts, tones, labels))
    return twice or list(tones) != sorted(tones)
