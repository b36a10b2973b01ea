"""A page that several people fill in at once: its cells, and every save as it was sent."""

import uuid

from django.db import models
from django.utils import timezone

from .people import User


class CellSheet(models.Model):
    """`cells` holds each value with the revision that brought it, see schools/merging.py."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cells = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def values(self):
        """What stands there now, without the revisions."""
        return {key: cell["value"] for key, cell in self.cells.items()}


class SavedCells(models.Model):
    """One save as it was sent. Its id comes from the phone, so a repeat is the same row."""

    id = models.UUIDField(primary_key=True, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    device = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64)
    base = models.PositiveIntegerField()
    changes = models.JSONField()
    answer = models.JSONField()  # what was said back, and is said again to a repeat
    is_held = models.BooleanField(default=False)  # came too late and was kept apart

    class Meta:
        abstract = True
