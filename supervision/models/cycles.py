"""Cycles: what a school sets out to change together, and what came of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import (
    ACCEPT,
    AT_SCHOOL,
    CHANGE,
    READ,
    VIEW,
    About,
    Own,
    Role,
    ScopedQuerySet,
    held,
)
from schools.models import School, Term, User
from staff.models import Person

from ..kinds import TOOK_PLACE, Fate, Stage, cycle_name
from .instruments import BandSet, InstrumentVersion


class CycleQuerySet(ScopedQuerySet):
    access = {
        VIEW: (
            held(Role.PRINCIPAL, Role.SUPERVISOR),
            held(*AT_SCHOOL, own="participants__person__user"),
            held(*AT_SCHOOL, own="visits__observer"),
        ),
        READ: (held(Role.PRINCIPAL, Role.SUPERVISOR),),  # everybody's results side by side
        CHANGE: (held(Role.PRINCIPAL),),
    }

    def running(self):
        return self.exclude(stage=Stage.CLOSED)


class Cycle(models.Model):
    """Planning, action, observation, reflection: in this order, and none left out."""

    school = models.ForeignKey(
        School, models.PROTECT, related_name="cycles", verbose_name=_("school")
    )
    term = models.ForeignKey(Term, models.PROTECT, related_name="cycles", verbose_name=_("term"))
    follows = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="next",
        null=True,
        blank=True,
        verbose_name=_("continues"),
        help_text=_("Its open problems come along, and results are compared with it."),
    )
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("cycle", "number"), validators=[MaxValueValidator(12)]
    )
    focus = models.CharField(_("focus"), max_length=200)
    criterion = models.CharField(
        _("success criterion"),
        max_length=300,
        blank=True,
        help_text=_("Agree on this together before the visit. It cannot be changed afterwards."),
    )
    at_least = models.DecimalField(
        _("result of at least"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("In percent. Leave it empty if the criterion is not a figure."),
    )
    version = models.ForeignKey(
        InstrumentVersion,
        models.PROTECT,
        related_name="cycles",
        null=True,
        blank=True,
        verbose_name=_("instrument"),
    )
    band_set = models.ForeignKey(
        BandSet,
        models.PROTECT,
        related_name="cycles",
        null=True,
        blank=True,
        verbose_name=_("band set"),
    )
    stage = models.CharField(_("stage"), max_length=11, choices=Stage, default=Stage.PLANNING)
    stages = models.JSONField(default=dict, editable=False)  # stage → the day it was reached
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, editable=False)  # by whoever leads the school
    locked_at = models.DateTimeField(null=True, editable=False)  # a baseline, once action begins
    is_met = models.BooleanField(_("criterion met"), null=True)
    met_note = models.CharField(_("how this is known"), max_length=300, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-term__code", "-number", "-pk"]
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("supervision:cycle", args=[self.pk])

    @property
    def name(self):
        return cycle_name(self.number)

    @property
    def is_baseline(self):
        return self.number == 0

    def is_open(self):
        return self.stage != Stage.CLOSED and self.locked_at is None

    def has_started_visits(self):
        """Also one that was called off once it had begun."""
        begun = models.Q(started_at__isnull=False) | models.Q(state__in=sorted(TOOK_PLACE))
        return self.visits.filter(begun).exists()


class ParticipantQuerySet(ScopedQuerySet):
    school_path = "cycle__school"
    access = {
        VIEW: (
            Own("person__user"),
            held(Role.PRINCIPAL, Role.SUPERVISOR),
        ),
        CHANGE: (held(Role.PRINCIPAL),),
        ACCEPT: (
            held(*AT_SCHOOL, own="person__user"),
            held(Role.PRINCIPAL, when=models.Q(person__writes_through_others=True)),
        ),
    }
    about = About(
        "person__user",
        ("cycle", "accepted_at", "reason"),
        reads=("cycle",),
        title=_("Cycles you take part in"),
    )


class Participant(models.Model):
    """Someone who takes part in a cycle, and whether they have accepted its plan."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    reason = models.CharField(_("why not visited"), max_length=200, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["person__name"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "person"], name="once_per_cycle_and_person")
        ]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return self.cycle.get_absolute_url()


class ProblemQuerySet(ScopedQuerySet):
    school_path = "cycle__school"
    access = {
        VIEW: (
            held(Role.PRINCIPAL, Role.SUPERVISOR),
            held(*AT_SCHOOL, own="cycle__participants__person__user"),
        ),
        CHANGE: (held(Role.PRINCIPAL),),
    }

    def open(self):
        return self.filter(state=Fate.OPEN)


class Problem(models.Model):
    """What a cycle found still in the way. It ends solved, carried over or dropped."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="problems")
    text = models.CharField(_("problem"), max_length=300)
    came_from = models.OneToOneField(
        "self", models.PROTECT, related_name="carried_to", null=True, editable=False
    )
    state = models.CharField(
        pgettext_lazy("workflow", "state"), max_length=7, choices=Fate, default=Fate.OPEN
    )
    reason = models.CharField(pgettext_lazy("fate", "how, or why"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("problem")
        verbose_name_plural = _("problems")

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.cycle.get_absolute_url()


class ReflectionQuerySet(ScopedQuerySet):
    school_path = "cycle__school"
    access = {
        VIEW: (
            Own("written_by"),
            held(Role.PRINCIPAL, Role.SUPERVISOR),
            held(*AT_SCHOOL, own="cycle__participants__person__user"),
        ),
        CHANGE: (held(*AT_SCHOOL, own="written_by", when=~models.Q(cycle__stage=Stage.CLOSED)),),
    }
    about = About(
        "written_by",
        ("cycle", "gains", "challenges", "factors", "next_step"),
        title=_("Your reflections"),
    )


class Reflection(models.Model):
    """What one side makes of a cycle, in four parts."""

    PARTS = ("gains", "challenges", "factors", "next_step")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="reflections")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_principal = models.BooleanField(default=False, editable=False)
    gains = models.TextField(_("What has come of it?"), max_length=2000, blank=True)
    challenges = models.TextField(_("What was hard?"), max_length=2000, blank=True)
    factors = models.TextField(_("What helped, what hindered?"), max_length=2000, blank=True)
    next_step = models.TextField(_("What comes next?"), max_length=2000, blank=True)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        ordering = ["-is_principal", "written_at"]
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "written_by", "person"],
                name="one_reflection_per_cycle_and_voice",
            ),
            models.UniqueConstraint(
                fields=["cycle", "written_by"],
                condition=models.Q(person=None),
                name="one_reflection_per_cycle_and_writer",
            ),
        ]

    def __str__(self):
        return f"{self.cycle}: {self.person or self.written_by}"

    def get_absolute_url(self):
        return self.cycle.get_absolute_url()

    def is_whole(self):
        return all(getattr(self, part) for part in self.PARTS)
