"""Asking for something to be put right, and answering."""

from django import forms
from django.utils.translation import gettext_lazy

from schools.fields import words_box

from ..models import CorrectionRequest


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = CorrectionRequest
        fields = ["text"]
        widgets = {"text": words_box(5)}
        help_texts = {
            "text": gettext_lazy(
                "What is written now, and what it should be. "
                "Example: “My date of birth is 18 April 1985, not 8 April.”"
            )
        }


class AnswerForm(forms.ModelForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=CorrectionRequest.Outcome,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = CorrectionRequest
        fields = ["outcome", "answer"]
        widgets = {"answer": words_box(5)}
        help_texts = {
            "answer": gettext_lazy(
                "The person reads this: what was changed, or why it stays and what would change it."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
