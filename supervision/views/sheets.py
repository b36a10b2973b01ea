"""The visit sheet: the page on which it is filled, and the addresses its phone speaks to."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic.detail import SingleObjectMixin

from schools import audit
from schools.access import FILL, VIEW
from schools.images import PHOTO_LIMIT, small_photo
from schools.scoped_views import ScopedFileView, ScopedMixin

from ..kinds import State, Voice
from ..models import Photo, Sheet
from ..services import sheets as service


class Spoken(ScopedMixin, SingleObjectMixin, View):
    """An address that the page's own script speaks to, in JSON."""

    def dispatch(self, request, *args, **kwargs):
        # What waits on a shared phone belongs to whoever wrote it, not to whoever is signed in.
        writer = request.headers.get("X-Sejawat-User")
        if writer and writer != str(request.user.pk):
            return self.say({"message": _("This was written by somebody else.")}, status=403)
        return super().dispatch(request, *args, **kwargs)

    def say(self, answer, status=200):
        return JsonResponse(answer, status=status, headers={"Cache-Control": "private, no-store"})

    def refuse(self, why):
        return self.say({"message": " ".join(getattr(why, "messages", [str(why)]))}, status=422)


class SheetState(Spoken):
    """What stands on a sheet now, for the page that was away."""

    model = Sheet
    action = VIEW

    def get(self, request, *args, **kwargs):
        sheet = self.get_object()
        return self.say({"revision": sheet.revision, "values": sheet.values})


class SheetSave(Spoken):
    """One envelope from a phone. It may come any number of times, and long after the visit."""

    model = Sheet
    action = VIEW

    def narrow(self, rows):
        me = self.request.user
        mine = Q(voice=Voice.OBSERVER, visit__observer=me) | Q(
            voice=Voice.OWN, visit__person__user=me
        )
        return rows.filter(mine).select_related("visit")

    def put(self, request, *args, save, **kwargs):
        sheet = self.get_object()
        try:
            with transaction.atomic():
                envelope = service.opened(save, request.read())
                is_first_today = not sheet.saves.filter(at__gte=this_morning()).exists()
                answer = service.save(sheet, envelope, by=request.user)
                self.note(sheet, is_first_today and not answer["held"])
        except service.Different:
            return self.say({"message": _("This save came before, with other content.")}, 409)
        except (service.Unacceptable, ValidationError) as refusal:
            return self.refuse(refusal)
        return self.say(answer)

    def note(self, sheet, is_first_today):
        """The trail says that a sheet was written on, once a day; its saves say the rest."""
        before = sheet.visit.state
        sheet.visit.refresh_from_db(fields=["state"])
        if (before, sheet.visit.state) == (State.AGREED, State.RUNNING):
            audit.record(self.request, audit.Action.CHANGED, sheet.visit, fields=["state"])
        if is_first_today:
            audit.record(self.request, audit.Action.CHANGED, sheet, fields=["cells"])


class PhotoSave(Spoken):
    """A picture under the id that the phone gave it; drawn anew before it is kept."""

    model = Sheet
    action = FILL

    def put(self, request, *args, photo, **kwargs):
        sheet = self.get_object()
        try:
            content = small_photo(request.read(PHOTO_LIMIT + 1))
            kept = service.keep_photo(
                sheet, photo, request.GET.get("item", ""), content, by=request.user
            )
        except service.Different:
            return self.say({"message": _("This save came before, with other content.")}, 409)
        except (service.Unacceptable, ValidationError) as refusal:
            return self.refuse(refusal)
        return self.say({"id": str(kept.pk), "item": kept.code})


class PhotoFile(ScopedFileView):
    model = Photo
    file_field = "file"
    is_shown = True


class PhotoRemove(Spoken):
    model = Photo
    action = FILL

    def post(self, request, *args, **kwargs):
        photo = self.get_object()
        with transaction.atomic():
            audit.record(request, audit.Action.CHANGED, photo.sheet, fields=["photo"])
            service.remove_photo(photo)
        return HttpResponse(status=204)


def this_morning():
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
