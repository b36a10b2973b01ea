"""Reports that somebody asks for and keeps."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from meetings.models import Factor, LevelSet
from schools import audit
from schools.access import CHANGE, FOUND, VIEW
from schools.downloads import download
from schools.models import Job
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
)
from schools.tables import as_csv, as_xlsx
from schools.views.papers import Paper
from supervision.models import InstrumentVersion

from .. import printing
from ..forms import AskForm
from ..models import Report
from ..readings import apart
from ..readings.asked import Names, tables_of
from ..services import asking
from ..tables import as_json, sheet_of

PLACES = ("school", "cluster", "district", "cycle__school", "person", "group__home")


class ReportList(ScopedListView):
    model = Report

    def narrow(self, rows):
        return rows.select_related(*PLACES).defer("parts")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_ask=self.may(FOUND), **kwargs)


class ReportAsk(ScopedCreateView):
    """Filled in beforehand by the address: ?kind=…&place=school-3&term=20251."""

    model = Report
    action = FOUND
    form_class = AskForm

    def get_initial(self):
        named = self.request.GET
        is_group = named.get("place", "").startswith("group-")
        kind = Report.Kind.COLLABORATION if is_group else Report.Kind.PERFORMANCE
        return {"kind": kind} | {
            name: named[name] for name in ("kind", "place", "term") if name in named
        }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        user = self.request.user
        form.offer(asking.places_for(user), asking.terms_for(user))
        return form

    def saved(self):
        return self.rows(Report, CHANGE)

    def save(self, form):
        asked = form.cleaned_data
        return asking.ask(asked["kind"], asked["place"], asked["term"], by=self.request.user)


class BuiltReport(ScopedDetailView):
    """One report with its tables, as the page and the files show them."""

    model = Report
    context_object_name = "report"

    def narrow(self, rows):
        return rows.select_related(*PLACES)

    def tables(self):
        report = self.object
        return tables_of(
            report.kind,
            not (report.cluster_id or report.district_id),
            report.parts,
            is_told=report.reads == VIEW,
            names=self.names(),
            of=apart.OF.get(report.place._meta.model_name),
        )

    def names(self):
        """By the library; of one school, by its own words where it has any."""
        if self.object.kind == Report.Kind.PERFORMANCE:
            return Names(rubrics=self.rubrics())
        school = self.object.one_school
        factors, levels = {}, {}
        for owner in [None, school] if school else [None]:
            factors |= {one.code: str(one) for one in self.rows(Factor).filter(school=owner)}
            levels |= {
                one.key: {level["code"]: level["name"] for level in one.worded_levels()}
                for one in self.rows(LevelSet).filter(school=owner)
            }
        return Names(factors, levels)

    def rubrics(self):
        """Of the instruments whose items are told."""
        found = {
            version
            for part in self.object.parts
            for items in ("items", "items_before")
            for version in part["numbers"].get(items, ())
        }
        versions = self.rows(InstrumentVersion).filter(pk__in=found) if found else ()
        return {str(version.pk): version.rubric for version in versions}


class ReportPage(BuiltReport):
    def get(self, request, *args, **kwargs):
        """Whoever waits asks again each second; once there is something to see, all of it is."""
        page = super().get(request, *args, **kwargs)
        if request.htmx and not self.object.is_busy:
            return HttpResponseClientRefresh()
        asking.keep_as_read(self.object)
        return page

    def get_context_data(self, **kwargs):
        report = self.object
        is_ready = report.state == Job.State.DONE
        return super().get_context_data(
            is_ready=is_ready,
            tables=self.tables() if is_ready else [],
            words=state_of(report),
            is_behind=is_ready and asking.is_behind(report),
            **kwargs,
        )


class ReportFile(BuiltReport):
    """The tables of the page: each a sheet of a workbook, one below the other as CSV, or JSON."""

    def get(self, request, *args, ending, **kwargs):
        self.object = report = self.get_object()
        if report.state != Job.State.DONE:
            raise Http404
        tables = self.tables()
        sheets = [sheet_of(table) for table in tables]
        audit.record(request, audit.Action.EXPORTED, report, fields=["parts"])
        if ending == "csv":
            content = as_csv([report.title], one_below_the_other(sheets))
        elif ending == "json":
            content = as_json(report.title, report.counted_at, tables)
        else:
            content = as_xlsx(sheets or [(str(report), [report.title], [])])
        return download(content, report.title.replace("/", "-"), ending)


class ReportPaper(BuiltReport, Paper):
    def narrow(self, rows):
        return super().narrow(rows).filter(state=Job.State.DONE)

    def pdf(self, row, paper):
        self.object = row
        return printing.asked_report(row, self.tables, paper)

    def name(self, row):
        return row.title.replace("/", "-")


class ReportRemove(ScopedActView):
    """A report that is being built is called off by removing it: its worker then stops."""

    model = Report

    def asks(self, row):
        if row.is_busy:
            return {
                "question": _("Call off this report?"),
                "text": _("Nothing of it is kept. It can be asked for again at any time."),
                "verb": _("Call off the report"),
                "no": _("Go on building"),
                "destroys": True,
            }
        return {
            "question": _("Delete this report?"),
            "text": _("Its figures are deleted; what they were counted from stays."),
            "verb": _("Delete the report"),
            "no": _("Keep it"),
            "destroys": True,
        }

    def act(self, row):
        self.said = _("Called off. Nothing was changed.") if row.is_busy else _("Deleted.")
        asking.remove(row)

    def get_success_url(self):
        return reverse("reports:all_asked")


class ReportAgain(ScopedActView):
    model = Report

    def asks(self, row):
        return {
            "question": _("Build this report anew?"),
            "text": _("From the figures as they are now. What it says today is not kept."),
            "verb": _("Build anew"),
            "no": _("Back to the report"),
        }

    def act(self, row):
        asking.build_anew(row)
        self.said = _("Waiting its turn. You can leave this page.")


def state_of(report):
    """Where a report that is not ready stands, in a sentence."""
    if report.state == Job.State.FAILED:
        return _(
            "The report stopped after three attempts. Your data are unchanged. "
            "Try again, or give the operator this code: %(code)s."
        ) % {"code": f"L-{report.pk}"}
    if report.state == Job.State.RUNNING and not report.is_of_schools:
        return _("The figures are being counted.")
    if report.state == Job.State.RUNNING and report.total:
        school = min(report.done + 1, report.total)
        return _("Counting school %(done)d of %(total)d.") % {
            "done": school,
            "total": report.total,
        }
    if report.is_held_up:
        return _(
            "Saved. The report is built as soon as the report service is back; nothing to repeat."
        )
    return _("Waiting its turn. You can leave this page.")


def one_below_the_other(sheets):
    for title, header, rows in sheets:
        yield from ([], [title], header, *rows)
