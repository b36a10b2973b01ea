"""The personal address under which a phone's calendar finds the meetings of its owner."""

import secrets

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.access import CHANGE, VIEW, About, Own, ScopedQuerySet
from schools.models import User


def new_key():
    return secrets.token_urlsafe(24)


class CalendarLinkQuerySet(ScopedQuerySet):
    """Nobody's but the owner's: whoever has the key reads where that person will be."""

    school_path = "user__memberships__school"
    access = {VIEW: (Own("user"),), CHANGE: (Own("user"),)}
    about = About("user", ("made_at",), title=_("Your calendar address"))


class CalendarLink(models.Model):
    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_link")
    key = models.CharField(max_length=60, unique=True, default=new_key, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.user)

    def get_absolute_url(self):
        return reverse("meetings:calendar")

    @property
    def feed(self):
        return reverse("meetings:calendar_feed", args=[self.key])
