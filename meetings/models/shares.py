"""Quick shares: what two people said to each other on the way, in twenty seconds."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.access import AT_SCHOOL, CHANGE, MINE, VIEW, About, Own, ScopedQuerySet, held
from schools.models import School, User
from staff.models import Person

from ..access import Members
from .groups import Group


class QuickShareQuerySet(ScopedQuerySet):
    access = {
        VIEW: (held(*AT_SCHOOL), Members("group"), Own("by__user"), Own("with_people__user")),
        CHANGE: (Own("by__user"), Own("entered_by")),
        MINE: (Own("by__user"),),
    }
    about = About(
        "by__user", ("text", "at", "school"), labels={"at": _("when")}, title=_("Quick shares")
    )


class QuickShare(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        School, models.PROTECT, related_name="shares", verbose_name=_("school")
    )
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        related_name="shares",
        null=True,
        blank=True,
        verbose_name=_("group"),
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="shares", verbose_name=_("who"))
    with_people = models.ManyToManyField(
        Person, related_name="+", blank=True, verbose_name=_("with whom")
    )
    text = models.CharField(_("what was shared"), max_length=400)
    at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = QuickShareQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "pk"]
        verbose_name = _("quick share")
        verbose_name_plural = _("quick shares")

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("meetings:home")
