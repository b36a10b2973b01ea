"""Importing Dapodik lists: hand in, look over, save. And the way out, as a table."""

from django.forms import model_to_dict
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from schools import audit, tables
from schools.access import CHANGE, VIEW
from schools.downloads import download
from schools.models import School
from schools.models.jobs import Job
from schools.scoped_views import ScopedActView, ScopedCreateView, ScopedDetailView, ScopedListView

from ..dapodik.columns import OWN_COLUMNS, own_row
from ..dapodik.keeping import unkept
from ..forms.imports import LookedOverForm, UploadForm
from ..models import DapodikImport, Person, Placement
from ..previews import Preview
from ..problems import sentence
from ..services import imports

Step = DapodikImport.Step


class ImportCreate(ScopedCreateView):
    model = DapodikImport
    form_class = UploadForm
    choice_actions = {"school": CHANGE}
    template_name = "staff/import_form.html"

    def get_initial(self):
        return {"school": self.request.user.only_school}

    def get_context_data(self, **kwargs):
        earlier = self.rows(DapodikImport).select_related("school", "asked_by")[:5]
        columns = [title for _name, title in OWN_COLUMNS]
        return super().get_context_data(earlier=earlier, own_columns=columns, **kwargs)

    def save(self, form):
        return imports.start(form.cleaned_data["school"], form.uploads(), by=self.request.user)


class ImportDetail(ScopedDetailView):
    """Where an import stands: read by a worker, waiting for a look, written, or refused."""

    model = DapodikImport
    template_name = "staff/import_detail.html"
    context_object_name = "job"

    def narrow(self, rows):
        return rows.select_related("school", "asked_by")

    def get(self, request, *args, **kwargs):
        """Whoever waits asks again each second; once there is something to see, all of it is."""
        page = super().get(request, *args, **kwargs)
        if request.htmx and not page.context_data["is_busy"]:
            return HttpResponseClientRefresh()
        return page

    def get_context_data(self, **kwargs):
        job = self.object
        is_waiting = job.step == Step.READ and job.state == Job.State.DONE
        if is_waiting:
            parsed = unkept(job.plan)
            plan = imports.plan_for(job.school, parsed, by=self.request.user)
            kwargs |= {
                "preview": Preview(job.school, parsed, plan),
                "seen": imports.fingerprint(plan),
            }
        refused = job.outcome.get("refused")
        return super().get_context_data(
            is_busy=job.state in {Job.State.QUEUED, Job.State.RUNNING},
            is_stopped=job.state == Job.State.FAILED,
            reason=sentence(refused, job.outcome["params"]) if refused else "",
            **kwargs,
        )


class ImportConfirm(ScopedActView):
    """Save what was ticked. Whoever comes here without the preview is sent back to it."""

    model = DapodikImport
    form_class = LookedOverForm

    def narrow(self, rows):
        return rows.filter(step=Step.READ, state=Job.State.DONE)

    def asks(self, row):
        return {
            "question": _("Save what was looked over?"),
            "text": _("Open the preview first: it shows what would be saved."),
            "verb": _("Save"),
            "no": _("Back to the preview"),
        }

    def act(self, row, seen):
        parsed = unkept(row.plan)
        plan = imports.plan_for(row.school, parsed, by=self.request.user)
        preview = Preview(row.school, parsed, plan)
        ticked, left = set(self.request.POST.getlist("take")), self.request.POST.getlist("leaves")
        imports.confirm(
            row,
            by=self.request.user,
            seen=seen,
            # What is not on offer is not taken, whatever was sent.
            taken=[line.key for line in preview.lines if line.key in ticked]
            if preview.has_ticks
            else None,
            leavers=[pk for pk in plan.missing if str(pk) in left],
        )
        self.said = _("Saving. You can leave this page.")


class ImportCancel(ScopedActView):
    model = DapodikImport

    def narrow(self, rows):
        return rows.exclude(step=Step.OVER)

    def asks(self, row):
        return {
            "question": _("Stop this import?"),
            "text": _("Nothing is saved, and the files are deleted."),
            "verb": _("Stop and delete the files"),
            "no": _("Go on"),
        }

    def act(self, row):
        imports.cancel(row)
        self.said = _("Stopped. Nothing was changed.")

    def get_success_url(self):
        return reverse("staff:imports")


class PeopleTable(ScopedListView):
    """People as our own table: to keep, to fill in, to import again."""

    model = Person
    action = VIEW

    def narrow(self, rows):
        here = self.rows(Placement).not_ended()
        return rows.filter(pk__in=here.values("person"), masked_at=None).prefetch_related(
            "placements"
        )

    def get(self, request, *args, ending, **kwargs):
        header = [title for _name, title in OWN_COLUMNS]
        people = self.rows_of_table()
        for school in self.rows(School, CHANGE):
            audit.record(request, audit.Action.EXPORTED, school, fields=["people"])
        if ending == "csv":
            return download(tables.as_csv(header, people), "gtk", ending)
        return download(tables.as_xlsx([("GTK", header, people)]), "gtk", ending)

    def rows_of_table(self):
        mine = set(self.rows(Placement).not_ended().values_list("pk", flat=True))
        for person in self.get_queryset():
            placement = next(own for own in person.placements.all() if own.pk in mine)
            work = {"kind": placement.kind, "duties": placement.duties}
            yield own_row(model_to_dict(person) | work)
