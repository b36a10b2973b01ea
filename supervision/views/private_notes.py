"""Notes that only their author ever reads."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import generic

from schools.access import CHANGE
from schools.scoped_views import (
    ScopedActView,
    ScopedDetailView,
    ScopedFormMixin,
    ScopedListView,
    ScopedUpdateView,
)

from ..forms.talks import NoteForm
from ..models import PrivateNote, Visit


class PrivateNoteList(ScopedListView):
    model = PrivateNote

    def narrow(self, rows):
        return rows.select_related("visit__person")


class PrivateNoteDetail(ScopedDetailView):
    model = PrivateNote

    def narrow(self, rows):
        return rows.select_related("visit__person")


class PrivateNoteCreate(ScopedFormMixin, generic.CreateView):
    """Everybody who is signed in can write one; about a visit, who may see the visit."""

    model = PrivateNote
    form_class = NoteForm
    template_name = "supervision/privatenote_form.html"

    @cached_property
    def visit(self):
        asked = self.request.GET.get("visit")
        if not asked:
            return None
        try:
            return self.row(Visit, UUID(asked))
        except ValueError:
            raise Http404 from None

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.author, form.instance.visit = self.request.user, self.visit
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(visit=self.visit, **kwargs)

    def get_success_url(self):
        return self.visit.get_absolute_url() if self.visit else reverse("supervision:private_notes")


class PrivateNoteUpdate(ScopedUpdateView):
    model = PrivateNote
    form_class = NoteForm
    template_name = "supervision/privatenote_form.html"


class PrivateNoteDelete(ScopedActView):
    model = PrivateNote
    action = CHANGE
    success_url = reverse_lazy("supervision:private_notes")

    def asks(self, row):
        return {
            "question": _("Delete this note?"),
            "text": _("You alone have read it. What is deleted cannot be brought back."),
            "verb": _("Delete note"),
            "no": _("Keep it"),
            "destroys": True,
        }

    def act(self, row):
        self.rows(PrivateNote, CHANGE).filter(pk=row.pk).delete()

    def get_success_url(self):
        return str(self.success_url)
