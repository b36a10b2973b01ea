"""A report that somebody asked for and keeps: figures as they stood at one time."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import CHANGE, FOUND, KNOW, VIEW, Own, Role, ScopedQuerySet
from schools.models import Cluster, District, Job, School, Term, User
from schools.models.jobs import JobQuerySet
from schools.models.people import AT_ONE_SCHOOL, OVER_A_CLUSTER, OVER_A_DISTRICT

from .summaries import Summary, told_schools

KEPT = timedelta(days=90)
SOON = timedelta(minutes=1)  # within it a worker has usually begun


@dataclass(frozen=True)
class WhileTold(Own):
    """The reader's own, as long as they may do `action` with each school that is in it."""

    action: str = VIEW

    def condition(self, user, school_path):
        closed = Report.schools.through.objects.exclude(
            school__in=told_schools(user, self.action).values("pk")
        )
        mine = super().condition(user, school_path) & Q(reads=self.action)
        return mine & ~Q(pk__in=closed.values("report"))


@dataclass(frozen=True)
class WhoeverIsTold(Own):
    """Opens the asking to whoever reads a school or looks after a district."""

    def could_open(self, user):
        return Summary.objects.all().may(user, VIEW) or user.holds({Role.DISTRICT})


OWN = (WhileTold("requested_by", action=VIEW), WhileTold("requested_by", action=KNOW))


class ReportQuerySet(JobQuerySet, ScopedQuerySet):
    access = {VIEW: OWN, CHANGE: OWN, FOUND: (WhoeverIsTold("requested_by"),)}


class Report(Job):
    """About a school, a cluster or a district in one term.

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
    term = models.CharField(_("term"), max_length=5)  # its code, which schools share
    period = models.CharField(max_length=7, blank=True)  # why it built itself: a month or a term
    reads = models.CharField(max_length=4, default=KNOW, editable=False)
    schools = models.ManyToManyField(School, related_name="+")  # that are in it
    parts = models.JSONField(default=list)  # of each school its name and its sums
    counted_at = models.DateTimeField(null=True, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)  # first opened since it is ready

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
                condition=AT_ONE_SCHOOL | OVER_A_CLUSTER | OVER_A_DISTRICT,
                name="a_report_is_about_one_place",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.term_in_words}"

    def get_absolute_url(self):
        return reverse("reports:asked", args=[self.pk])

    @property
    def place(self):
        return self.school or self.cluster or self.district

    @property
    def title(self):
        return f"{self.get_kind_display()} · {self.place} · {self.term_in_words}"

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
