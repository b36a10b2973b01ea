"""Series of meetings, single ones, and what stands on their agenda."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.fields import HoursInOrder, day_box, hour_box, words_box

from ..calculations.dates import LAST
from ..models import AgendaItem, Meeting, Series
from ..services.planning import check_series

WEEKS = [
    (1, pgettext_lazy("week of the month", "First")),
    (2, pgettext_lazy("week of the month", "Second")),
    (3, pgettext_lazy("week of the month", "Third")),
    (4, pgettext_lazy("week of the month", "Fourth")),
    (LAST, pgettext_lazy("week of the month", "Last")),
]
FROM, UNTIL = pgettext_lazy("hour", "From"), pgettext_lazy("hour", "Until")


class Grouped:
    """A form whose fields stand under headings."""

    GROUPS = ()

    def groups(self):
        for heading, names in self.GROUPS:
            if fields := [self[name] for name in names if name in self.fields]:
                yield heading, fields


class SeriesForm(Grouped, HoursInOrder, forms.ModelForm):
    weeks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which of the month"),
        choices=WEEKS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Leave all of them empty to meet every week."),
    )

    GROUPS = (
        (gettext_lazy("On which days"), ("weekday", "weeks", "first_day", "last_day")),
        (gettext_lazy("What each meeting gets"), ("kind", "title", "start", "end", "place")),
    )

    class Meta:
        model = Series
        fields = [
            "weekday",
            "weeks",
            "first_day",
            "last_day",
            "kind",
            "title",
            "start",
            "end",
            "place",
        ]
        widgets = {
            "first_day": day_box(),
            "last_day": day_box(),
            "start": hour_box(),
            "end": hour_box(),
        }
        labels = {"start": FROM, "end": UNTIL}
        help_texts = {
            "last_day": gettext_lazy("Until the end of the term, if nothing else is agreed."),
            "title": gettext_lazy("Each meeting can get a title of its own later."),
        }

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.group = group
        self.fields["weekday"].choices = Series.Weekday.choices

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                check_series(self.instance)
            except ValidationError as refusal:
                self.add_error(None, refusal)


class MeetingForm(Grouped, forms.ModelForm):
    """A single meeting. The day of one that is planned changes by moving it, with a reason."""

    GROUPS = (
        (gettext_lazy("When and where"), ("date", "start", "end", "mode", "place")),
        (gettext_lazy("What it is about"), ("kind", "title", "bring")),
        (gettext_lazy("For the papers"), ("number", "is_shared")),
    )

    class Meta:
        model = Meeting
        fields = [
            "date",
            "start",
            "end",
            "mode",
            "place",
            "kind",
            "title",
            "bring",
            "number",
            "is_shared",
        ]
        widgets = {
            "date": day_box(),
            "start": hour_box(),
            "end": hour_box(),
            "mode": forms.RadioSelect,
        }
        labels = {"start": FROM, "end": UNTIL}

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.group = group
        self.fields["mode"].choices = Meeting.Mode.choices
        if not group.is_of_one_school:
            del self.fields["is_shared"]  # its title and decisions are open anyway
        if self.instance.planned_by_id:
            for name in ("date", "start", "end"):
                del self.fields[name]


class MoveForm(HoursInOrder, forms.Form):
    date = forms.DateField(label=gettext_lazy("New date"), widget=day_box())
    start = forms.TimeField(label=FROM, required=False, widget=hour_box())
    end = forms.TimeField(label=UNTIL, required=False, widget=hour_box())
    reason = forms.CharField(
        label=gettext_lazy("Why it moves"),
        max_length=200,
        help_text=gettext_lazy("The members read it. Example: no boat runs on that day."),
    )


class MissForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it was not held"),
        max_length=300,
        widget=words_box(2),
        help_text=gettext_lazy("What was in the way, not who. Example: wind, no boat."),
    )


class OwnerChoice(forms.ModelChoiceField):
    def label_from_instance(self, member):
        return str(member)


class AgendaForm(forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["text", "suggestion", "owner"]
        field_classes = {"owner": OwnerChoice}
        labels = {"text": gettext_lazy("What should be talked about?")}
        help_texts = {
            "suggestion": gettext_lazy("What you suggest, so that the others can think about it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].empty_label = gettext_lazy("Nobody named")


class OrderForm(forms.Form):
    to = forms.TypedChoiceField(choices=[("-1", ""), ("1", "")], coerce=int)
