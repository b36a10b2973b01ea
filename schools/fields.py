"""Boxes and checks that forms on every floor share."""

from django import forms
from django.utils.translation import gettext as _


def words_box(rows=3):
    return forms.Textarea(attrs={"rows": rows})


def day_box():
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "data-long-date": ""})


def hour_box():
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class HoursInOrder:
    """For a form with a start and an end on one day."""

    def clean(self):
        fields = super().clean()
        start, end = fields.get("start"), fields.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The end comes before the start. Check both."))
        return fields
