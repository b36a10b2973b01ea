"""The generic views of this project. No view outside this module finds rows by itself.

A view names its `model` (and `form_class`); which rows it gets follows from the model's access
table. A row outside the reader's scope is 404, exactly like one that does not exist. What hangs on
a row in scope (`visit.sheets`) is read from it only where whoever reads the row reads all of that.
"""

import logging

from django import forms
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.forms import ModelChoiceField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views import generic

from . import audit
from .access import CHANGE, VIEW, Role, ScopedQuerySet, schools_where
from .models.places import RegisterQuerySet

logger = logging.getLogger(__name__)
DONE = "done"  # in the session: what was sent last, and where it led


def just_taken(error):
    """What to say when somebody else wrote the same row between the check and the save."""
    logger.warning("a row was taken while it was saved", exc_info=error)
    return ValidationError(
        _("Somebody saved the same at this very moment. Look at what stands there, then try again.")
    )


def saved_now():
    now = time_format(timezone.localtime(), "TIME_FORMAT")
    return _("Saved at %(time)s.") % {"time": now}


class ReadsInScope:
    """What every page of ours can do: show rows of any model, as far as the reader may see."""

    def rows(self, model: type[models.Model], action=VIEW):
        return model.objects.for_user(self.request.user, action)

    def row(self, model, pk, action=VIEW):
        """The one row with that key, or 404 as if it were not there."""
        return get_object_or_404(self.rows(model, action), pk=pk)

    def may(self, action, model=None):
        return (model or self.model).objects.all().may(self.request.user, action)


class PersonalView(ReadsInScope, generic.TemplateView):
    """A page about the signed-in person, or open to everyone who is signed in."""


class ScopedMixin(ReadsInScope):
    action: str  # what the reader must be allowed to do; each concrete view has one
    choice_actions: dict[str, str] = {}  # what a chosen row must be open to, if more than seeing

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "queryset" in vars(cls) or "get_queryset" in vars(cls):
            raise ImproperlyConfigured(f"{cls.__name__}: use `model` and `narrow()`.")

    def narrow(self, rows):
        """Override to select, filter or order rows that are already in scope."""
        return rows

    def get_queryset(self):
        return self.narrow(self.rows(self.model, self.action))

    def cut_choices(self, form):
        """Cut each choice of rows in a form down to what is open to the reader."""
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField):
                field.queryset = self.choices(name, field.queryset)
        return form

    def choices(self, name, rows):
        if not isinstance(rows, ScopedQuerySet):
            raise ImproperlyConfigured(f"{name} offers rows that nothing scopes.")
        return rows.for_user(self.request.user, self.choice_actions.get(name, VIEW))


class ScopedListView(ScopedMixin, generic.ListView):
    action = VIEW
    paginate_by = 25
    filter_form_class = None  # what the list is searched and narrowed by, see schools/filters.py

    def get_context_data(self, **kwargs):
        if self.filter_form_class:
            everything, filters = self.object_list, self.get_filters()
            self.object_list = filters.narrow(everything)
            kwargs = super().get_context_data(filters=filters, total=everything.count, **kwargs)
            # Whether there is anything at all; what is shown says so without a further query.
            return kwargs | {"has_rows": bool(kwargs["object_list"]) or everything.exists()}
        return super().get_context_data(**kwargs)

    def get_filters(self):
        """The form as the address fills it; a choice with nothing to choose from is left out."""
        filters = self.cut_choices(self.filter_form_class(self.request.GET))
        for name, field in list(filters.fields.items()):
            if isinstance(field, ModelChoiceField):
                field.choices = list(iter(field.choices))  # read once, and not counted before
                if len(field.choices) - (field.empty_label is not None) < 2:
                    del filters.fields[name]
        filters.full_clean()
        return filters

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
    is_shown = False  # True for a picture of our own drawing that stands in a page

    def get(self, request, *args, **kwargs):
        file = getattr(self.get_object(), self.file_field)
        if file is None:
            raise Http404
        return file.response(is_shown=self.is_shown)


class ScopedFormMixin(ScopedMixin):
    action = CHANGE

    def dispatch(self, request, *args, **kwargs):
        """Sent a second time, its row may be out of reach by then: on to where the first led."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            path, url = request.session.get(DONE, ("", ""))
            if request.method != "POST" or path != request.path:
                raise
            messages.info(request, _("This was done already. Here is how it stands now."))
            return redirect(url)

    def done(self):
        url = str(self.get_success_url())
        self.request.session[DONE] = [self.request.path, url]
        return redirect(url)

    def get_form(self, form_class=None):
        return self.cut_choices(super().get_form(form_class))

    def choices(self, name, rows):
        """What is out of use is not offered any more, but stays where it is named already."""
        rows = super().choices(name, rows)
        if isinstance(rows, RegisterQuerySet):
            return rows.on_offer(besides=getattr(self.object, f"{name}_id", None))
        return rows

    def save(self, form):
        """Override when saving is more than one row: call a service, return the row."""
        return form.save()

    def saved(self):
        """The rows among which the saved one must be: those that the writer may change."""
        return self.get_queryset()

    def on_behalf_of(self):
        """Override where one writes for another: the name of that person."""
        return ""

    def form_valid(self, form):
        try:
            self.save_and_record(form)
        except ValidationError as refusal:  # a rule that only shows when saving
            form.add_error(None, refusal)
            return self.form_invalid(form)
        except IntegrityError as error:
            form.add_error(None, just_taken(error))
            return self.form_invalid(form)
        messages.success(self.request, saved_now())
        return self.done()

    def save_and_record(self, form):
        added = form.instance._state.adding
        with transaction.atomic():
            self.object = self.save(form)
            # The saved row itself must lie within the writer's scope, or nothing was saved.
            if not self.saved().filter(pk=self.object.pk).exists():
                raise PermissionDenied
            audit.record(
                self.request,
                audit.Action.CREATED if added else audit.Action.CHANGED,
                self.object,
                # Of a new row all is new, what the form had filled in beforehand too.
                fields=form.fields if added else form.changed_data,
                on_behalf_of=self.on_behalf_of(),
            )


class ScopedCreateView(ScopedFormMixin, generic.CreateView):
    def dispatch(self, request, *args, **kwargs):
        if not self.may(self.action):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ScopedUpdateView(ScopedFormMixin, generic.UpdateView):
    def form_invalid(self, form):
        """The page names the row as it is stored: the form has put what was refused onto it."""
        self.object = self.get_object()
        return super().form_invalid(form)


class ScopedActView(ScopedFormMixin, generic.edit.FormMixin, generic.DetailView):
    """Asks once in words, then does one thing to a row.

    `asks` gives the words and `act` does it, with whatever the form asked for besides; it may
    raise ValidationError to say why it cannot be.
    """

    form_class = forms.Form
    template_name = "schools/ask.html"
    recorded_as = audit.Action.CHANGED
    said = ""  # afterwards; without it the hour is told

    def asks(self, row):
        """Return question, text, verb and no (the other verb).

        Also destroys, if it does; details, a list; hindrance, why it cannot be done at all.
        """
        raise NotImplementedError

    def act(self, row, **fields):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        words = self.asks(self.object)
        if "no_url" not in words:
            words |= {"no_url": self.object.get_absolute_url()}
        return super().get_context_data(**words, **kwargs)

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form):
        try:
            if hindrance := self.asks(self.object).get("hindrance"):
                raise ValidationError(hindrance)
            with transaction.atomic():
                self.act(self.object, **form.cleaned_data)
                audit.record(
                    self.request,
                    self.recorded_as,
                    self.object,
                    fields=form.fields,
                    on_behalf_of=self.on_behalf_of(),
                )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        except IntegrityError as error:
            form.add_error(None, just_taken(error))
            return self.form_invalid(form)
        messages.success(self.request, self.said or saved_now())
        return self.done()

    def get_success_url(self):
        return self.object.get_absolute_url()


class ForOwnSchool:
    """Makes something for a school that the reader leads; asks which only if there are several."""

    def choices(self, name, rows):
        rows = super().choices(name, rows)
        if name == "school":
            rows = rows.filter(pk__in=schools_where(self.request.user, {Role.PRINCIPAL}))
        return rows

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        self.led = list(form.fields["school"].queryset[:2])
        if len(self.led) == 1:
            del form.fields["school"]
        return form

    def school(self, fields):
        return fields.get("school") or self.led[0]


class OwnVersionView(ForOwnSchool, ScopedActView):
    """Makes of a row that the reader can see one of a school that they lead."""

    action = VIEW
    recorded_as = audit.Action.CREATED

    def dispatch(self, request, *args, **kwargs):
        if not self.may(CHANGE):
            raise Http404
        return super().dispatch(request, *args, **kwargs)
