"""What a term came to in a district or a cluster, read from the numbers of its schools.

A school is open to whoever may see its own summary. Of the others only that is told from which
nobody can work out a figure of a few people: calculations/disclosure.py decides over the whole
district, so that the page of a cluster never gives away what that of the district keeps.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.findings import FEWEST, Finding, door, percentage, sentence
from supervision.rubric_words import STAGES
from supervision.wording import listed

from ..calculations.disclosure import LEAST
from ..calculations.merging import merged
from ..tables import HIDDEN, Column, Kind, Row, Table
from . import numbers as read
from . import told
from .bands import Spread, spread_of
from .told import WHOLE

ROWS = "#rincian"
TOLD = ("results", "bands", "coverage", "steps", "cadence", "factors")  # of all the numbers
NAMED = 3  # schools that one sentence names; of more it tells the number


@dataclass(frozen=True)
class School:
    key: int
    name: str
    numbers: dict
    cluster: int | None = None
    cluster_name: str = ""
    url: str = ""  # of its own term, for whoever may see it

    @property
    def is_open(self):
        return bool(self.url)

    def of(self, *path):
        return read.of(self.numbers, *path)

    def measured(self, stage):
        return self.of("results", "teacher", stage, "n") or 0


@dataclass(frozen=True)
class AreaReading:
    name: str
    term: str
    around: tuple  # schools of the district, as far as the reader knows their numbers
    cluster: int | None = None  # of which this tells; without, of all of them
    factors: dict = field(default_factory=dict)  # code → name, of those that all schools share

    @cached_property
    def schools(self):
        here = [one for one in self.around if self.cluster in (None, one.cluster)]
        return sorted(here, key=lambda one: (not one.cluster_name, one.cluster_name, one.name))

    @cached_property
    def total(self):
        return merged(
            {key: one.numbers[key] for key in TOLD if key in one.numbers} for one in self.schools
        )

    def of(self, *path):
        return read.of(self.total, *path)

    @cached_property
    def is_open(self):
        return all(one.is_open for one in self.schools)

    @property
    def people(self):
        return sum(self.of("coverage", work, "all") or 0 for work in ("teacher", "staff"))

    # What may be told

    @cached_property
    def hidden(self):
        """stage → keys of what is not told: schools, clusters as (“cluster”, key), the whole."""
        closed = [one for one in self.around if not one.is_open]
        return {
            stage: told.hidden((one.key, one.cluster, one.measured(stage)) for one in closed)
            for stage in read.TEACHING
        }

    def is_told(self, stage):
        """Whether the mean of all schools here is."""
        key = WHOLE if self.cluster is None else ("cluster", self.cluster)
        return key not in self.hidden[stage]

    def measured(self, stage):
        return self.of("results", "teacher", stage, "n") or 0

    # Sentences

    @property
    def findings(self):
        return [self._covered(), self._lowest(), self._hindered()]

    def _covered(self):
        parts = {
            work: _("%(done)d of %(all)d") % {"done": found[0], "all": found[1]}
            for work in ("teacher", "staff")
            if (found := read.part(self.of("coverage", work), "visited"))
        }
        if not parts:
            return self._not_measured(_("Coverage of visits"))
        if len(parts) == 2:
            text = _("Visited so far: %(teacher)s teachers and %(staff)s education staff.")
        elif "teacher" in parts:
            text = _("Visited so far: %(teacher)s teachers.")
        else:
            text = _("Visited so far: %(staff)s education staff.")
        doors = {work: door(words, ROWS) for work, words in parts.items()}
        return Finding(sentence(text, **doors), tuple(self._without_visits()))

    def _without_visits(self):
        for work, named, counted in [
            (
                "teacher",
                _("No teacher visited yet at %(schools)s."),
                _("No teacher visited yet at %(n)d schools."),
            ),
            (
                "staff",
                _("No education staff visited yet at %(schools)s."),
                _("No education staff visited yet at %(n)d schools."),
            ),
        ]:
            parts = {
                one.name: read.part(one.of("coverage", work), "visited") for one in self.schools
            }
            without = [name for name, part in parts.items() if part and not part[0]]
            if len(without) > NAMED:
                yield counted % {"n": len(without)}
            elif without:
                yield named % {"schools": listed(without)}

    def _lowest(self):
        what = _("The mean result of teachers")
        if not any(map(self.measured, read.TEACHING)):
            return self._not_measured(what)
        means = {
            stage: read.mean(self.of("results", "teacher", stage))
            for stage in read.TEACHING
            if self.measured(stage) >= FEWEST and self.is_told(stage)
        }
        if len(means) < 2:
            n = max(map(self.measured, read.TEACHING))
            text = _("%(what)s: too few to conclude (n = %(n)d). The rows are below.")
            return Finding(sentence(text, what=what, n=n))
        shown = {stage: percentage(mean) for stage, mean in means.items()}
        least = shown[min(means, key=means.get)]
        lowest = [stage for stage in shown if shown[stage] == least]
        words = {
            "aspects": listed(str(STAGES[stage]).lower() for stage in lowest),
            "value": door(least, ROWS),
        }
        text = _("Lowest mean of teachers: %(aspects)s with %(value)s.")
        if "teaching" in shown and "teaching" not in lowest:
            text = _("Lowest mean of teachers: %(aspects)s with %(value)s, teaching %(teaching)s.")
            words["teaching"] = door(shown["teaching"], ROWS)
        return Finding(sentence(text, **words), (_n_in_words(self.measured, shown) + ".",))

    def _hindered(self):
        hindering = self.of("factors", "hinder")
        if self.of("factors") is None:
            return self._not_measured(_("What hinders"))
        quotes = {
            code: found["quotes"]
            for code, found in (hindering or {}).items()
            if code in self.factors and found["quotes"]
        }
        if not quotes:
            text = _("No factor that all schools share was named as hindering in %(term)s.")
            return Finding(sentence(text, term=self.term))
        most = max(quotes.values())
        if most < LEAST:
            text = _("What hinders: too few sentences to name a factor (at most %(n)d for one).")
            return Finding(sentence(text, n=most))
        codes = [code for code in quotes if quotes[code] == most]
        schools = sum(
            any(one.of("factors", "hinder", code, "quotes") for code in codes)
            for one in self.schools
        )
        below = ngettext(
            "Named in %(quotes)d sentences, at %(n)d school. Counted are the factors that all "
            "schools share.",
            "Named in %(quotes)d sentences, at %(n)d schools. Counted are the factors that all "
            "schools share.",
            schools,
        )
        text = _("Most often named as hindering: %(factor)s.")
        name = listed(sorted(self.factors[code] for code in codes))
        return Finding(
            sentence(text, factor=name), (below % {"quotes": most * len(codes), "n": schools},)
        )

    def _not_measured(self, what):
        text = _("%(what)s was not measured in %(cycle)s.")
        return Finding(sentence(text, what=what, cycle=self.term))

    # Bands

    @property
    def spread(self):
        """Told of the whole district alone to whoever may not see each school of the cluster."""
        counts = self.of("bands", "teacher") or {}
        if counts and self.cluster is not None and not self.is_open:
            note = _("Bands are told for the district alone, so that no cluster can be worked out.")
            return Spread(notes=(note,))
        closed = (one.of("bands", "teacher") or {} for one in self.schools if not one.is_open)
        return spread_of(counts, merged(closed))

    # Rows

    @property
    def table(self):
        in_clusters = self.cluster is None and any(one.cluster_name for one in self.schools)
        return Table(
            key="schools",
            title=_("Rows by school"),
            lead=_("By cluster and name, not by results. Percent of the highest possible score.")
            if in_clusters
            else _("By name, not by results. Percent of the highest possible score."),
            columns=(
                Column("school", _("School")),
                *([Column("cluster", _("Cluster"))] if in_clusters else []),
                Column("teachers", _("Teachers visited"), Kind.PART),
                Column("staff", _("Education staff visited"), Kind.PART),
                *(Column(stage, str(STAGES[stage]), Kind.PERCENT) for stage in read.TEACHING),
                Column("meetings", _("Meetings of KKG and MGMP"), Kind.COUNT),
                Column("steps", _("Follow-ups done"), Kind.PART),
            ),
            rows=(*map(self._row, self.schools), self._total_row()) if self.schools else (),
        )

    def _row(self, school):
        hidden = [stage for stage in read.TEACHING if school.key in self.hidden[stage]]
        return Row(
            cells={
                "school": school.name,
                "cluster": school.cluster_name,
                **_cells(school.of, hidden),
            },
            links={"school": school.url} if school.url else {},
            note=_note(hidden, school.measured, lambda stage: self._why(school, stage)),
        )

    def _total_row(self):
        hidden = [stage for stage in read.TEACHING if not self.is_told(stage)]
        return Row(
            cells={"school": self.name, "cluster": "", **_cells(self.of, hidden)},
            note=_note(hidden, self.measured, lambda stage: _too_few(self.measured(stage))),
            is_total=True,
        )

    def _why(self, school, stage):
        n = school.measured(stage)
        if n < LEAST:
            return _too_few(n)
        small = [
            one.name
            for one in self.schools
            if one.cluster == school.cluster and not one.is_open and 0 < one.measured(stage) < LEAST
        ]
        if 0 < len(small) <= NAMED:
            text = _("Hidden as well, so that %(school)s cannot be worked out")
            return text % {"school": listed(small)}
        return _also_hidden()


def _cells(of, hidden):
    return {
        "teachers": read.part(of("coverage", "teacher"), "visited"),
        "staff": read.part(of("coverage", "staff"), "visited"),
        **{
            stage: HIDDEN if stage in hidden else read.mean(of("results", "teacher", stage))
            for stage in read.TEACHING
        },
        "meetings": _held(of("cadence")),
        "steps": read.part(of("steps"), "done"),
    }


def _held(cadence):
    """Meetings held over the months, and the terms as a whole, of which something is known."""
    cadence = cadence or {}
    spans = [*cadence.get("months", {}).values(), cadence.get("term", {})]
    known = [span["held"] for span in spans if "held" in span]
    return sum(known) if known else None


def _note(hidden, measured, why):
    """Why stages are hidden, each reason once; and of how many people the others are."""
    shown = [stage for stage in read.TEACHING if stage not in hidden and measured(stage)]
    reasons = list(dict.fromkeys(map(why, hidden)))
    return "; ".join(reasons + ([_n_in_words(measured, shown)] if shown else []))


def _n_in_words(measured, stages):
    """“n = 35 teachers”, or each stage with its own n where they differ."""
    counts = {stage: measured(stage) for stage in stages}
    if len(set(counts.values())) == 1:
        n = next(iter(counts.values()))
        return ngettext("n = %(n)d teacher", "n = %(n)d teachers", n) % {"n": n}
    return ", ".join(
        f"{STAGES[stage]} n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n}" for stage, n in counts.items()
    )


def _too_few(n):
    if n >= LEAST:
        return _also_hidden()
    text = ngettext(
        "Too few to show: %(n)d teacher, at least %(least)d",
        "Too few to show: %(n)d teachers, at least %(least)d",
        n,
    )
    return text % {"n": n, "least": LEAST}


def _also_hidden():
    return _("Hidden as well, so that no other school can be worked out")
