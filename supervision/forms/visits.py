"""Planning visits, moving them, handing them on, and finding them in a list."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.fields import HoursInOrder, day_box, hour_box, words_box
from schools.filters import FilterForm
from staff.fields import PersonChoice

from ..kinds import BEFORE, State, VisitKind
from ..models import Cycle, Visit
from ..services.planning import fill_in, plans_at, use_of, work_of
from ..services.visits import outside

FITTING = gettext_lazy("The one that fits the work")


class ObserverChoice(forms.ModelChoiceField):
    """Somebody who visits: chosen by the role that they hold."""

    def label_from_instance(self, membership):
        return f"{membership.user}, {membership.get_role_display().lower()}"


class ClassChoice(forms.ModelChoiceField):
    def label_from_instance(self, group):
        return f"{group.name} ({group.school_year})"


class VersionChoice(forms.ModelChoiceField):
    def label_from_instance(self, version):
        return str(version)


class PlanFields(forms.ModelForm):
    """What every plan has. `groups` is how the page shows it."""

    GROUPS = ()

    class Meta:
        model = Visit
        fields = [
            "class_group",
            "subject",
            "topic",
            "date",
            "start",
            "end",
            "mode",
            "focus",
            "criterion",
            "at_least",
            "version",
            "band_set",
        ]
        field_classes = {
            "person": PersonChoice,
            "class_group": ClassChoice,
            "version": VersionChoice,
        }
        widgets = {
            "date": day_box(),
            "start": hour_box(),
            "end": hour_box(),
            "mode": forms.RadioSelect,
            "criterion": words_box(2),
        }
        labels = {
            "start": pgettext_lazy("time", "From"),
            "end": pgettext_lazy("time", "Until"),
            "class_group": pgettext_lazy("class group", "Class"),
            "subject": pgettext_lazy("school", "Subject"),
        }
        help_texts = {
            "class_group": gettext_lazy("Leave it empty for the person's own class."),
            "focus": gettext_lazy(
                "What you will look at together. Example: questions that make pupils explain."
            ),
            "version": gettext_lazy("Leave it empty, and the one that fits the work is taken."),
            "band_set": gettext_lazy("Leave it empty for the one that the instrument proposes."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in {
            "class_group": gettext_lazy("The own class"),
            "subject": gettext_lazy("All subjects"),
            "version": FITTING,
            "band_set": gettext_lazy("The one that the instrument proposes"),
        }.items():
            if name in self.fields:
                self.fields[name].empty_label = words
        if "mode" in self.fields:
            self.fields["mode"].choices = Visit.Mode.choices

    def groups(self):
        """Pairs of a heading and those of its fields that this form has."""
        for heading, names in self.GROUPS:
            if fields := [self[name] for name in names if name in self.fields]:
                yield heading, fields


WHEN = (gettext_lazy("When"), ("date", "start", "end", "mode"))
MEASURED = (
    gettext_lazy("By what"),
    ("focus", "criterion", "at_least", "version", "band_set"),
)


class PlanForm(PlanFields):
    """A new visit at somebody's work, or through the classes."""

    observer_role = ObserverChoice(
        queryset=None,
        label=gettext_lazy("Observer"),
        required=False,
        empty_label=gettext_lazy("I visit myself"),
        help_text=gettext_lazy("A principal can ask somebody who holds the role for it."),
    )

    GROUPS = (
        (
            gettext_lazy("Whose work"),
            ("kind", "school", "person", "class_group", "subject", "topic", "observer_role"),
        ),
        WHEN,
        (MEASURED[0], ("cycle", *MEASURED[1])),
    )

    class Meta(PlanFields.Meta):
        fields = ["kind", "school", "person", "cycle", *PlanFields.Meta.fields]

    def __init__(self, *args, user, kinds, observers, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
        if kinds == [VisitKind.PRINCIPAL]:
            for name in ("class_group", "subject", "topic"):
                del self.fields[name]
        self.fields["person"].empty_label = gettext_lazy("Choose a person")
        self.fields["cycle"].empty_label = gettext_lazy("No cycle")
        is_walk = self.data.get("kind") == VisitKind.WALK
        self.fields["person"].required = not is_walk
        self.fields["focus"].required = not is_walk and not self.data.get("cycle")
        self.fields["observer_role"].queryset = observers

    def fit(self):
        """Leave out questions that have only one answer, once the choices are cut."""
        schools = list(self.fields["school"].queryset[:2])
        self.only_school = schools[0] if len(schools) == 1 else None
        if self.only_school:
            del self.fields["school"]
            self.instance.school = self.only_school
        for name in ("observer_role", "cycle"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]
        return self

    def clean(self):
        fields = super().clean()
        school = fields.get("school") or self.only_school
        if school is None or not fields.get("kind"):
            return fields
        kind = fields["kind"]
        if not plans_at(self.user, kind, school):
            self.add_error(
                "kind", _("At this school you plan no visits of this kind. Choose another kind.")
            )
        chosen = fields.get("observer_role")
        if chosen and chosen.school_id != school.pk:
            self.add_error("observer_role", _("This belongs to another school. Choose another."))
        is_walk = kind == VisitKind.WALK
        if is_walk:
            fields["person"] = None
        elif "person" not in self.errors:
            self.check_person(fields.get("person"), school, fields)
        self.check_place(fields, school)
        return fields

    def check_person(self, person, school, fields):
        if self.observer.pk == person.user_id:
            self.add_error("person", _("Nobody visits their own work. Choose somebody else."))
        elif fields.get("date") and not work_of(person, school, fields["date"]):
            self.add_error(
                "person",
                _("%(person)s does not work here on that day. Choose another day.")
                % {"person": person},
            )

    def check_place(self, fields, school):
        """What was chosen has to belong to the school of the visit; a date to its cycle."""
        for name in ("class_group", "subject", "cycle"):
            if fields.get(name) and fields[name].school_id != school.pk:
                self.add_error(name, _("This belongs to another school. Choose another."))
        version = fields.get("version")
        if version and version.instrument.school_id not in {None, school.pk}:
            self.add_error("version", _("This belongs to another school. Choose another."))
        if version and version.instrument.use != use_of(fields["kind"]):
            self.add_error(
                "version", _("This instrument is for another kind of visit. Choose another.")
            )
        cycle, date = fields.get("cycle"), fields.get("date")
        if cycle and date and not cycle.term.first_day <= date <= cycle.term.last_day:
            self.add_error("date", outside(date, cycle.term))

    @property
    def observer(self):
        chosen = self.cleaned_data.get("observer_role")
        return chosen.user if chosen else self.user

    def planned(self):
        """The visit as it was planned, with what follows from person and cycle filled in."""
        visit = self.instance
        visit.observer = self.observer
        return fill_in(visit)


class ReplanForm(PlanFields):
    """What can still change before a visit begins; its date is moved, with a reason."""

    GROUPS = (
        (gettext_lazy("The visit"), ("class_group", "subject", "topic", "start", "end", "mode")),
        MEASURED,
    )

    class Meta(PlanFields.Meta):
        fields = [name for name in PlanFields.Meta.fields if name != "date"]

    def planned(self):
        return fill_in(self.instance)


class InvitationForm(PlanFields):
    """A colleague is invited to watch: the one who invites is the host."""

    guest = PersonChoice(
        queryset=None,
        label=gettext_lazy("Whom do you invite?"),
        empty_label=gettext_lazy("Choose a colleague"),
        help_text=gettext_lazy("Colleagues with an account, who accept the invitation themselves."),
    )

    GROUPS = (
        (
            gettext_lazy("Your lesson"),
            ("guest", "school", "class_group", "subject", "topic"),
        ),
        WHEN,
        (gettext_lazy("What to watch for"), ("focus", "version")),
    )

    class Meta(PlanFields.Meta):
        fields = [
            "school",
            *(
                name
                for name in PlanFields.Meta.fields
                if name not in {"criterion", "at_least", "band_set"}
            ),
        ]
        help_texts = {
            **PlanFields.Meta.help_texts,
            "class_group": gettext_lazy("Leave it empty for your own class."),
            "focus": gettext_lazy(
                "What would you like to know? Example: which pupils do I never ask?"
            ),
        }

    def __init__(self, *args, host, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.host = host
        self.fields["guest"].queryset = colleagues
        self.fields["focus"].required = True

    def fit(self):
        schools = list(self.fields["school"].queryset[:2])
        self.only_school = schools[0] if len(schools) == 1 else None
        if self.only_school:
            del self.fields["school"]
            self.instance.school = self.only_school
        return self

    def clean(self):
        fields = super().clean()
        school = fields.get("school") or self.only_school
        guest = fields.get("guest")
        if school and guest and fields.get("date") and not work_of(guest, school, fields["date"]):
            self.add_error(
                "guest",
                _("%(person)s does not work here on that day. Choose another day.")
                % {"person": guest},
            )
        self.instance.kind, self.instance.person = VisitKind.PEER, self.host
        return fields

    def planned(self):
        visit = self.instance
        visit.observer = self.cleaned_data["guest"].user
        return fill_in(visit)


class MoveForm(HoursInOrder, forms.Form):
    date = Visit._meta.get_field("date").formfield(label=gettext_lazy("New date"), widget=day_box())
    start = Visit._meta.get_field("start").formfield(
        label=pgettext_lazy("time", "From"), widget=hour_box()
    )
    end = Visit._meta.get_field("end").formfield(
        label=pgettext_lazy("time", "Until"), widget=hour_box()
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("The other side reads it. Example: the pupils have a test."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Both sides read it. The visit stays in the list, called off."),
    )


class HandForm(forms.Form):
    observer = ObserverChoice(
        queryset=None,
        label=gettext_lazy("New observer"),
        empty_label=gettext_lazy("Choose who visits"),
    )

    def __init__(self, *args, observers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["observer"].queryset = observers


class VisitFilter(FilterForm):
    """When, how far, of which kind, whose, and in which term or cycle."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        required=False,
        choices=[
            ("", pgettext_lazy("visits", "All")),
            ("coming", pgettext_lazy("visits", "To come")),
            ("past", pgettext_lazy("visits", "Past")),
        ],
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("workflow", "State"),
        required=False,
        choices=[("", gettext_lazy("All states")), *State.choices],
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("visit", "Kind"),
        required=False,
        choices=[("", gettext_lazy("All kinds")), *VisitKind.choices],
    )
    person = Visit._meta.get_field("person").formfield(
        form_class=PersonChoice,
        label=gettext_lazy("Person"),
        empty_label=gettext_lazy("Everyone"),
    )
    term = Cycle._meta.get_field("term").formfield(
        label=gettext_lazy("Term"), empty_label=gettext_lazy("All terms"), required=False
    )
    cycle = Visit._meta.get_field("cycle").formfield(
        label=gettext_lazy("Cycle"), empty_label=gettext_lazy("All cycles")
    )

    def narrow(self, rows):
        wanted = self.cleaned_data
        today = timezone.localdate()
        match wanted.get("when"):
            case "coming":
                rows = rows.still_to_come().filter(date__gte=today).order_by("date", "start", "pk")
            case "past":
                rows = rows.exclude(state__in=sorted(BEFORE), date__gte=today)
        for name in ("state", "kind", "person", "cycle"):
            if wanted.get(name):
                rows = rows.filter(**{name: wanted[name]})
        if term := wanted.get("term"):
            rows = rows.filter(
                school=term.school_id, date__gte=term.first_day, date__lte=term.last_day
            )
        return rows
