"""Requests to put right what is written down about someone."""

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import CHANGE, VIEW, About, Keeper, Own, Role, ScopedQuerySet, held
from schools.models import User

from ..access import at_home
from .people import Person


class CorrectionRequestQuerySet(ScopedQuerySet):
    school_path = "person__placements__school"
    access = {
        VIEW: (
            Own("person__user"),
            held(Role.PRINCIPAL, Role.OPERATOR, when=at_home("person__placements")),
            Keeper(),
        ),
        CHANGE: (
            held(
                Role.PRINCIPAL,
                Role.OPERATOR,
                when=at_home("person__placements"),
                others="person__user",
            ),
            Keeper(),
        ),
    }
    about = About(
        "person__user",
        (
            "asked_at",
            "entered_by",
            "text",
            "outcome",
            "answer",
            "answered_by",
            "answered_at",
        ),
        labels={
            "asked_at": _("asked on"),
            "entered_by": _("written down by"),
            "answered_by": _("answered by"),
            "answered_at": _("answered on"),
        },
    )

    def unanswered(self):
        return self.filter(answered_at=None)

    def waiting_first(self):
        """Who has waited longest, then what was answered, the latest first."""
        return self.order_by(F("answered_at").desc(nulls_first=True), "asked_at", "pk")


class CorrectionRequest(models.Model):
    class Outcome(models.TextChoices):
        DONE = "done", pgettext_lazy("correction", "Put right")
        KEPT = "kept", pgettext_lazy("correction", "Left as it is")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="correction_requests", verbose_name=_("person")
    )
    text = models.TextField(_("What should be put right?"), max_length=1000)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=4, choices=Outcome, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("data correction request")
        verbose_name_plural = _("data correction requests")

    def __str__(self):
        return str(self.person)

    def is_on_behalf(self):
        return self.entered_by_id != self.person.user_id
