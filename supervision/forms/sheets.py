"""What is asked around a sheet besides the sheet itself."""

from django import forms
from django.utils.translation import pgettext_lazy

from ..models import Sheet


class RoomForm(forms.Form):
    room = Sheet._meta.get_field("room").formfield(label=pgettext_lazy("class group", "Class"))
