"""Links that open an account for the first time, or again after a lost password."""

import base64
from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from schools.access import INVITE, MINE, VIEW, About, Keeper, Own, ScopedQuerySet, can
from schools.models import User

from ..access import givers
from .people import Person

GOOD_FOR = timedelta(days=14)
CODE_LENGTH = 12  # of 32 letters and digits: 60 bits


def two_weeks_on():
    return timezone.now() + GOOD_FOR


def new_secret():
    return get_random_string(22)


class InvitationQuerySet(ScopedQuerySet):
    """Seen, and so copied and printed, only by those who could make such a link themselves."""

    school_path = "person__placements__school"
    access = {
        VIEW: (*givers("person__user", "person__placements"), Keeper()),
        MINE: (Own("person__user"),),  # that there is one; the link stays out
    }
    about = About(
        "person__user",
        ("made_at", "made_by", "good_until", "used_at", "withdrawn_at"),
        labels={
            "made_at": _("made on"),
            "made_by": _("made by"),
            "good_until": _("good until"),
            "used_at": _("used on"),
            "withdrawn_at": _("withdrawn on"),
        },
    )

    def open(self):
        return self.filter(used_at=None, withdrawn_at=None, good_until__gt=timezone.now())


class Invitation(models.Model):
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    secret = models.CharField(max_length=22, unique=True, default=new_secret, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    good_until = models.DateTimeField(default=two_weeks_on)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("account invitation")
        verbose_name_plural = _("account invitations")

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return reverse("staff:invitation", args=[self.pk, self.code])

    def is_open(self):
        """A link is as good as its maker: it opens only what they could still give today."""
        is_fresh = not (self.used_at or self.withdrawn_at) and self.good_until > timezone.now()
        return is_fresh and can(self.made_by, INVITE, self.person)

    @property
    def code(self):
        """What makes the link a key: short enough to be typed from paper, and not in the row."""
        digest = salted_hmac("staff.invitation", f"{self.pk}.{self.secret}", algorithm="sha256")
        return base64.b32encode(digest.digest()).decode().lower()[:CODE_LENGTH]
