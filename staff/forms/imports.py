"""Handing in Dapodik lists."""

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dapodik.reading import LARGEST
from ..models import DapodikImport

FILES = ("first", "second")


class UploadForm(forms.ModelForm):
    """One list or both. What is in them decides which is which, never their names."""

    first = forms.FileField(
        label=gettext_lazy("Daftar Guru"),
        required=False,
        help_text=gettext_lazy("As downloaded from Dapodik, without opening it in Excel."),
    )
    second = forms.FileField(
        label=gettext_lazy("Daftar Tenaga Kependidikan"),
        required=False,
        help_text=gettext_lazy("The principal often stands here."),
    )

    class Meta:
        model = DapodikImport
        fields = ["school"]

    def clean(self):
        fields = super().clean()
        for name in FILES:
            upload = fields.get(name)
            if upload and upload.size > LARGEST:
                self.add_error(
                    name,
                    _("The file is %(size)s; the limit is %(limit)s. Split the list.")
                    % {"size": filesizeformat(upload.size), "limit": filesizeformat(LARGEST)},
                )
        if not self.errors and not self.uploads():
            self.add_error("first", _("Choose at least one of the two files."))
        return fields

    def uploads(self):
        return [upload for name in FILES if (upload := self.cleaned_data.get(name))]


class LookedOverForm(forms.Form):
    """What someone agreed to; `seen` says which preview it was."""

    seen = forms.CharField(widget=forms.HiddenInput)
