"""What is said before and after a visit, what was agreed, and what is one's own alone."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models import AgendaItem
from schools.access import (
    AT_SCHOOL,
    CHANGE,
    VIEW,
    About,
    Own,
    ScopedQuerySet,
    held,
)
from schools.models import User
from schools.models.dated import TODAY, WITHIN_REACH
from staff.models import Person

from ..access import concerned, in_states, leading, not_yet_shared, observing, readers
from ..kinds import NOT_SHARED, Fate, Voice
from .visits import Visit


class RemarkQuerySet(ScopedQuerySet):
    """What both have said to each other is read by both at once; others read it with the rest."""

    school_path = "visit__school"
    access = {VIEW: (concerned("visit"), *readers("visit"))}
    about = About(
        "visit__person__user",
        ("visit", "moment", "voice", "text", "at"),
        reads=("visit__person",),
        title=_("What was said about visits"),
    )


class Remark(models.Model):
    """Something that one of the two said. It stands; whoever thinks again adds another."""

    class Moment(models.TextChoices):
        BEFORE = "before", pgettext_lazy("moment of a talk", "Pre-talk")
        OWN_VIEW = "own_view", pgettext_lazy("moment of a talk", "Own view")
        REPLY = "reply", pgettext_lazy("moment of a talk", "Reply")
        OBJECTION = "objection", pgettext_lazy("moment of a talk", "Objection")
        ANSWER = "answer", pgettext_lazy("moment of a talk", "Answer to the objection")

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="remarks")
    moment = models.CharField(_("moment"), max_length=9, choices=Moment)
    voice = models.CharField(_("voice"), max_length=8, choices=Voice)
    code = models.CharField(_("item"), max_length=12, blank=True)  # what an objection is about
    text = models.TextField(_("text"), max_length=3000)
    at = models.DateTimeField(_("written at"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self):
        return self.text[:60]

    def get_absolute_url(self):
        return self.visit.get_absolute_url()

    @property
    def is_on_behalf(self):
        """Whether somebody else wrote down what this voice said."""
        own = self.visit.person and self.visit.person.user_id
        speaker = own if self.voice == Voice.OWN else self.visit.observer_id
        return speaker != self.by_id


class FeedbackQuerySet(ScopedQuerySet):
    school_path = "visit__school"
    access = {
        VIEW: readers("visit"),
        CHANGE: observing("visit", in_states("visit", NOT_SHARED)),
    }
    about = About(
        "visit__person__user",
        ("visit", "goal", "seen", "gap", "next_step"),
        reads=("visit__person",),
        title=_("Feedback on your work"),
    )


class Feedback(models.Model):
    """Four parts, none of which may be missing."""

    PARTS = ("goal", "seen", "gap", "next_step")

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="feedback")
    goal = models.TextField(_("Goal"), max_length=1000)
    seen = models.TextField(
        pgettext_lazy("feedback", "Seen"),
        max_length=2000,
        help_text=_(
            "Write what happened, not a judgement."
            " Example: “Three groups explained their answers to the class.”"
        ),
    )
    gap = models.TextField(
        _("Gap"), max_length=1000, help_text=_("It can also be: the goal is reached.")
    )
    next_step = models.TextField(_("Next step"), max_length=1000)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.CheckConstraint(
                name="feedback_has_all_four_parts",
                condition=~Q(goal="") & ~Q(seen="") & ~Q(gap="") & ~Q(next_step=""),
            )
        ]

    def __str__(self):
        return self.goal[:60]

    def get_absolute_url(self):
        return self.visit.get_absolute_url()


class FollowUpQuerySet(ScopedQuerySet):
    """Read by both, by whoever owns the step, and by those who read the visit."""

    school_path = "visit__school"
    access = {
        VIEW: (
            *readers("visit"),
            held(*AT_SCHOOL, own="owner__user", when=~not_yet_shared("visit")),
        ),
        CHANGE: (
            *observing("visit"),
            leading("visit"),
            concerned("visit", ~not_yet_shared("visit")),
            held(*AT_SCHOOL, own="owner__user", when=~not_yet_shared("visit")),
        ),
    }
    about = About(
        "owner__user",
        ("text", "sign", "due", "state", "outcome"),
        title=_("Steps you agreed on"),
    )

    def open(self):
        return self.filter(state=Fate.OPEN)

    def overdue(self):
        return self.open().filter(due__lt=TODAY)


class FollowUp(models.Model):
    """A step that both agreed on: whose it is, by when, and how one will see it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="follow_ups")
    code = models.CharField(_("item"), max_length=12, blank=True)  # of a coaching plan
    text = models.CharField(pgettext_lazy("follow-up", "step"), max_length=300)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="follow_ups",
        verbose_name=_("owner"),
        help_text=_("One person, so that everyone knows whom to ask."),
    )
    sign = models.CharField(
        _("sign of success"),
        max_length=200,
        help_text=_("What both will see when it is done."),
    )
    due = models.DateField(_("due date"), validators=WITHIN_REACH)
    state = models.CharField(
        pgettext_lazy("workflow", "state"), max_length=7, choices=Fate, default=Fate.OPEN
    )
    outcome = models.TextField(_("What came of it?"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    topics = models.ManyToManyField(AgendaItem, related_name="+", editable=False)  # it became

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(
                name="a_step_is_closed_only_with_a_word",
                condition=Q(state=Fate.OPEN) | ~Q(outcome=""),
                violation_error_message=_("Say what came of it, or what shows it."),
            )
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("supervision:follow_up", args=[self.pk])

    @property
    def days_late(self):
        late = (timezone.localdate() - self.due).days
        return late if self.state == Fate.OPEN and late > 0 else 0


class PrivateNoteQuerySet(ScopedQuerySet):
    """Its author's alone: no other rule may ever be added here."""

    access = {VIEW: (Own("author"),), CHANGE: (Own("author"),)}
    about = About("author", ("text", "changed_at"), title=_("Your private notes"))


class PrivateNote(models.Model):
    author = models.ForeignKey(User, models.PROTECT, related_name="private_notes")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", null=True)
    text = models.TextField(_("private note"), max_length=5000)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")

    def __str__(self):
        return str(_("private note"))

    def get_absolute_url(self):
        return reverse("supervision:private_note", args=[self.pk])
