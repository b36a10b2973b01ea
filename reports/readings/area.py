"""What a term came to in a district or a cluster, read from the numbers of its schools.

A school is open to whoever may see its own summary. Of the others only that is told from which
nobody can work out a figure of a few people: calculations/disclosure.py decides over the whole
district, so that the page of a cluster never gives away what that of the district keeps. To look
at one kind of work alone shows other columns and never a figure that this rule hides.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.findings import FEWEST, Finding, door, percentage, sentence
from supervision.wording import listed

from ..calculations.disclosure import LEAST
from ..calculations.merging import merged
from ..tables import HIDDEN, Column, Kind, Row, Table
from . import numbers as read
from . import told
from .bands import Spread, spread_of
from .statements import part_name
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

    def measured(self, work, part):
        return self.of("results", work, part, "n") or 0


@dataclass(frozen=True)
class AreaReading:
    name: str
    term: str
    around: tuple  # schools of the district, as far as the reader knows their numbers
    cluster: int | None = None  # of which this tells; without, of all of them
    factors: dict = field(default_factory=dict)  # code → name, of those that all schools share
    work: str = ""  # teachers or education staff, where one looks at these alone

    @property
    def works(self):
        return (self.work,) if self.work else ("teacher", "staff")

    @property
    def judged(self):
        """Whose results are told: those of teachers, unless one looks at the education staff."""
        return self.work or "teacher"

    @cached_property
    def parts(self):
        """What their work is looked at for, as far as anybody's was."""
        if self.judged == "teacher":
            return read.TEACHING
        measured = (
            part
            for part in read.SERVICES
            if any(one.measured(self.judged, part) for one in self.around)
        )
        return tuple(measured) or ("all",)

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
        return sum(self.of("coverage", work, "all") or 0 for work in self.works)

    # What may be told

    @cached_property
    def hidden(self):
        """part → keys of what is not told: schools, clusters as (“cluster”, key), the whole."""
        closed = [one for one in self.around if not one.is_open]
        return {
            part: told.hidden(
                (one.key, one.cluster, one.measured(self.judged, part)) for one in closed
            )
            for part in self.parts
        }

    def is_told(self, part):
        """Whether the mean of all schools here is."""
        key = WHOLE if self.cluster is None else ("cluster", self.cluster)
        return key not in self.hidden[part]

    def measured(self, part):
        return self.of("results", self.judged, part, "n") or 0

    # Sentences

    @property
    def findings(self):
        """What hinders belongs to nobody's kind of work."""
        return [self._covered(), self._lowest(), *([] if self.work else [self._hindered()])]

    def _covered(self):
        parts = {
            work: _("%(done)d of %(all)d") % {"done": found[0], "all": found[1]}
            for work in self.works
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
            if work not in self.works:
                continue
            parts = {
                one.name: read.part(one.of("coverage", work), "visited") for one in self.schools
            }
            without = [name for name, part in parts.items() if part and not part[0]]
            if len(without) > NAMED:
                yield counted % {"n": len(without)}
            elif without:
                yield named % {"schools": listed(without)}

    def _lowest(self):
        of_teachers = self.judged == "teacher"
        what = (
            _("The mean result of teachers")
            if of_teachers
            else _("The mean result of the education staff")
        )
        if not any(map(self.measured, self.parts)):
            return self._not_measured(what)
        means = {
            part: read.mean(self.of("results", self.judged, part))
            for part in self.parts
            if self.measured(part) >= FEWEST and self.is_told(part)
        }
        if len(means) < min(2, len(self.parts)):
            n = max(map(self.measured, self.parts))
            text = _("%(what)s: too few to conclude (n = %(n)d). The rows are below.")
            return Finding(sentence(text, what=what, n=n))
        shown = {part: percentage(mean) for part, mean in means.items()}
        below = (_n_in_words(self.judged, self.measured, shown) + ".",)
        least = shown[min(means, key=means.get)]
        if len(shown) < 2:
            text = _("%(what)s is %(value)s.")
            return Finding(sentence(text, what=what, value=door(least, ROWS)), below)
        lowest = [part for part in shown if shown[part] == least]
        words = {
            "aspects": listed(part_name(part).lower() for part in lowest),
            "value": door(least, ROWS),
        }
        text = _("Lowest mean of the education staff: %(aspects)s with %(value)s.")
        if of_teachers:
            text = _("Lowest mean of teachers: %(aspects)s with %(value)s.")
        if "teaching" in shown and "teaching" not in lowest:
            text = _("Lowest mean of teachers: %(aspects)s with %(value)s, teaching %(teaching)s.")
            words["teaching"] = door(shown["teaching"], ROWS)
        return Finding(sentence(text, **words), below)

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
        counts = self.of("bands", self.judged) or {}
        if counts and self.cluster is not None and not self.is_open:
            note = _("Bands are told for the district alone, so that no cluster can be worked out.")
            return Spread(notes=(note,))
        closed = (one.of("bands", self.judged) or {} for one in self.schools if not one.is_open)
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
            columns=tuple(self._columns(in_clusters)),
            rows=(*map(self._row, self.schools), self._total_row()) if self.schools else (),
        )

    def _columns(self, in_clusters):
        """Meetings and follow-ups are not told by kind of work."""
        yield Column("school", _("School"))
        if in_clusters:
            yield Column("cluster", _("Cluster"))
        if "teacher" in self.works:
            yield Column("teachers", _("Teachers visited"), Kind.PART)
        if "staff" in self.works:
            yield Column("staff", _("Education staff visited"), Kind.PART)
        for part in self.parts:
            yield Column(part, part_name(part), Kind.PERCENT)
        if not self.work:
            yield Column("meetings", _("Meetings of KKG and MGMP"), Kind.COUNT)
            yield Column("steps", _("Follow-ups done"), Kind.PART)

    def _row(self, school):
        hidden = [part for part in self.parts if school.key in self.hidden[part]]

        def measured(part):
            return school.measured(self.judged, part)

        return Row(
            cells={
                "school": school.name,
                "cluster": school.cluster_name,
                **self._cells(school.of, hidden),
            },
            links={"school": school.url} if school.url else {},
            note=self._note(hidden, measured, lambda part: self._why(school, part)),
        )

    def _total_row(self):
        hidden = [part for part in self.parts if not self.is_told(part)]
        return Row(
            cells={"school": self.name, "cluster": "", **self._cells(self.of, hidden)},
            note=self._note(
                hidden, self.measured, lambda part: _too_few(self.judged, self.measured(part))
            ),
            is_total=True,
        )

    def _cells(self, of, hidden):
        return {
            "teachers": read.part(of("coverage", "teacher"), "visited"),
            "staff": read.part(of("coverage", "staff"), "visited"),
            **{
                part: HIDDEN if part in hidden else read.mean(of("results", self.judged, part))
                for part in self.parts
            },
            "meetings": _held(of("cadence")),
            "steps": read.part(of("steps"), "done"),
        }

    def _note(self, hidden, measured, why):
        """Why parts are hidden, each reason once; and of how many people the others are."""
        shown = [part for part in self.parts if part not in hidden and measured(part)]
        reasons = list(dict.fromkeys(map(why, hidden)))
        found = [_n_in_words(self.judged, measured, shown)] if shown else []
        return "; ".join(reasons + found)

    def _why(self, school, part):
        n = school.measured(self.judged, part)
        if n < LEAST:
            return _too_few(self.judged, n)
        small = [
            one.name
            for one in self.schools
            if one.cluster == school.cluster
            and not one.is_open
            and 0 < one.measured(self.judged, part) < LEAST
        ]
        if 0 < len(small) <= NAMED:
            text = _("Hidden as well, so that %(school)s cannot be worked out")
            return text % {"school": listed(small)}
        return _also_hidden()


def _held(cadence):
    """Meetings held over the months, and the terms as a whole, of which something is known."""
    cadence = cadence or {}
    spans = [*cadence.get("months", {}).values(), cadence.get("term", {})]
    known = [span["held"] for span in spans if "held" in span]
    return sum(known) if known else None


def _n_in_words(work, measured, parts):
    """“n = 35 teachers”, or each part with its own n where they differ."""
    counts = {part: measured(part) for part in parts}
    if len(set(counts.values())) == 1:
        n = next(iter(counts.values()))
        text = ngettext("n = %(n)d teacher", "n = %(n)d teachers", n)
        if work == "staff":
            text = _("n = %(n)d of the education staff")
        return text % {"n": n}
    return ", ".join(
        f"{part_name(part)} n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{n}" for part, n in counts.items()
    )


def _too_few(work, n):
    if n >= LEAST:
        return _also_hidden()
    text = ngettext(
        "Too few to show: %(n)d teacher, at least %(least)d",
        "Too few to show: %(n)d teachers, at least %(least)d",
        n,
    )
    if work == "staff":
        text = _("Too few to show: %(n)d of the education staff, at least %(least)d")
    return text % {"n": n, "least": LEAST}


def _also_hidden():
    return _("Hidden as well, so that no other school can be worked out")
