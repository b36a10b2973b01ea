"""An import of Dapodik lists: read by a worker, looked over by a person, then written."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schools.access import CHANGE, VIEW, Keeper, Role, ScopedQuerySet, held
from schools.models import Job, School, StoredFile, User
from schools.models.jobs import JobQuerySet


class DapodikImportQuerySet(JobQuerySet, ScopedQuerySet):
    access = {
        VIEW: (held(Role.PRINCIPAL, Role.OPERATOR), Keeper()),
        CHANGE: (held(Role.PRINCIPAL, Role.OPERATOR), Keeper()),
    }


class DapodikImport(Job):
    """Done after reading, it waits for someone's yes; done after writing, it is over.

    The files and the preview hold data about people, so both go as soon as it is over.
    """

    class Step(models.TextChoices):
        READ = "read"
        WRITE = "write"
        OVER = "over"

    school = models.ForeignKey(
        School, models.PROTECT, related_name="imports", verbose_name=_("school")
    )
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    files = models.ManyToManyField(StoredFile, related_name="+")
    step = models.CharField(max_length=5, choices=Step, default=Step.READ)
    plan = models.JSONField(default=dict)  # what was read and would be done
    taken = models.JSONField(null=True)  # keys of the entries that someone said yes to
    leavers = models.JSONField(default=list)  # ids of people whose placement is to end
    outcome = models.JSONField(default=dict)  # counts, or why it was refused

    objects = DapodikImportQuerySet.as_manager()
    task = "staff.tasks.run_import"

    class Meta(Job.Meta):
        ordering = ["-asked_at"]
        verbose_name = _("Dapodik import")
        verbose_name_plural = _("Dapodik imports")

    def __str__(self):
        return f"{self.school}, {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("staff:import", args=[self.pk])
