"""What a school teaches."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import audit
from ..access import CHANGE
from ..filters import SubjectFilter
from ..forms import SubjectForm
from ..models import School, Subject
from ..scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedListView,
    ScopedUpdateView,
)
from ..services import add_usual_subjects, missing_subjects
from ..usual_subjects import USUAL_SUBJECTS
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


class UsualSubjects(ScopedActView):
    """Starts with the usual subjects of the form of school, adding what is missing."""

    model = School

    def asks(self, row):
        missing = missing_subjects(row)
        return {
            "question": _("Add the usual subjects to %(school)s?") % {"school": row},
            "text": _(
                "What is there already stays as it is. Afterwards each can be renamed or taken "
                "out of use."
            ),
            "details": missing,
            "hindrance": "" if missing else self.nothing_to_add(row),
            "verb": _("Add subjects"),
            "no": _("Not yet"),
            "no_url": Subject.list_of(row),
        }

    def nothing_to_add(self, row):
        if row.form in USUAL_SUBJECTS:
            return _("The usual subjects are all here. Others can be added one by one.")
        return _("There is no list for this form of school. Add its subjects one by one.")

    def act(self, row):
        added = add_usual_subjects(row)
        for subject in added:
            audit.record(self.request, audit.Action.CREATED, subject, fields=["school", "name"])
        said = ngettext("Added %(n)d subject.", "Added %(n)d subjects.", len(added))
        self.said = said % {"n": len(added)}

    def get_success_url(self):
        return Subject.list_of(self.object)
