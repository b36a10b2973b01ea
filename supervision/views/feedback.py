"""Feedback in four parts: goal, seen, gap, next step."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schools.access import CHANGE
from schools.scoped_views import ScopedActView, ScopedCreateView, ScopedUpdateView

from ..forms.talks import FeedbackForm
from ..kinds import State, VisitKind, Voice
from ..models import Feedback, Remark, Sheet, Visit

Moment = Remark.Moment


class WritesFeedback:
    model = Feedback
    form_class = FeedbackForm
    template_name = "supervision/feedback_form.html"

    def get_context_data(self, **kwargs):
        said = self.rows(Remark).filter(visit=self.visit, moment=Moment.OWN_VIEW)
        views = list(said.select_related("by"))
        for remark in views:
            remark.visit = self.visit
        return super().get_context_data(visit=self.visit, own_views=views, **kwargs)

    def get_success_url(self):
        if "share" in self.request.POST:
            return reverse("supervision:visit_share", args=[self.visit.pk])
        return self.visit.get_absolute_url()


class FeedbackCreate(WritesFeedback, ScopedCreateView):
    @cached_property
    def visit(self):
        rows = self.rows(Visit, CHANGE).filter(observer=self.request.user, state=State.OBSERVED)
        rows = rows.exclude(kind=VisitKind.WALK).select_related("person__user", "observer")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.visit = self.visit
        return form

    def get_initial(self):
        """What was noted in the classroom is there already, to be put in order."""
        sheets = self.rows(Sheet).filter(visit=self.visit, voice=Voice.OBSERVER, room=None)
        noted = [moment["text"] for sheet in sheets for moment in sheet.moments]
        room = Feedback._meta.get_field("seen").max_length
        return {
            "goal": self.visit.criterion or self.visit.focus,
            "seen": "\n".join(noted)[:room],
        }


class FeedbackUpdate(WritesFeedback, ScopedUpdateView):
    def narrow(self, rows):
        return rows.filter(visit__state=State.OBSERVED).select_related(
            "visit__person__user", "visit__observer"
        )

    @property
    def visit(self):
        return self.object.visit


class FeedbackDelete(ScopedActView):
    model = Feedback
    action = CHANGE

    def narrow(self, rows):
        return rows.filter(visit__state=State.OBSERVED).select_related("visit__person")

    def asks(self, row):
        return {
            "question": _("Delete this feedback?"),
            "text": _("Nobody has read it yet. What is deleted cannot be brought back."),
            "verb": _("Delete feedback"),
            "no": _("Keep it"),
            "destroys": True,
            "details": [row.goal, row.seen, row.gap, row.next_step],
        }

    def act(self, row):
        self.rows(Feedback, CHANGE).filter(pk=row.pk).delete()
