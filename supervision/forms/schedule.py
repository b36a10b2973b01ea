"""The schedule of a cycle: all its people on one screen."""

from functools import cached_property

from django import forms
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from schools.fields import day_box, hour_box

from ..kinds import BEFORE
from ..services.schedule import Wish, hours_of, latest_of, overlap

AGREED = ("focus", "criterion", "at_least", "version")


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
    those observers that lie outside this cycle, `proposed` the days to fill in, one by one, where
    no date stands yet.
    """

    def __init__(
        self,
        *args,
        instance,
        seats,
        classes,
        observers,
        own_class,
        leader,
        others,
        proposed,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.instance, self.others, self.proposed = instance, others, iter(proposed)
        self.names = dict(observers)
        self.places = []
        for part, kind, visits in seats:
            place = Place(self, part, kind, latest_of(part.person, visits))
            self.places.append(place)
            if not place.is_begun:
                self._add_fields(place, classes, observers, own_class, leader)

    def _add_fields(self, place, classes, observers, own_class, leader):
        visit, name = place.visit, place.name
        day = visit.date if visit else next(self.proposed, None)
        mine = own_class.get(place.person.pk)
        may_observe = [(pk, who) for pk, who in observers if pk != place.person.user_id]
        observer = visit.observer_id if visit else leader
        if visit and observer not in dict(may_observe):
            may_observe.append((observer, visit.observer.name))
        self.fields[name("date")] = forms.DateField(
            label=_("Date"), required=False, initial=day, widget=day_box()
        )
        hours = {"start": pgettext_lazy("hour", "From"), "end": pgettext_lazy("hour", "Until")}
        for what, label in hours.items():
            self.fields[name(what)] = forms.TimeField(
                label=label,
                required=False,
                initial=getattr(visit, what, None),
                widget=hour_box(),
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
                        _(
                            "%(observer)s is with %(person)s then, from %(time)s on %(date)s. "
                            "Choose another time."
                        )
                        % {
                            "observer": self.names.get(observer, ""),
                            "person": person or _("a class"),
                            "time": time_format(hours[0].time(), "H.i"),
                            "date": date_format(hours[0].date()),
                        },
                    )
                    break
            taken.append((wish.observer, wish.hours(), place.person))
