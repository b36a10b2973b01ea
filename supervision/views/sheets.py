"""The visit sheet: the pages on which it is filled and read, and what its phone speaks to."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schools import audit
from schools.access import CHANGE, FILL, READ, VIEW, can
from schools.images import PHOTO_LIMIT, small_photo
from schools.models.places import school_year_on
from schools.scoped_views import ScopedActView, ScopedDetailView, ScopedFileView
from schools.views.json_views import NO_UUID, CellsSave, CellsState, JsonView

from ..forms.sheets import RoomForm
from ..kinds import SHEET_OPEN, State, VisitKind, Voice
from ..models import FollowUp, Photo, SavedSheet, Sheet, Visit
from ..services import sheets as service
from ..services import talks, visits
from . import sheet_page

SHOWN_WITH = ("person", "observer", "school", "class_group", "subject", "version__instrument")


class SheetPage(ScopedDetailView):
    """A sheet as a page: to be filled by whoever may, to be read by the others."""

    def context(self, visit, sheet, **more):
        """With `sheet` None: nothing stands there yet, and `why` says what is still open."""
        page = {"visit": visit, "sheet": sheet, "where": sheet_page.where(visit), **more}
        if sheet is None:
            return page
        photos = self.rows(Photo).filter(sheet=sheet)
        page |= sheet_page.shown(sheet, photos) | {
            "where": sheet_page.where(visit, sheet.room),
            "version_words": sheet_page.version_words(sheet.version) if sheet.version else "",
            "who_sees": sheet_page.who_sees(sheet, self.request.user),
            "is_own": sheet.voice == Voice.OWN,
        }
        if sheet.voice == Voice.OBSERVER:
            page["promised"] = talks.promised(visit, self.rows(FollowUp))
        if can(self.request.user, FILL, sheet):
            page |= self.to_fill(visit, sheet)
        elif visit.person_id:
            audit.record_reading(self.request, visit)
        return page

    def to_fill(self, visit, sheet):
        get_token(self.request)  # sets the cookie that the page's script sends along
        return {
            "is_filling": True,
            "w": sheet_page.item_words(),
            "csrf_cookie": settings.CSRF_COOKIE_NAME,
            "values": sheet_page.kept_values(sheet),
            "saved_at": sheet_page.saved_at(sheet),
            "save_url": reverse("supervision:sheet_save", args=[sheet.pk, NO_UUID]),
            "photo_put_url": reverse("supervision:photo_save", args=[sheet.pk, NO_UUID]),
            "photo_url": reverse("supervision:photo", args=[NO_UUID]),
            "photo_remove_url": reverse("supervision:photo_remove", args=[NO_UUID]),
            "is_running": visit.state != State.OBSERVED,
        }

    def get_template_names(self):
        context = self.page
        if context["sheet"] is None:
            return ["supervision/sheet_not_yet.html"]
        is_filling = context.get("is_filling")
        return ["supervision/sheet.html" if is_filling else "supervision/sheet_read.html"]

    def get_context_data(self, **kwargs):
        self.page = self.gathered()
        return super().get_context_data(**self.page, **kwargs)


class VisitSheet(SheetPage):
    """The observer's sheet of a visit, made when its observer first opens it."""

    model = Visit
    action = READ

    def narrow(self, rows):
        return rows.select_related(*SHOWN_WITH)

    def get(self, request, *args, **kwargs):
        self.object = visit = self.get_object()
        if visit.kind == VisitKind.WALK:
            return redirect("supervision:rooms", visit.pk)
        return self.render_to_response(self.get_context_data(object=visit))

    def gathered(self):
        visit, me = self.object, self.request.user
        if visit.observer_id == me.pk and visit.state in SHEET_OPEN:
            sheet = visits.sheet_of(visit)
        else:
            sheet = self.rows(Sheet).filter(visit=visit, voice=Voice.OBSERVER).first()
        if sheet is None:
            why = visits.why_not_start(visit) or _("Nothing stands on this sheet yet.")
            return self.context(visit, None, why=why)
        sheet.visit = visit
        return self.context(visit, sheet)


class OwnSheet(SheetPage):
    """The self-assessment of the person visited: theirs alone until they share it."""

    model = Visit
    action = VIEW

    def narrow(self, rows):
        return rows.filter(person__isnull=False).select_related(*SHOWN_WITH)

    def gathered(self):
        visit = self.object
        is_mine = visit.person.user_id == self.request.user.pk
        if is_mine and visit.state in SHEET_OPEN:
            sheet = talks.own_sheet(visit)
        else:
            sheet = self.rows(Sheet).filter(visit=visit, voice=Voice.OWN).first()
        if sheet is None and not is_mine:
            raise Http404
        if sheet is None:
            why = visits.why_not_start(visit) or _("Nothing stands on this sheet yet.")
            return self.context(visit, None, why=why, is_own=True)
        sheet.visit = visit
        return self.context(visit, sheet)


class OwnSheetShare(ScopedActView):
    """A self-assessment is shared by the person alone, and once."""

    model = Sheet
    action = VIEW

    def narrow(self, rows):
        mine = rows.filter(voice=Voice.OWN, visit__person__user=self.request.user)
        return mine.select_related("visit__observer", "visit__person")

    def asks(self, sheet):
        readers = _("the observer and the principal")
        return {
            "question": _("Share with %(audience)s? They can read it from now on.")
            % {"audience": readers},
            "text": _("Your scores then stand beside the observer's, yours first."),
            "verb": _("Share self-assessment"),
            "no": _("Keep it to myself"),
            "hindrance": _("You have shared it already.") if sheet.shared_at else "",
        }

    def act(self, sheet):
        talks.share_own_sheet(sheet)


class SideBySide(ScopedDetailView):
    """Own scores and the observer's, own first; open once both may be read."""

    model = Visit
    action = READ
    template_name = "supervision/side_by_side.html"
    reading_is_recorded = True

    def narrow(self, rows):
        for voice in Voice:
            legible = self.rows(Sheet).filter(voice=voice, version__isnull=False)
            rows = rows.filter(pk__in=legible.values("visit"))
        return rows.filter(person__isnull=False).select_related(*SHOWN_WITH)

    def get_context_data(self, **kwargs):
        visit = self.object
        both = self.rows(Sheet).filter(visit=visit).select_related("version")
        own, seen = (both.get(voice=voice) for voice in (Voice.OWN, Voice.OBSERVER))
        differing, everything = sheet_page.beside(own, seen, talks.differences(own, seen))
        seen.visit = visit
        return super().get_context_data(
            visit=visit,
            where=sheet_page.where(visit),
            is_mine=visit.person.user_id == self.request.user.pk,
            axes=sheet_page.axes(own, seen),
            is_scored=seen.version.rubric.scale.is_numeric,
            differing=differing,
            everything=everything,
            who_sees=sheet_page.who_sees(seen, self.request.user),
            **kwargs,
        )


class Rooms(ScopedDetailView):
    """A walk-through: a sheet for each room, and what all of them come to, as counts."""

    model = Visit
    action = READ
    template_name = "supervision/rooms.html"

    def narrow(self, rows):
        return rows.filter(kind=VisitKind.WALK).select_related("observer", "school", "version")

    def get_context_data(self, **kwargs):
        visit = self.object
        rooms = self.rows(Sheet).filter(visit=visit, voice=Voice.OBSERVER, room__isnull=False)
        rooms = list(rooms.select_related("room", "version__instrument").order_by("room__name"))
        for sheet in rooms:
            sheet.filled = len(sheet.scores)
        labels, lines = sheet_page.counts(rooms)
        return super().get_context_data(
            visit=visit,
            rooms=rooms,
            labels=labels,
            lines=lines,
            may_fill=visit.observer_id == self.request.user.pk and visit.state in SHEET_OPEN,
            why=visits.why_not_start(visit),
            is_running=visit.state == State.RUNNING,
            **kwargs,
        )


class RoomAdd(ScopedActView):
    """Choose the class whose room is looked into; its sheet opens."""

    model = Visit
    action = CHANGE
    form_class = RoomForm

    def narrow(self, rows):
        mine = rows.filter(kind=VisitKind.WALK, observer=self.request.user)
        return mine.filter(state__in=sorted(SHEET_OPEN))

    def choices(self, name, rows):
        visit = self.object
        year = school_year_on(visit.date)
        taken = visit.sheets.filter(room__isnull=False).values("room")
        return (
            super().choices(name, rows).filter(school=visit.school, year=year).exclude(pk__in=taken)
        )

    def asks(self, visit):
        return {
            "question": _("Which class do you look into?"),
            "text": _("Each room has a sheet of its own. What is counted is all rooms together."),
            "verb": _("Open sheet"),
            "no": _("Back to the rooms"),
            "no_url": reverse("supervision:rooms", args=[visit.pk]),
        }

    def act(self, visit, room):
        self.sheet = visits.sheet_of(visit, room=room)

    def get_success_url(self):
        return self.sheet.get_absolute_url()


class RoomSheet(SheetPage):
    model = Sheet
    action = VIEW

    def narrow(self, rows):
        rooms = rows.filter(visit__kind=VisitKind.WALK, voice=Voice.OBSERVER)
        return rooms.select_related(
            "room", "version__instrument", *(f"visit__{name}" for name in SHOWN_WITH)
        )

    def gathered(self):
        return self.context(self.object.visit, self.object)


class Finish(ScopedActView):
    """The observation is over. What has no score is said; what is still asked for hinders."""

    model = Visit
    action = CHANGE

    def narrow(self, rows):
        return rows.filter(observer=self.request.user, state=State.RUNNING).select_related("person")

    def asks(self, visit):
        missing = [
            f"{item['number']}. {item['text']}"
            for sheet in visit.sheets.filter(voice=Voice.OBSERVER).select_related("version")
            for section in sheet_page.shown(sheet)["sections"]
            for item in section["items"]
            if not item["is_filled"]
        ]
        text = _("The sheet can still be corrected until you share it.")
        if missing:
            said = ngettext(
                "%(n)d item is not filled in. It leaves the count; it is no zero.",
                "%(n)d items are not filled in. They leave the count; they are no zero.",
                len(missing),
            )
            text = f"{said % {'n': len(missing)}} {text}"
        return {
            "question": _("End the observation?"),
            "text": text,
            "details": missing,
            "verb": _("End observation"),
            "no": _("Back to the sheet"),
            "no_url": reverse("supervision:sheet", args=[visit.pk]),
            "hindrance": talks.why_not_finish(visit),
        }

    def act(self, visit):
        talks.finish(visit)


class SheetState(CellsState):
    model = Sheet


class SheetHistory(ScopedDetailView):
    """What the reader sent to a sheet, save by save: also what was not chosen, or came late."""

    model = Sheet
    action = VIEW
    template_name = "supervision/sheet_history.html"

    def narrow(self, rows):
        return rows.select_related("version", "room", *(f"visit__{name}" for name in SHOWN_WITH))

    def get_context_data(self, **kwargs):
        sheet = self.object
        saves = self.rows(SavedSheet).filter(sheet=sheet).order_by("-at")[:200]
        return super().get_context_data(
            where=sheet_page.where(sheet.visit, sheet.room),
            saves=[sheet_page.told(save, sheet.version) for save in saves],
            **kwargs,
        )


class SheetSave(CellsSave):
    model = Sheet

    def narrow(self, rows):
        me = self.request.user
        mine = Q(voice=Voice.OBSERVER, visit__observer=me) | Q(
            voice=Voice.OWN, visit__person__user=me
        )
        return rows.filter(mine).select_related("visit")

    def save(self, sheet, envelope):
        return service.save(sheet, envelope, by=self.request.user)

    def note(self, sheet, is_first_today):
        before = sheet.visit.state
        sheet.visit.refresh_from_db(fields=["state"])
        if (before, sheet.visit.state) == (State.AGREED, State.RUNNING):
            audit.record(self.request, audit.Action.CHANGED, sheet.visit, fields=["state"])
        super().note(sheet, is_first_today)


class PhotoSave(JsonView):
    """A picture under the id that the phone gave it; drawn anew before it is kept."""

    model = Sheet
    action = FILL

    def put(self, request, *args, photo, **kwargs):
        sheet, code = self.get_object(), request.GET.get("item", "")

        def take():
            content = small_photo(request.read(PHOTO_LIMIT + 1))
            kept = service.keep_photo(sheet, photo, code, content, by=request.user)
            return {"id": str(kept.pk), "item": kept.code}

        return self.taken(take)


class PhotoFile(ScopedFileView):
    model = Photo
    file_field = "file"
    is_shown = True


class PhotoRemove(JsonView):
    model = Photo
    action = FILL

    def post(self, request, *args, **kwargs):
        photo = self.get_object()
        with transaction.atomic():
            audit.record(request, audit.Action.CHANGED, photo.sheet, fields=["photo"])
            service.remove_photo(photo)
        return HttpResponse(status=204)
