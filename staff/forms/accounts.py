"""Finding accounts, and opening the own one."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.filters import FilterForm, SearchField

from ..services.accounts import is_taken


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
        fields = ["username", "email"]
        widgets = {"username": forms.TextInput(attrs={"autocomplete": "username"})}
        help_texts = {
            "username": gettext_lazy("You sign in with it. Keep this one or choose your own."),
            "email": gettext_lazy("Your own. With it you can make a new password by yourself."),
        }

    def clean_username(self):
        username = get_user_model().normalize_username(self.cleaned_data["username"])
        if "@" in username:  # or it could be somebody else's email
            raise ValidationError(_("A user name has no @. The email has a place of its own."))
        if is_taken(username, by_other_than=self.instance):
            raise ValidationError(_("This user name is taken."))
        return username

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.instance)
        return password
