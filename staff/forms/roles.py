"""Giving roles, and handing a school over."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.access import AT_SCHOOL
from schools.fields import day_box
from schools.models import Membership
from schools.models.dated import WITHIN_REACH

from ..models import Placement
from ..services.people import works_at


class RoleForm(forms.ModelForm):
    """A role for someone who has an account. Which roles are offered follows from the giver."""

    person = Placement._meta.get_field("person").formfield(
        label=pgettext_lazy("person", "Name"), empty_label=gettext_lazy("Choose a person")
    )

    class Meta:
        model = Membership
        fields = ["person", "role", "school", "cluster", "district", "since", "until"]
        widgets = {"since": day_box(), "until": day_box()}
        labels = {
            "school": gettext_lazy("School"),
            "cluster": gettext_lazy("Cluster"),
            "district": gettext_lazy("District"),
        }

    field_order = Meta.fields

    def clean_person(self):
        person = self.cleaned_data["person"]
        if person.user is None:
            raise ValidationError(
                _("%(person)s has no account yet. Make an invitation first.") % {"person": person}
            )
        self.instance.user = person.user
        return person

    def clean(self):
        fields = super().clean()
        person, school = fields.get("person"), fields.get("school")
        if person and school and fields.get("role") in AT_SCHOOL and not works_at(person, school):
            raise ValidationError(
                _("%(person)s has no placement at %(school)s. Add it first.")
                % {"person": person, "school": school}
            )
        return fields


class RoleDatesForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["since", "until"]
        widgets = {"since": day_box(), "until": day_box()}
        help_texts = {"until": gettext_lazy("The last day. From the next one the role is gone.")}


class HandOverForm(forms.Form):
    successor = Placement._meta.get_field("person").formfield(
        label=gettext_lazy("Next principal"),
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy("Someone from this school, or who leads one in the same district."),
    )
    first_day = forms.DateField(
        label=gettext_lazy("Leads from"), widget=day_box(), validators=WITHIN_REACH
    )
