"""What is asked around the minutes besides the minutes themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everyone who reads the minutes reads it too."),
    )
