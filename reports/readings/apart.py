"""The tables of a report about a cycle, about whoever asked, or about a group."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from supervision.calculations.cycles import measure_of
from supervision.wording import told

from ..calculations.merging import merged
from ..tables import Column, Kind
from . import numbers as read
from . import subjects
from .asked import Asked, made


class OfCycle(Asked):
    """As of a school, beside the cycle that it follows, and item by item."""

    def performance(self):
        final = {
            "lead": _("Mean of the results, percent. A visit that is not final yet is not in it.")
        }
        words = {
            "results-teacher": final,
            "results-staff": final,
            "coverage": {"lead": _("Visited, of all who take part in the cycle.")},
            "changes": {
                "title": _("Change since the cycle before"),
                "lead": _(
                    "Those who were measured in this cycle and the one it follows with the same "
                    "instrument. With fewer than five of them nothing is concluded."
                ),
            },
        }
        for table in super().performance():
            yield replace(table, **words.get(table.key, {}))
        yield from self.items()

    def items(self):
        """Of each instrument its items in its order; versions that measure alike are one."""
        now = self.reached("items")
        before = self.reached("items_before")
        for measure, (rubric, found) in now.items():
            earlier = before[measure][1] if measure in before else {}
            column = Column("before", _("In the cycle before"), Kind.PERCENT)
            yield made(
                f"items-{rubric.id}",
                _("Items reached: %(instrument)s") % {"instrument": told(rubric.name)},
                (
                    Column("item", _("Item")),
                    Column("n", "n", Kind.COUNT),
                    *([column] if earlier else []),
                    Column("now", _("In this cycle"), Kind.PERCENT),
                ),
                [
                    {
                        "item": told(item.measures),
                        "n": found[item.code]["n"],
                        "before": share_of(earlier.get(item.code)),
                        "now": share_of(found[item.code]),
                    }
                    for item in rubric.items
                    if item.code in found
                ],
                lead=_(
                    "Earned of the highest possible score, in the order of the instrument. "
                    "n counts the people of this cycle to whom the item applied."
                ),
            )

    def reached(self, key):
        """measure → a rubric, and what its items came to."""
        found = {}
        for version, items in self.numbers.get(key, {}).items():
            rubric = self.names.rubrics.get(version)
            if rubric:
                _rubric, others = found.get(measure_of(rubric), (rubric, {}))
                found[measure_of(rubric)] = rubric, merged([others, items])
        return found


class OfPerson(Asked):
    """One's own way, visit by visit."""

    def performance(self):
        seen = [visit for part in self.parts for visit in part["visits"]]
        yield self.results(seen)
        yield self.stages(seen)
        yield self.table(subjects.follow_through())
        yield self.beside_own([visit for visit in seen if visit["own"]])

    def results(self, seen):
        return made(
            "visits",
            _("Results, visit by visit"),
            (
                day_column(),
                Column("instrument", _("Instrument")),
                Column("value", _("Result"), Kind.PERCENT),
                Column("band", _("Band")),
                Column("change", pgettext("difference", "Change"), Kind.POINTS),
            ),
            [
                day_of(visit)
                | {
                    "instrument": visit["instrument"],
                    "value": read.percent(visit["values"]["all"]),
                    "band": visit["band"] or None,
                    "change": read.percent(visit["change"]),
                }
                for visit in seen
            ],
            lead=_(
                "A change is since the visit before with the same instrument. One person, one "
                "instrument: a difference can also be chance."
            ),
        )

    def stages(self, seen):
        """The parts that some visit has; those of teaching first."""
        named = dict(subjects.stages("teacher")[1:] + subjects.stages("staff")[1:])
        used = [key for key in named if any(key in visit["values"] for visit in seen)]
        return made(
            "stages",
            _("Results by part"),
            (day_column(), *(Column(key, named[key], Kind.PERCENT) for key in used)),
            [
                day_of(visit) | {key: read.percent(visit["values"].get(key)) for key in used}
                for visit in seen
                if used
            ],
        )

    def beside_own(self, seen):
        return made(
            "own",
            _("Self-assessment beside the observer"),
            (
                day_column(),
                Column("mine", _("Own result"), Kind.PERCENT),
                Column("theirs", _("The observer's"), Kind.PERCENT),
                Column("more", pgettext("of two results", "Difference"), Kind.POINTS),
            ),
            [
                day_of(visit)
                | {
                    "mine": read.percent(visit["own"][0]),
                    "theirs": read.percent(visit["own"][1]),
                    "more": read.percent(visit["own"][0] - visit["own"][1]),
                }
                for visit in seen
            ],
            lead=_("Over the items that both scored; the observer's can differ from the result."),
        )


class OfGroup(Asked):
    """As of a school. Whoever is not told all is a member, and so one of those counted."""

    readers = 1

    def collaboration(self):
        lead = _(
            "Attendance and decisions are those of this group. All else is what its members did "
            "in the term, in this group or elsewhere."
        )
        for table in super().collaboration():
            yield replace(table, lead=lead) if table.key == "people" else table


OF = {"cycle": OfCycle, "person": OfPerson, "group": OfGroup}


def day_column():
    return Column("day", _("Date"), Kind.DAY)


def day_of(visit):
    return {"day": date.fromisoformat(visit["date"])}


def share_of(sums):
    if not sums or not sums["maximum"]:
        return None
    return Fraction(sums["earned"] * 100, sums["maximum"])
