"""Cycles: their plan, their people, their problems, and what both sides make of them."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from staff.forms.people import SubjectsField, day_field
from staff.kinds import STAFF, TEACHERS

from ..kinds import BEFORE, Fate
from ..models import Cycle, Participant, Problem, Reflection
from ..services.schedule import Wish, hours_of, latest_of, overlap

AGREED = ("focus", "criterion", "at_least", "version")


class PeopleField(SubjectsField):
    """Some of those who work at the school, grouped by what they do."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return person.full_name


def people_field(**options):
    person = Participant._meta.get_field("person")
    return person.formfield(
        form_class=PeopleField,
        label=gettext_lazy("Who takes part"),
        error_messages={"required": gettext_lazy("Choose at least one person.")},
        **options,
    )


class WithPeople:
    """A form that asks who takes part. `placements` are those at the school today."""

    def groups(self):
        """The ticks, by kind of work: teachers first."""
        kinds = {placement.person_id: placement.kind for placement in self.placements}
        options = {
            int(str(option.data["value"])): option
            for option in self["people"]
            if str(option.data["value"]).isdigit()
        }
        sorts = [(gettext_lazy("Teachers"), TEACHERS), (gettext_lazy("Education staff"), STAFF)]
        for words, among in sorts:
            found = [option for pk, option in options.items() if kinds.get(pk) in among]
            if found:
                yield words, found


class CycleForm(forms.ModelForm):
    """The plan. What has been agreed on stays once the first visit has begun."""

    class Meta:
        model = Cycle
        fields = ["term", "focus", "criterion", "at_least", "version", "band_set"]
        widgets = {
            "focus": forms.TextInput(attrs={"autocomplete": "off"}),
            "criterion": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "focus": gettext_lazy("One thing that the visits look at. Example: pupils ask."),
            "version": gettext_lazy("From now on this version stays as it is."),
            "band_set": gettext_lazy("Left empty, the set that the instrument proposes is taken."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["version"].empty_label = _("Choose an instrument")
        fields["band_set"].empty_label = _("As the instrument proposes")
        fields["term"].empty_label = None
        if self.is_agreed:
            for name in AGREED:
                fields[name].disabled = True

    @cached_property
    def is_agreed(self):
        return self.instance.pk is not None and self.instance.has_started_visits()

    def clean(self):
        fields = super().clean()
        if fields.get("at_least") is not None and not fields.get("criterion"):
            self.add_error(
                "criterion", _("Say in words what that figure stands for, so that all read it.")
            )
        return fields


class NewCycleForm(WithPeople, CycleForm):
    number = forms.TypedChoiceField(
        label=gettext_lazy("Which cycle"),
        choices=[(0, gettext_lazy("Baseline")), (1, gettext_lazy("Cycle I"))],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only if it continues none. The baseline changes nothing yet."),
        required=False,
        empty_value=1,
    )
    people = people_field()

    class Meta(CycleForm.Meta):
        fields = ["term", "follows", *CycleForm.Meta.fields[1:]]

    field_order = [
        "term",
        "follows",
        "number",
        "focus",
        "criterion",
        "at_least",
        "version",
        "band_set",
        "people",
    ]

    def __init__(self, *args, school, placements, **kwargs):
        self.school, self.placements = school, placements
        super().__init__(*args, **kwargs)
        self.instance.school = school
        self.fields["follows"].empty_label = _("It continues none")

    def plain_fields(self):
        return [self[name] for name in self.fields if name != "people"]

    def clean(self):
        fields = super().clean()
        before = fields.get("follows")
        if before and before.number + 1 > 12:
            self.add_error("follows", _("A chain has at most twelve cycles. Begin a new one."))
        return fields


class PeopleForm(WithPeople, forms.ModelForm):
    people = people_field()

    class Meta:
        model = Cycle
        fields = []

    def __init__(self, *args, placements, **kwargs):
        self.placements = placements
        super().__init__(*args, **kwargs)

    def plain_fields(self):
        return []


class AdvanceForm(forms.Form):
    """Carries the stage that the page showed, so that a second press does not open the next."""

    stage = forms.CharField(widget=forms.HiddenInput)


class ReasonForm(forms.ModelForm):
    class Meta:
        model = Participant
        fields = ["reason"]
        help_texts = {
            "reason": gettext_lazy("Example: on leave until the end of term. Empty takes it back.")
        }


class ProblemForm(forms.ModelForm):
    class Meta:
        model = Problem
        fields = ["text"]
        help_texts = {
            "text": gettext_lazy("What is still in the way, not who. Do not write pupils' names.")
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class FateForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"),
        choices=[
            (Fate.SOLVED, Fate.SOLVED.label),
            (Fate.CARRIED, Fate.CARRIED.label),
            (Fate.DROPPED, Fate.DROPPED.label),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("How, or why?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed for what is solved or dropped."),
    )

    def clean(self):
        fields = super().clean()
        decided = fields.get("state") in {Fate.SOLVED, Fate.DROPPED}
        if decided and not fields.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Say how it was solved, or why it is dropped."))
        return fields


class ReflectionForm(forms.ModelForm):
    """Four parts in one's own words. `prompts` are the questions of the library, by part."""

    class Meta:
        model = Reflection
        fields = list(Reflection.PARTS)
        widgets = {part: forms.Textarea(attrs={"rows": 4}) for part in Reflection.PARTS}

    def __init__(self, *args, prompts, **kwargs):
        super().__init__(*args, **kwargs)
        for part, prompt in prompts.items():
            self.fields[part].help_text = prompt

    def clean(self):
        fields = super().clean()
        if not any(fields.get(part) for part in Reflection.PARTS):
            raise ValidationError(_("Nothing is written yet. One of the four parts is enough."))
        return fields


class VerdictForm(forms.ModelForm):
    is_met = forms.TypedChoiceField(
        label=gettext_lazy("Was the criterion met?"),
        choices=[
            ("yes", pgettext_lazy("criterion", "Met")),
            ("no", pgettext_lazy("criterion", "Not met yet")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Cycle
        fields = ["is_met", "met_note"]
        widgets = {"met_note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "met_note": gettext_lazy("The figure or the evidence, and from how many people.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["met_note"].required = True
        self.initial["is_met"] = {True: "yes", False: "no"}.get(self.instance.is_met)


# The schedule: all people of a cycle on one screen


class Place:
    """One person in the schedule: the visit that is there, and the fields for it."""

    def __init__(self, form, part, kind, visit):
        self.form, self.part, self.kind, self.visit = form, part, kind, visit

    @property
    def person(self):
        return self.part.person

    @property
    def is_begun(self):
        return self.visit is not None and self.visit.state not in BEFORE

    def name(self, what):
        return f"{what}_{self.part.pk}"

    def field(self, what):
        return self.form[self.name(what)]

    def value(self, what):
        return self.form.cleaned_data.get(self.name(what))

    def fields(self):
        names = ["date", "start", "end", "class_group", "observer"]
        if self.visit is not None:
            names.append("reason")
        return [self.field(what) for what in names]

    def is_wrong(self):
        return any(field.errors for field in self.fields()) if not self.is_begun else False

    def wish(self):
        """What is asked for, once each field is clean; None where no date stands."""
        day = self.value("date")
        if not day or not self.value("observer"):
            return None
        return Wish(
            day,
            self.value("start"),
            self.value("end"),
            self.value("class_group"),
            self.value("observer"),
            self.value("reason") or "",
        )


class ScheduleForm(forms.Form):
    """Date, hours, class and observer of each person of the cycle.

    What each list offers is passed in, cut to what the reader may see: `classes` and `observers`
    as pairs of id and name, `own_class` and `own_account` by person. `others` are the visits of
    those observers that lie outside this cycle.
    """

    def __init__(
        self, *args, instance, seats, classes, observers, own_class, leader, others, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.instance, self.others = instance, others
        self.names = dict(observers)
        self.places = []
        for part, kind, visits in seats:
            place = Place(self, part, kind, latest_of(part.person, visits))
            self.places.append(place)
            if not place.is_begun:
                self._add_fields(place, classes, observers, own_class, leader)

    def _add_fields(self, place, classes, observers, own_class, leader):
        visit, name = place.visit, place.name
        mine = own_class.get(place.person.pk)
        may_observe = [(pk, who) for pk, who in observers if pk != place.person.user_id]
        observer = visit.observer_id if visit else leader
        if visit and observer not in dict(may_observe):
            may_observe.append((observer, visit.observer.name))
        self.fields[name("date")] = forms.DateField(
            label=_("Date"), required=False, initial=visit and visit.date, widget=day_field()
        )
        hours = {"start": pgettext_lazy("hour", "From"), "end": pgettext_lazy("hour", "Until")}
        for what, label in hours.items():
            self.fields[name(what)] = forms.TimeField(
                label=label,
                required=False,
                initial=getattr(visit, what, None),
                widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            )
        self.fields[name("class_group")] = forms.TypedChoiceField(
            label=pgettext_lazy("class group", "Class"),
            choices=[("", "–"), *classes],
            coerce=int,
            empty_value=None,
            required=False,
            initial=visit.class_group_id if visit else mine,
        )
        self.fields[name("observer")] = forms.TypedChoiceField(
            label=_("Observer"),
            choices=may_observe,
            coerce=int,
            empty_value=None,
            required=False,
            initial=observer,
        )
        if visit:
            self.fields[name("reason")] = forms.CharField(
                label=_("Why it moves, if the date changes"),
                required=False,
                max_length=200,
            )

    @cached_property
    def changed_data(self):
        """For the trail: the schedule as a whole. Each visit has an entry of its own."""
        return ["visits"] if super().changed_data else []

    def open_places(self):
        return [place for place in self.places if not place.is_begun]

    def wishes(self):
        """Each place whose visit is to be planned or changed, with what is wished for."""
        for place in self.open_places():
            wish = place.wish()
            if wish and wish.differs(place.visit):
                yield place, wish

    def clean(self):
        fields = super().clean()
        for place in self.open_places():
            self._check_one(place)
        self._check_observers()
        return fields

    def _check_one(self, place):
        day, term = place.value("date"), self.instance.term
        wrong = {what for what in ("date", "start", "end") if place.name(what) in self.errors}
        if wrong:
            return
        if day is None:
            if place.visit:
                self.add_error(
                    place.name("date"),
                    _("This visit is planned. To call it off, open it; here it can be moved."),
                )
            elif place.value("start") or place.value("end"):
                self.add_error(place.name("date"), _("Say on which day."))
            return
        has_moved = place.visit is None or day != place.visit.date
        if has_moved and not term.first_day <= day <= term.last_day:
            self.add_error(
                place.name("date"),
                _("%(date)s is outside %(term)s (%(first)s–%(last)s). Choose another date.")
                % {
                    "date": date_format(day),
                    "term": term,
                    "first": date_format(term.first_day),
                    "last": date_format(term.last_day),
                },
            )
        start, end = place.value("start"), place.value("end")
        if start and end and end <= start:
            self.add_error(place.name("end"), _("The end comes before the start. Check both."))
        if end and not start:
            self.add_error(place.name("start"), _("Say from when."))
        if not place.value("observer") and place.name("observer") not in self.errors:
            self.add_error(place.name("observer"), _("Choose who observes."))
        if place.visit and has_moved and not place.value("reason"):
            self.add_error(
                place.name("reason"),
                _("Say why it moves; %(person)s reads it.") % {"person": place.person},
            )

    def _check_observers(self):
        """Nobody is in two classes at once."""
        taken = [(visit.observer_id, hours_of(visit), visit.person) for visit in self.others]
        taken += [
            (place.visit.observer_id, hours_of(place.visit), place.person)
            for place in self.places
            if place.is_begun
        ]
        for place in self.open_places():
            wish = place.wish()
            if wish is None:
                continue
            for observer, hours, person in taken:
                if observer == wish.observer and overlap(hours, wish.hours()):
                    self.add_error(
                        place.name("start"),
                        _("%(observer)s is with %(person)s then, from %(time)s on %(date)s.")
                        % {
                            "observer": self.names.get(observer, ""),
                            "person": person or _("a class"),
                            "time": time_format(hours[0].time(), "H.i"),
                            "date": date_format(hours[0].date()),
                        },
                    )
                    break
            taken.append((wish.observer, wish.hours(), place.person))


def of_school(school):
    """The library's and the school's own: what a plan of that school can name."""
    return Q(school=None) | Q(school=school)


def versions_of(school):
    return Q(instrument__school=None) | Q(instrument__school=school)
