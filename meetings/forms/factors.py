"""The codebook, sentences marked with it, and what is done about them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.fields import words_box
from schools.filters import FilterForm, SearchField

from ..kinds import Direction, Response, Theme
from ..models import Factor, Mention
from ..sources import SOURCES


class SchoolForm(forms.ModelForm):
    """For which school; a page leaves the question out where there is one answer."""

    class Meta:
        model = Factor
        fields = ["school"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].empty_label = gettext_lazy("Choose a school")
        self.fields["school"].required = True


class FactorForm(SchoolForm):
    theme = forms.ChoiceField(
        label=pgettext_lazy("codebook", "Theme"), choices=Theme.choices, required=False
    )

    class Meta:
        model = Factor
        fields = ["school", "name", "definition", "points", "theme", "response"]
        labels = {
            "name": pgettext_lazy("factor", "Name"),
            "definition": gettext_lazy("What is meant"),
            "points": pgettext_lazy("factor", "It works how"),
            "response": gettext_lazy("What often helps"),
        }
        widgets = {
            "definition": words_box(2),
            "response": words_box(3),
            "points": forms.RadioSelect,
        }
        help_texts = {
            "definition": gettext_lazy(
                "One sentence, so that two readers mark the same sentences."
            ),
            "points": gettext_lazy("If it can be either, whoever marks a sentence says which."),
        }

    def words(self):
        """What is to be written, without the school."""
        names = ("name", "definition", "points", "theme", "response")
        return {name: self.cleaned_data[name] for name in names}


class MentionFilter(FilterForm):
    q = SearchField(label=gettext_lazy("Search in the sentences"))
    factor = forms.ModelChoiceField(
        queryset=None,  # the factors the reader sees, set by the page
        label=pgettext_lazy("codebook", "Factor"),
        empty_label=gettext_lazy("All factors"),
        required=False,
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Supports or hinders"),
        choices=[("", gettext_lazy("Both")), *Direction.choices],
        required=False,
    )
    status = forms.ChoiceField(
        label=pgettext_lazy("workflow", "State"),
        choices=[("", gettext_lazy("All states")), *Response.choices],
        required=False,
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Found in"),
        choices=[("", gettext_lazy("Everywhere")), *((one.key, one.label) for one in SOURCES)],
        required=False,
    )

    def narrow(self, rows):
        chosen = self.cleaned_data
        if words := chosen.get("q"):
            rows = rows.filter(quote__icontains=words)
        if chosen.get("factor"):
            rows = rows.filter(factor=chosen["factor"])
        if chosen.get("direction"):
            rows = rows.filter(direction=chosen["direction"])
        if chosen.get("status"):  # only what hinders has a state
            rows = rows.filter(status=chosen["status"], direction=Direction.HINDERS)
        if chosen.get("source"):
            rows = rows.standing_in(chosen["source"])
        return rows


class MarkForm(forms.Form):
    """A sentence, named by where it stands, and a factor with its direction, in one press."""

    sentence = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Choose a sentence.")}
    )
    factor = forms.CharField(
        max_length=40, error_messages={"required": gettext_lazy("Choose a factor.")}
    )

    def clean_factor(self):
        pk, _colon, direction = self.cleaned_data["factor"].partition(":")
        if not pk.isdecimal():
            raise forms.ValidationError(_("Choose a factor."))
        return int(pk), direction


class RespondForm(forms.ModelForm):
    class Meta:
        model = Mention
        fields = ["response", "status"]
        labels = {
            "response": gettext_lazy("What is done about it"),
            "status": gettext_lazy("How far that has come"),
        }
        widgets = {"response": words_box(3), "status": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["response"].help_text = self.instance.factor.worded("response")
        if self.instance.direction == Direction.SUPPORTS:
            del self.fields["status"]
            self.fields["response"].label = _("How it is kept alive")
        else:
            self.fields["status"].choices = Response.choices
