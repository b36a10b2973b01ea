"""A file for a meeting."""

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.uploads import KINDS, LIMIT, checked

from ..models import MeetingFile


def what_fits():
    return _(
        "%(kinds)s, up to %(limit)s."
        " Photos are made smaller, and where they were taken is not kept."
    ) % {
        "kinds": KINDS,
        "limit": filesizeformat(LIMIT),
    }


class MeetingFileForm(forms.ModelForm):
    upload = forms.FileField(
        label=gettext_lazy("Photo or file"),
        allow_empty_file=True,  # said in our own words
        max_length=None,
        help_text=lazy(what_fits, str)(),
        error_messages={"required": gettext_lazy("Choose a photo or a file.")},
    )

    class Meta:
        model = MeetingFile
        fields = ["caption"]
        labels = {"caption": gettext_lazy("What it shows")}
        help_texts = {"caption": gettext_lazy("Do not write pupils' names.")}

    field_order = ["upload", "caption"]

    def clean_upload(self):
        return checked(self.cleaned_data["upload"])
