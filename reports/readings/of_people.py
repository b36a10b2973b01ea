"""What the numbers of visits were counted from: people, and what was agreed with them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..calculations import performance
from . import numbers as read
from . import opened
from .opened import Number, change, day, percent, share, tick
from .statements import PARTS

TEACHER, STAFF, HEAD = "teacher", "staff", performance.HEAD
DUE = gettext_lazy("Due date")


def working(work):
    return lambda lines: [line for line in lines["people"] if line["work"] == work]


def people(work, title, how):
    return Number(title, how, working(work), opened.PEOPLE, note="class")


def visited(work, title):
    return Number(
        title,
        gettext_lazy("Visited is whoever had a supervision visit that took place in this term."),
        working(work),
        opened.PEOPLE,
        (tick(pgettext_lazy("coverage", "Visited"), lambda line: line["visited"]),),
        note="class",
    )


def judged(lines):
    others = [line for line in lines["people"] if line["work"] != HEAD]
    return [line for line in others if line["met"] is not None]


def result(rest):
    """“planning” of the teachers, “staff-quality” of the education staff."""
    work, stage = of_work(rest)
    if stage not in {"all", *PARTS}:
        return None
    return Number(
        named(work, stage),
        gettext_lazy(
            "Of each person the last final visit of the term counts, in percent of the highest "
            "possible score. The mean is that of all who were measured."
        ),
        working(work),
        opened.PEOPLE,
        (percent(gettext_lazy("Result"), at("values", stage)),),
        note="class",
    )


def changed(rest):
    work, stage = of_work(rest)
    if stage not in {"all", *PARTS}:
        return None

    def both(lines):
        return [line for line in working(work)(lines) if stage in line["before"]]

    def by(line):
        return read.percent(line["values"][stage] - line["before"][stage])

    return Number(
        _("%(what)s, from term to term") % {"what": named(work, stage)},
        gettext_lazy(
            "Only those who were measured in both terms with the same instrument: the result of "
            "this term less that of the term before."
        ),
        both,
        opened.PEOPLE,
        (
            percent(gettext_lazy("Term before"), at("before", stage)),
            percent(gettext_lazy("This term"), at("values", stage)),
            change(pgettext_lazy("difference", "Change"), by),
        ),
        note="class",
    )


def of_work(rest):
    if rest == STAFF:
        return STAFF, "all"
    work, _dash, stage = rest.partition("-")
    return (STAFF, stage) if work == STAFF and stage else (TEACHER, rest)


def named(work, stage):
    if stage in PARTS:
        return PARTS[stage]
    return _("Education staff") if work == STAFF else _("The mean result")


def at(path, stage):
    return lambda line: read.percent(line[path].get(stage))


def item(rest):
    version, _dash, code = rest.partition("-")

    def scored(lines):
        others = [line for line in lines["people"] if line["work"] != HEAD]
        return [line for line in others if code in line["items"].get(version, {})]

    def score(line):
        return tuple(line["items"][version][code])

    return Number(
        code,
        gettext_lazy(
            "Of each person the last sheet of this instrument counts: the score of this item, of "
            "the highest possible. The number is their sum, in percent."
        ),
        scored,
        opened.PEOPLE,
        (share(gettext_lazy("Score"), score, said=opened.in_percent),),
        note="class",
        about=("item", version, code),
    )


# What was promised


def steps(rest, today):
    """“done”, “open”, “late” or “dropped” of all; “17” for those of one person."""
    if rest in STATES:
        title = STATES[rest]
        lines = in_state(rest, today)
    elif rest.isdigit():
        title = STEPS_DONE
        lines = of_person(int(rest))
    else:
        return None
    return Number(title, HOW_STEPS, lines, opened.STEPS, STATES_PARTS if rest in STATES else DONE)


def in_state(state, today):
    return lambda lines: [line for line in lines["steps"] if state_of(line, today) == state]


def of_person(person):
    return lambda lines: [line for line in lines["steps"] if line["person"] == person]


def state_of(line, today):
    found = performance.follow_through([line], today)
    return next((state for state in ("done", "late", "dropped") if found[state]), "open")


def is_done(line):
    return line["is_done"]


STEPS_DONE = gettext_lazy("Follow-ups done")
HOW_STEPS = gettext_lazy(
    "Follow-ups after visits that fell due in this term, as they stood on the day of the count."
)
STATES = {
    "done": STEPS_DONE,
    "open": gettext_lazy("Follow-ups not due yet"),
    "late": gettext_lazy("Follow-ups open past their date"),
    "dropped": gettext_lazy("Follow-ups dropped"),
}
STATES_PARTS = (opened.also(opened.VISITED), day(DUE, "due"))
DONE = (*STATES_PARTS, tick(pgettext_lazy("follow-up", "Done"), is_done))


PLAIN = {
    "teachers": people(
        TEACHER,
        gettext_lazy("Teachers"),
        gettext_lazy("Everyone who worked here as a teacher in this term, each counted once."),
    ),
    "staff": people(
        STAFF,
        gettext_lazy("Education staff"),
        gettext_lazy("Everyone who worked here as education staff in this term, each once."),
    ),
    "visited-teacher": visited(TEACHER, gettext_lazy("Teachers visited")),
    "visited-staff": visited(STAFF, gettext_lazy("Education staff visited")),
    "criterion": Number(
        gettext_lazy("Success criterion met"),
        gettext_lazy("Everyone whose work was judged by a success criterion; the last one counts."),
        judged,
        opened.PEOPLE,
        (tick(pgettext_lazy("criterion", "Met"), lambda line: line["met"]),),
        note="class",
    ),
    "steps": Number(STEPS_DONE, HOW_STEPS, lambda lines: lines["steps"], opened.STEPS, DONE),
}
FAMILIES = {"result": result, "change": changed, "item": item}
