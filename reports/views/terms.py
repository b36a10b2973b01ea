"""What the terms of a school came to, from stored numbers."""

from django.db.models import F, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from meetings.models import Factor, Group
from schools import audit, tables
from schools.access import AT_SCHOOL, CHANGE, FOUND, KNOW, VIEW
from schools.downloads import download
from schools.models import Cluster, District, School
from schools.scoped_views import ScopedDetailView, ScopedListView
from schools.views.papers import Paper
from staff.models import Person
from supervision.models import InstrumentVersion

from .. import printing
from ..calculations import choosing
from ..filters import SummaryFilter, TermFilter
from ..models import Report, Summary
from ..readings.term import TermReading
from ..tables import as_json, sheet_of
from .areas import in_care

MOST_SCHOOLS = 10  # whose data somebody keeps; beyond that the page of each school leads there


class Terms(ScopedListView):
    """The terms of the schools that one may see, and the areas that one looks after."""

    model = Summary
    template_name = "reports/summary_list.html"
    filter_form_class = SummaryFilter

    def choices(self, name, rows):
        """The schools in the list."""
        return super().choices(name, rows).filter(pk__in=self.rows(Summary).values("term__school"))

    def get_filters(self):
        codes = self.object_list.order_by("-term__code").values_list("term__code", flat=True)
        filters = super().get_filters().offer(list(codes))
        filters.full_clean()
        return filters

    def narrow(self, rows):
        by_school = rows.order_by("term__school__name", "term__school", "-term__code")
        return by_school.select_related("term__school").defer("lines", "numbers")

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            districts=in_care(self.rows(District), user),
            clusters=in_care(self.rows(Cluster), user).select_related("district"),
            reads_terms=self.may(VIEW),
            works_at_school=user.holds(AT_SCHOOL),
            schools_to_keep=[] if user.is_superuser else self.rows(School, CHANGE)[:MOST_SCHOOLS],
            may_ask=self.may(FOUND, Report),
            **kwargs,
        )


class ReadsTerm:
    """Reads one summary, with what the reader may know of the people in it."""

    model = Summary

    def narrow(self, rows):
        return rows.select_related("term__school")

    @cached_property
    def filters(self):
        """What of the summary the address asks for."""
        lines = self.object.lines
        met = {group for line in lines.get("people", ()) for group in line["groups"]}
        met |= {line["row"] for line in lines.get("groups", ())}
        return TermFilter(
            self.request.GET,
            self.object.term,
            codes=self.of_school(self.object.term).values_list("term__code", flat=True),
            lines=lines,
            groups=list(self.rows(Group).filter(pk__in=met).values_list("pk", "name")),
        )

    def reading(self, summary):
        filters, before = self.filters, self.before(summary.term)
        return TermReading(
            numbers=self.numbers(summary),
            before=self.numbers(before) if before else {},
            lines=self.lines(summary),
            codes=(before.term.code if before else "", summary.term.code),
            summaries=(before.pk if before else 0, summary.pk),
            choice=filters.choice,
            group=filters.group,
            query=filters.query,
        )

    def numbers(self, summary):
        """Those that are stored; of a part of the lines, what they came to on the same day."""
        if not self.filters.choice:
            return summary.numbers
        return choosing.numbers(summary.lines, self.filters.choice, day_of_count(summary))

    def lines(self, summary):
        return choosing.chosen(summary.lines, self.filters.choice)

    def of_school(self, term):
        """The summaries of its school, the newest first."""
        return self.rows(Summary).filter(term__school=term.school_id).order_by("-term__last_day")

    def before(self, term):
        """The summary of the term before, if there was one."""
        earlier = self.of_school(term).filter(term__last_day__lt=term.first_day)
        if not self.filters.choice:
            earlier = earlier.defer("lines")
        return earlier.select_related("term__school").first()

    def names(self, summary):
        """The names of those in the lines whom the reader knows, by their key."""
        wanted = [line["person"] for line in self.lines(summary).get("people", ())]
        return dict(self.rows(Person, KNOW).filter(pk__in=wanted).values_list("pk", "name"))

    def factor_names(self, codes):
        """By the school's own codebook, where it has the factor, else by the library's."""
        codebook = self.rows(Factor).filter(code__in=list(codes))
        of_this_school = Q(school=None) | Q(school=self.object.term.school_id)
        own_last = codebook.filter(of_this_school).order_by(F("school").asc(nulls_first=True))
        return {factor.code: str(factor) for factor in own_last}


def day_of_count(summary):
    return f"{timezone.localdate(summary.counted_at, summary.term.school.zone)}"


class TermPage(ReadsTerm, ScopedDetailView):
    """Input, process, output and outcome of one term on one page."""

    template_name = "reports/summary_detail.html"
    reading_is_recorded = True

    def get(self, request, *args, **kwargs):
        """Another term stands at an address of its own; what was chosen comes along."""
        self.object = self.get_object()
        code = self.filters.term
        if code == self.object.term.code:
            return self.render_to_response(self.get_context_data(object=self.object))
        other = self.of_school(self.object.term).get(term__code=code)
        asked = {name: value for name, value in self.filters.asked.items() if name != "semester"}
        return redirect(reverse("reports:term", args=[other.pk], query=asked))

    def get_context_data(self, **kwargs):
        summary, reading = self.object, self.reading(self.object)
        return super().get_context_data(
            reading=reading,
            filters=self.filters,
            grid=self.grid(reading),
            tables=reading.rows(self.names(summary)),
            factors=self.in_words(reading),
            is_behind=summary.state != Summary.State.DONE,
            **kwargs,
        )

    def grid(self, reading):
        version = self.rows(InstrumentVersion).filter(pk=reading.most_used).first()
        return reading.grid(version.rubric) if version else None

    def in_words(self, reading):
        """[(“Helping:”, [(“time for KKG”, 8, where its rows stand)])]."""
        found = reading.factors
        names = self.factor_names(code for pairs in found.values() for code, _quotes in pairs)
        words = {"help": _("Helping:"), "hinder": _("Hindering:")}
        named = [
            (
                words[way],
                [
                    (names[code], n, reading.opened(f"factor-{way}-{code}"))
                    for code, n in pairs
                    if code in names
                ],
            )
            for way, pairs in found.items()
        ]
        return [pair for pair in named if pair[1]]


class CountedTerm(ReadsTerm):
    """A term that has figures to take away."""

    action = VIEW

    def narrow(self, rows):
        return super().narrow(rows).exclude(counted_at=None)


class TermPaper(CountedTerm, Paper):
    def pdf(self, row, paper):
        return printing.term_report(row, self.reading(row), self.names(row), paper)

    def name(self, row):
        return f"laporan {row.term.school} {row.term}".replace("/", "-")


class TermTables(CountedTerm, ScopedDetailView):
    """The rows of the page to keep working with."""

    def get(self, request, *args, ending, **kwargs):
        self.object = summary = self.get_object()
        reading = self.reading(summary)
        found = reading.rows(self.names(summary))
        audit.record(request, audit.Action.EXPORTED, summary, fields=["lines"])
        if ending == "json":
            content = as_json(str(summary), summary.counted_at, found)
        else:
            content = tables.as_xlsx(map(sheet_of, found))
        name = f"{summary.term.school} {summary.term} {reading.chosen}".strip()
        return download(content, name.replace("/", "-").replace(":", ""), ending)
