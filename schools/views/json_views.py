"""Addresses that a page's own script speaks to, in JSON."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic.detail import SingleObjectMixin

from .. import audit, envelopes
from ..access import VIEW
from ..scoped_views import ScopedMixin

NO_UUID = UUID(int=0)  # stands in an address where the page's script puts another


class JsonView(ScopedMixin, SingleObjectMixin, View):
    def dispatch(self, request, *args, **kwargs):
        # What waits on a shared phone belongs to whoever wrote it, not to whoever is signed in.
        writer = request.headers.get("X-Sejawat-User")
        if writer and writer != str(request.user.pk):
            return self.say(
                {"message": _("Somebody else wrote this, so only they can send it.")}, status=403
            )
        return super().dispatch(request, *args, **kwargs)

    def say(self, answer, status=200):
        return JsonResponse(answer, status=status, headers={"Cache-Control": "private, no-store"})

    def refuse(self, why):
        return self.say({"message": " ".join(getattr(why, "messages", [str(why)]))}, status=422)

    def taken(self, take):
        """The answer of `take()`, or in words why what was sent stays on the phone."""
        try:
            with transaction.atomic():
                return self.say(take())
        except envelopes.Different:
            return self.say(
                {
                    "message": _(
                        "This came before, with other content. Save a copy, then write it again."
                    )
                },
                409,
            )
        except (envelopes.Unacceptable, ValidationError) as refusal:
            return self.refuse(refusal)


class CellsState(JsonView):
    """What stands on a page of cells now, for the phone that was away."""

    action = VIEW

    def get(self, request, *args, **kwargs):
        page = self.get_object()
        return self.say({"revision": page.revision, "values": page.values})


class CellsSave(JsonView):
    """One envelope from a phone. It may come any number of times, and long after."""

    action = VIEW

    def put(self, request, *args, save, **kwargs):
        page = self.get_object()

        def take():
            envelope = envelopes.opened(save, request.read(envelopes.MOST_BYTES + 1))
            is_first_today = not page.saves.filter(at__gte=audit.this_morning()).exists()
            answer = self.save(page, envelope)
            self.note(page, is_first_today and not answer["held"])
            return answer

        return self.taken(take)

    def save(self, page, envelope):
        """Call the service that merges it, and return its answer."""
        raise NotImplementedError

    def note(self, page, is_first_today):
        """The trail says that a page was written on, once a day; its saves say the rest."""
        if is_first_today:
            audit.record(self.request, audit.Action.CHANGED, page, fields=["cells"])
