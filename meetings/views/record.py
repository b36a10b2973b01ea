"""The record of a meeting: the page on which it is written, and what its phone speaks to."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schools.access import FILL, READ, VIEW, can
from schools.documents.legible import UNSEEN
from schools.scoped_views import ScopedActView, ScopedDetailView
from schools.views.json_views import NO_UUID, CellsSave, CellsState

from ..access import groups_of
from ..calculations import record as records
from ..forms.record import ReopenForm
from ..kinds import MeetingState
from ..models import Meeting, Minutes, SavedMinutes
from ..services import minutes as ending
from ..services import writing
from . import record_page


class Record(ScopedDetailView):
    """Written by any member while the meeting runs; afterwards it is read on the meeting's page."""

    model = Meeting
    action = READ
    template_name = "meetings/record.html"

    def narrow(self, rows):
        return rows.select_related("group")

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not can(request.user, FILL, self.object):
            return redirect(self.object)
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_context_data(self, **kwargs):
        meeting = self.object
        minutes = ending.minutes_of(meeting)
        get_token(self.request)  # sets the cookie that the page's script sends along
        return super().get_context_data(
            **record_page.shown(meeting, minutes),
            csrf_cookie=settings.CSRF_COOKIE_NAME,
            save_url=reverse("meetings:record_save", args=[minutes.pk, NO_UUID]),
            photo_put_url=reverse("meetings:meeting_photo", args=[meeting.pk, NO_UUID]),
            **kwargs,
        )


class RecordPeople(ScopedDetailView):
    """Members of a large group, found by name: rows for the page."""

    model = Meeting
    action = FILL
    template_name = "meetings/includes/record_people.html"

    def get_context_data(self, **kwargs):
        words = UNSEEN.sub("", self.request.GET.get("cari", "")).strip()[:60]
        return super().get_context_data(
            people=writing.found(self.object, words), words=words, **kwargs
        )


class RecordState(CellsState):
    model = Minutes


class RecordSave(CellsSave):
    """Also long after the meeting has ended: what comes then is kept apart."""

    model = Minutes

    def narrow(self, rows):
        mine = rows.filter(meeting__group__in=groups_of(self.request.user))
        return mine.select_related("meeting")

    def save(self, minutes, envelope):
        return writing.save(minutes, envelope, by=self.request.user)


class RecordHistory(ScopedDetailView):
    """What the reader sent, save by save: also what was not chosen, or came late."""

    model = Minutes
    action = VIEW
    template_name = "meetings/record_history.html"

    def narrow(self, rows):
        return rows.select_related("meeting__group")

    def get_context_data(self, **kwargs):
        minutes = self.object
        saves = self.rows(SavedMinutes).filter(minutes=minutes).order_by("-at")[:200]
        return super().get_context_data(
            meeting=minutes.meeting,
            where=record_page.where(minutes.meeting),
            saves=record_page.told(minutes.meeting, saves),
            **kwargs,
        )


class RecordEnd(ScopedActView):
    """Asked once. What is still missing is said, each with a way to where it belongs."""

    model = Meeting
    action = FILL
    template_name = "meetings/record_end.html"

    def dispatch(self, request, *args, **kwargs):
        """Whoever comes after it was ended, by whom ever, reads what came of it."""
        ended = self.rows(Meeting, READ).filter(state=MeetingState.HELD, **kwargs).first()
        if ended:
            messages.info(request, _("This meeting has ended already. Its minutes are below."))
            return redirect(ended)
        return super().dispatch(request, *args, **kwargs)

    def asks(self, meeting):
        minutes = ending.minutes_of(meeting)
        gaps = ending.hindrances(meeting, records.read(minutes.cells))
        return {
            "question": _("End this meeting?"),
            "text": _(
                "The minutes can then be read by the whole group, and each task goes to its owner."
                " Whoever leads the group can open them again, with a reason."
            ),
            "verb": _("End meeting"),
            "no": _("Back to the minutes"),
            "no_url": minutes.get_absolute_url(),
            "gaps": gaps,
            "hindrance": ngettext(
                "There is %(n)d part to look at again.",
                "There are %(n)d parts to look at again.",
                len(gaps),
            )
            % {"n": len(gaps)}
            if gaps
            else "",
        }

    def act(self, meeting):
        ending.end(meeting, by=self.request.user)


class RecordReopen(ScopedActView):
    """By chair and note-taker, and by whoever ended it."""

    model = Meeting
    action = READ
    form_class = ReopenForm

    def narrow(self, rows):
        me = self.request.user
        mine = Q(group__in=groups_of(me, leading=True)) | Q(ended_by=me)
        return rows.filter(mine, state=MeetingState.HELD)

    def asks(self, meeting):
        return {
            "question": _("Open these minutes again?"),
            "text": _("What came of them stays, and follows the minutes once they are ended anew."),
            "verb": _("Open again"),
            "no": _("Leave them as they are"),
        }

    def act(self, meeting, reason):
        ending.reopen(meeting, by=self.request.user, reason=reason)

    def get_success_url(self):
        return reverse("meetings:record", args=[self.object.pk])
