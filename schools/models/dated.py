"""What holds from one day to another: roles, placements."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..access import ScopedQuerySet

# Far enough for any school, and near enough to count with.
WITHIN_REACH = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2200, 12, 31))]

TODAY = TruncDate(Now())  # the day of the reader's clock, asked anew in every query


def not_ended(path):
    """What still holds or has yet to start, for access tables: `path` leads to the dated row."""
    return Q(**{f"{path}__until__isnull": True}) | Q(**{f"{path}__until__gte": TODAY})


class DatedQuerySet(ScopedQuerySet):
    def current(self):
        return self.on(timezone.localdate())

    def on(self, day):
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def not_ended(self):
        """Current ones, and those that have yet to start."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))


class Dated(models.Model):
    since = models.DateField(_("since"), validators=WITHIN_REACH)
    until = models.DateField(
        _("until"), null=True, blank=True, validators=WITHIN_REACH
    )  # its last day, if it has one

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("The end comes before the start. Check both."),
            )
        ]

    def is_current(self):
        today = timezone.localdate()
        return self.since <= today and (self.until is None or self.until >= today)
