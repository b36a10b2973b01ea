"""Work done by a worker. The row is the truth; Celery only wakes someone to look at it."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 3


class LeaseLost(Exception):  # noqa: N818  (it says what happened)
    """This worker was taken for dead, and another has the job."""


class JobQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])

    def due(self):
        """Unfinished rows that nobody works on: waiting, or left behind by a dead worker."""
        return self.unfinished().filter(due_at__lte=timezone.now())

    def claim(self, pk):
        """Take the job for this worker and return it, or None if it is not to be had.

        One conditional UPDATE decides, so two workers never hold one job.
        """
        token = uuid.uuid4()
        taken = (
            self.due()
            .filter(pk=pk, attempts__lt=MAX_ATTEMPTS)
            .update(
                state=Job.State.RUNNING,
                token=token,
                attempts=F("attempts") + 1,
                due_at=timezone.now() + LEASE,
            )
        )
        return self.get(pk=pk) if taken else None

    def give_up(self):
        """Mark as stopped what died in its last attempt."""
        return self.due().filter(attempts__gte=MAX_ATTEMPTS).update(state=Job.State.FAILED)


class Job(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("job", "Waiting its turn")
        RUNNING = "running", pgettext_lazy("job", "Running")
        DONE = "done", pgettext_lazy("job", "Ready")
        FAILED = "failed", pgettext_lazy("job", "Stopped")

    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    # Queued: not before this moment. Running: the lease; after it the worker counts as dead.
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.UUIDField(null=True, editable=False)
    done = models.PositiveIntegerField(default=0)  # of `total` parts, for whoever watches
    total = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = JobQuerySet.as_manager()
    task: str  # the Celery task that works on rows of this kind

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["queued", "running"]),
                name="%(class)s_due",
            )
        ]

    def advance(self, done, total):
        """Tell how far it is, and keep the lease for another minute.

        Raises LeaseLost when the job has passed to another worker: then all of this one's work
        must be undone.
        """
        if not self._still_held().update(done=done, total=total, due_at=timezone.now() + LEASE):
            raise LeaseLost

    def finish(self, **fields):
        """Write the result, if this worker still holds the job; say whether it did."""
        return self._leave(state=Job.State.DONE, **fields)

    def put_back(self):
        """Let it be tried again later, or stop it after the last attempt."""
        if self.attempts >= MAX_ATTEMPTS:
            return self._leave(state=Job.State.FAILED)
        pause = timedelta(seconds=30 * 4 ** (self.attempts - 1))
        return self._leave(state=Job.State.QUEUED, due_at=timezone.now() + pause)

    def _leave(self, **fields):
        return self._still_held().update(**fields) == 1

    def _still_held(self):
        return type(self).objects.filter(pk=self.pk, token=self.token, state=Job.State.RUNNING)
