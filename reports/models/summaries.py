"""What the terms of schools came to, and when it was counted."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schools.access import KNOW, VIEW, Role, ScopedQuerySet, held
from schools.models import Job, Term
from schools.models.jobs import JobQuerySet


class SummaryQuerySet(JobQuerySet, ScopedQuerySet):
    """The sums of a school. Above it, calculations/disclosure.py says which of them are told."""

    school_path = "term__school"
    access = {
        VIEW: (held(Role.PRINCIPAL, Role.SUPERVISOR),),
        KNOW: (held(Role.PRINCIPAL, Role.SUPERVISOR, Role.DISTRICT),),
    }


class Summary(Job):
    """What one school's term came to. Waiting as a job, it is to be counted anew; what it says
    meanwhile is from `counted_at`."""

    term = models.OneToOneField(Term, models.CASCADE, related_name="summary")
    numbers = models.JSONField(default=dict)  # sums that add up over schools, of nobody by name
    lines = models.JSONField(default=dict)  # what they are sums of, read within the school alone
    counted_at = models.DateTimeField(null=True, editable=False)

    objects = SummaryQuerySet.as_manager()
    task = "reports.tasks.count"

    class Meta(Job.Meta):
        ordering = ["-term__code", "term__school"]
        verbose_name = _("summary of a term")
        verbose_name_plural = _("summaries of terms")

    def __str__(self):
        return f"{self.term.school}, {self.term}"

    def get_absolute_url(self):
        return reverse("reports:term", args=[self.pk])
