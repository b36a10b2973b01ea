"""Requests to put right what is written down about someone, and their answers."""

from contextlib import suppress

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views import generic

from schools.access import CHANGE, VIEW
from schools.scoped_views import ScopedFormMixin, ScopedListView, ScopedUpdateView

from ..forms.corrections import AnswerForm, CorrectionForm
from ..models import CorrectionRequest, Person
from ..services.corrections import AlreadyAnswered, answer_correction


class CorrectionCreate(ScopedFormMixin, generic.CreateView):
    """Ask for one's own record to be put right."""

    model = CorrectionRequest
    form_class = CorrectionForm
    action = VIEW  # whoever may read a record may ask for it to be put right

    @cached_property
    def person(self):
        return get_object_or_404(self.rows(Person), user=self.request.user)

    @property
    def is_own(self):
        return self.person.user_id == self.request.user.pk

    def on_behalf_of(self):
        return "" if self.is_own else str(self.person)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.person, form.instance.entered_by = self.person, self.request.user
        return form

    def get_success_url(self):
        return reverse("my_data" if self.is_own else "staff:corrections")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            person=self.person, is_own=self.is_own, back_url=self.get_success_url(), **kwargs
        )


class CorrectionFor(CorrectionCreate):
    """Write a request down for someone else, who may have no account."""

    @cached_property
    def person(self):
        return self.row(Person, self.kwargs["pk"], CHANGE)


class CorrectionList(ScopedListView):
    """What the reader can answer: one's own requests stand in “My data”."""

    model = CorrectionRequest
    action = CHANGE

    @property
    def shows_all(self):
        return self.request.GET.get("tampil") == "semua"

    def narrow(self, rows):
        rows = rows if self.shows_all else rows.unanswered()
        return rows.waiting_first().select_related("person", "answered_by")

    def get_context_data(self, **kwargs):
        return super().get_context_data(shows_all=self.shows_all, **kwargs)


class CorrectionAnswer(ScopedUpdateView):
    """Read a request and answer it, once. Afterwards the page says who did, and when."""

    model = CorrectionRequest
    form_class = AnswerForm
    template_name = "staff/correctionrequest_answer.html"
    success_url = reverse_lazy("staff:corrections")

    def narrow(self, rows):
        return rows.select_related("person__user", "entered_by", "answered_by")

    def post(self, request, *args, **kwargs):
        if self.get_object().answered_at is None:
            with suppress(AlreadyAnswered):  # by someone else, in this very moment
                return super().post(request, *args, **kwargs)
        return redirect(request.path)

    def save(self, form):
        return answer_correction(form.instance, by=self.request.user, **form.cleaned_data)
