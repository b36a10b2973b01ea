"""Photos and files of a meeting: checked before, kept once, taken away with their bytes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from schools.models import StoredFile
from schools.uploads import Kept

from ..models import Meeting, MeetingFile

MOST_FILES = 40


class Different(Exception):  # noqa: N818  (reads as a phrase)
    """An id that is taken already, by another picture or at another meeting."""


@transaction.atomic
def keep_file(meeting, kept: Kept, *, by, caption="", file_id=None):
    """Store what was checked; under an id that came from a phone a repeat is the same row."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if file_id and (earlier := MeetingFile.objects.filter(pk=file_id).first()):
        if (earlier.meeting_id, earlier.by_id) != (meeting.pk, by.pk):
            raise Different
        return earlier
    if meeting.files.count() >= MOST_FILES:
        raise ValidationError(
            _("A meeting holds at most %(most)d files. Remove one first.") % {"most": MOST_FILES}
        )
    file = StoredFile.objects.keep(
        kept.content,
        school=meeting.group.home,
        user=by,
        name=kept.name,
        content_type=kept.content_type,
    )
    facts = {"meeting": meeting, "file": file, "by": by, "caption": caption}
    if file_id:
        facts["id"] = file_id
    return MeetingFile.objects.create(is_photo=kept.is_photo, **facts)


@transaction.atomic
def remove_file(row):
    file = row.file
    row.delete()
    file.discard()
