"""Support for pupils: reading help and remedial groups. Pupils are only ever a number."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from schools.access import (
    AT_SCHOOL,
    CHANGE,
    FILL,
    KNOW,
    MINE,
    VIEW,
    About,
    Anyone,
    Own,
    Role,
    ScopedQuerySet,
    Through,
    held,
)
from schools.models import ClassGroup, School
from schools.models.dated import WITHIN_REACH
from schools.models.places import Register, RegisterQuerySet
from staff.models import Person

from ..kinds import Moment, SupportKind, SupportState
from .meetings import Series


class LevelSetQuerySet(RegisterQuerySet):
    """A school's own lists of levels, and those of the library, which belong to nobody."""

    named_by = ("name",)
    access = {
        VIEW: (Anyone(Q(school=None)), held(*AT_SCHOOL, Role.SUPERVISOR)),
        CHANGE: (held(Role.PRINCIPAL),),
    }


class LevelSet(Register):
    """Levels in ascending order: code, name, definition, quick_check, next_activity."""

    school = models.ForeignKey(
        School, models.PROTECT, related_name="level_sets", null=True, verbose_name=_("school")
    )
    key = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    how_to_check = models.TextField(_("how to check"), max_length=600, blank=True)
    levels = models.JSONField(_("levels"), default=list)
    in_english = models.JSONField(default=dict, blank=True, editable=False)  # of the library's

    objects = LevelSetQuerySet.as_manager()

    class Meta:
        ordering = [F("school").asc(nulls_last=True), "name"]
        verbose_name = _("list of levels")
        verbose_name_plural = _("lists of levels")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "key"],
                name="one_level_set_per_school_and_key",
                violation_error_message=_("This school already has a list of that name."),
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(school=None),
                name="one_level_set_per_key_in_the_library",
            ),
        ]

    def __str__(self):
        return self.worded("name")

    def get_absolute_url(self):
        return reverse("meetings:level_set", args=[self.pk])

    @property
    def english(self):
        """What the library has in the reader's language, if that is English."""
        return self.in_english if get_language() == "en" else {}

    def worded(self, name):
        return self.english.get(name) or getattr(self, name)

    @property
    def check_in_words(self):
        return self.worded("how_to_check")

    def worded_levels(self):
        """The levels from the lowest up, in the reader's language where the library has it."""
        texts = self.english.get("levels", {})
        return [level | texts.get(level["code"], {}) for level in self.levels]


def at_work(own):
    """Those whose part of the work it is, as long as they work at the school."""
    return held(*AT_SCHOOL, own=own)


LEADS, HELPS = at_work("lead__user"), at_work("team__user")
OF_THE_CLASS = at_work("class_group__class_teacher__placement__person__user")


class SupportQuerySet(ScopedQuerySet):
    """KNOW opens the schedule; VIEW the numbers and notes; FILL logs a session."""

    access = {
        KNOW: (LEADS, HELPS, OF_THE_CLASS, held(Role.PRINCIPAL, Role.OPERATOR)),
        VIEW: (LEADS, HELPS, OF_THE_CLASS, held(Role.PRINCIPAL)),
        FILL: (LEADS, HELPS, held(Role.PRINCIPAL)),
        CHANGE: (
            held(Role.PRINCIPAL, Role.TEACHER, Role.STAFF, own="lead__user"),
            held(Role.PRINCIPAL),
        ),
        MINE: (Own("lead__user"),),
    }
    about = About(
        "lead__user", ("kind", "class_group", "goal", "state"), title=_("Support you lead")
    )

    def running(self):
        return self.filter(state=SupportState.RUNNING)

    def running_first(self):
        later = Case(When(state=SupportState.RUNNING, then=0), default=1)
        return self.order_by(later, "-term", "class_group__grade", "class_group__name", "pk")


class Support(models.Model):
    school = models.ForeignKey(
        School, models.PROTECT, related_name="supports", verbose_name=_("school")
    )
    kind = models.CharField(pgettext_lazy("support", "kind"), max_length=8, choices=SupportKind)
    term = models.CharField(_("term"), max_length=5)
    class_group = models.ForeignKey(
        ClassGroup,
        models.PROTECT,
        related_name="supports",
        verbose_name=pgettext_lazy("class group", "class"),
    )
    subject = models.CharField(pgettext_lazy("school", "Subject"), max_length=60, blank=True)
    lead = models.ForeignKey(
        Person, models.PROTECT, related_name="supports_led", verbose_name=_("who leads it")
    )
    team = models.ManyToManyField(
        Person, related_name="supports", blank=True, verbose_name=_("who helps")
    )
    goal = models.CharField(_("goal"), max_length=300)
    level_set = models.ForeignKey(
        LevelSet,
        models.PROTECT,
        related_name="supports",
        null=True,
        blank=True,
        verbose_name=_("list of levels"),
    )
    target = models.DecimalField(
        _("mark to reach"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    state = models.CharField(
        pgettext_lazy("workflow", "state"),
        max_length=7,
        choices=SupportState,
        default=SupportState.RUNNING,
    )
    outcome = models.TextField(_("what came of it"), max_length=1000, blank=True)
    learnt = models.TextField(_("what was learnt"), max_length=1000, blank=True)

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ["-term", "class_group", "pk"]
        verbose_name = _("support for pupils")
        verbose_name_plural = _("support for pupils")

    def __str__(self):
        return f"{self.get_kind_display()}, {self.class_group}"

    def get_absolute_url(self):
        return reverse("meetings:support", args=[self.pk])

    @property
    def is_running(self):
        return self.state == SupportState.RUNNING


class PartOfSupport(ScopedQuerySet):
    school_path = "support__school"
    access = {
        VIEW: (Through("meetings.Support", "support"),),
        CHANGE: (Through("meetings.Support", "support", FILL),),
    }


class SlotQuerySet(PartOfSupport):
    """The schedule, without what happens in it."""

    access = PartOfSupport.access | {
        VIEW: (Through("meetings.Support", "support", KNOW),),
        CHANGE: (Through("meetings.Support", "support", CHANGE),),
    }


class Slot(models.Model):
    """An hour of the week."""

    support = models.ForeignKey(Support, models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Series.Weekday)
    start = models.TimeField(_("from"))
    end = models.TimeField(_("until"))

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "start"]
        verbose_name = _("hour of the week")
        verbose_name_plural = _("hours of the week")
        constraints = [
            models.CheckConstraint(
                name="slot_ends_after_it_starts",
                condition=Q(end__gt=F("start")),
                violation_error_message=_("The end comes before the start. Check both."),
            )
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.start:%H.%M}–{self.end:%H.%M}"


class Measure(models.Model):
    """How many pupils stand where. `counts` per level, or n with mean and below the mark."""

    support = models.ForeignKey(Support, models.PROTECT, related_name="measures")
    moment = models.CharField(_("when"), max_length=6, choices=Moment)
    date = models.DateField(_("date"), validators=WITHIN_REACH)
    counts = models.JSONField(_("pupils per level"), default=dict, blank=True)
    n = models.PositiveSmallIntegerField(_("pupils"), null=True, blank=True)
    mean = models.DecimalField(_("mean"), max_digits=5, decimal_places=2, null=True, blank=True)
    below = models.PositiveSmallIntegerField(_("pupils below the mark"), null=True, blank=True)

    objects = PartOfSupport.as_manager()

    class Meta:
        ordering = ["support", "date"]
        verbose_name = pgettext_lazy("support", "measurement")
        verbose_name_plural = pgettext_lazy("support", "measurements")
        constraints = [
            models.UniqueConstraint(
                fields=["support", "moment"],
                name="one_measure_per_moment",
                violation_error_message=_("This has been measured already; change that one."),
            ),
            models.CheckConstraint(
                name="no_more_below_than_there_are",
                condition=Q(n=None) | Q(below=None) | Q(below__lte=F("n")),
                violation_error_message=_("There cannot be more below the mark than pupils."),
            ),
        ]

    def __str__(self):
        return f"{self.support}, {self.get_moment_display()}"

    def get_absolute_url(self):
        return self.support.get_absolute_url()

    @property
    def total(self):
        """How many pupils were measured."""
        return sum(self.counts.values()) if self.counts else self.n


class SupportSessionQuerySet(PartOfSupport):
    access = PartOfSupport.access | {MINE: (Own("by__user"),)}
    about = About(
        "by__user",
        ("support", "date", "minutes", "note"),
        reads=("support__class_group",),
        title=_("Sessions you held"),
    )


class SupportSession(models.Model):
    """One hour with the pupils, written down by whoever held it."""

    support = models.ForeignKey(Support, models.PROTECT, related_name="sessions")
    date = models.DateField(_("date"), validators=WITHIN_REACH)
    present = models.PositiveSmallIntegerField(
        _("pupils present"), help_text=_("Only the number. Do not write pupils' names.")
    )
    minutes = models.PositiveSmallIntegerField(
        pgettext_lazy("duration", "Minutes"),
        validators=[MinValueValidator(1), MaxValueValidator(480)],
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("who held it"))
    note = models.CharField(
        _("what was done"),
        max_length=400,
        blank=True,
        help_text=_("What you did and saw. Do not write pupils' names."),
    )

    objects = SupportSessionQuerySet.as_manager()

    class Meta:
        ordering = ["support", "date", "pk"]
        verbose_name = pgettext_lazy("support", "session")
        verbose_name_plural = pgettext_lazy("support", "sessions")

    def __str__(self):
        return f"{self.support}, {self.date:%Y-%m-%d}"

    def get_absolute_url(self):
        return self.support.get_absolute_url()
