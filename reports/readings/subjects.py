"""What a report tells of: for each subject its measures, and whose figure each of them is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.kinds import MeetingKind

from ..calculations.disclosure import LEAST
from ..tables import Kind
from . import numbers as read
from . import statements


@dataclass(frozen=True)
class Measure:
    """`value` and `n` read it from numbers, None where they do not hold it.

    `n` says of how many people it tells; without it, it counts what was done, as everybody may
    know: visits, steps, meetings.
    """

    key: str
    label: str
    value: Callable
    n: Callable | None = None


@dataclass(frozen=True)
class Subject:
    key: str
    title: str
    kind: Kind
    measures: tuple
    lead: str = ""
    shows_n: bool = False


def works():
    return (("teacher", _("Teachers")), ("staff", _("Education staff")))


def stages(work):
    """The parts of a result: the whole, then what it is made of."""
    parts = read.TEACHING if work == "teacher" else read.SERVICES
    named = ((key, str(statements.PARTS[key])) for key in parts)
    return (("all", _("Whole instrument")), *named)


def there(numbers):
    """How many people a school has in the term."""
    return sum(counts["all"] for counts in (read.of(numbers, "coverage") or {}).values())


def count(*path):
    return number(*path, "n")


def mean(*path):
    return lambda numbers: read.mean(read.of(numbers, *path))


def from_five_on(*path):
    """The mean, where it cannot point at anybody; not even to whoever reads all else."""

    def value(numbers):
        return mean(*path)(numbers) if (count(*path)(numbers) or 0) >= LEAST else None

    return value


def share(*path, done, of_all="all"):
    return lambda numbers: read.part(read.of(numbers, *path), done, of_all)


def number(*path):
    return lambda numbers: read.of(numbers, *path)


def performance(*, is_told):
    """All but changes and bands, which are no single figures.

    How people see themselves stays at the school: only whoever `is_told` all of it reads that.
    """
    for work, words in works():
        yield Subject(
            f"results-{work}",
            _("Results: %(whose)s") % {"whose": words},
            Kind.PERCENT,
            tuple(
                Measure(stage, label, mean("results", work, stage), count("results", work, stage))
                for stage, label in stages(work)
            ),
            lead=_("Mean of the last results of the term, percent of the highest possible score."),
            shows_n=True,
        )
    yield Subject(
        "coverage",
        _("Coverage"),
        Kind.PART,
        tuple(
            Measure(work, words, share("coverage", work, done="visited")) for work, words in works()
        ),
        lead=_("Visited, of all who worked at the school in the term."),
    )
    yield follow_through()
    if not is_told:
        return
    yield Subject(
        "self",
        _("Self-assessment beside the observer"),
        Kind.POINTS,
        tuple(
            Measure(work, words, from_five_on("self", work), count("self", work))
            for work, words in works()
        ),
        lead=_("Own percent less the observer's, where at least five people have both."),
        shows_n=True,
    )


def follow_through():
    return Subject(
        "steps",
        _("Follow-through"),
        Kind.PART,
        (
            Measure("done", _("Follow-ups done"), share("steps", done="done")),
            Measure("in_time", _("Done by the agreed date"), share("steps", done="in_time")),
            Measure("late", _("Open and overdue"), share("steps", done="late")),
            Measure(
                "criterion",
                _("Success criterion met"),
                share("criterion", done="met", of_all="judged"),
                number("criterion", "judged"),
            ),
        ),
    )


def collaboration():
    yield Subject(
        "cadence",
        _("Meetings held"),
        Kind.PART,
        (Measure("held", _("Held, of those agreed"), held),),
        lead=_("Over the months in which a group has said how often it wants to meet."),
    )
    yield Subject(
        "kinds",
        _("Kinds of meetings"),
        Kind.COUNT,
        (
            *(Measure(kind, str(kind.label), number("kinds", kind)) for kind in MeetingKind),
            Measure("shares", _("Quick shares"), number("kinds", "shares")),
        ),
    )
    yield Subject(
        "people",
        _("People in meetings"),
        Kind.PART,
        (
            Measure(
                "present",
                _("Attendance"),
                share("attendance", done="present", of_all="asked"),
                there,
            ),
            Measure(
                "spoke",
                _("Had a say in decisions"),
                share("voices", done="spoke", of_all="members"),
                number("voices", "members"),
            ),
            *(
                Measure(
                    step,
                    words,
                    share("depth", done=step, of_all="members"),
                    number("depth", "members"),
                )
                for step, words in [
                    ("attended", pgettext("depth", "Attended")),
                    ("shared", pgettext("depth", "Shared something")),
                    ("tried", pgettext("depth", "Tried something")),
                    ("seen", pgettext("depth", "Seen in class")),
                ]
            ),
        ),
        lead=_("Attendance counts each person at each meeting, all else each member once."),
    )
    yield Subject(
        "outcomes",
        _("What came of it"),
        Kind.PART,
        (
            Measure(
                "tried",
                _("Ideas tried by others"),
                share("ideas", done="tried", of_all="noted"),
                there,
            ),
            Measure(
                "seen",
                _("Ideas seen in class"),
                share("ideas", done="seen", of_all="noted"),
                there,
            ),
            Measure(
                "decisions", _("Decisions with tasks"), share("decisions", done="with_tasks"), there
            ),
            Measure("tasks", _("Tasks done"), share("tasks", done="done"), there),
            Measure("in_time", _("Tasks done in time"), share("tasks", done="in_time"), there),
            Measure("late", _("Tasks open and overdue"), share("tasks", done="late"), there),
        ),
    )
    met = number("network", "people")
    yield Subject(
        "network",
        _("Who met whom"),
        Kind.PART,
        (
            Measure(
                "pairs",
                _("Pairs that met at least once"),
                share("network", done="pairs", of_all="possible"),
                met,
            ),
            Measure(
                "between",
                _("Pairs of a teacher and one of the education staff"),
                share("network", done="teacher_staff", of_all="teacher_staff_possible"),
                met,
            ),
            Measure(
                "across",
                _("People who met somebody of another school"),
                share("network", done="across", of_all="people"),
                met,
            ),
            Measure("isolated", _("People who met nobody"), isolated, met),
        ),
        lead=_("Of the school as a whole, never of one person: these figures open no rows."),
    )
    yield Subject(
        "interventions",
        _("Support for pupils"),
        Kind.COUNT,
        (
            Measure(
                "programmes",
                _("Programmes with a figure at both ends"),
                number("interventions", "programmes"),
            ),
            Measure("sessions", _("Sessions"), number("interventions", "sessions")),
        ),
    )


def held(numbers):
    done, goal = statements.kept(read.of(numbers, "cadence"))
    return (done, goal) if goal else None


def isolated(numbers):
    people = read.of(numbers, "network", "people")
    alone = read.of(numbers, "network", "isolated") or {}
    return (sum(alone.values()), people) if people else None


def changes():
    """(work, stage, title) of each change that is told."""
    for work, words in works():
        for stage, label in stages(work):
            yield work, stage, f"{words}, {label}"
