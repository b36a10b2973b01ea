"""Places and school time: districts, clusters, schools, terms."""

from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ..access import (
    AT_SCHOOL,
    CHANGE,
    HAND_OVER,
    KEEP,
    KNOW,
    READ,
    VIEW,
    Keeper,
    Role,
    ScopedQuerySet,
    held,
    nearby,
)
from .dated import WITHIN_REACH

EVERY_ROLE = held(*Role)


class RegisterQuerySet(ScopedQuerySet):
    named_by = ("name",)  # where a search looks

    def in_use(self):
        return self.filter(is_active=True)

    def out_of_use(self):
        return self.filter(is_active=False)

    def on_offer(self, *, besides=None):
        """Rows to choose from; `besides` is the id that a row names already, in use or not."""
        return self.filter(Q(is_active=True) | Q(pk=besides))

    def named(self, words):
        """Rows in which each of the words stands somewhere, in any order."""
        rows = self
        for word in words.split():
            found = (Q(**{f"{column}__icontains": word}) for column in self.named_by)
            rows = rows.filter(reduce(or_, found))
        return rows


class Register(models.Model):
    """What is written down once and named by many: never deleted, only taken out of use."""

    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        abstract = True

    def hindrance(self):
        """Why this row cannot change sides, out of use or back into it; empty if it can."""
        return ""


def still_used(schools):
    """The sentence that keeps an area in use as long as schools lie in it."""
    number = schools.count()
    sentence = ngettext(
        "There is %(n)d school in use here. Move it, or take it out of use first.",
        "There are %(n)d schools in use here. Move them, or take them out of use first.",
        number,
    )
    return sentence % {"n": number} if number else ""


def first_bring_back(*areas):
    """The sentence that keeps a place out of use as long as the area around it is."""
    sentence = gettext("%(area)s is no longer in use. Bring that back first.")
    gone = [area for area in areas if area and not area.is_active]
    return sentence % {"area": gone[0]} if gone else ""


class AreaQuerySet(RegisterQuerySet):
    """Districts and clusters: seen by everyone who works at a school there."""

    school_path = "schools"
    access = {VIEW: (EVERY_ROLE, Keeper()), CHANGE: (Keeper(),)}


class District(Register):
    """A kabupaten or kota; a province too, for the schools that belong to it."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    province = models.CharField(_("province"), max_length=120)
    office = models.CharField(_("office"), max_length=160, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("schools:district", args=[self.pk])

    def hindrance(self):
        return still_used(self.schools.in_use()) if self.is_active else ""


class Cluster(Register):
    """A gugus: neighbouring schools that work together."""

    name = models.CharField(_("name"), max_length=120)
    district = models.ForeignKey(
        District, models.PROTECT, related_name="clusters", verbose_name=_("district")
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"],
                name="one_cluster_name_per_district",
                violation_error_message=_("This district already has a cluster of that name."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("schools:cluster", args=[self.pk])

    def hindrance(self):
        if self.is_active:
            return still_used(self.schools.in_use())
        return first_bring_back(self.district)


class SchoolQuerySet(RegisterQuerySet):
    school_path = ""
    named_by = ("name", "short_name", "npsn")
    access = {
        VIEW: (EVERY_ROLE, Keeper()),
        KNOW: (EVERY_ROLE, nearby(*AT_SCHOOL), Keeper()),  # to found a group with neighbours
        CHANGE: (held(Role.PRINCIPAL, Role.OPERATOR), Keeper()),
        READ: (held(Role.PRINCIPAL, Role.SUPERVISOR),),  # what its cycles came to, side by side
        HAND_OVER: (held(Role.PRINCIPAL), Keeper()),
        KEEP: (Keeper(),),
    }


class School(Register):
    class Form(models.TextChoices):
        PAUD = "PAUD", "PAUD"
        SD = "SD", "SD"
        MI = "MI", "MI"
        SMP = "SMP", "SMP"
        MTS = "MTs", "MTs"
        SMA = "SMA", "SMA"
        MA = "MA", "MA"
        SMK = "SMK", "SMK"
        SLB = "SLB", "SLB"

    class Status(models.TextChoices):
        STATE = "state", pgettext_lazy("school status", "State")
        PRIVATE = "private", pgettext_lazy("school status", "Private")

    class Zone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    class NumberLabel(models.TextChoices):
        """Which number stands under a signature."""

        NIP = "NIP", "NIP"
        NIY = "NIY", "NIY"
        NBM = "NBM", "NBM"
        NUPTK = "NUPTK", "NUPTK"
        NONE = "", _("No number")

    npsn = models.CharField(
        "NPSN",
        max_length=8,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[0-9A-Z]{8}\Z",
                _("An NPSN has 8 characters, digits and capital letters only."),
            )
        ],
        error_messages={"unique": _("A school with this NPSN is already here.")},
    )
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60)
    form = models.CharField(_("form of school"), max_length=4, choices=Form)
    status = models.CharField(pgettext_lazy("school", "status"), max_length=7, choices=Status)
    district = models.ForeignKey(
        District, models.PROTECT, related_name="schools", verbose_name=_("district")
    )
    cluster = models.ForeignKey(
        Cluster,
        models.SET_NULL,
        related_name="schools",
        verbose_name=_("cluster"),
        null=True,
        blank=True,
    )
    time_zone = models.CharField(_("time zone"), max_length=16, choices=Zone, default=Zone.WIB)
    address = models.CharField(_("address"), max_length=200, blank=True)
    village = models.CharField(_("village"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    letterhead = models.TextField(
        _("letterhead"),
        max_length=600,
        blank=True,
        help_text=_("One line of the letterhead on each line, as on the school's own paper."),
    )
    signing_place = models.CharField(
        _("place of signing"),
        max_length=60,
        blank=True,
        help_text=_("Stands before the date above a signature, for example Sarumai."),
    )
    number_label = models.CharField(
        _("number under a signature"),
        max_length=5,
        choices=NumberLabel,
        default=NumberLabel.NIP,
        blank=True,
    )
    logo = models.ForeignKey("StoredFile", models.SET_NULL, related_name="+", null=True, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("school")
        verbose_name_plural = _("schools")

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return reverse("schools:detail", args=[self.pk])

    def hindrance(self):
        return "" if self.is_active else first_bring_back(self.district, self.cluster)

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def head(self):
        """What its principal is called above a signature. Papers are Indonesian in any language."""
        madrasah = self.form in {self.Form.MI, self.Form.MTS, self.Form.MA}
        return "Kepala Madrasah" if madrasah else "Kepala Sekolah"

    def letterhead_lines(self):
        return [line.strip() for line in self.letterhead.splitlines() if line.strip()]


def school_year(first):
    """2025 is 2025/2026, from July to June."""
    return f"{first}/{first + 1}"


def school_year_on(day):
    """The year in which the school year of `day` began."""
    return day.year if day.month >= 7 else day.year - 1


class TermQuerySet(ScopedQuerySet):
    access = {
        VIEW: (EVERY_ROLE, Keeper()),
        CHANGE: (held(Role.PRINCIPAL, Role.OPERATOR), Keeper()),
    }

    def on(self, day):
        return self.filter(first_day__lte=day, last_day__gte=day)


class Term(models.Model):
    """A semester of one school: 20251 is Ganjil 2025/2026, 20252 is Genap 2025/2026.

    Each school keeps its own dates, since provinces and madrasahs have calendars of their own.
    """

    school = models.ForeignKey(
        School, models.PROTECT, related_name="terms", verbose_name=_("school")
    )
    code = models.CharField(
        _("code"),
        max_length=5,
        validators=[
            RegexValidator(r"\A20\d\d[12]\Z", _("Write the year and 1 or 2, for example 20251."))
        ],
        help_text=_("20251 is the odd term of 2025/2026, 20252 the even one."),
    )
    first_day = models.DateField(_("first day"), validators=WITHIN_REACH)
    last_day = models.DateField(_("last day"), validators=WITHIN_REACH)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["-code"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "code"],
                name="one_term_per_school_and_code",
                violation_error_message=_("This school already has that term."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day")),
                name="term_ends_after_it_starts",
                violation_error_message=_("The end comes before the start. Check both."),
            ),
        ]

    def __str__(self):
        years = school_year(self.year)
        if self.code.endswith("1"):
            return _("Odd %(years)s") % {"years": years}
        return _("Even %(years)s") % {"years": years}

    def get_absolute_url(self):
        return reverse("schools:terms")

    @property
    def year(self):
        """In which its school year began."""
        return int(self.code[:4])

    def is_running(self):
        return self.first_day <= timezone.localdate() <= self.last_day
