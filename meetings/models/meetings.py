"""Meetings: planned, recorded, held or missed; and series that plan themselves."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import (
    CHANGE,
    FILL,
    MINE,
    READ,
    VIEW,
    About,
    Own,
    Role,
    ScopedQuerySet,
    Through,
    held,
)
from schools.models import CellSheet, SavedCells, StoredFile, User
from schools.models.dated import WITHIN_REACH

from ..access import Members, told_to_pengawas
from ..kinds import TO_COME, Fate, Mark, MeetingKind, MeetingState
from .groups import Group, GroupMember


class SeriesQuerySet(ScopedQuerySet):
    school_path = "group__schools"
    access = {
        VIEW: (Through("meetings.Group", "group"),),
        CHANGE: (Members("group", leading=True), held(Role.PRINCIPAL)),
    }


class Series(models.Model):
    """A rule that plans meetings: every Saturday, or the second and fourth of each month."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    group = models.ForeignKey(Group, models.PROTECT, related_name="series")
    kind = models.CharField(
        pgettext_lazy("meeting", "kind"),
        max_length=12,
        choices=MeetingKind,
        default=MeetingKind.SESSION,
    )
    title = models.CharField(pgettext_lazy("heading", "Title"), max_length=160)
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), choices=Weekday, default=Weekday.SATURDAY
    )
    weeks = models.JSONField(_("which of the month"), default=list, blank=True)  # none: every week
    start = models.TimeField(_("from"), null=True, blank=True)
    end = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    first_day = models.DateField(_("first day"), validators=WITHIN_REACH)
    last_day = models.DateField(_("last day"), validators=WITHIN_REACH)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day"]
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        constraints = [
            models.CheckConstraint(
                name="series_ends_after_it_starts",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("The end comes before the start. Check both."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.group.get_absolute_url()


class MeetingQuerySet(ScopedQuerySet):
    """VIEW opens title, day and attendance; READ what was said; FILL the minutes."""

    school_path = "group__schools"
    access = {
        VIEW: (
            Members("group"),
            held(Role.PRINCIPAL, Role.OPERATOR),
            told_to_pengawas(""),
        ),
        READ: (Members("group"), held(Role.PRINCIPAL)),
        FILL: (Members("group", when=Q(state__in=sorted(TO_COME))),),
        CHANGE: (Members("group", leading=True), held(Role.PRINCIPAL)),
    }

    def to_come(self):
        return self.filter(state__in=sorted(TO_COME))

    def held(self):
        return self.filter(state=MeetingState.HELD)


class Meeting(models.Model):
    class Mode(models.TextChoices):
        DIRECT = "direct", pgettext_lazy("mode of a meeting", "In person")
        ONLINE = "online", pgettext_lazy("mode of a meeting", "Online")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        Group, models.PROTECT, related_name="meetings", verbose_name=_("group")
    )
    series = models.ForeignKey(
        Series, models.PROTECT, related_name="meetings", null=True, editable=False
    )
    series_day = models.DateField(null=True, editable=False)  # the day the series gave it
    kind = models.CharField(
        pgettext_lazy("meeting", "kind"),
        max_length=12,
        choices=MeetingKind,
        default=MeetingKind.SESSION,
    )
    title = models.CharField(pgettext_lazy("heading", "Title"), max_length=160)
    date = models.DateField(_("date"), validators=WITHIN_REACH)
    start = models.TimeField(_("from"), null=True, blank=True)
    end = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    mode = models.CharField(_("mode"), max_length=6, choices=Mode, default=Mode.DIRECT)
    bring = models.CharField(
        _("to bring along"), max_length=200, blank=True, help_text=_("Example: a pupil's notebook.")
    )
    number = models.CharField(
        _("number of the letter"),
        max_length=60,
        blank=True,
        help_text=_("For the printed invitation, if your school numbers its letters."),
    )
    state = models.CharField(
        pgettext_lazy("workflow", "state"),
        max_length=7,
        choices=MeetingState,
        default=MeetingState.PLANNED,
    )
    is_shared = models.BooleanField(
        _("open to the school supervisor"),
        default=False,
        help_text=_("Title, attendance and decisions; nothing else."),
    )
    reason = models.CharField(_("why it was not held"), max_length=300, blank=True)
    moves = models.JSONField(default=list, editable=False)  # from which date, by whom, why
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    reopenings = models.JSONField(default=list, editable=False)  # when, by whom, why

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-start", "pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["group", "-date"])]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(start=None) | Q(end=None) | Q(end__gt=F("start")),
                violation_error_message=_("The end comes before the start. Check both."),
            ),
            models.UniqueConstraint(
                fields=["series", "series_day"], name="one_meeting_per_day_of_a_series"
            ),
            models.CheckConstraint(
                name="what_was_not_held_has_a_reason",
                condition=~Q(state=MeetingState.MISSED) | ~Q(reason=""),
                violation_error_message=_("Say why it was not held."),
            ),
        ]

    def __str__(self):
        return f"{self.title}, {date_format(self.date)}"

    def get_absolute_url(self):
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def is_today(self):
        return self.date == timezone.localdate()

    @property
    def is_to_come(self):
        return self.state in TO_COME


class AgendaItemQuerySet(ScopedQuerySet):
    school_path = "meeting__group__schools"
    access = {
        VIEW: (Through("meetings.Meeting", "meeting", READ),),
        CHANGE: (
            Members("meeting__group", leading=True),
            Members(
                "meeting__group", own="proposed_by", when=Q(meeting__state=MeetingState.PLANNED)
            ),
        ),
    }


class AgendaItem(models.Model):
    """What is to be talked about. Any member proposes; what is not reached is carried over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    text = models.CharField(_("agenda item"), max_length=200)
    suggestion = models.CharField(_("what is suggested"), max_length=300, blank=True)
    owner = models.ForeignKey(
        GroupMember,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who opens it"),
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    fate = models.CharField(max_length=7, choices=Fate, default=Fate.OPEN, editable=False)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, related_name="carried_to", null=True, editable=False
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.meeting.get_absolute_url()


class AttendanceQuerySet(ScopedQuerySet):
    school_path = "meeting__group__schools"
    access = {
        VIEW: (Through("meetings.Meeting", "meeting"), Own("member__person__user")),
        READ: (Through("meetings.Meeting", "meeting", READ), Own("member__person__user")),
        MINE: (Own("member__person__user"),),
    }
    about = About(
        "member__person__user", ("meeting", "mark", "reason"), title=_("Meetings you were asked to")
    )

    def present(self):
        return self.filter(mark=Mark.PRESENT)


class Attendance(models.Model):
    """One member, or a guest by name, at one meeting. Why somebody was away is READ, not VIEW."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    member = models.ForeignKey(
        GroupMember, models.PROTECT, related_name="attendance", null=True, blank=True
    )
    guest = models.CharField(_("guest"), max_length=120, blank=True)
    mark = models.CharField(
        pgettext_lazy("attendance", "mark"), max_length=7, choices=Mark, default=Mark.PRESENT
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.CheckConstraint(
                name="attendance_of_a_member_or_a_guest",
                condition=Q(member=None, guest__gt="") | Q(member__isnull=False, guest=""),
            ),
            models.UniqueConstraint(
                fields=["meeting", "member"], name="one_attendance_per_meeting_and_member"
            ),
        ]

    def __str__(self):
        return self.guest or str(self.member)


class MinutesQuerySet(ScopedQuerySet):
    school_path = "meeting__group__schools"
    access = {
        VIEW: (Through("meetings.Meeting", "meeting", READ),),
        FILL: (Through("meetings.Meeting", "meeting", FILL),),
    }


class Minutes(CellSheet):
    """What was written down, cell by cell. Ending the meeting makes rows of what is in it."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("record", "minutes")
        verbose_name_plural = pgettext_lazy("record", "minutes")

    def __str__(self):
        return str(self.meeting)

    def get_absolute_url(self):
        return reverse("meetings:record", args=[self.meeting_id])

    def text(self, key):
        return self.cells.get(key, {}).get("value") or ""


class SavedMinutesQuerySet(ScopedQuerySet):
    """Every envelope that arrived: what was not chosen in a conflict can be found here."""

    school_path = "minutes__meeting__group__schools"
    access = {VIEW: (Own("by"),)}


class SavedMinutes(SavedCells):
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="saves")

    objects = SavedMinutesQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        verbose_name = _("save of minutes")
        verbose_name_plural = _("saves of minutes")

    def __str__(self):
        return f"{self.minutes}, {self.at:%Y-%m-%d %H:%M}"


class MeetingFileQuerySet(ScopedQuerySet):
    school_path = "meeting__group__schools"
    access = {
        VIEW: (Through("meetings.Meeting", "meeting", READ),),
        CHANGE: (Members("meeting__group", own="by"), Members("meeting__group", leading=True)),
    }


class MeetingFile(models.Model):
    """A photo or a file of a meeting. A photo's id comes from the phone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    is_photo = models.BooleanField(default=False)
    caption = models.CharField(_("caption"), max_length=120, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = MeetingFileQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.caption or self.file.name

    def get_absolute_url(self):
        return self.meeting.get_absolute_url()
