"""Persons and placements."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.fields import day_box
from schools.filters import FilterForm, SearchField

from ..dapodik.vocabulary import status_group_of
from ..kinds import HEADS, STAFF, TEACHERS
from ..models import Person, Placement
from ..services.people import namesakes, person_with_numbers, same_person, works_at


class PersonFilter(FilterForm):
    """Whom the list shows. The view says which placements count and who searches by number."""

    q = SearchField(label=gettext_lazy("Search by name"))
    work = forms.ChoiceField(
        label=gettext_lazy("Work"),
        required=False,
        choices=[
            ("", gettext_lazy("Everyone here")),
            ("teachers", gettext_lazy("Teachers")),
            ("staff", gettext_lazy("Education staff")),
            ("left", gettext_lazy("No longer here")),
        ],
    )

    def shown_to(self, *, placements, viewable, sees_numbers):
        """`placements` that count, and the people whose numbers the reader sees."""
        self.placements, self.viewable = placements, viewable
        if sees_numbers:
            self.fields["q"].label = gettext_lazy("Search by name, NIP or NUPTK")
        return self

    def narrow(self, rows):
        words, work = self.cleaned_data.get("q"), self.cleaned_data.get("work")
        if words:
            numbered = self.viewable.numbered(words).values("pk")
            rows = rows.filter(Q(pk__in=rows.named(words).values("pk")) | Q(pk__in=numbered))
        here = self.placements.not_ended()
        match work:
            case "left":
                return rows.exclude(pk__in=here.values("person"))
            case "teachers":
                here = here.filter(kind__in=sorted(TEACHERS | HEADS))
            case "staff":
                here = here.filter(kind__in=sorted(STAFF))
        return rows.filter(pk__in=here.values("person"))


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = [
            "name",
            "title_front",
            "title_back",
            "sex",
            "birth_date",
            "status",
            "nip",
            "ni_pppk",
            "nuptk",
            "niy",
            "nbm",
            "rank",
            "education",
            "appointed_on",
            "phone",
            "email",
            "writes_through_others",
        ]
        widgets = {
            "birth_date": day_box(),
            "appointed_on": day_box(),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def save(self, commit=True):
        self.instance.status_group = status_group_of(self.instance.status)
        return super().save(commit)


class NewPersonForm(PersonForm):
    """Someone new at a school: the least that is needed, the rest can follow."""

    school = Placement._meta.get_field("school").formfield(
        empty_label=gettext_lazy("Choose a school")
    )
    kind = Placement._meta.get_field("kind").formfield()
    since = Placement._meta.get_field("since").formfield(
        label=gettext_lazy("Here since"), widget=day_box()
    )
    is_someone_else = forms.BooleanField(
        label=gettext_lazy("No, this is someone else"), required=False, widget=forms.HiddenInput
    )

    class Meta(PersonForm.Meta):
        fields = [
            "name",
            "title_front",
            "title_back",
            "school",
            "kind",
            "since",
            "sex",
            "birth_date",
            "status",
            "nip",
            "ni_pppk",
            "nuptk",
            "phone",
            "email",
        ]

    field_order = Meta.fields

    def __init__(self, *args, needs_school, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("school", "kind", "since"):
            self.fields[name].required = needs_school

    def clean(self):
        fields = super().clean()
        for name in ("kind", "since"):
            if fields.get("school") and not fields.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        if self.errors:
            return fields
        known = person_with_numbers(fields)
        if known:
            if not same_person(known, fields):
                raise ValidationError(_("This number is written down for someone else."))
            if works_at(known, fields["school"]):
                raise ValidationError(_("%(name)s is already at this school.") % fields)
            self.instance = known  # comes from another school, with all that is written there
        elif not fields["is_someone_else"] and namesakes(fields).exists():
            self.fields["is_someone_else"].widget = forms.CheckboxInput()
            raise ValidationError(
                _(
                    "%(name)s, with the same date of birth, is already at this school. "
                    "Is this the same person?"
                )
                % fields
            )
        return fields

    def _post_clean(self):
        """Who is known already keeps what is written: this form only brings them here."""
        if self.instance.pk is None:
            super()._post_clean()


class SubjectsField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError:  # no row has so large a key
            raise ValidationError(
                self.error_messages["invalid_pk_value"], params={"pk": ""}
            ) from None


class PlacementForm(forms.ModelForm):
    class Meta:
        model = Placement
        fields = ["kind", "duties", "subjects", "hours", "is_home", "since", "until"]
        widgets = {
            "since": day_box(),
            "until": day_box(),
            "subjects": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "until": gettext_lazy(
                "The last day here. Roles at this school end with it; what was done stays."
            )
        }
        field_classes = {"subjects": SubjectsField}

    def _get_validation_exclusions(self):
        """The constraints of a placement look at these, whether a field asks for them or not."""
        return super()._get_validation_exclusions() - {"person", "school", "until", "is_home"}


class NewPlacementForm(PlacementForm):
    class Meta(PlacementForm.Meta):
        fields = ["school", "kind", "duties", "hours", "is_home", "since"]
