"""What one term of one school came to, read from its numbers: three sentences, four boxes of
input, process, output and outcome, and a row for each person."""

from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from supervision.findings import FEWEST, Finding

from ..calculations.choosing import Choice
from ..calculations.comparing import LEAST
from ..tables import Column, Kind, Row, Table
from . import drawings, statements
from . import numbers as read
from .boxes import Box, Fact, of_all, with_n

WORKS = {"teacher": gettext_lazy("Teachers"), "staff": gettext_lazy("Education staff")}
MOST_BOXES = 40


def people_in(lines):
    """Those of whom the page tells: of heads it does not."""
    return [line for line in lines.get("people", ()) if line["work"] in WORKS]


def grade_in_words(grade):
    return _("Grade %(grade)s") % {"grade": grade}


@dataclass(frozen=True)
class TermReading:
    numbers: dict
    before: dict  # of the term before; empty where nobody counted it
    lines: dict = field(default_factory=dict)  # that the numbers are sums of
    codes: tuple = ("", "")  # of the term before and of this one
    summaries: tuple = (0, 0)  # the keys of theirs
    choice: Choice = field(default_factory=Choice)  # what of the term it tells of
    group: str = ""  # the name of the one that was chosen
    query: str = ""  # the choice as an address holds it

    def of(self, *path):
        return read.of(self.numbers, *path)

    @cached_property
    def results(self):
        return self.of("results", "teacher") or {}

    @cached_property
    def changes(self):
        return self.of("changes", "teacher") or {}

    @property
    def people(self):
        return people_in(self.lines)

    # What was chosen

    @property
    def fewest(self):
        """Of how many a mean says anything: a part of a school is soon a few who can be named."""
        return LEAST if self.choice else FEWEST

    @property
    def chosen(self):
        """“Group: KKG 8; Grade 4”. Nothing where the whole term is told."""
        choice = self.choice
        parts = [
            (self.group, _("Group: %(name)s") % {"name": self.group}),
            (choice.subject, _("Subject: %(name)s") % {"name": choice.subject}),
            (choice.grade is not None, grade_in_words(choice.grade)),
            (choice.work, WORKS.get(choice.work)),
        ]
        return "; ".join(str(words) for is_chosen, words in parts if is_chosen)

    @property
    def silent(self):
        """Of what this choice tells nothing, and why."""
        if not self.choice:
            return ""
        if "cadence" in self.numbers:
            return _(
                "Figures of meetings are those of the whole group. Support for pupils is left out; "
                "it belongs to no group."
            )
        if self.group:
            return _(
                "Meetings of this group are left out, since another school keeps them; support for "
                "pupils as well."
            )
        return _(
            "Meetings, what came of them and support for pupils are left out, since they belong to "
            "nobody alone."
        )

    def opened(self, key, term=1):
        """The address of the rows behind a number of this term, or of the one before (0)."""
        address = reverse("reports:rows", args=[self.summaries[term], key])
        return f"{address}?{self.query}" if self.query else address

    def opened_before(self, key):
        return self.opened(key, term=0)

    # Sentences

    @property
    def findings(self):
        """Three at most: what moved, what is lowest, what came of working together."""
        found = [self._moved(), self._lowest(), self._together()]
        nothing = _("Nothing was measured or written down in this term yet.")
        if self.choice:
            nothing = _("Nothing of what was chosen was measured or written down in this term yet.")
        return [finding for finding in found if finding] or [Finding(nothing)]

    def _moved(self):
        """Of the parts of teaching the one that moved most; without any, where teaching stands."""
        parts = {key: sums for key, sums in self.changes.items() if key in read.TEACHING}
        if parts:
            key = max(parts, key=lambda key: _how_far(parts[key]))
            return statements.moved(statements.PARTS[key], parts[key], self.opened(f"change-{key}"))
        return statements.stands(self.results.get("all"), self.opened("result-all"), self.fewest)

    def _lowest(self):
        return statements.lowest(self.results, self.changes, self.opened, self.fewest)

    def _together(self):
        ideas = self.of("ideas")
        if ideas and ideas["noted"]:
            before = self.before.get("ideas")
            return statements.ideas(ideas, before, self.opened, self.opened_before)
        return statements.met(self.of("cadence"), self.opened("held"))

    # Boxes

    @property
    def boxes(self):
        named = [
            (pgettext("quality", "Input"), self._input),
            (pgettext("quality", "Process"), self._process),
            (pgettext("quality", "Output"), self._output),
            (pgettext("quality", "Outcome"), self._outcome),
        ]
        return [Box(title, tuple(facts())) for title, facts in named]

    def _input(self):
        keys = {"teacher": "teachers", "staff": "staff"}
        for work, words in WORKS.items():
            if n := self.of("coverage", work, "all"):
                yield Fact(words, n, self.opened(keys[work]))
        if groups := self.of("cadence", "groups"):
            yield Fact(_("Groups that meet"), groups, self.opened("groups"))
        _held, goal = statements.kept(self.of("cadence"))
        if goal:
            yield Fact(_("Meetings agreed"), goal, self.opened("agreed"))

    def _process(self):
        for work, words in [
            ("teacher", _("Teachers visited")),
            ("staff", _("Education staff visited")),
        ]:
            if found := read.part(self.of("coverage", work), "visited"):
                yield Fact(words, of_all(found), self.opened(f"visited-{work}"))
        held, goal = statements.kept(self.of("cadence"))
        if goal:
            yield Fact(_("Meetings held"), of_all((held, goal)), self.opened("held"))
        if found := read.part(self.of("attendance"), "present", "asked"):
            yield Fact(_("Attendance"), of_all(found), self.opened("attendance"))
        if found := read.part(self.of("voices"), "spoke", "members"):
            yield Fact(_("Had a say in decisions"), of_all(found), self.opened("voices"))

    def _output(self):
        for key in read.TEACHING:
            if sums := self.results.get(key):
                mean = with_n(read.mean(sums), sums["n"])
                yield Fact(statements.PARTS[key], mean, self.opened(f"result-{key}"))
        if sums := self.of("results", "staff", "all"):
            mean = with_n(read.mean(sums), sums["n"])
            yield Fact(_("Education staff"), mean, self.opened("result-staff"))
        if found := read.part(self.of("steps"), "done"):
            yield Fact(_("Follow-ups done"), of_all(found), self.opened("steps"))
        if found := read.part(self.of("tasks"), "done"):
            yield Fact(_("Tasks done"), of_all(found), self.opened("tasks"))

    def _outcome(self):
        if found := read.part(self.of("criterion"), "met", "judged"):
            yield Fact(_("Success criterion met"), of_all(found), self.opened("criterion"))
        ideas = self.of("ideas")
        if ideas and ideas["noted"]:
            tried, seen = (of_all((ideas[key], ideas["noted"])) for key in ("tried", "seen"))
            yield Fact(_("Ideas tried by others"), tried, self.opened("ideas-tried"))
            yield Fact(_("Ideas seen in class"), seen, self.opened("ideas-seen"))
        if programmes := self.of("interventions", "programmes"):
            words = _("Programmes with a figure at both ends")
            yield Fact(words, programmes, self.opened("programmes"))

    # Drawings

    @property
    def ways(self):
        return drawings.ways(self.people, self.terms, self.opened)

    @property
    def depth(self):
        return drawings.depth(self.of("depth"), self.opened)

    @property
    def months(self):
        return drawings.months(self.of("cadence"), self.opened)

    def grid(self, rubric):
        """Items of the instrument used most, which has that rubric, by how far they got."""
        version = self.most_used
        now, before = self.of("items", version), read.of(self.before, "items", version) or {}
        opened = (self.opened, self.opened_before)
        return drawings.reached(version, now, before, rubric, self.terms, *opened)

    @property
    def most_used(self):
        """The key of the instrument that measured most people, if any item was scored."""
        return drawings.most_used(self.of("items"))

    @property
    def terms(self):
        """Both terms as there is room for them under a line."""
        words = {"1": pgettext("term", "Odd"), "2": pgettext("term", "Even")}
        return tuple(words.get(code[-1:], "") for code in self.codes)

    # Beside the page

    @property
    def steps(self):
        """A box for each follow-up: done, still open, or late. None where there were none."""
        found = self.of("steps")
        if not found or not found["all"]:
            return None
        done, late, dropped = found["done"], found["late"], found["dropped"]
        still = found["all"] - done - late - dropped
        looks = ["on"] * done + [""] * (still + dropped) + ["now"] * late
        named = [
            (pgettext("follow-up", "Done"), done, "steps-done"),
            (pgettext("follow-up", "Not due yet"), still, "steps-open"),
            (pgettext("follow-up", "Late"), late, "steps-late"),
            (pgettext("follow-up", "Dropped"), dropped, "steps-dropped"),
        ]
        return {
            "boxes": looks if len(looks) <= MOST_BOXES else [],
            "counts": [(words, n, self.opened(key)) for words, n, key in named if n],
        }

    @property
    def factors(self):
        """What was named most often, helping and hindering: [(code, quotes)]."""
        named = {
            way: [
                (code, found["quotes"]) for code, found in (self.of("factors", way) or {}).items()
            ]
            for way in ("help", "hinder")
        }
        return {
            way: sorted(found, key=lambda pair: (-pair[1], pair[0]))[:3]
            for way, found in named.items()
        }

    # Rows

    def rows(self, names):
        """A table for teachers and one for the education staff, where there are any.

        `names` holds a name for each person the reader knows.
        """
        known = [line for line in self.people if line["person"] in names]
        tables = [self._rows_of(work, known, names) for work in WORKS]
        return [table for table in tables if table.rows]

    def _rows_of(self, work, lines, names):
        lines = [line for line in lines if line["work"] == work]
        possible = read.TEACHING if work == "teacher" else read.SERVICES
        parts = [key for key in possible if any(key in line["values"] for line in lines)] or ["all"]
        return Table(
            key=work,
            title=str(WORKS[work]),
            lead=_("By class, then by name. Percent of the highest possible score."),
            columns=(
                Column("name", _("Name")),
                *(Column(key, statements.part_name(key), Kind.PERCENT) for key in parts),
                Column("change", pgettext("difference", "Change"), Kind.POINTS),
                Column("steps", _("Follow-ups done"), Kind.PART),
            ),
            rows=(
                *(self._row(line, names[line["person"]], parts) for line in lines),
                self._total(work, parts),
            )
            if lines
            else (),
        )

    def _row(self, line, name, parts):
        growth = reverse("supervision:growth", args=[line["person"]])
        values = {key: read.percent(line["values"].get(key)) for key in parts}
        before, after = line["before"].get("all"), line["values"].get("all")
        both = before is not None and after is not None
        return Row(
            cells={
                "name": name,
                **values,
                "change": read.percent(after - before) if both else None,
                "steps": self.kept_by(line["person"]),
            },
            links={key: growth for key, value in values.items() if value is not None}
            | {"change": growth, "steps": self.opened(f"steps-{line['person']}")},
            note=line["class"] or ("" if line["visited"] else _("not visited yet")),
        )

    def kept_by(self, person):
        agreed = [line for line in self.lines.get("steps", ()) if line["person"] == person]
        return (sum(line["is_done"] for line in agreed), len(agreed)) if agreed else None

    def _total(self, work, parts):
        results = self.of("results", work) or {}
        of_work = "" if work == "teacher" else f"{work}-"
        found = read.comparison(self.of("changes", work, "all"))
        return Row(
            cells={
                "name": _("Mean"),
                **{key: read.mean(results.get(key)) for key in parts},
                "change": found.mean,
                "steps": None,
            },
            links={key: self.opened(f"result-{of_work}{key}") for key in parts}
            | {"change": self.opened(f"change-{of_work}all")},
            note=f"n = {results['all']['n']}" if "all" in results else "",
            is_total=True,
        )


def _how_far(sums):
    """A change that says something goes before one that does not, the larger before the smaller."""
    found = read.comparison(sums)
    return found.direction != 0, abs(found.mean or 0)
