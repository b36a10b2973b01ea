"""A problem from a real class, ideas of colleagues, and what came of them."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.fields import words_box
from schools.filters import FilterForm, SearchField

from ..kinds import Outcome
from ..models import ClassProblem, Idea
from .members import group_field, member_field

NO_NAMES = gettext_lazy("What happens, and with how many pupils. Do not write pupils' names.")


class ProblemForm(forms.ModelForm):
    class Meta:
        model = ClassProblem
        fields = ["title", "grade", "subject", "text"]
        widgets = {
            "title": words_box(2),
            "text": words_box(4),
            "grade": forms.NumberInput(attrs={"min": 0, "max": 13, "inputmode": "numeric"}),
        }
        labels = {"text": gettext_lazy("What you have tried already, and what you saw")}
        help_texts = {"title": NO_NAMES}

    def __init__(self, *args, members=None, **kwargs):
        """With `members`, the class may be that of a colleague."""
        super().__init__(*args, **kwargs)
        if members is not None:
            self.fields["member"] = member_field(
                members,
                label=capfirst(ClassProblem._meta.get_field("person").verbose_name),
                empty_label=gettext_lazy("My own class"),
                required=False,
            )

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class OutcomeForm(forms.ModelForm):
    class Meta:
        model = ClassProblem
        fields = ["trial", "outcome", "state", "practice"]
        widgets = {"trial": words_box(2), "outcome": words_box(4), "state": forms.RadioSelect}
        labels = {"state": gettext_lazy("Where it stands")}
        help_texts = {
            "trial": gettext_lazy("Which idea, in which class, how long."),
            "outcome": gettext_lazy(
                "With its count: how many of how many. What did not work belongs here too."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["practice"].empty_label = gettext_lazy("None yet")


class IdeaForm(forms.ModelForm):
    """One field; a second only where somebody speaks through a colleague."""

    class Meta:
        model = Idea
        fields = ["text"]
        widgets = {"text": words_box(2)}

    def __init__(self, *args, members=None, **kwargs):
        super().__init__(*args, **kwargs)
        if members is not None:
            self.fields["member"] = member_field(
                members,
                label=capfirst(Idea._meta.get_field("by").verbose_name),
                empty_label=gettext_lazy("My own idea"),
                required=False,
                help_text=gettext_lazy("For a colleague without an account, you write it down."),
            )


class ProblemFilter(FilterForm):
    q = SearchField(label=gettext_lazy("Search in problems and ideas"))
    group = group_field(ClassProblem)
    grade = forms.TypedChoiceField(
        label=capfirst(ClassProblem._meta.get_field("grade").verbose_name),
        coerce=int,
        empty_value=None,
        required=False,
    )
    subject = forms.ChoiceField(
        label=ClassProblem._meta.get_field("subject").verbose_name, required=False
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("workflow", "State"),
        required=False,
        choices=[("", pgettext_lazy("class problem", "All")), *Outcome.choices],
    )

    def offer(self, grades, subjects):
        """Only what there is to choose from, and only where there is a choice."""
        offered = {
            "grade": (gettext_lazy("All grades"), [(grade, grade) for grade in grades]),
            "subject": (gettext_lazy("All subjects"), [(name, name) for name in subjects]),
        }
        for name, (everything, choices) in offered.items():
            if len(choices) < 2 and not self.data.get(name):
                del self.fields[name]
            else:
                self.fields[name].choices = [("", everything), *choices]
        return self

    def narrow(self, rows):
        fields = self.cleaned_data
        for name in ("group", "subject", "state"):
            if fields.get(name):
                rows = rows.filter(**{name: fields[name]})
        if fields.get("grade") is not None:
            rows = rows.filter(grade=fields["grade"])
        return rows.named(fields.get("q", ""))
