"""What a visit came to, as it was when it became final. Rows are added and never changed."""

from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.access import VIEW, About, ScopedQuerySet
from schools.models import User

from ..access import readers
from ..rubrics.bands import band_of, read_bands
from .instruments import InstrumentVersion
from .visits import Visit


class ResultQuerySet(ScopedQuerySet):
    school_path = "visit__school"
    access = {VIEW: readers("visit")}
    about = About(
        "visit__person__user",
        ("visit", "percent", "band_name", "role", "class_name", "reason", "found_at"),
        labels={"band_name": _("band")},
        reads=("visit__person",),
        title=_("Your results"),
    )

    def current(self):
        """Of each visit the last word: the result, or its newest correction."""
        return self.filter(replaced_by=None)


class Result(models.Model):
    """Percent, bands, instrument and work as they were. A correction is one more row."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True)
    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="+", null=True)
    scores = models.JSONField(default=dict)  # item → value, or "na"
    earned = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    maximum = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    percent = models.DecimalField(_("result"), max_digits=15, decimal_places=12, null=True)
    scored = models.PositiveSmallIntegerField(default=0)
    not_applicable = models.PositiveSmallIntegerField(default=0)
    parts = models.JSONField(default=dict)  # aspects, stages and services with their sums
    bands = models.JSONField(default=list)
    is_met = models.BooleanField(_("criterion met"), null=True)
    role = models.CharField(_("work"), max_length=120, blank=True)
    class_name = models.CharField(_("class"), max_length=40, blank=True)
    subject_name = models.CharField(_("subject"), max_length=60, blank=True)
    reason = models.CharField(_("why it was corrected"), max_length=300, blank=True)
    found_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    found_at = models.DateTimeField(_("date"), default=timezone.now)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "number"]
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="results_are_numbered"),
            models.CheckConstraint(
                name="a_correction_has_a_reason_and_what_it_replaces",
                condition=Q(number=1, replaces=None)
                | (Q(number__gt=1, replaces__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.visit}, {self.number}"

    @property
    def exact(self):
        """The unrounded percent; None where nothing was scored."""
        return Fraction(self.earned) / Fraction(self.maximum) * 100 if self.maximum else None

    @property
    def band(self):
        bands = read_bands(self.bands)
        return band_of(self.exact, bands) if bands and self.exact is not None else None

    @property
    def band_name(self):
        return self.band.label.id if self.band else ""
