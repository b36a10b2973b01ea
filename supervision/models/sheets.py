"""The sheets of a visit: born on a phone, saved tap by tap, merged cell by cell."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import FILL, VIEW, About, Own, ScopedQuerySet
from schools.models import CellSheet, ClassGroup, SavedCells, StoredFile, User

from ..access import concerned, in_states, leading, narrowed, observing, readers
from ..calculations.results import NOT_APPLICABLE
from ..kinds import SHEET_OPEN, Voice
from .instruments import InstrumentVersion
from .visits import Visit

OWN_SHEET, OBSERVATION = Q(voice=Voice.OWN), Q(voice=Voice.OBSERVER)
MAY_FILL = in_states("visit", SHEET_OPEN)
PARTS = {  # of what is written on an item
    "score": pgettext_lazy("sheet", "score"),
    "note": pgettext_lazy("sheet", "note"),
    "evidence": pgettext_lazy("sheet", "evidence"),
    "answer": pgettext_lazy("sheet", "answer"),
}


class SheetQuerySet(ScopedQuerySet):
    """The observer's sheet is read like the visit; a self-assessment only once it is shared."""

    school_path = "visit__school"
    access = {
        VIEW: (
            *narrowed(readers("visit"), OBSERVATION),
            concerned("visit", OWN_SHEET),
            *observing("visit", OWN_SHEET & Q(shared_at__isnull=False)),
            leading("visit", OWN_SHEET & Q(shared_at__isnull=False)),
        ),
        FILL: (
            *observing("visit", OBSERVATION & MAY_FILL),
            concerned("visit", OWN_SHEET & MAY_FILL & Q(closed_at=None)),
        ),
    }
    about = About(
        "visit__person__user",
        ("visit", "voice", "words"),
        labels={"words": _("what stands on it")},
        reads=("visit__person", "version"),
        title=_("Visit sheets"),
    )


class Sheet(CellSheet):
    """One side's view of a visit."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="sheets")
    voice = models.CharField(_("voice"), max_length=8, choices=Voice, default=Voice.OBSERVER)
    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="+", null=True)
    room = models.ForeignKey(ClassGroup, models.PROTECT, related_name="+", null=True)
    shared_at = models.DateTimeField(null=True)  # a self-assessment, by the person
    closed_at = models.DateTimeField(null=True)  # a self-assessment, once the scores could be seen

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "-voice", "pk"]
        verbose_name = _("visit sheet")
        verbose_name_plural = _("visit sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "voice"],
                condition=Q(room=None),
                name="one_sheet_per_visit_and_voice",
            ),
            models.UniqueConstraint(
                fields=["visit", "room"], name="one_sheet_per_walk_through_and_room"
            ),
        ]

    def __str__(self):
        return f"{self.visit}, {self.get_voice_display()}"

    def get_absolute_url(self):
        if self.room_id:
            return reverse("supervision:room_sheet", args=[self.pk])
        name = "own_sheet" if self.voice == Voice.OWN else "sheet"
        return reverse(f"supervision:{name}", args=[self.visit_id])

    @property
    def scores(self):
        """Item → value, or “na”; what was not touched is not in it."""
        return {
            key.removesuffix(".score"): value
            for key, value in self.values.items()
            if key.endswith(".score") and value is not None
        }

    @property
    def moments(self):
        """The timed notes in the order of their hours: at, text, and the items they belong to."""
        found = [
            value | {"id": key.removeprefix("moment.")}
            for key, value in self.values.items()
            if key.startswith("moment.") and value
        ]
        return sorted(found, key=lambda moment: (moment["at"], moment["id"]))

    def of_item(self, code, part):
        """Score, note, evidence or answer of one item; None where there is nothing."""
        return self.cells.get(f"{code}.{part}", {}).get("value")

    @property
    def words(self):
        """For “My data”: what was scored and noted item by item, then the timed notes."""
        said = []
        for key, value in sorted(self.values.items()):
            code, _dot, part = key.rpartition(".")
            if part in PARTS and value not in (None, ""):
                words = _("Not applicable") if value == NOT_APPLICABLE else value
                said.append(f"{code}, {PARTS[part]}: {words}")
        return "; ".join([*said, *(f"{note['at']} {note['text']}" for note in self.moments)])


class SavedSheetQuerySet(ScopedQuerySet):
    """Every envelope that arrived: what was not chosen in a conflict can be found here."""

    school_path = "sheet__visit__school"
    access = {VIEW: (Own("by"),)}


class SavedSheet(SavedCells):
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="saves")

    objects = SavedSheetQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        verbose_name = _("save of a sheet")
        verbose_name_plural = _("saves of sheets")

    def __str__(self):
        return f"{self.sheet}, {self.at:%Y-%m-%d %H:%M}"


class PhotoQuerySet(ScopedQuerySet):
    school_path = "sheet__visit__school"
    access = {
        VIEW: (
            *narrowed(readers("sheet__visit"), Q(sheet__voice=Voice.OBSERVER)),
            concerned("sheet__visit", Q(sheet__voice=Voice.OWN)),
        ),
        FILL: (
            *observing(
                "sheet__visit",
                Q(sheet__voice=Voice.OBSERVER) & in_states("sheet__visit", SHEET_OPEN),
            ),
            concerned(
                "sheet__visit", Q(sheet__voice=Voice.OWN) & in_states("sheet__visit", SHEET_OPEN)
            ),
        ),
    }


class Photo(models.Model):
    """A picture as evidence beside an item. Its id comes from the phone."""

    id = models.UUIDField(primary_key=True, editable=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="photos")
    code = models.CharField(_("item"), max_length=12, blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self):
        return f"{self.code} {self.at:%H.%M}"
