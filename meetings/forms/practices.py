"""Practices: found in a list, written down, shared, tried, judged."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.fields import day_box, words_box
from schools.filters import FilterForm, SearchField
from staff.fields import PeopleChoice, PersonChoice

from ..kinds import Verdict
from ..models import Adoption, Practice

ANY_GRADE = range(14)


class SourceChoice(forms.ModelChoiceField):
    """Another who tries it; where it is not the author, somebody changed it on the way."""

    def label_from_instance(self, adoption):
        return f"{adoption.person}, {adoption.school}"


class PracticeFilter(FilterForm):
    q = SearchField(label=_("Search by name"))
    whose = forms.ChoiceField(
        label=pgettext_lazy("practice", "Whose"),
        required=False,
        choices=[
            ("", pgettext_lazy("practices", "All")),
            ("school", _("Of my school")),
            ("cluster", _("Of my cluster")),
            ("mine", _("My own")),
            ("tried", _("I try it")),
        ],
    )
    grade = forms.TypedChoiceField(
        label=_("Grade"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("All grades")), *((grade, str(grade)) for grade in ANY_GRADE)],
    )
    group = Practice._meta.get_field("group").formfield(
        label=_("Group"), required=False, empty_label=_("All groups")
    )

    def seen_by(self, user):
        self.user = user
        return self

    def narrow(self, rows):
        chosen = self.cleaned_data
        if chosen.get("grade") is not None:
            rows = rows.for_grade(chosen["grade"])
        if chosen.get("group"):
            rows = rows.filter(group=chosen["group"])
        return rows.whose(chosen.get("whose"), self.user).named(chosen.get("q", ""))


class GradesField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(**{"coerce": int, "required": False, "label": _("Grades"), **options})


class PracticeForm(forms.ModelForm):
    """Two taps: what is known is filled in, and nothing but the name is needed."""

    grades = GradesField(help_text=_("None chosen: it is for any grade."))

    class Meta:
        model = Practice
        fields = ["title", "why", "steps", "grades", "audience"]
        widgets = {
            "title": words_box(2),
            "why": words_box(2),
            "steps": words_box(5),
            "audience": forms.RadioSelect,
        }

    def __init__(self, *args, grades=(), audiences=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grades"].choices = [(grade, str(grade)) for grade in grades]
        if "audience" in self.fields:
            self.fields["audience"].choices = audiences

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())


class PracticeUpdateForm(PracticeForm):
    class Meta(PracticeForm.Meta):
        fields = ["title", "why", "steps", "materials", "grades", "with_others"]
        field_classes = {"with_others": PeopleChoice}
        widgets = PracticeForm.Meta.widgets | {"materials": words_box(2)}


class AdoptionForm(forms.ModelForm):
    """What is tried, in which class, learnt from whom, and what is changed for it."""

    grade = forms.TypedChoiceField(
        label=_("Grade"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Taken from the class, if you choose one."),
    )

    class Meta:
        model = Adoption
        fields = ["person", "class_group", "grade", "adaptation", "parent", "since"]
        field_classes = {"person": PersonChoice, "parent": SourceChoice}
        widgets = {"adaptation": words_box(), "since": day_box()}
        help_texts = {
            "adaptation": _("Example: the cards have pictures. Empty: just as it is."),
        }

    def __init__(self, *args, grades=(), author="", alone=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = [
            ("", _("Choose a grade")),
            *((grade, str(grade)) for grade in grades),
        ]
        self.fields["class_group"].empty_label = _("No class in particular")
        self.fields["parent"].empty_label = _("%(author)s, the author") % {"author": author}
        if alone:
            del self.fields["person"]
        else:
            self.fields["person"].empty_label = None

    def clean(self):
        cleaned = super().clean()
        group = cleaned.get("class_group")
        if group:
            cleaned["grade"] = group.grade
        elif cleaned.get("grade") is None and "grade" not in self.errors:
            self.add_error("grade", _("Choose the class or the grade in which you try it."))
        return cleaned


class VerdictForm(forms.Form):
    """How it went so far; whether it stays can wait."""

    happened = Adoption._meta.get_field("happened").formfield(
        label=_("What happened?"),
        widget=words_box(4),
        help_text=_("What you saw pupils do. That it did not work is worth telling as well."),
    )
    verdict = forms.ChoiceField(
        label=_("What becomes of it in your class?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Verdict.KEEP.value, _("Keep it as it is")),
            (Verdict.CHANGE.value, _("Keep it, and change it")),
            (Verdict.DROP.value, _("Drop it")),
            ("", _("Too early to say")),
        ],
    )
