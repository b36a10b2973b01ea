"""Practices passed on: where they were born, who tried them, what became of them."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import (
    AT_SCHOOL,
    CHANGE,
    MINE,
    READ,
    VIEW,
    About,
    Own,
    Role,
    ScopedQuerySet,
    Through,
    held,
    nearby,
)
from schools.models import ClassGroup, School, User
from schools.models.dated import WITHIN_REACH
from staff.models import Person

from ..access import Members
from ..kinds import Audience, Verdict
from .groups import Group
from .meetings import Meeting


class PracticeQuerySet(ScopedQuerySet):
    """Seen by whom the author chose, and by whoever tried it once."""

    access = {
        VIEW: (
            Own("person__user"),
            Own("with_others__user"),
            Members("group"),
            held(*AT_SCHOOL, Role.SUPERVISOR, when=~Q(audience=Audience.GROUP)),
            nearby(*AT_SCHOOL, when=Q(audience=Audience.CLUSTER)),
            Own("adoptions__person__user"),
        ),
        CHANGE: (Own("person__user"),),
        MINE: (Own("person__user"),),
    }
    about = About("person__user", ("title", "why", "audience"), title=_("Practices you passed on"))

    def named(self, words):
        return self.filter(Q(title__icontains=words) | Q(why__icontains=words))

    def whose(self, which, user):
        """Of the schools or clusters `user` works at, of their own hand, or what they try."""
        at = [membership.school for membership in user.current_memberships if membership.school]
        match which:
            case "school":
                return self.filter(school__in=at)
            case "cluster":
                return self.filter(school__cluster__in={one.cluster_id for one in at} - {None})
            case "mine":
                own = Q(person__user=user) | Q(with_others__user=user)
                return self.filter(pk__in=Practice.objects.filter(own).values("pk"))
            case "tried":
                tried = Adoption.objects.filter(person__user=user)
                return self.filter(pk__in=tried.values("practice"))
        return self

    def for_grade(self, grade):
        """Those that name the grade, and those that name none: they are for any."""
        rows = self.alias(in_words=Cast("grades", models.TextField()))
        return rows.filter(Q(grades=[]) | Q(in_words__regex=rf"[\[ ,]{int(grade)}[\],]"))


class Practice(models.Model):
    title = models.CharField(_("name of the practice"), max_length=160)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="practices", verbose_name=_("whose practice it is")
    )
    with_others = models.ManyToManyField(
        Person, related_name="+", blank=True, verbose_name=_("together with")
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="practices", verbose_name=_("school")
    )
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        related_name="practices",
        null=True,
        blank=True,
        verbose_name=_("group"),
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        related_name="practices",
        null=True,
        blank=True,
        verbose_name=_("meeting it comes from"),
    )
    born_on = models.DateField(_("since"), default=timezone.localdate, validators=WITHIN_REACH)
    grades = models.JSONField(_("grades"), default=list, blank=True)
    why = models.CharField(_("what it is good for"), max_length=400, blank=True)
    steps = models.TextField(
        _("how it is done"),
        max_length=3000,
        blank=True,
        help_text=_("One step on each line."),
    )
    materials = models.CharField(_("what it takes"), max_length=300, blank=True)
    audience = models.CharField(
        _("who can see it"), max_length=7, choices=Audience, default=Audience.GROUP
    )

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-born_on", "pk"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:practice", args=[self.pk])

    @property
    def step_list(self):
        return [line.strip() for line in self.steps.splitlines() if line.strip()]


class AdoptionQuerySet(ScopedQuerySet):
    school_path = "practice__school"
    access = {
        VIEW: (Through("meetings.Practice", "practice"), Own("person__user")),
        CHANGE: (Own("person__user"), Own("entered_by")),
        MINE: (Own("person__user"),),
    }
    about = About(
        "person__user",
        ("practice", "since", "adaptation", "happened", "verdict", "verdict_on"),
        labels={"verdict_on": _("said on")},
        title=_("Practices you tried"),
    )


class Adoption(models.Model):
    """A colleague tries a practice: what was changed, what happened, and what stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="adoptions", verbose_name=_("practice")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="adoptions", verbose_name=_("who tries it")
    )
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("learnt from"),
    )
    class_group = models.ForeignKey(
        ClassGroup,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("class group", "class"),
    )
    grade = models.PositiveSmallIntegerField(_("grade"), validators=[MaxValueValidator(13)])
    since = models.DateField(_("since"), default=timezone.localdate, validators=WITHIN_REACH)
    adaptation = models.CharField(_("what you change for your class"), max_length=400, blank=True)
    happened = models.CharField(_("what happened"), max_length=600, blank=True)
    verdict = models.CharField(
        pgettext_lazy("outcome", "what stays"), max_length=6, choices=Verdict, blank=True
    )
    verdict_on = models.DateField(null=True, editable=False)
    earlier = models.JSONField(default=list, editable=False)  # what was said before, and when
    entered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["practice", "since", "pk"]
        verbose_name = pgettext_lazy("practice", "adoption")
        verbose_name_plural = pgettext_lazy("practice", "adoptions")
        constraints = [
            models.CheckConstraint(
                name="a_verdict_says_what_happened",
                condition=Q(verdict="") | ~Q(happened=""),
                violation_error_message=_("Say what happened, then whether it stays."),
            ),
            models.UniqueConstraint(
                fields=["practice", "person"],
                condition=Q(verdict=""),
                name="one_trial_of_a_practice_at_a_time",
                violation_error_message=_(
                    "This person is trying this practice already. Say how that went first."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.practice}, {self.person}"

    def get_absolute_url(self):
        return self.practice.get_absolute_url()


class SightingQuerySet(ScopedQuerySet):
    """That it was seen is told to all who see the practice. VIEW opens the way to the visit, READ
    what was noted on it: not more than those read who read the visit."""

    school_path = "school"
    access = {
        VIEW: (
            Own("person__user"),
            Own("by"),
            held(Role.PRINCIPAL, others="person__user"),
            held(Role.SUPERVISOR),
        ),
        READ: (
            Own("person__user"),
            Own("by"),
            held(Role.PRINCIPAL, others="person__user"),
        ),
        MINE: (Own("person__user"),),
    }
    about = About(
        "person__user", ("practice", "date", "note"), title=_("Practices seen in your class")
    )


class Sighting(models.Model):
    """A practice was seen in class. `path` is the page of the visit, told by the floor above."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="sightings")
    adoption = models.ForeignKey(
        Adoption, models.PROTECT, related_name="sightings", null=True, blank=True
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    date = models.DateField(_("seen on"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.CharField(_("what was seen of it"), max_length=300, blank=True)
    path = models.CharField(max_length=200)

    objects = SightingQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("practice seen in class")
        verbose_name_plural = _("practices seen in class")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "person", "path"], name="seen_once_in_a_visit"
            )
        ]

    def __str__(self):
        return f"{self.practice}, {date_format(self.date)}"
