"""The rows that a number was counted from: what each of them adds, and what they come to.

A row that the reader may not open counts all the same. It stands last, without its name, its day
and a link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from supervision.findings import points

from ..tables import Column, Kind, Row, Table
from .boxes import of_all, with_n

FIRST = "name"


@dataclass(frozen=True)
class Register:
    """What lines are called by: `path` leads to the key of a row in `name`."""

    name: str
    path: str
    label: str
    unnamed: str
    leads: bool = True  # whether the row itself can be opened from here


@dataclass(frozen=True)
class Part:
    """A column: what a line adds, and what all of them come to."""

    label: str
    of: Callable  # line → value; None where it is missing
    kind: Kind = Kind.TEXT
    total: Callable | None = None  # the values that are there → their sum or mean
    said: Callable | None = None  # the same → the number as it stands on the page of the term
    written: Callable = lambda value: value
    register: Register | None = None  # where `of` gives a key of one


def tick(label, of):
    """Whether a line counts, told in words."""

    def total(values):
        return of_all((sum(values), len(values)))

    return Part(label, of, total=total, said=total, written=yes_or_not)


def amount(label, of):
    return Part(label, of, Kind.COUNT, sum, lambda values: number_format(sum(values)))


def share(label, of, said=None):
    """`of` gives pairs (done, all)."""
    return Part(label, of, Kind.PART, together, said or (lambda pairs: of_all(together(pairs))))


def percent(label, of):
    return Part(label, of, Kind.PERCENT, mean, lambda values: with_n(mean(values), len(values)))


def change(label, of):
    return Part(
        label, of, Kind.POINTS, mean, lambda values: with_n(mean(values), len(values), points)
    )


def day(label, path):
    return Part(label, lambda line: date.fromisoformat(line[path]), Kind.DAY)


def also(register):
    """The name of something else that a line hangs on."""
    return Part(register.label, lambda line: line[register.path], register=register)


def in_percent(pairs):
    earned, maximum = together(pairs)
    return with_n(Fraction(earned) * 100 / Fraction(maximum), len(pairs))


def yes_or_not(value):
    return pgettext("counted", "yes") if value else pgettext("missing", "not yet")


def together(pairs):
    return tuple(map(sum, zip(*pairs, strict=True)))


def mean(values):
    return Fraction(sum(values), len(values))


@dataclass(frozen=True)
class Number:
    """One number of the page of a term.

    The last of its parts that comes to something says it. Without one it is how many lines there
    are, and `among` of how many in all.
    """

    title: str
    how: str  # it was counted, in a sentence
    lines: Callable  # the lines of a term → those that it is counted from
    called: Register
    parts: tuple = ()
    among: Callable | None = None
    note: str = ""  # path in a line to what stands below the name
    said: Callable | None = None  # these lines → the number, where no part alone says it
    about: tuple = ()  # what the title is looked up by: ("item", version, code), ("factor", code)

    @property
    def registers(self):
        return [self.called, *(part.register for part in self.parts if part.register)]

    @property
    def main(self):
        counting = [part for part in self.parts if part.said]
        return counting[-1] if counting else None


@dataclass(frozen=True)
class Opened:
    title: str
    said: str  # nothing where there was nothing to count
    how: str
    table: Table


def opened(number, lines, book, title=""):
    """`lines`: of the term; `book`: name of a register → key → (name, address), of the rows that
    the reader may open."""
    found = number.lines(lines)
    named = book[number.called.name]
    known = [line for line in found if line[number.called.path] in named]
    others = [line for line in found if line[number.called.path] not in named]
    rows = [_named(number, line, book) for line in sorted(known, key=_order(number, named))]
    rows += [_unnamed(number, line) for line in others]
    if rows and number.main:
        rows.append(_total(number, found))
    return Opened(
        title=title or str(number.title),
        said=_said(number, found, lines),
        how=str(number.how),
        table=Table(
            key="rows",
            title=title or str(number.title),
            columns=(
                Column(FIRST, number.called.label),
                *(Column(str(n), part.label, part.kind) for n, part in enumerate(number.parts)),
            ),
            rows=tuple(rows),
        ),
    )


def _order(number, named):
    """By the day, where there is one, and by name."""

    def key(line):
        name, _url = named[line[number.called.path]]
        return line.get("date") or line.get("due") or "", name.casefold()

    return key


def _named(number, line, book):
    name, url = book[number.called.name][line[number.called.path]]
    cells = {str(n): _cell(part, line, book) for n, part in enumerate(number.parts)}
    return Row(
        cells={FIRST: name} | cells,
        links={FIRST: url} if number.called.leads else {},
        note=line[number.note] if number.note else "",
    )


def _unnamed(number, line):
    adds = {str(n): _cell(part, line) for n, part in enumerate(number.parts) if part.total}
    return Row(cells={FIRST: str(number.called.unnamed)} | adds)


def _cell(part, line, book=None):
    value = part.of(line)
    if part.register:
        name, _url = book[part.register.name].get(value, (str(part.register.unnamed), ""))
        return name
    return None if value is None else part.written(value)


def _total(number, found):
    is_mean = number.main.total is mean
    return Row(
        cells={FIRST: _("Mean") if is_mean else _("Total")}
        | {
            str(n): part.total(values)
            for n, part in enumerate(number.parts)
            if part.total and (values := _values(part, found))
        },
        note=f"n = {len(_values(number.main, found))}" if is_mean else "",
        is_total=True,
    )


def _said(number, found, lines):
    others = number.among(lines) if number.among else 0
    if not found and not others:
        return ""
    if number.said:
        return number.said(found)
    if number.main:
        values = _values(number.main, found)
        return number.main.said(values) if values else ""
    if others:
        return of_all((len(found), others))
    return number_format(len(found))


def _values(part, found):
    return [value for line in found if (value := part.of(line)) is not None]


# What lines are called by

PEOPLE = Register("people", "person", gettext_lazy("Name"), gettext_lazy("Somebody"))
# Working together leads to nobody's results.
MEMBERS = Register("people", "person", gettext_lazy("Name"), gettext_lazy("Somebody"), leads=False)
VISITED = Register("people", "person", gettext_lazy("Person visited"), gettext_lazy("Somebody"))
GROUPS = Register("groups", "row", gettext_lazy("Group"), gettext_lazy("A group"))
GROUP_OF = Register("groups", "group", gettext_lazy("Group"), gettext_lazy("A group"))
MEETINGS = Register("meetings", "row", gettext_lazy("Meeting"), gettext_lazy("A meeting"))
TASKS = Register("tasks", "row", gettext_lazy("Task"), gettext_lazy("A task"))
PRACTICES = Register("practices", "row", gettext_lazy("Practice"), gettext_lazy("A practice"))
STEPS = Register("steps", "row", gettext_lazy("Follow-up"), gettext_lazy("A follow-up"))
SENTENCES = Register("named", "row", gettext_lazy("Sentence"), gettext_lazy("A sentence"))
PROGRAMMES = Register(
    "programmes",
    "row",
    pgettext_lazy("support", "Programme"),
    pgettext_lazy("support", "A programme"),
)
