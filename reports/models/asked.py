"""A report that somebody asked for and keeps: figures as they stood at one time."""

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models import Group
from schools.access import CHANGE, FOUND, KNOW, VIEW, Own, Role, ScopedQuerySet
from schools.models import Cluster, District, Job, School, Term, User
from schools.models.jobs import JobQuerySet
from staff.models import Person
from supervision.models import Cycle

from .summaries import Summary
from .told import oneself, told_groups, told_schools

KEPT = timedelta(days=90)
SOON = timedelta(minutes=1)  # within it a worker has usually begun
PLACES = ("school", "cluster", "district", "cycle", "person", "group")


@dataclass(frozen=True)
class WhileTold(Own):
    """The reader's own, as long as they may do `action` with all that is in it: each school,
    the group, themselves."""

    action: str = VIEW

    def condition(self, user, school_path):
        told = told_schools(user, self.action)
        closed = Report.schools.through.objects.exclude(school__in=told.values("pk"))
        still = (
            Q(person=None, group=None) & ~Q(pk__in=closed.values("report"))
            | Q(person__in=oneself(user))
            | Q(group__in=told_groups(user, self.action).values("pk"))
        )
        return super().condition(user, school_path) & Q(reads=self.action) & still


@dataclass(frozen=True)
class WhoeverIsTold(Own):
    """Opens the asking to whoever reads a school, looks after a district or works somewhere."""

    def could_open(self, user):
        reads = Summary.objects.all().may(user, VIEW) or user.holds({Role.DISTRICT})
        return reads or oneself(user).exists()


def about_one(place):
    """That of all places this one alone is named."""
    return Q(**{f"{name}__isnull": name != place for name in PLACES})


OWN = (WhileTold("requested_by", action=VIEW), WhileTold("requested_by", action=KNOW))


class ReportQuerySet(JobQuerySet, ScopedQuerySet):
    access = {VIEW: OWN, CHANGE: OWN, FOUND: (WhoeverIsTold("requested_by"),)}


class Report(Job):
    """About a school, a cluster, a district or a group in one term, about a cycle, or about
    whoever asks, on their way up to the end of a term.

    `reads` says as what its figures were told: VIEW as they are, KNOW without those of a few.
    """

    class Kind(models.TextChoices):
        PERFORMANCE = "performance", pgettext_lazy("report", "Performance")
        COLLABORATION = "collaboration", pgettext_lazy("report", "Working together")

    requested_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, editable=False)  # of all that was asked for
    kind = models.CharField(_("about what"), max_length=13, choices=Kind, default=Kind.PERFORMANCE)
    school = models.ForeignKey(School, models.CASCADE, related_name="+", null=True)
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="+", null=True)
    district = models.ForeignKey(District, models.CASCADE, related_name="+", null=True)
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+", null=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", null=True)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+", null=True)
    term = models.CharField(_("term"), max_length=5)  # its code, which schools share
    period = models.CharField(max_length=7, blank=True)  # why it built itself: a month or a term
    reads = models.CharField(max_length=4, default=KNOW, editable=False)
    schools = models.ManyToManyField(School, related_name="+")  # that are in it and open it
    parts = models.JSONField(default=list)  # of each school, or of the one place, what it came to
    counted_at = models.DateTimeField(null=True, editable=False)

    objects = ReportQuerySet.as_manager()
    task = "reports.tasks.build"

    class Meta(Job.Meta):
        ordering = ["-asked_at"]
        verbose_name = pgettext_lazy("asked for", "report")
        verbose_name_plural = pgettext_lazy("asked for", "reports")
        constraints = [
            models.UniqueConstraint(
                fields=["requested_by", "digest"], name="one_report_for_one_question"
            ),
            models.CheckConstraint(
                condition=reduce(or_, map(about_one, PLACES)),
                name="a_report_is_about_one_place",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.term_in_words}"

    def get_absolute_url(self):
        return reverse("reports:asked", args=[self.pk])

    @property
    def place(self):
        return next(filter(None, (getattr(self, name) for name in PLACES)))

    @property
    def is_of_schools(self):
        return bool(self.school_id or self.cluster_id or self.district_id)

    @property
    def place_in_words(self):
        return f"{self.cycle}, {self.cycle.school}" if self.cycle else str(self.place)

    @property
    def one_school(self):
        """Under whose letterhead it is printed."""
        if self.cycle:
            return self.cycle.school
        return self.group.home if self.group else self.school

    @property
    def title(self):
        return f"{self.get_kind_display()} · {self.place_in_words} · {self.term_in_words}"

    @property
    def term_in_words(self):
        return str(Term(code=self.term))

    @property
    def is_busy(self):
        return self.state in {Job.State.QUEUED, Job.State.RUNNING}

    @property
    def is_held_up(self):
        """Whether it should long have begun: no worker runs, or none was told."""
        return self.state == Job.State.QUEUED and self.due_at < timezone.now() - SOON

    @property
    def kept_until(self):
        return self.asked_at + KEPT
