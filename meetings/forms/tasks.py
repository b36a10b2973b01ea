"""Closing a task, and narrowing the list of tasks."""

from django import forms
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.access import Role
from schools.fields import words_box
from schools.filters import FilterForm, SearchField

from ..access import groups_of
from ..kinds import Fate
from ..models import Task


class CloseTaskForm(forms.Form):
    fate = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"),
        choices=[choice for choice in Fate.choices if choice[0] in {Fate.DONE, Fate.DROPPED}],
        widget=forms.RadioSelect,
        initial=Fate.DONE,
    )
    note = Task._meta.get_field("note").formfield(
        label=gettext_lazy("What came of it?"),
        widget=words_box(4),
        required=True,
        help_text=gettext_lazy("What was done, and what shows it. If dropped: why."),
        error_messages={"required": gettext_lazy("Say what came of it, or what shows it.")},
    )

    def clean(self):
        said = super().clean()
        if said.get("fate") == Fate.DROPPED and "note" in self.errors:
            self.errors["note"] = self.error_class([_("Say why the task is dropped.")])
        return said


class TaskFilter(FilterForm):
    q = SearchField(label=gettext_lazy("Search by words"))
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        required=False,
        choices=[
            ("", pgettext_lazy("tasks", "My own")),
            ("groups", gettext_lazy("Of my groups")),
            ("school", gettext_lazy("Of the school")),
        ],
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("workflow", "State"),
        required=False,
        choices=[
            ("", gettext_lazy("Still open")),
            ("late", gettext_lazy("Overdue")),
            ("closed", gettext_lazy("Closed")),
            ("all", pgettext_lazy("tasks", "All")),
        ],
    )

    def seen_by(self, user):
        """Only whoever leads a school reads the tasks of groups that they are not in."""
        self.user = user
        if not user.holds({Role.PRINCIPAL}):
            choices = self.fields["whose"].choices
            self.fields["whose"].choices = [one for one in choices if one[0] != "school"]
        return self

    def narrow(self, rows):
        said = self.cleaned_data
        match said.get("whose"):
            case "groups":
                rows = rows.filter(meeting__group__in=groups_of(self.user))
            case "school":
                pass
            case _:
                rows = rows.filter(owner__person__user=self.user)
        match said.get("state"):
            case "late":
                rows = rows.open().filter(due__lt=timezone.localdate())
            case "closed":
                rows = rows.exclude(fate=Fate.OPEN).order_by("-closed_at", "pk")
            case "all":
                still = Case(When(fate=Fate.OPEN, then="due"))
                rows = rows.order_by(still.asc(nulls_last=True), "-closed_at", "pk")
            case _:
                rows = rows.open()
        return rows.filter(text__icontains=said["q"]) if said.get("q") else rows
