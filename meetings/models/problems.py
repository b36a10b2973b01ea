"""Problems from real classes, and what colleagues know about them."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import CHANGE, FILL, MINE, VIEW, About, Own, Role, ScopedQuerySet, Through, held
from schools.models import User
from schools.models.dated import WITHIN_REACH
from staff.models import Person

from ..access import Members
from ..kinds import Outcome
from .groups import Group
from .meetings import Meeting
from .practices import Practice


class ClassProblemQuerySet(ScopedQuerySet):
    school_path = "group__schools"
    access = {
        VIEW: (Members("group"), held(Role.PRINCIPAL)),
        FILL: (Members("group"),),  # open one, offer an idea
        CHANGE: (Members("group", own="person__user"), Members("group", leading=True)),
        MINE: (Own("person__user"),),
    }
    about = About(
        "person__user", ("title", "opened", "trial", "outcome"), title=_("Class problems of yours")
    )

    def named(self, words):
        """Search in whatever was written about it, the ideas of colleagues included."""
        if not words:
            return self
        places = ["title", "text", "subject", "trial", "outcome", "ideas__text"]
        found = Q()
        for place in places:
            found |= Q(**{f"{place}__icontains": words})
        # A subquery: several ideas of one problem may match.
        return self.filter(pk__in=ClassProblem.objects.filter(found).values("pk"))


class ClassProblem(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        Group, models.PROTECT, related_name="problems", verbose_name=_("group")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        related_name="problems",
        null=True,
        blank=True,
        verbose_name=_("meeting"),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="class_problems", verbose_name=_("whose class it is")
    )
    title = models.CharField(_("what is seen in class"), max_length=200)
    text = models.TextField(_("more about it"), max_length=2000, blank=True)
    grade = models.PositiveSmallIntegerField(
        _("grade"), null=True, blank=True, validators=[MaxValueValidator(13)]
    )
    subject = models.CharField(pgettext_lazy("school", "Subject"), max_length=60, blank=True)
    opened = models.DateField(_("since"), default=timezone.localdate, validators=WITHIN_REACH)
    trial = models.CharField(_("what is tried"), max_length=300, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=600, blank=True)
    state = models.CharField(
        pgettext_lazy("workflow", "state"), max_length=6, choices=Outcome, default=Outcome.OPEN
    )
    practice = models.ForeignKey(
        Practice,
        models.PROTECT,
        related_name="problems",
        null=True,
        blank=True,
        verbose_name=_("practice that came of it"),
    )

    objects = ClassProblemQuerySet.as_manager()

    class Meta:
        ordering = ["-opened", "pk"]
        verbose_name = _("class problem")
        verbose_name_plural = _("class problems")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:problem", args=[self.pk])


class IdeaQuerySet(ScopedQuerySet):
    school_path = "problem__group__schools"
    access = {
        VIEW: (Through("meetings.ClassProblem", "problem"),),
        FILL: (Through("meetings.ClassProblem", "problem", FILL),),
        CHANGE: (
            Members("problem__group", own="by__user"),
            Members("problem__group", own="entered_by"),
        ),
        MINE: (Own("by__user"),),
    }
    about = About("by__user", ("text", "problem"), title=_("Ideas you offered"))


class Idea(models.Model):
    """What a colleague offers for a class problem."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    problem = models.ForeignKey(ClassProblem, models.PROTECT, related_name="ideas")
    by = models.ForeignKey(
        Person, models.PROTECT, related_name="ideas", verbose_name=_("whose idea it is")
    )
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    text = models.CharField(_("what has worked for you"), max_length=400)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["problem", "at", "pk"]
        verbose_name = _("idea of a colleague")
        verbose_name_plural = _("ideas of colleagues")

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.problem.get_absolute_url()
