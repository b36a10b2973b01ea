"""Practices that were seen in a visit, and steps that become a topic of a group."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Sighting
from schools.fields import words_box


class SeenForm(forms.Form):
    """One of the practices of the person visited: their own, or one that they try."""

    seen = forms.ChoiceField(
        label=_("What did you see?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the practice that you saw.")},
    )
    note = Sighting._meta.get_field("note").formfield(
        label=_("How did it look in class?"),
        widget=words_box(2),
        help_text=_("One sentence. The person visited reads it, and whoever reads the visit."),
    )

    def __init__(self, *args, practices=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].choices = practices


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return f"{meeting.group}, {date_format(meeting.date, 'l, j F Y')}"


class TopicForm(forms.Form):
    """In the words of whoever brings it: nothing is filled in from the visit."""

    text = AgendaItem._meta.get_field("text").formfield(
        label=_("What would you like to talk about?"),
        widget=words_box(2),
        help_text=_(
            "In your own words. Nothing else of the visit goes along. Whoever reads this step"
            " finds the meeting from here, if they may read it."
        ),
    )

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = MeetingChoice(
            meetings, label=_("In which meeting?"), empty_label=None, widget=forms.RadioSelect
        )
