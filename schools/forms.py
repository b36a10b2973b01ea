"""Forms of the ground floor, those of signing in among them."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import day_box, words_box
from .images import small_logo
from .models import Cluster, District, Holiday, School, Subject, Term

# Signing in: allauth's forms with our words, and nothing in placeholders


def relabel(form, **labels):
    for name, label in labels.items():
        form.fields[name].label = label
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        if field.help_text and "href" in str(field.help_text):
            field.help_text = ""  # a link stands after the form, in the page's own words


class LoginForm(account.LoginForm):
    shared = forms.BooleanField(
        label=_("This phone or laptop is shared"),
        help_text=_("You are signed out by yourself after 10 quiet minutes."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, login=_("User name or email"), password=_("Password"))
        self.fields.pop("remember", None)

    def login(self, request, redirect_url=None):
        shared = request.session["shared"] = self.cleaned_data["shared"]
        response = super().login(request, redirect_url)
        if shared:
            request.session.set_expiry(0)  # gone when the browser is closed
        return response


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, email=_("Email"))


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, password1=_("New password"), password2=_("New password, once more"))


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, password1=_("New password"), password2=_("New password, once more"))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(
            self,
            oldpassword=_("Password now"),
            password1=_("New password"),
            password2=_("New password, once more"),
        )


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, password=_("Password"))


class SecondFactorForm(second_factor.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, code=pgettext_lazy("second factor", "Code"))
        self.fields["code"].help_text = _("From the authenticator app, or one recovery code.")


class ActivateTotpForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, code=_("Six-digit code"))


# Registers

NPSN_LENGTH = 8


class UseForm(forms.Form):
    """Whether a row of a register is to be in use; the page fills it in."""

    is_active = forms.TypedChoiceField(
        choices=[("True", ""), ("False", "")],
        coerce=lambda given: str(given) == "True",
        widget=forms.HiddenInput,
    )


class DistrictForm(forms.ModelForm):
    class Meta:
        model = District
        fields = ["name", "province", "office"]
        help_texts = {
            "name": _("With “Kabupaten” or “Kota” before it, as on letters."),
            "office": _("As on its own letterhead, for example Dinas Pendidikan."),
        }
        error_messages = {"name": {"unique": _("A district of that name is already here.")}}


class ClusterForm(forms.ModelForm):
    class Meta:
        model = Cluster
        fields = ["district", "name"]
        help_texts = {"name": _("As its schools say it, for example Gugus II Mutiara.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].empty_label = _("Choose a district")


class SchoolForm(forms.ModelForm):
    """What a school says of itself. NPSN, district and cluster are the keeper's."""

    new_logo = forms.ImageField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG or JPEG, at most 2 MB. It stands on letterheads and documents."),
    )

    class Meta:
        model = School
        fields = [
            "name",
            "short_name",
            "form",
            "status",
            "time_zone",
            "address",
            "village",
            "postal_code",
            "letterhead",
            "signing_place",
            "number_label",
        ]
        widgets = {"letterhead": words_box(5)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("form", "status"):  # every school has one, so no line of dashes
            self.fields[name].choices = [
                option for option in self.fields[name].choices if option[0]
            ]

    def clean_new_logo(self):
        """Return the logo drawn anew as a small PNG, or None."""
        upload = self.cleaned_data["new_logo"]
        return small_logo(upload) if upload else None


class ClusterChoice(forms.ModelChoiceField):
    """Clusters are numbered in each district anew, so each is named with its own."""

    def label_from_instance(self, cluster):
        return f"{cluster.name}, {cluster.district}"


class KeeperSchoolForm(SchoolForm):
    """What is not the school's own to say: which one it is, and where it belongs."""

    npsn = forms.CharField(label="NPSN", help_text=_("As on the Dapodik page of the school."))

    class Meta(SchoolForm.Meta):
        fields = ["npsn", "district", "cluster", *SchoolForm.Meta.fields]
        field_classes = {"cluster": ClusterChoice}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        clusters = self.fields["cluster"]
        clusters.queryset = clusters.queryset.select_related("district")
        clusters.empty_label = _("No cluster")
        self.fields["district"].empty_label = _("Choose a district")

    def clean_npsn(self):
        npsn = self.cleaned_data["npsn"].upper()
        if len(npsn) != NPSN_LENGTH:
            words = _(
                "An NPSN has 8 characters; this one has %(n)d. Compare it with your Dapodik page."
            )
            raise forms.ValidationError(words, params={"n": len(npsn)})
        return npsn


class TermForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].empty_label = _("Choose a school")

    class Meta:
        model = Term
        fields = ["school", "code", "first_day", "last_day"]
        widgets = {
            "first_day": day_box(),
            "last_day": day_box(),
        }


class HolidayForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].empty_label = _("Choose a school")
        self.fields["school"].disabled = self.instance.pk is not None  # it stays where it is

    class Meta:
        model = Holiday
        fields = ["school", "name", "first_day", "last_day"]
        widgets = {
            "first_day": day_box(),
            "last_day": day_box(),
        }
        help_texts = {
            "name": _("Example: Maulid, or the holiday between the terms."),
            "last_day": _("The same day for a holiday of one day."),
        }


class SubjectForm(forms.ModelForm):
    class Meta:
        model = Subject
        fields = ["school", "name"]
        help_texts = {"name": _("As in the report book, for example Bahasa Indonesia.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].empty_label = _("Choose a school")
        self.fields["school"].disabled = self.instance.pk is not None  # it stays where it is

    def clean(self):
        """Say it where the namesake is out of use: the list does not show it by itself."""
        school, name = self.cleaned_data.get("school"), self.cleaned_data.get("name")
        if school and school.subjects.out_of_use().filter(name=name).exclude(pk=self.instance.pk):
            self.add_error(
                "name",
                _("It is here already, no longer in use. Find it in the list and use it again."),
            )
