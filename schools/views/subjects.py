"""What a school teaches."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import ngettext

from .. import audit
from ..access import CHANGE
from ..filters import SubjectFilter
from ..forms import SubjectForm
from ..models import School, Subject
from ..scoped_views import (
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)
from ..services import add_usual_subjects, missing_subjects
from .use import RegisterUse


class SubjectList(ScopedListView):
    model = Subject
    filter_form_class = SubjectFilter

    def narrow(self, rows):
        return rows.select_related("school").order_by("school__name", "name")

    def get_context_data(self, **kwargs):
        kept = self.rows(School, CHANGE).values_list("pk", flat=True)
        return super().get_context_data(may_change=self.may(CHANGE), kept=set(kept), **kwargs)


class SubjectCreate(ScopedCreateView):
    model = Subject
    form_class = SubjectForm
    choice_actions = {"school": CHANGE}

    def get_initial(self):
        return {"school": self.request.GET.get("school") or self.request.user.only_school}


class SubjectUpdate(ScopedUpdateView):
    model = Subject
    form_class = SubjectForm
    choice_actions = {"school": CHANGE}


class SubjectUse(RegisterUse):
    model = Subject


class UsualSubjects(ScopedDetailView):
    """Asks whether to start with the usual subjects, names them, and adds what is missing."""

    model = School
    action = CHANGE
    template_name = "schools/usual_subjects.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(missing=missing_subjects(self.object), **kwargs)

    def post(self, request, *args, **kwargs):
        school = self.get_object()
        with transaction.atomic():
            added = add_usual_subjects(school)
            for subject in added:
                audit.record(request, audit.Action.CREATED, subject, fields=["school", "name"])
        said = ngettext("Added %(n)d subject.", "Added %(n)d subjects.", len(added))
        messages.success(request, said % {"n": len(added)})
        return redirect(Subject.list_of(school))
