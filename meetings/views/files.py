"""Photos and files of a meeting. A file is downloaded; only a photo of our drawing is shown."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schools import audit
from schools.access import CHANGE, FILL, READ, VIEW
from schools.documents.legible import UNSEEN
from schools.images import PHOTO_LIMIT, small_photo
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedFileView,
    saved_now,
)
from schools.uploads import Kept

from ..forms.files import MeetingFileForm
from ..models import Group, Meeting, MeetingFile
from ..services import files as service


class MeetingFileCreate(ScopedCreateView):
    """Members add to what their group keeps, also once the minutes are closed."""

    model = MeetingFile
    form_class = MeetingFileForm
    action = VIEW
    template_name = "meetings/file_form.html"

    @cached_property
    def meeting(self):
        meeting = self.row(Meeting, self.kwargs["pk"], READ)
        self.row(Group, meeting.group_id, FILL)
        return meeting

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.meeting  # noqa: B018  (404 for whoever may not write here)
        return super().dispatch(request, *args, **kwargs)

    def save(self, form):
        said = form.cleaned_data
        return service.keep_file(
            self.meeting, said["upload"], by=self.request.user, caption=said["caption"]
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(meeting=self.meeting, **kwargs)

    def get_success_url(self):
        return reverse("meetings:meeting", args=[self.meeting.pk])


class MeetingFileDownload(ScopedFileView):
    model = MeetingFile
    file_field = "file"

    def get(self, request, *args, **kwargs):
        answer = super().get(request, *args, **kwargs)
        with transaction.atomic():
            audit.record(request, audit.Action.EXPORTED, self.get_object())
        return answer


class MeetingPicture(ScopedFileView):
    """A photo as it stands in the page."""

    model = MeetingFile
    file_field = "file"
    is_shown = True

    def narrow(self, rows):
        return rows.filter(is_photo=True)


class MeetingFileRemove(ScopedActView):
    model = MeetingFile
    action = CHANGE

    def narrow(self, rows):
        return rows.select_related("file", "meeting")

    def asks(self, row):
        return {
            "question": _("Remove this file?"),
            "text": _("“%(name)s” goes for good, for everyone.") % {"name": row},
            "verb": _("Remove the file"),
            "no": _("Keep the file"),
            "destroys": True,
        }

    def act(self, row):
        service.remove_file(row)

    def form_valid(self, form):
        """The trail is written first: afterwards there is no row to name."""
        with transaction.atomic():
            audit.record(self.request, audit.Action.ENDED, self.object)
            self.act(self.object)
        messages.success(self.request, saved_now())
        return self.done()

    def get_success_url(self):
        return self.object.meeting.get_absolute_url()


class MeetingPhotoSave(ScopedDetailView):
    """A picture under the id that the phone gave it; drawn anew before it is kept."""

    model = Meeting
    action = FILL
    http_method_names = ["put", "options"]

    def put(self, request, *args, photo, **kwargs):
        meeting = self.get_object()
        # What waits on a shared phone belongs to whoever took it, not to whoever is signed in.
        taken_by = request.headers.get("X-Sejawat-User")
        if taken_by and taken_by != str(request.user.pk):
            return said({"message": _("Somebody else wrote this, so only they can send it.")}, 403)
        caption = UNSEEN.sub("", request.GET.get("caption", ""))[:120]
        try:
            content = small_photo(request.read(PHOTO_LIMIT + 1))
            kept = Kept(content, f"foto-{photo}.jpg", "image/jpeg", is_photo=True)
            with transaction.atomic():
                is_new = not meeting.files.filter(pk=photo).exists()
                row = service.keep_file(
                    meeting, kept, by=request.user, caption=caption, file_id=photo
                )
                if is_new:
                    audit.record(request, audit.Action.CREATED, row)
        except service.Different:
            return said(
                {
                    "message": _(
                        "This came before, with other content. Save a copy, then write it again."
                    )
                },
                409,
            )
        except ValidationError as refusal:
            return said({"message": " ".join(refusal.messages)}, 422)
        return said({"id": str(row.pk), "url": reverse("meetings:meeting_picture", args=[row.pk])})


def said(answer, status=200):
    return JsonResponse(answer, status=status, headers={"Cache-Control": "private, no-store"})
