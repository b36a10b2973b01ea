"""What an import would do, in words: for the page and for the command line."""

from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .dapodik.names import normal
from .dapodik.rows import Problem
from .kinds import HEADS, Employment, Kind
from .models import Person, Placement
from .problems import sentence

HIDDEN = {"nik_key", "status_group"}  # they follow from what is shown
MOST_TICKS = 300  # more entries than this are saved or left as one


@dataclass(frozen=True)
class Line:
    """One thing that would be written: who, and each field before and after."""

    key: str
    state: str
    name: str
    what: str
    changes: list = field(default_factory=list)
    more: list = field(default_factory=list)  # of someone new: all else that would be written

    @property
    def is_ticked(self):
        return self.state != "unsure"  # to be answered first


@dataclass(frozen=True)
class Held:
    """Values of one row that were left out, each with its reason."""

    name: str
    row: int
    reasons: list


class Preview:
    def __init__(self, school, parsed, plan):
        self.school, self.parsed, self.plan = school, parsed, plan
        entries = plan.entries
        lines = [line_of(entry) for entry in entries if entry.state != "unchanged"]
        self.lines = sorted(lines, key=lambda line: line.is_ticked)  # first what is to be answered
        self.same = [entry.row.name for entry in entries if entry.state == "unchanged"]
        self.held = held(plan.problems)
        self.missing = list(
            Person.objects.filter(pk__in=plan.missing).prefetch_related("placements")
        )

    @property
    def counts(self):
        states = [line.state for line in self.lines]
        return {
            "same": len(self.same),
            "changed": states.count("changed"),
            "new": states.count("new") + states.count("arrives"),
            "unsure": states.count("unsure"),
            "held": len(self.held),
        }

    @property
    def has_ticks(self):
        return len(self.lines) <= MOST_TICKS

    @property
    def strange_schools(self):
        """Names of schools in the files that are not this one's."""
        ours = {normal(self.school.name), normal(self.school.short_name)}
        return [
            part.school_name
            for part in self.parsed
            if part.school_name and normal(part.school_name) not in ours
        ]

    @property
    def lacks_principal(self):
        in_lists = any(entry.row.kind in HEADS for entry in self.plan.entries)
        return not in_lists and not self.school.placements.current().filter(kind__in=sorted(HEADS))

    @property
    def dropped(self):
        return sorted({column for part in self.parsed for column in part.dropped_columns})

    @property
    def unknown(self):
        return sorted({column for part in self.parsed for column in part.unknown_columns})

    @property
    def sources(self):
        words = {
            "teachers": "Daftar Guru",
            "staff": "Daftar Tenaga Kependidikan",
            "both": "Daftar Guru dan Tendik",
            "own": _("our own table"),
        }
        return ", ".join(words[part.source] for part in self.parsed)

    @property
    def summary(self):
        """Which lists were read, from when, and how long they are."""
        words = {"lists": self.sources, "rows": sum(part.rows for part in self.parsed)}
        moments = [part.downloaded_at for part in self.parsed if part.downloaded_at]
        if not moments:
            return _("%(lists)s. Rows: %(rows)d.") % words
        words["date"] = date_format(max(moments))
        return _("%(lists)s, downloaded from Dapodik on %(date)s. Rows: %(rows)d.") % words

    def as_json(self):
        """For the command line and for other programs."""
        return {
            "school": self.school.npsn,
            "counts": self.counts,
            "lines": [
                {
                    "name": line.name,
                    "state": line.state,
                    "changes": [
                        {"field": label, "before": before, "after": after}
                        for label, before, after in [*line.changes, *line.more]
                    ],
                }
                for line in self.lines
            ],
            "unchanged": self.same,
            "missing": [person.name for person in self.missing],
            "rejected": [
                {
                    "row": problem.row,
                    "column": problem.column,
                    "name": problem.name,
                    "reason": sentence(problem.code, problem.params),
                }
                for problem in self.plan.problems
            ],
            "unknown_columns": self.unknown,
            "dropped_columns": self.dropped,
        }


def line_of(entry):
    row = entry.row
    what = {
        "new": _("New"),
        "changed": _("Changed"),
        "arrives": _("Comes from another school"),
        "unsure": _("The same person?"),
    }[entry.state]
    changes = [
        as_line(change.field, change.before, change.after)
        for change in entry.changes
        if change.field not in HIDDEN
    ]
    more = []
    if entry.state in {"new", "arrives"}:
        work = [name for name in ("kind", "duties") if getattr(row, name)]
        changes = [as_line(name, "", getattr(row, name)) for name in work] + [
            as_line(change.field, change.before, change.after)
            for change in entry.changes
            if change.field not in HIDDEN | {"kind", "duties"}
        ]
    if entry.state == "new":
        written = sorted(row.given - HIDDEN - {"name", "kind", "duties"})
        more = [as_line(name, "", getattr(row, name)) for name in written if getattr(row, name)]
    return Line(entry.key, entry.state, row.name, what, changes, more)


def as_line(name, before, after):
    return label_of(name), shown(name, before), shown(name, after)


def held(problems: list[Problem]):
    """Problems by row, in the order of the list."""
    rows = {}
    for problem in problems:
        reasons = rows.setdefault((problem.row, problem.name), [])
        reasons.append(sentence(problem.code, problem.params))
    return [Held(name, row, reasons) for (row, name), reasons in rows.items()]


def label_of(name):
    model = Placement if name in {"kind", "duties"} else Person
    return str(model._meta.get_field(name).verbose_name)


def shown(name, value):
    """A value as people read it; empty where there is none."""
    if not value:
        return ""
    match name:
        case "kind":
            return str(Kind(value).label)
        case "status_group":
            return str(Employment(value).label)
        case "sex":
            return str(Person.Sex(value).label)
        case "birth_date" | "appointed_on":
            return date_format(value)
    return str(value)
