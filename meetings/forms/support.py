"""Support for pupils: its plan, its hours, what was counted, what was held, how it ended."""

from datetime import datetime, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.fields import day_box, hour_box, words_box
from schools.filters import FilterForm
from staff.fields import PeopleChoice, PersonChoice

from ..kinds import SupportState
from ..models import Measure, Support, SupportSession

NO_NAMES = gettext_lazy("Do not write pupils' names.")
MOST_HOURS = 6
A_SITTING = timedelta(minutes=30)  # how long it lasts where no end is written
MOST_PUPILS = 999
MARKS = [MinValueValidator(0), MaxValueValidator(100)]


class ClassField(forms.ModelChoiceField):
    def label_from_instance(self, group):
        return f"{group}, {group.school_year}"


class SupportFilter(FilterForm):
    state = forms.ChoiceField(
        label=pgettext_lazy("workflow", "State"),
        choices=[("", gettext_lazy("Running and earlier")), *SupportState.choices],
        required=False,
    )
    term = forms.ChoiceField(label=gettext_lazy("Term"), required=False)
    group = ClassField(
        queryset=None,  # the classes the reader sees, set by the page
        label=pgettext_lazy("class group", "Class"),
        empty_label=gettext_lazy("All classes"),
        required=False,
    )

    def narrow(self, rows):
        chosen = self.cleaned_data
        if chosen.get("state"):
            rows = rows.filter(state=chosen["state"])
        if chosen.get("term"):
            rows = rows.filter(term=chosen["term"])
        if chosen.get("group"):
            rows = rows.filter(class_group=chosen["group"])
        return rows


class SupportForm(forms.ModelForm):
    term = forms.ChoiceField(label=gettext_lazy("Term"))

    class Meta:
        model = Support
        fields = [
            "kind",
            "class_group",
            "term",
            "subject",
            "goal",
            "level_set",
            "target",
            "lead",
            "team",
        ]
        field_classes = {"class_group": ClassField, "lead": PersonChoice, "team": PeopleChoice}
        widgets = {"kind": forms.RadioSelect, "goal": words_box(2)}
        labels = {
            "lead": gettext_lazy("Who leads it"),
            "team": gettext_lazy("Who helps"),
            "goal": gettext_lazy("Goal"),
            "level_set": gettext_lazy("Counted by levels"),
            "target": gettext_lazy("Or by a mark to reach"),
            "class_group": pgettext_lazy("class group", "Class"),
        }
        help_texts = {
            "goal": gettext_lazy(
                "As a number, so that all see when it is reached. Do not write pupils' names."
            ),
            "subject": gettext_lazy("For remedial teaching."),
            "level_set": gettext_lazy("How many pupils stand at which level, before and after."),
            "target": gettext_lazy("How many pupils are below it, before and after."),
        }

    def __init__(self, *args, terms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = terms
        self.fields["kind"].choices = self.fields["kind"].choices[-2:]
        self.fields["level_set"].empty_label = _("No list, by marks")
        self.fields["class_group"].empty_label = _("Choose a class")
        self.fields["lead"].empty_label = _("Choose one person")
        self.fields["target"].widget.attrs["inputmode"] = "decimal"
        self.fields["target"].validators += MARKS

    def clean(self):
        fields = super().clean()
        levels, target = fields.get("level_set"), fields.get("target")
        if self.instance.pk is None and target is not None and "level_set" not in self.changed_data:
            fields["level_set"] = levels = None  # a mark takes the place of what was filled in
        if "target" not in self.errors and "level_set" not in self.errors:
            if levels and target is not None:
                self.add_error(
                    "target", _("Count by levels or by a mark, not by both. Empty one of the two.")
                )
            elif levels is None and target is None:
                self.add_error(
                    "level_set", _("Choose a list of levels, or write the mark to reach.")
                )
        return fields

    def plain_fields(self):
        return [self[name] for name in self.fields if name != "team"]


def weekday_to_begin(today):
    """One begins on the day on which one meets; who plans on a Sunday begins on Monday."""
    return today.weekday() % 6


class SlotsForm(forms.ModelForm):
    """One row an hour of the week; what is left empty falls away. A first day is proposed."""

    class Meta:
        model = Support
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        slots = list(self.instance.slots.all())
        self.proposed = {} if slots else {"day_0": weekday_to_begin(timezone.localdate())}
        self.initial |= self.proposed
        days = [("", "–"), *((day, WEEKDAYS[day]) for day in range(7))]
        for row in range(MOST_HOURS):
            number = {"n": row + 1}
            self.fields[f"day_{row}"] = forms.TypedChoiceField(
                label=_("Hour %(n)d, day") % number,
                choices=days,
                coerce=int,
                empty_value=None,
                required=False,
            )
            for part, label in [("start", _("Hour %(n)d, from")), ("end", _("Hour %(n)d, until"))]:
                self.fields[f"{part}_{row}"] = forms.TimeField(
                    label=label % number, widget=hour_box(), required=False
                )
            if row < len(slots):
                slot = slots[row]
                self.initial |= {
                    f"day_{row}": slot.weekday,
                    f"start_{row}": slot.start,
                    f"end_{row}": slot.end,
                }

    @property
    def rows(self):
        return [
            [self[f"{part}_{row}"] for part in ("day", "start", "end")] for row in range(MOST_HOURS)
        ]

    @property
    def at_hand(self):
        """How many rows stand open: those that are filled in, and one more."""
        hours = [row[1:] for row in self.rows]
        filled = [n for n, row in enumerate(hours, 1) if any(box.value() for box in row)]
        return min(max(filled, default=0) + 1, MOST_HOURS)

    @property
    def rows_at_hand(self):
        return self.rows[: self.at_hand]

    @property
    def rows_to_add(self):
        return self.rows[self.at_hand :]

    def clean(self):
        fields = super().clean()
        self.hours = {}
        for row in range(MOST_HOURS):
            day, start, end = (fields.get(f"{part}_{row}") for part in ("day", "start", "end"))
            names = {f"{part}_{row}" for part in ("day", "start", "end")}
            is_chosen = day not in (None, self.proposed.get(f"day_{row}"))
            if names & set(self.errors) or not (is_chosen or start or end):
                continue
            if start and not end:
                end = (datetime.combine(datetime.min, start) + A_SITTING).time()
            if day is None or not start:
                self.add_error(f"day_{row}", _("Write day and beginning, or leave both empty."))
            elif end <= start:
                self.add_error(f"end_{row}", _("The end comes before the start. Check both."))
            else:
                self.hours[row] = {"weekday": day, "start": start, "end": end}
        return fields


class MeasureForm(forms.ModelForm):
    """Pupils per level; or how many there are, with their mean, and how many below the mark."""

    class Meta:
        model = Measure
        fields = ["date", "n", "mean", "below"]
        labels = {
            "date": gettext_lazy("Date"),
            "n": gettext_lazy("How many pupils"),
            "mean": gettext_lazy("Mean of their marks"),
            "below": gettext_lazy("How many are below the mark"),
        }
        help_texts = {"n": gettext_lazy("Only the number. Do not write pupils' names.")}
        widgets = {"date": day_box()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("date", timezone.localdate())
        if self.instance.pk is None:
            self.initial["date"] = timezone.localdate()
        if self.levels:
            for name in ("n", "mean", "below"):
                del self.fields[name]
        else:
            self.fields["n"].required = self.fields["below"].required = True
            self.fields["mean"].widget.attrs["inputmode"] = "decimal"
            self.fields["mean"].validators += MARKS
            for name in ("n", "below"):
                self.fields[name].validators.append(MaxValueValidator(MOST_PUPILS))
        for place, level in enumerate(self.levels):
            self.fields[f"level_{place}"] = forms.IntegerField(
                label=level["name"],
                min_value=0,
                max_value=MOST_PUPILS,
                required=False,
                initial=self.instance.counts.get(level["code"], 0),
            )

    @cached_property
    def levels(self):
        support = self.instance.support
        return support.level_set.worded_levels() if support.level_set else []

    def rows(self):
        """Each level with its box, the lowest first, as the check goes up."""
        return [(level, self[f"level_{place}"]) for place, level in enumerate(self.levels)]

    def plain_fields(self):
        return [self[name] for name in self.fields if not name.startswith("level_")]

    def clean(self):
        fields = super().clean()
        if self.levels:
            self.instance.counts = {
                level["code"]: fields.get(f"level_{place}") or 0
                for place, level in enumerate(self.levels)
            }
        elif (fields.get("below") or 0) > (fields.get("n") or 0):
            self.add_error("below", _("There cannot be more below the mark than pupils."))
        return fields


class SessionForm(forms.ModelForm):
    """Twenty seconds: the day is today, the rest is as it was the last time."""

    class Meta:
        model = SupportSession
        fields = ["present", "minutes", "note", "date", "by"]
        field_classes = {"by": PersonChoice}
        labels = {
            "present": gettext_lazy("Pupils present"),
            "note": gettext_lazy("What was done"),
            "date": gettext_lazy("Date"),
            "by": gettext_lazy("Who held it"),
        }
        widgets = {"date": day_box(), "note": words_box(2)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by"].empty_label = None
        self.fields["present"].validators.append(MaxValueValidator(MOST_PUPILS))

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come. Write it down afterwards."))
        return day


class EndForm(forms.ModelForm):
    class Meta:
        model = Support
        fields = ["state", "outcome", "learnt"]
        labels = {
            "state": gettext_lazy("How it stands"),
            "outcome": gettext_lazy("What came of it"),
            "learnt": gettext_lazy("What was learnt"),
        }
        widgets = {
            "state": forms.RadioSelect,
            "outcome": words_box(3),
            "learnt": words_box(3),
        }
        help_texts = {
            "outcome": gettext_lazy(
                "What was seen, with numbers. One that did not work helps as much as one that did."
                " Do not write pupils' names."
            ),
            "learnt": gettext_lazy("What you would do again, and what not."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        running = self.instance.state == SupportState.RUNNING
        states = [choice for choice in SupportState.choices if choice[0] != SupportState.RUNNING]
        if running:
            self.initial["state"] = None
        else:
            states.append((SupportState.RUNNING, _("Continued after all")))
        self.fields["state"].choices = states
