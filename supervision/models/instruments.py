"""Instruments and their versions, and the bands that a result is read by."""

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import AT_SCHOOL, CHANGE, VIEW, Anyone, Role, ScopedQuerySet, held
from schools.models import School, User
from schools.models.places import Register, RegisterQuerySet

from ..rubrics import bands, model

LIBRARY = Q(school=None)


class InstrumentQuerySet(RegisterQuerySet):
    """A school's own ones, and those of the library, which belong to nobody."""

    named_by = ("name",)
    access = {
        VIEW: (Anyone(LIBRARY), held(*AT_SCHOOL, Role.SUPERVISOR)),
        CHANGE: (held(Role.PRINCIPAL),),
    }

    def own_first(self):
        """By school, then the library; within, as they come in a cycle, each use by name."""
        uses = [models.When(use=use, then=place) for place, use in enumerate(Instrument.Use)]
        return self.order_by(
            models.F("school__name").asc(nulls_last=True), models.Case(*uses), "name", "pk"
        )


class Instrument(Register):
    class Use(models.TextChoices):
        SCORED = "scored_visit", pgettext_lazy("use of an instrument", "Visit")
        WALK = "walk_through", pgettext_lazy("use of an instrument", "Walk-through")
        PEER = "peer_visit", pgettext_lazy("use of an instrument", "Peer visit")
        TALK = "talk", pgettext_lazy("use of an instrument", "Talk")
        SELF = "self", pgettext_lazy("use of an instrument", "Self-assessment")
        REFLECTION = "reflection", pgettext_lazy("use of an instrument", "Reflection")

    school = models.ForeignKey(
        School, models.PROTECT, related_name="instruments", null=True, verbose_name=_("school")
    )
    key = models.SlugField(max_length=80)  # what its files are called by, in every version
    name = models.CharField(_("name"), max_length=120)
    use = models.CharField(_("use"), max_length=12, choices=Use)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["use", "name"]
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "key"],
                name="one_instrument_per_school_and_key",
                violation_error_message=_("This school already has an instrument of that name."),
            ),
            models.UniqueConstraint(
                fields=["key"], condition=LIBRARY, name="one_instrument_per_key_in_the_library"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("supervision:instrument", args=[self.pk])

    def hindrance(self):
        return ""

    @property
    def latest(self):
        return self.versions.order_by("-number").first()


class InstrumentVersionQuerySet(ScopedQuerySet):
    school_path = "instrument__school"
    access = {
        VIEW: (
            Anyone(Q(instrument__school=None)),
            held(Role.PRINCIPAL),
            held(*AT_SCHOOL, Role.SUPERVISOR, when=Q(is_draft=False)),
        ),
        CHANGE: (held(Role.PRINCIPAL, when=Q(frozen_at=None)),),
    }

    def newest(self):
        """Of each instrument the newest among these rows."""
        same = self.order_by().filter(instrument=models.OuterRef("instrument"))
        return self.filter(pk=models.Subquery(same.order_by("-number").values("pk")[:1]))

    def on_offer(self, *uses):
        """The newest published version of each instrument in use: what a plan can name."""
        newest = self.model.objects.filter(instrument=models.OuterRef("instrument"), is_draft=False)
        newest = newest.order_by("-number").values("pk")[:1]
        rows = self.filter(pk=models.Subquery(newest), instrument__is_active=True)
        return rows.filter(instrument__use__in=uses) if uses else rows


class InstrumentVersion(models.Model):
    """The text of an instrument. A draft is on offer once it is published; it freezes at first
    use, and what follows is a new version.
    """

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField()  # as in its file, see supervision/rubrics
    is_draft = models.BooleanField(_("draft"), default=False, editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = InstrumentVersionQuerySet.as_manager()

    class Meta:
        ordering = ["instrument__name", "-number"]
        verbose_name = _("version of an instrument")
        verbose_name_plural = _("versions of instruments")
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="one_version_per_instrument_and_number"
            )
        ]

    def __str__(self):
        return _("%(name)s, version %(number)d") % {
            "name": self.instrument.name,
            "number": self.number,
        }

    def get_absolute_url(self):
        return reverse("supervision:version", args=[self.pk])

    @cached_property
    def rubric(self):
        return model.read(self.content)


class BandSetQuerySet(RegisterQuerySet):
    named_by = ("name",)
    access = {
        VIEW: (Anyone(LIBRARY), held(*AT_SCHOOL, Role.SUPERVISOR)),
        CHANGE: (held(Role.PRINCIPAL),),
    }

    def own_first(self):
        return self.order_by(models.F("school__name").asc(nulls_last=True), "name", "pk")


class BandSet(Register):
    """Bands by their lower bounds. A change keeps what was before, and touches no final result."""

    school = models.ForeignKey(
        School, models.PROTECT, related_name="band_sets", null=True, verbose_name=_("school")
    )
    key = models.SlugField(max_length=80)
    name = models.CharField(_("name"), max_length=120)
    content = models.JSONField()  # as in the library's file, see supervision/rubrics/bands.py
    earlier = models.JSONField(default=list, editable=False)  # until when which bands held

    objects = BandSetQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("band set")
        verbose_name_plural = _("band sets")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "key"],
                name="one_band_set_per_school_and_key",
                violation_error_message=_("This school already has a band set of that name."),
            ),
            models.UniqueConstraint(
                fields=["key"], condition=LIBRARY, name="one_band_set_per_key_in_the_library"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("supervision:band_set", args=[self.pk])

    def hindrance(self):
        return ""

    @cached_property
    def bands(self):
        return bands.read_bands(self.content["bands"])
