"""Private files: a row here, bytes in FILES_DIR, a way in through the row that holds them."""

import hashlib
import uuid
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..access import ScopedQuerySet
from .people import User
from .places import School


class StoredFileQuerySet(ScopedQuerySet):
    """Nobody reaches a file by itself: it is opened through the row that holds it.

    See ScopedFileView in schools/scoped_views.py.
    """

    access = {}

    def keep(self, content, *, school, user, name, content_type):
        """Store `content` (bytes) and return its row."""
        row = self.model(
            school=school,
            stored_by=user,
            name=PurePath(name).name[-120:],
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        default_storage.save(row.path, ContentFile(content))
        row.save()
        return row


class StoredFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="files")
    stored_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    stored_at = models.DateTimeField(default=timezone.now, editable=False)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["-stored_at"]
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self):
        return self.name

    @property
    def path(self):
        return f"{self.id.hex[:2]}/{self.id.hex}"

    def content(self):
        with default_storage.open(self.path) as stored:
            return stored.read()

    def discard(self):
        """Delete the row, and its bytes once that is certain."""
        path = self.path
        self.delete()
        transaction.on_commit(lambda: default_storage.delete(path), robust=True)

    def response(self, *, is_shown=False):
        """The file as a download; a browser never guesses what it is, and nobody keeps it.

        With `is_shown` it stands in a page: only for pictures that we have drawn ourselves.
        """
        response = FileResponse(
            default_storage.open(self.path),
            as_attachment=not is_shown,
            filename=self.name,
            content_type=self.content_type,
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response
