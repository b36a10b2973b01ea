"""Cycles: their plan, their people, their problems, and what both sides make of them."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.fields import words_box
from staff.forms.people import SubjectsField
from staff.kinds import STAFF, TEACHERS

from ..kinds import Fate
from ..models import Cycle, Participant, Problem, Reflection

AGREED = ("focus", "criterion", "at_least", "version")


class PeopleField(SubjectsField):
    """Some of those who work at the school, grouped by what they do."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return person.full_name


def people_field(**options):
    person = Participant._meta.get_field("person")
    return person.formfield(
        form_class=PeopleField,
        label=gettext_lazy("Who takes part"),
        error_messages={"required": gettext_lazy("Choose at least one person.")},
        **options,
    )


class WithPeople:
    """A form that asks who takes part. `placements` are those at the school today."""

    def groups(self):
        """The ticks, by kind of work: teachers first."""
        kinds = {placement.person_id: placement.kind for placement in self.placements}
        options = {
            int(str(option.data["value"])): option
            for option in self["people"]
            if str(option.data["value"]).isdigit()
        }
        sorts = [(gettext_lazy("Teachers"), TEACHERS), (gettext_lazy("Education staff"), STAFF)]
        for words, among in sorts:
            found = [option for pk, option in options.items() if kinds.get(pk) in among]
            if found:
                yield words, found


class CycleForm(forms.ModelForm):
    """The plan. What has been agreed on stays once the first visit has begun."""

    class Meta:
        model = Cycle
        fields = ["term", "focus", "criterion", "at_least", "version", "band_set"]
        widgets = {
            "focus": forms.TextInput(attrs={"autocomplete": "off"}),
            "criterion": words_box(2),
        }
        help_texts = {
            "focus": gettext_lazy("One thing that the visits look at. Example: pupils ask."),
            "version": gettext_lazy("From now on this version stays as it is."),
            "band_set": gettext_lazy("Left empty, the set that the instrument proposes is taken."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["version"].empty_label = _("Choose an instrument")
        fields["band_set"].empty_label = _("As the instrument proposes")
        fields["term"].empty_label = None
        if self.is_agreed:
            for name in AGREED:
                fields[name].disabled = True

    @cached_property
    def is_agreed(self):
        return self.instance.pk is not None and self.instance.has_started_visits()

    def clean(self):
        fields = super().clean()
        if fields.get("at_least") is not None and not fields.get("criterion"):
            self.add_error(
                "criterion", _("Say in words what that figure stands for, so that all read it.")
            )
        return fields


class NewCycleForm(WithPeople, CycleForm):
    number = forms.TypedChoiceField(
        label=gettext_lazy("Which cycle"),
        choices=[(0, gettext_lazy("Baseline")), (1, gettext_lazy("Cycle I"))],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only if it continues none. The baseline changes nothing yet."),
        required=False,
        empty_value=1,
    )
    people = people_field()

    class Meta(CycleForm.Meta):
        fields = ["term", "follows", *CycleForm.Meta.fields[1:]]

    field_order = [
        "term",
        "follows",
        "number",
        "focus",
        "criterion",
        "at_least",
        "version",
        "band_set",
        "people",
    ]

    def __init__(self, *args, school, placements, **kwargs):
        self.school, self.placements = school, placements
        super().__init__(*args, **kwargs)
        self.instance.school = school
        self.fields["follows"].empty_label = _("It continues none")

    def plain_fields(self):
        return [self[name] for name in self.fields if name != "people"]

    def clean(self):
        fields = super().clean()
        before = fields.get("follows")
        if before and before.number + 1 > 12:
            self.add_error("follows", _("A chain has at most twelve cycles. Begin a new one."))
        return fields


class PeopleForm(WithPeople, forms.ModelForm):
    people = people_field()

    class Meta:
        model = Cycle
        fields = []

    def __init__(self, *args, placements, **kwargs):
        self.placements = placements
        super().__init__(*args, **kwargs)

    def plain_fields(self):
        return []


class AdvanceForm(forms.Form):
    """Carries the stage that the page showed, so that a second press does not open the next."""

    stage = forms.CharField(widget=forms.HiddenInput)


class ReasonForm(forms.ModelForm):
    class Meta:
        model = Participant
        fields = ["reason"]
        help_texts = {
            "reason": gettext_lazy("Example: on leave until the end of term. Empty takes it back.")
        }


class ProblemForm(forms.ModelForm):
    class Meta:
        model = Problem
        fields = ["text"]
        help_texts = {
            "text": gettext_lazy("What is still in the way, not who. Do not write pupils' names.")
        }
        widgets = {"text": words_box(3)}


class FateForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"),
        choices=[
            (Fate.SOLVED, Fate.SOLVED.label),
            (Fate.CARRIED, Fate.CARRIED.label),
            (Fate.DROPPED, Fate.DROPPED.label),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("How, or why?"),
        max_length=300,
        required=False,
        widget=words_box(2),
        help_text=gettext_lazy("Needed for what is solved or dropped."),
    )

    def clean(self):
        fields = super().clean()
        decided = fields.get("state") in {Fate.SOLVED, Fate.DROPPED}
        if decided and not fields.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Say how it was solved, or why it is dropped."))
        return fields


class ReflectionForm(forms.ModelForm):
    """Four parts in one's own words. `prompts` are the questions of the library, by part."""

    class Meta:
        model = Reflection
        fields = list(Reflection.PARTS)
        widgets = {part: words_box(4) for part in Reflection.PARTS}

    def __init__(self, *args, prompts, **kwargs):
        super().__init__(*args, **kwargs)
        for part, prompt in prompts.items():
            self.fields[part].help_text = prompt

    def clean(self):
        fields = super().clean()
        if not any(fields.get(part) for part in Reflection.PARTS):
            raise ValidationError(_("Nothing is written yet. One of the four parts is enough."))
        return fields


class VerdictForm(forms.ModelForm):
    is_met = forms.TypedChoiceField(
        label=gettext_lazy("Was the criterion met?"),
        choices=[
            ("yes", pgettext_lazy("criterion", "Met")),
            ("no", pgettext_lazy("criterion", "Not met yet")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Cycle
        fields = ["is_met", "met_note"]
        widgets = {"met_note": words_box(3)}
        help_texts = {
            "met_note": gettext_lazy("The figure or the evidence, and from how many people.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["met_note"].required = True
        self.initial["is_met"] = {True: "yes", False: "no"}.get(self.instance.is_met)


def of_school(school):
    """The library's and the school's own: what a plan of that school can name."""
    return Q(school=None) | Q(school=school)


def versions_of(school):
    return Q(instrument__school=None) | Q(instrument__school=school)
