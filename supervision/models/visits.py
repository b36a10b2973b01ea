"""Visits: one dated event with one person, from the first talk to the final result."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import (
    ACCEPT,
    ANSWER,
    CHANGE,
    KNOW,
    READ,
    SETTLE,
    VIEW,
    About,
    Role,
    ScopedQuerySet,
    held,
)
from schools.models import ClassGroup, School, Subject, User
from schools.models.dated import WITHIN_REACH
from staff.models import Person

from ..access import concerned, in_states, leading, not_peer, observing, readers
from ..kinds import BEFORE, NOT_SHARED, SHARED, TOOK_PLACE, State, VisitKind
from .cycles import Cycle
from .instruments import BandSet, InstrumentVersion


class VisitQuerySet(ScopedQuerySet):
    access = {
        KNOW: (
            concerned(""),
            *observing(""),
            held(Role.PRINCIPAL, Role.OPERATOR),
            held(Role.SUPERVISOR, when=not_peer("")),
        ),
        VIEW: (
            concerned(""),
            *observing(""),
            leading(""),
            held(Role.SUPERVISOR, when=not_peer("")),
        ),
        READ: readers(""),
        # Planning, moving and calling off: whoever leads, and the observer of a visit.
        CHANGE: (
            leading("", in_states("", NOT_SHARED)),
            *observing("", in_states("", NOT_SHARED)),
            concerned("", Q(kind=VisitKind.PEER) & in_states("", BEFORE)),
        ),
        ACCEPT: (
            concerned("", in_states("", BEFORE)),
            *observing("", in_states("", BEFORE)),
            leading("", in_states("", BEFORE) & Q(person__writes_through_others=True)),
        ),
        SETTLE: (leading("", in_states("", SHARED)), *observing("", in_states("", SHARED))),
        ANSWER: (concerned("", in_states("", SHARED)),),
    }
    about = About(
        "person__user",
        ("kind", "date", "state", "focus", "criterion", "class_group", "subject", "observer"),
        title=_("Visits at your work"),
    )

    def took_place(self):
        return self.filter(state__in=sorted(TOOK_PLACE))

    def still_to_come(self):
        return self.filter(state__in=sorted(BEFORE))

    def shared(self):
        return self.filter(state__in=sorted(SHARED))


class Visit(models.Model):
    class Mode(models.TextChoices):
        DIRECT = "direct", pgettext_lazy("mode of a visit", "In person")
        VIDEO = "video", pgettext_lazy("mode of a visit", "By video")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        School, models.PROTECT, related_name="visits", verbose_name=_("school")
    )
    cycle = models.ForeignKey(
        Cycle, models.PROTECT, related_name="visits", null=True, blank=True, verbose_name=_("cycle")
    )
    kind = models.CharField(pgettext_lazy("visit", "kind"), max_length=10, choices=VisitKind)
    state = models.CharField(
        pgettext_lazy("workflow", "state"), max_length=10, choices=State, default=State.PLANNED
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="visits",
        null=True,
        blank=True,
        verbose_name=_("person visited"),
    )
    observer = models.ForeignKey(
        User, models.PROTECT, related_name="visits_made", verbose_name=_("observer")
    )
    class_group = models.ForeignKey(
        ClassGroup,
        models.PROTECT,
        related_name="visits",
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("class group", "class"),
    )
    subject = models.ForeignKey(
        Subject,
        models.PROTECT,
        related_name="visits",
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("school", "subject"),
    )
    topic = models.CharField(_("topic"), max_length=160, blank=True)
    partner = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("teaches together with"),
    )
    date = models.DateField(_("date"), validators=WITHIN_REACH)
    start = models.TimeField(_("from"), null=True, blank=True)
    end = models.TimeField(_("until"), null=True, blank=True)
    mode = models.CharField(_("mode"), max_length=6, choices=Mode, default=Mode.DIRECT)
    focus = models.CharField(_("focus"), max_length=200, blank=True)
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
    is_met = models.BooleanField(_("criterion met"), null=True, blank=True)
    met_note = models.CharField(_("how this is known"), max_length=300, blank=True)
    version = models.ForeignKey(
        InstrumentVersion,
        models.PROTECT,
        related_name="visits",
        null=True,
        blank=True,
        verbose_name=_("instrument"),
    )
    band_set = models.ForeignKey(
        BandSet,
        models.PROTECT,
        related_name="visits",
        null=True,
        blank=True,
        verbose_name=_("band set"),
    )
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    accepted_by_person_at = models.DateTimeField(null=True, editable=False)
    accepted_by_observer_at = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    observed_at = models.DateTimeField(null=True, editable=False)
    shared_at = models.DateTimeField(null=True, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    final_at = models.DateTimeField(null=True, editable=False)
    moves = models.JSONField(default=list, editable=False)  # from which date, by whom, why
    called_off = models.CharField(_("why it was called off"), max_length=300, blank=True)
    talk_share = models.PositiveSmallIntegerField(
        _("the teacher's share of the talk"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("In percent, as both of you would say it."),
    )
    is_open = models.BooleanField(
        _("open to the school"), default=False
    )  # a peer visit, by its host

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-start", "pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes = [models.Index(fields=["school", "-date"])]
        constraints = [
            models.CheckConstraint(
                name="only_a_walk_through_is_about_nobody",
                condition=Q(kind=VisitKind.WALK, person=None)
                | (~Q(kind=VisitKind.WALK) & Q(person__isnull=False)),
                violation_error_message=_("Say whose work is visited."),
            ),
            models.CheckConstraint(
                name="visit_ends_after_it_starts",
                condition=Q(start=None) | Q(end=None) | Q(end__gt=F("start")),
                violation_error_message=_("The end comes before the start. Check both."),
            ),
        ]

    def __str__(self):
        return f"{self.person or self.get_kind_display()}, {date_format(self.date)}"

    def get_absolute_url(self):
        return reverse("supervision:visit", args=[self.pk])

    @property
    def is_scored(self):
        return bool(self.version and self.version.rubric.is_scored)

    @property
    def is_accepted(self):
        return bool(self.accepted_by_person_at and self.accepted_by_observer_at)

    @property
    def is_today(self):
        return self.date == timezone.localdate()

    @property
    def result(self):
        """What was found last: the result itself, or its newest correction."""
        return self.results.order_by("-number").first()
