"""What a meeting leaves behind: decisions, and tasks with one owner each."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import CHANGE, MINE, READ, VIEW, About, Own, ScopedQuerySet, Through
from schools.models import User
from schools.models.dated import WITHIN_REACH

from ..access import Members, told_to_pengawas
from ..kinds import Fate
from .groups import GroupMember
from .meetings import Meeting


class DecisionQuerySet(ScopedQuerySet):
    school_path = "meeting__group__schools"
    access = {
        VIEW: (Through("meetings.Meeting", "meeting", READ), told_to_pengawas("meeting")),
        READ: (Through("meetings.Meeting", "meeting", READ),),  # who spoke, and why
    }


class Decision(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    text = models.CharField(_("decision"), max_length=400)
    options = models.JSONField(_("options"), default=list, blank=True)
    reason = models.CharField(_("why this one"), max_length=600, blank=True)
    voices = models.ManyToManyField(
        GroupMember, related_name="voices", blank=True, verbose_name=_("who spoke")
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.meeting.get_absolute_url()


class TaskQuerySet(ScopedQuerySet):
    school_path = "meeting__group__schools"
    access = {
        VIEW: (Through("meetings.Meeting", "meeting", READ), Own("owner__person__user")),
        CHANGE: (Own("owner__person__user"), Members("meeting__group", leading=True)),
        MINE: (Own("owner__person__user"),),
    }
    about = About(
        "owner__person__user", ("meeting", "text", "due", "fate", "note"), title=_("Your tasks")
    )

    def open(self):
        return self.filter(fate=Fate.OPEN)


class Task(models.Model):
    """From a meeting, with exactly one owner and one date. Closed only with a word on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="tasks")
    text = models.CharField(_("task"), max_length=300)
    owner = models.ForeignKey(
        GroupMember,
        models.PROTECT,
        related_name="tasks",
        verbose_name=pgettext_lazy("task", "owner"),
        help_text=_("One person, so that everyone knows whom to ask."),
    )
    due = models.DateField(_("due date"), validators=WITHIN_REACH)
    fate = models.CharField(
        pgettext_lazy("workflow", "state"), max_length=7, choices=Fate, default=Fate.OPEN
    )
    note = models.CharField(_("evidence or note"), max_length=400, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, related_name="carried_to", null=True, editable=False
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due", "position", "pk"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("meetings:task", args=[self.pk])

    @property
    def days_late(self):
        """How many days past the date, while it is open; 0 in time."""
        if self.fate != Fate.OPEN:
            return 0
        return max((timezone.localdate() - self.due).days, 0)
