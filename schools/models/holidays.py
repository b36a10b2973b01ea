"""Days without school within a term, so that no meeting is planned on them."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..access import CHANGE, VIEW, Keeper, Role, ScopedQuerySet, held
from .dated import WITHIN_REACH
from .places import EVERY_ROLE, School


class HolidayQuerySet(ScopedQuerySet):
    access = {
        VIEW: (EVERY_ROLE, Keeper()),
        CHANGE: (held(Role.PRINCIPAL, Role.OPERATOR), Keeper()),
    }

    def days(self):
        """Each single day of these rows."""
        return {
            row.first_day + timedelta(days=number)
            for row in self
            for number in range((row.last_day - row.first_day).days + 1)
        }


class Holiday(models.Model):
    school = models.ForeignKey(
        School, models.PROTECT, related_name="holidays", verbose_name=_("school")
    )
    name = models.CharField(_("name"), max_length=80)
    first_day = models.DateField(_("first day"), validators=WITHIN_REACH)
    last_day = models.DateField(_("last day"), validators=WITHIN_REACH)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="holiday_ends_after_it_starts",
                violation_error_message=_("The end comes before the start. Check both."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("schools:terms")
