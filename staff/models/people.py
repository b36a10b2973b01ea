"""A person who works, or worked, at a school."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import (
    AT_SCHOOL,
    CHANGE,
    INVITE,
    KNOW,
    MASK,
    VIEW,
    About,
    Keeper,
    Own,
    Role,
    ScopedQuerySet,
    held,
)
from schools.models import User

from ..access import at_home, givers
from ..kinds import Employment

NUMBERS = ("nik_key", "nuptk", "nip", "ni_pppk")  # each belongs to one person only


class PersonQuerySet(ScopedQuerySet):
    school_path = "placements__school"
    access = {
        VIEW: (
            Own("user"),
            held(Role.PRINCIPAL, Role.OPERATOR, when=at_home("placements")),
            Keeper(),
        ),
        KNOW: (Own("user"), held(*AT_SCHOOL, Role.SUPERVISOR), Keeper()),
        CHANGE: (
            held(Role.PRINCIPAL, Role.OPERATOR, when=at_home("placements"), others="user"),
            Keeper(),
        ),
        MASK: (held(Role.PRINCIPAL, others="user"), Keeper()),
        INVITE: (*givers("user", "placements"), Keeper()),
    }
    about = About(
        "user",
        (
            "name",
            "title_front",
            "title_back",
            "sex",
            "birth_date",
            "nuptk",
            "nip",
            "ni_pppk",
            "nbm",
            "niy",
            "status",
            "rank",
            "education",
            "appointed_on",
            "phone",
            "email",
            "writes_through_others",
        ),
        title=_("Personal details"),
    )

    def without_account(self):
        """Those who could be invited: without an account, but not by choice."""
        return self.filter(user=None, writes_through_others=False)

    def named(self, words):
        return self.filter(name__icontains=words)

    def numbered(self, words):
        """Those who bear the number that someone typed, with or without spaces."""
        digits = "".join(letter for letter in words if letter.isdigit())
        if not digits:
            return self.none()
        return self.filter(Q(nip=digits) | Q(ni_pppk=digits) | Q(nuptk=digits))


def only_digits(length):
    return RegexValidator(
        rf"\A\d{{{length}}}\Z",
        _("This number has %(length)s digits.") % {"length": length},
    )


class Person(models.Model):
    """Who someone is, whatever school they work at. Numbers are text and never needed."""

    class Sex(models.TextChoices):
        MALE = "L", pgettext_lazy("sex", "Male")
        FEMALE = "P", pgettext_lazy("sex", "Female")

    user = models.OneToOneField(
        User,
        models.PROTECT,
        related_name="person",
        null=True,
        blank=True,
        verbose_name=_("account"),
    )
    name = models.CharField(
        _("full name"),
        max_length=120,
        help_text=_("Without degrees; they have fields of their own."),
    )
    title_front = models.CharField(_("title before the name"), max_length=40, blank=True)
    title_back = models.CharField(_("title after the name"), max_length=80, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    nuptk = models.CharField("NUPTK", max_length=16, blank=True, validators=[only_digits(16)])
    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"\A(\d{18}|\d{9})\Z", _("A NIP has 18 digits, an old one 9."))],
    )
    ni_pppk = models.CharField("NI PPPK", max_length=18, blank=True, validators=[only_digits(18)])
    nbm = models.CharField("NBM", max_length=20, blank=True)
    niy = models.CharField("NIY", max_length=30, blank=True)
    nik_key = models.CharField(max_length=64, blank=True, editable=False)  # keyed hash, to match by
    status = models.CharField(_("employment status"), max_length=60, blank=True)
    status_group = models.CharField(max_length=13, choices=Employment, blank=True)
    rank = models.CharField(_("rank"), max_length=30, blank=True)
    education = models.CharField(_("education"), max_length=80, blank=True)
    appointed_on = models.DateField(_("appointed on"), null=True, blank=True)
    phone = models.CharField(_("mobile phone"), max_length=20, blank=True)
    email = models.EmailField(_("email"), blank=True)
    writes_through_others = models.BooleanField(
        _("without an account, by choice"),
        default=False,
        help_text=_("Others write on this person's behalf, and it says so beside every entry."),
    )
    masked_at = models.DateTimeField(null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("teachers and staff")
        constraints = [
            models.UniqueConstraint(
                fields=[number],
                condition=~Q(**{number: ""}),
                name=f"one_person_per_{number}",
                violation_error_message=_("This number is written down for someone else."),
            )
            for number in NUMBERS
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("staff:person", args=[self.pk])

    @property
    def full_name(self):
        """With titles, as it stands on documents: Hj. Nurhaedah Tombili, S.Pd., M.Pd."""
        name = f"{self.title_front} {self.name}".strip()
        return f"{name}, {self.title_back}" if self.title_back else name
