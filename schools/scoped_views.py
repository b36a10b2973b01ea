"""The generic views of this project. No view outside this module reads rows by itself.

A view names its `model` (and `form_class`); which rows it gets follows from the model's access
table. A row outside the reader's scope is 404, exactly like one that does not exist.
"""

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import models, transaction
from django.forms import ModelChoiceField
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views import generic

from . import audit
from .access import CHANGE, VIEW, ScopedQuerySet


class ReadsInScope:
    """What every page of ours can do: show rows of any model, as far as the reader may see."""

    def rows(self, model: type[models.Model], action=VIEW):
        return model.objects.for_user(self.request.user, action)

    def may(self, action, model=None):
        return (model or self.model).objects.all().may(self.request.user, action)


class PersonalView(ReadsInScope, generic.TemplateView):
    """A page about the signed-in person, or open to everyone who is signed in."""


class ScopedMixin(ReadsInScope):
    action: str  # what the reader must be allowed to do; each concrete view has one

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "queryset" in vars(cls) or "get_queryset" in vars(cls):
            raise ImproperlyConfigured(f"{cls.__name__}: use `model` and `narrow()`.")

    def narrow(self, rows):
        """Override to select, filter or order rows that are already in scope."""
        return rows

    def get_queryset(self):
        return self.narrow(self.rows(self.model, self.action))


class ScopedListView(ScopedMixin, generic.ListView):
    action = VIEW
    paginate_by = 25

    def paginate_queryset(self, queryset, page_size):
        """A page that is past the end is the last one: rows may have gone since the link."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()


class ScopedDetailView(ScopedMixin, generic.DetailView):
    action = VIEW
    reading_is_recorded = False  # True where people may ask who looked at what is about them

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        if self.reading_is_recorded:
            audit.record_reading(self.request, row)
        return row


class ScopedFileView(ScopedDetailView):
    """Serves the StoredFile that `file_field` of a row in scope points to."""

    file_field: str

    def get(self, request, *args, **kwargs):
        file = getattr(self.get_object(), self.file_field)
        if file is None:
            raise Http404
        return file.response()


class ScopedFormMixin(ScopedMixin):
    action = CHANGE
    choice_actions: dict[str, str] = {}  # what a chosen row must be open to, if more than seeing

    def get_form(self, form_class=None):
        """Cut each choice of rows down to what is open to the writer."""
        form = super().get_form(form_class)
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField):
                field.queryset = self.choices(name, field.queryset)
        return form

    def choices(self, name, rows):
        if not isinstance(rows, ScopedQuerySet):
            raise ImproperlyConfigured(f"{name} offers rows that nothing scopes.")
        return rows.for_user(self.request.user, self.choice_actions.get(name, VIEW))

    def save(self, form):
        """Override when saving is more than one row: call a service, return the row."""
        return form.save()

    def on_behalf_of(self):
        """Override where one writes for another: the name of that person."""
        return ""

    def form_valid(self, form):
        added = form.instance._state.adding
        with transaction.atomic():
            self.object = self.save(form)
            # The saved row itself must lie within the writer's scope, or nothing was saved.
            if not self.get_queryset().filter(pk=self.object.pk).exists():
                raise PermissionDenied
            audit.record(
                self.request,
                audit.Action.CREATED if added else audit.Action.CHANGED,
                self.object,
                # Of a new row all is new, what the form had filled in beforehand too.
                fields=form.fields if added else form.changed_data,
                on_behalf_of=self.on_behalf_of(),
            )
        now = time_format(timezone.localtime(), "TIME_FORMAT")
        messages.success(self.request, _("Saved at %(time)s.") % {"time": now})
        return redirect(self.get_success_url())


class ScopedCreateView(ScopedFormMixin, generic.CreateView):
    def dispatch(self, request, *args, **kwargs):
        if not self.may(self.action):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ScopedUpdateView(ScopedFormMixin, generic.UpdateView):
    pass
