"""Opening an account, and giving roles."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import (
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.filters import FilterForm, SearchField
from schools.models import Membership

from ..models import Placement
from ..services.accounts import is_taken
from .people import day_field


class AccountFilter(FilterForm):
    q = SearchField(label=gettext_lazy("Search by name"))
    state = forms.ChoiceField(
        label=gettext_lazy("Account"),
        required=False,
        choices=[
            ("", pgettext_lazy("accounts", "All")),
            ("none", gettext_lazy("No account")),
            ("never", gettext_lazy("Has not signed in yet")),
            ("closed", gettext_lazy("Deactivated")),
        ],
    )

    def narrow(self, rows):
        rows = rows.named(self.cleaned_data.get("q", ""))
        match self.cleaned_data.get("state"):
            case "none":
                return rows.filter(user=None)
            case "never":
                return rows.filter(user__isnull=False, user__last_login=None)
            case "closed":
                return rows.filter(user__is_active=False)
        return rows


class AcceptForm(forms.ModelForm):
    """The first thing someone does here: choose a user name and a password of their own."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy("At least 10 characters. Three words you remember are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    class Meta:
        model = get_user_model()
        fields = ["username"]
        widgets = {"username": forms.TextInput(attrs={"autocomplete": "username"})}
        help_texts = {
            "username": gettext_lazy("You sign in with it. Keep this one or choose your own.")
        }

    def clean_username(self):
        username = self.cleaned_data["username"]
        if is_taken(username, by_other_than=self.instance):
            raise ValidationError(_("This user name is taken."))
        return username

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.instance)
        return password


class RoleForm(forms.ModelForm):
    """A role for someone who has an account. Which roles are offered follows from the giver."""

    person = Placement._meta.get_field("person").formfield(
        label=pgettext_lazy("person", "Name"), empty_label=gettext_lazy("Choose a person")
    )

    class Meta:
        model = Membership
        fields = ["person", "role", "school", "cluster", "district", "since", "until"]
        widgets = {"since": day_field(), "until": day_field()}

    field_order = Meta.fields

    def clean_person(self):
        person = self.cleaned_data["person"]
        if person.user is None:
            raise ValidationError(
                _("%(person)s has no account yet. Make an invitation first.") % {"person": person}
            )
        self.instance.user = person.user
        return person


class RoleDatesForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["since", "until"]
        widgets = {"since": day_field(), "until": day_field()}
        help_texts = {"until": gettext_lazy("The last day. From the next one the role is gone.")}


class HandOverForm(forms.Form):
    successor = Placement._meta.get_field("person").formfield(
        label=gettext_lazy("Next principal"),
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy("Someone who is placed at this school, if only since today."),
    )
    first_day = forms.DateField(label=gettext_lazy("Leads from"), widget=day_field())
