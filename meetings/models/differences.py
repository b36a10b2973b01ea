"""Differing opinions: two or more positions, who was heard, how it was settled."""

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import (
    CHANGE,
    FILL,
    MINE,
    VIEW,
    About,
    Own,
    Role,
    ScopedQuerySet,
    Through,
    held,
)
from schools.models.dated import WITHIN_REACH

from ..access import Members
from ..kinds import Settled
from .decisions import Decision
from .groups import Group, GroupMember
from .meetings import Meeting
from .practices import Adoption, Practice


def adopted():
    return Exists(Adoption.objects.filter(practice=OuterRef("practice")))


class DifferenceQuerySet(ScopedQuerySet):
    school_path = "group__schools"
    access = {
        VIEW: (Members("group"), held(Role.PRINCIPAL)),
        CHANGE: (Members("group"),),
    }

    def open(self):
        return self.filter(settled=Settled.OPEN)

    def settled(self):
        return self.exclude(settled=Settled.OPEN)

    def to_look_at(self, day):
        return self.filter(review_on__lte=day)

    def with_practice(self):
        return self.filter(practice__isnull=False)

    def with_adoption(self):
        """Those whose practice somebody tries or tried."""
        return self.filter(adopted())

    def counted(self):
        """How many there are, from how many a practice came, and how many were adopted."""
        return self.aggregate(
            all=Count("pk"),
            led=Count("pk", filter=Q(practice__isnull=False)),
            adopted=Count("pk", filter=adopted()),
        )

    def open_first(self):
        is_settled = Case(When(settled=Settled.OPEN, then=0), default=1)
        return self.order_by(is_settled, "-pk")


class Difference(models.Model):
    group = models.ForeignKey(
        Group, models.PROTECT, related_name="differences", verbose_name=_("group")
    )
    topic = models.CharField(_("what the opinions differ on"), max_length=200)
    meetings = models.ManyToManyField(
        Meeting, related_name="differences", blank=True, verbose_name=_("meetings")
    )
    mediator = models.ForeignKey(
        GroupMember,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("mediator"),
    )
    trial = models.CharField(_("trial"), max_length=300, blank=True)
    trial_from = models.DateField(_("from"), null=True, blank=True, validators=WITHIN_REACH)
    trial_until = models.DateField(_("until"), null=True, blank=True, validators=WITHIN_REACH)
    trial_result = models.CharField(_("what the trial showed"), max_length=400, blank=True)
    settled = models.CharField(
        _("how it was settled"), max_length=10, choices=Settled, default=Settled.OPEN
    )
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        related_name="differences",
        null=True,
        blank=True,
        verbose_name=_("decision"),
    )
    review_on = models.DateField(
        _("looked at again on"), null=True, blank=True, validators=WITHIN_REACH
    )
    practice = models.ForeignKey(
        Practice,
        models.PROTECT,
        related_name="differences",
        null=True,
        blank=True,
        verbose_name=_("practice that came of it"),
    )

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("difference of opinion")
        verbose_name_plural = _("differing opinions")
        constraints = [
            models.CheckConstraint(
                name="trial_ends_after_it_starts",
                condition=Q(trial_from=None)
                | Q(trial_until=None)
                | Q(trial_until__gte=F("trial_from")),
                violation_error_message=_("The end comes before the start. Check both."),
            )
        ]

    def __str__(self):
        return self.topic

    def get_absolute_url(self):
        return reverse("meetings:difference", args=[self.pk])

    @property
    def is_settled(self):
        return self.settled != Settled.OPEN

    @property
    def days_late(self):
        """How many days past the day on which it was to be looked at again; 0 in time."""
        if self.review_on is None:
            return 0
        return max((timezone.localdate() - self.review_on).days, 0)


class PartOfDifference(ScopedQuerySet):
    school_path = "difference__group__schools"
    access = {
        VIEW: (Through("meetings.Difference", "difference"),),
        FILL: (Through("meetings.Difference", "difference", CHANGE),),  # add one
        CHANGE: (Through("meetings.Difference", "difference", CHANGE),),
    }


class Position(models.Model):
    difference = models.ForeignKey(Difference, models.PROTECT, related_name="positions")
    text = models.CharField(pgettext_lazy("opinion", "Position"), max_length=300)
    evidence = models.CharField(_("what speaks for it"), max_length=400, blank=True)
    members = models.ManyToManyField(
        GroupMember, related_name="+", blank=True, verbose_name=_("who holds it")
    )
    not_heard = models.CharField(_("why nobody of this side was heard"), max_length=200, blank=True)

    objects = PartOfDifference.as_manager()

    class Meta:
        ordering = ["difference", "pk"]
        verbose_name = pgettext_lazy("opinion", "position")
        verbose_name_plural = pgettext_lazy("opinion", "positions")

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.difference.get_absolute_url()


class HeardQuerySet(PartOfDifference):
    """The words of one person: changed by that person, the mediator, or who keeps the record."""

    access = PartOfDifference.access | {
        CHANGE: (
            Members("difference__group", own="member__person__user"),
            Members("difference__group", own="difference__mediator__person__user"),
            Members("difference__group", leading=True),
        ),
        MINE: (Own("member__person__user"),),
    }
    about = About(
        "member__person__user",
        ("difference", "text"),
        title=_("Your words in differing opinions"),
    )


class Heard(models.Model):
    """That somebody's side was heard, in their own words."""

    difference = models.ForeignKey(Difference, models.PROTECT, related_name="heard")
    member = models.ForeignKey(
        GroupMember, models.PROTECT, related_name="+", verbose_name=_("who was heard")
    )
    text = models.CharField(_("in their own words"), max_length=400)

    objects = HeardQuerySet.as_manager()

    class Meta:
        ordering = ["difference", "pk"]
        verbose_name = _("word of one who was heard")
        verbose_name_plural = _("words of those who were heard")

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.difference.get_absolute_url()
