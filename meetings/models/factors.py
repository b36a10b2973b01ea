"""What supports and what hinders: a codebook, and sentences that people marked with it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from schools.access import (
    AT_SCHOOL,
    CHANGE,
    MINE,
    READ,
    VIEW,
    About,
    Anyone,
    Own,
    Role,
    ScopedQuerySet,
    Through,
    held,
)
from schools.models import School, User
from schools.models.places import Register, RegisterQuerySet
from staff.models import Person

from ..kinds import Direction, Response, Theme
from ..sources import prefix_of, source_of
from .meetings import Meeting


class FactorQuerySet(RegisterQuerySet):
    """The library's factors belong to nobody; a school adds its own, or words one anew."""

    named_by = ("name",)
    access = {
        VIEW: (Anyone(Q(school=None)), held(*AT_SCHOOL, Role.SUPERVISOR)),
        CHANGE: (held(Role.PRINCIPAL),),
    }


class Factor(Register):
    class Points(models.TextChoices):
        SUPPORTS = "supports", pgettext_lazy("factor", "Supports")
        HINDERS = "hinders", pgettext_lazy("factor", "Hinders")
        EITHER = "either", pgettext_lazy("factor", "Either, as it happens")

    school = models.ForeignKey(
        School, models.PROTECT, related_name="factors", null=True, verbose_name=_("school")
    )
    code = models.SlugField(_("code"), max_length=40)
    theme = models.CharField(_("theme"), max_length=40, blank=True)
    points = models.CharField(_("works how"), max_length=8, choices=Points, default=Points.EITHER)
    name = models.CharField(_("name"), max_length=120)
    definition = models.CharField(_("what is meant"), max_length=400, blank=True)
    response = models.CharField(_("what often helps"), max_length=400, blank=True)
    in_english = models.JSONField(default=dict, blank=True, editable=False)  # of the library's

    objects = FactorQuerySet.as_manager()

    class Meta:
        ordering = ["theme", "name", F("school").asc(nulls_last=True)]
        verbose_name = pgettext_lazy("codebook", "factor")
        verbose_name_plural = pgettext_lazy("codebook", "factors")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "code"],
                name="one_factor_per_school_and_code",
                violation_error_message=_("This school already has a factor of that name."),
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(school=None), name="one_factor_per_code_in_the_library"
            ),
        ]

    def __str__(self):
        return self.worded("name")

    def get_absolute_url(self):
        return reverse("meetings:factor", args=[self.pk])

    @property
    def meaning(self):
        return self.worded("definition")

    @property
    def advice(self):
        return self.worded("response")

    @property
    def theme_in_words(self):
        return Theme(self.theme).label if self.theme in Theme.values else self.theme

    def worded(self, name):
        """A text of the factor in the reader's language, where the library has it."""
        own = getattr(self, name)
        return self.in_english.get(name, own) if get_language() == "en" else own


# Whoever marked a sentence, as long as they belong to the school that it is about.
CODED = held(*AT_SCHOOL, Role.SUPERVISOR, own="coded_by")


class MentionQuerySet(ScopedQuerySet):
    access = {
        VIEW: (
            CODED,
            Own("about__user"),
            held(Role.PRINCIPAL),
            Through("meetings.Meeting", "meeting", READ),
        ),
        CHANGE: (CODED, held(Role.PRINCIPAL)),
        MINE: (Own("about__user"),),
    }
    about = About(
        "about__user", ("quote", "factor", "direction", "response"), title=_("Sentences of yours")
    )

    def standing_in(self, source):
        return self.filter(path__startswith=prefix_of(source))

    def waiting(self):
        """What hinders, and nobody has answered yet."""
        return self.filter(direction=Direction.HINDERS, status=Response.OPEN)


class Mention(models.Model):
    """A sentence, kept as it was written, with the factor that somebody heard in it.

    `source` and `path` say where it stands; above this floor there are sources, such as
    feedback, that it cannot name otherwise. `about` is whose words or work it touches.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="mentions")
    factor = models.ForeignKey(
        Factor,
        models.PROTECT,
        related_name="mentions",
        verbose_name=pgettext_lazy("codebook", "factor"),
    )
    direction = models.CharField(_("supports or hinders"), max_length=8, choices=Direction)
    quote = models.CharField(_("sentence"), max_length=600)
    source = models.CharField(_("found in"), max_length=160)
    path = models.CharField(max_length=200)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="mentions", null=True, blank=True
    )
    about = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    said_on = models.DateField(_("date"))
    coded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    coded_at = models.DateTimeField(default=timezone.now, editable=False)
    response = models.CharField(_("what is done about it"), max_length=400, blank=True)
    status = models.CharField(
        pgettext_lazy("workflow", "state"),
        max_length=11,
        choices=Response,
        default=Response.OPEN,
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["-said_on", "pk"]
        verbose_name = _("marked sentence")
        verbose_name_plural = _("marked sentences")

    def __str__(self):
        return self.quote

    def get_absolute_url(self):
        return reverse("meetings:mention", args=[self.pk])

    @property
    def kind_of_source(self):
        """“Minutes”, “Reflection of a cycle”, “Talk after a visit”."""
        found = source_of(self.path)
        return found.label if found else ""

    @property
    def waits(self):
        return self.direction == Direction.HINDERS and self.status == Response.OPEN
