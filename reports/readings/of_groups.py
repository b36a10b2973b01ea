"""What the numbers of working together were counted from: meetings, groups and what came of them.

It is never a score of a person: of those who took part, the names alone stand there.
"""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.calculations.depth import STEPS

from ..calculations import collaboration
from . import opened
from .boxes import of_all
from .drawings import DEPTH
from .opened import Number, amount, day, share, tick
from .statements import kept


def members(lines):
    return [line for line in lines["people"] if line["is_home"] and line["groups"]]


def spoke(lines):
    """Those whose voice was noted, of the members of groups in which voices were noted."""
    return [line for line in members(lines) if voices(line, lines).get("spoke")]


def asked(lines):
    return sum(voices(line, lines).get("members", 0) for line in members(lines))


def voices(line, lines):
    return collaboration.voices([line], lines["voices"])


def depth(step):
    if step not in STEPS:
        return None
    return Number(
        DEPTH[step],
        gettext_lazy(
            "Members of groups, each counted once. Named are only those who came to this step; "
            "the others are not listed."
        ),
        lambda lines: [line for line in members(lines) if step in line["did"]],
        opened.MEMBERS,
        among=lambda lines: len(members(lines)),
    )


def met(lines):
    return [line for line in lines["meetings"] if line["state"] == collaboration.HELD]


def present(line):
    found = collaboration.attendance(line["marks"])
    return (found["present"], found["asked"]) if found else None


def with_somebody(lines):
    return [line for line in lines["groups"] if line["kept"]]


def with_months(lines):
    return [line for line in lines["groups"] if line["kept"].get("months")]


def goal_of(line):
    return kept(line["kept"])[1] or None


def kept_of(line):
    return kept(line["kept"]) if goal_of(line) else None


def month(code):
    """“2026-08”."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", code):
        return None

    def of(line):
        return line["kept"]["months"][code]

    def agreed_on(lines):
        return [line for line in with_months(lines) if code in line["kept"]["months"]]

    def said(found):
        held, goal = (sum(of(line).get(key, 0) for line in found) for key in ("held", "goal"))
        return of_all((held, goal))

    return Number(
        _("Meetings of %(month)s")
        % {"month": date_format(date.fromisoformat(f"{code}-01"), "YEAR_MONTH_FORMAT")},
        gettext_lazy(
            "What each group agreed on for this month, and what it wrote down. A dash means that "
            "nothing was written down."
        ),
        agreed_on,
        opened.GROUPS,
        (
            amount(gettext_lazy("Agreed"), lambda line: of(line).get("goal")),
            amount(pgettext_lazy("meeting", "Held"), lambda line: of(line).get("held")),
            amount(pgettext_lazy("meeting", "Not held"), lambda line: of(line).get("missed")),
        ),
        said=said,
    )


def ideas(label, path, title, how):
    return Number(
        title,
        how,
        lambda lines: lines["practices"],
        opened.PRACTICES,
        (tick(label, lambda line: line[path]),),
    )


def factor(rest):
    way, _dash, code = rest.partition("-")
    if way not in {collaboration.HELP, collaboration.HINDER}:
        return None

    def sentences(lines):
        """One mark of each sentence."""
        marked = [line for line in lines["named"] if (line["way"], line["code"]) == (way, code)]
        return list({line["sentence"]: line for line in reversed(marked)}.values())[::-1]

    return Number(
        code,
        gettext_lazy(
            "Different sentences in which this factor was marked. Marks on the same sentence "
            "count once."
        ),
        sentences,
        opened.SENTENCES,
        about=("factor", code),
    )


def both_ends(line):
    return bool(collaboration.interventions([line])["programmes"])


PLAIN = {
    "groups": Number(
        gettext_lazy("Groups that meet"),
        gettext_lazy("Groups at home at this school that had members in this term."),
        with_somebody,
        opened.GROUPS,
    ),
    "agreed": Number(
        gettext_lazy("Meetings agreed"),
        gettext_lazy(
            "What each group agreed on, over the months of which it wrote something down."
        ),
        with_months,
        opened.GROUPS,
        (amount(gettext_lazy("Agreed"), goal_of),),
    ),
    "held": Number(
        gettext_lazy("Meetings held"),
        gettext_lazy(
            "Meetings held, of those agreed on for the months of which something was written down."
        ),
        with_months,
        opened.GROUPS,
        (share(pgettext_lazy("meeting", "Held"), kept_of),),
    ),
    "attendance": Number(
        gettext_lazy("Attendance"),
        gettext_lazy("Of each meeting held: how many were present, of the members noted there."),
        met,
        opened.MEETINGS,
        (
            opened.also(opened.GROUP_OF),
            day(gettext_lazy("Date"), "date"),
            share(pgettext_lazy("attendance", "Present"), present),
        ),
    ),
    "voices": Number(
        gettext_lazy("Had a say in decisions"),
        gettext_lazy(
            "Members of groups in which voices were noted before a decision. Named are only those "
            "whose voice was noted; the others are not listed."
        ),
        spoke,
        opened.MEMBERS,
        among=asked,
    ),
    "tasks": Number(
        gettext_lazy("Tasks done"),
        gettext_lazy("Tasks from meetings that fell due in this term or were closed in it."),
        lambda lines: lines["tasks"],
        opened.TASKS,
        (
            opened.also(opened.GROUP_OF),
            day(gettext_lazy("Due date"), "due"),
            tick(pgettext_lazy("task state", "Done"), lambda line: line["is_done"]),
        ),
    ),
    "ideas-tried": ideas(
        gettext_lazy("Tried by others"),
        "tried",
        gettext_lazy("Ideas tried by others"),
        gettext_lazy("Practices born in this term. Tried means that somebody else adopted one."),
    ),
    "ideas-seen": ideas(
        gettext_lazy("Seen in a class"),
        "seen",
        gettext_lazy("Ideas seen in class"),
        gettext_lazy("Practices born in this term. Seen means that a visitor saw one in a class."),
    ),
    "programmes": Number(
        gettext_lazy("Programmes with a figure at both ends"),
        gettext_lazy("Support for pupils in this term that was measured at its start and its end."),
        lambda lines: [line for line in lines["programmes"] if both_ends(line)],
        opened.PROGRAMMES,
    ),
}
FAMILIES = {"depth": depth, "month": month, "factor": factor}
