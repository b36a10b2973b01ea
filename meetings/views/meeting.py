"""The page of a meeting: what is planned, then what was said and what came of it."""

from datetime import date
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from schools.access import CHANGE, FILL, READ, VIEW, can
from schools.scoped_views import ScopedDetailView, ScopedListView
from schools.views.papers import Paper

from .. import documents, printing
from ..calculations.reading import FIRST, PART, Passage, parts
from ..calculations.record import read
from ..kinds import Mark, MeetingState
from ..models import (
    AgendaItem,
    Attendance,
    ClassProblem,
    Decision,
    Difference,
    GroupMember,
    Meeting,
    MeetingFile,
    Mention,
    Minutes,
    Practice,
    Task,
)
from ..services import summaries
from ..services.minutes import brought_along
from .mentions import ShowsSentences, passages_of, school_of

MOST_NAMES = 60  # on the page itself; beyond that they have a page of their own
MOST_ROWS = 40
MOST_STROKES = 50
CARRIED = ("carried_from__meeting", "carried_to__meeting")


class OfMeeting:
    """What the pages of one meeting share: its passages in words."""

    def record_of(self, meeting):
        minutes = self.rows(Minutes).filter(meeting=meeting).first()
        return read(minutes.cells if minutes else {})

    def passages(self, agenda, record):
        """What was written down, with its headings, in the order of the page."""
        notes = {item["id"]: item.get("note", "") for item in record.agenda}
        noted = [(item.text, notes.get(str(item.pk))) for item in agenda]
        texts = [(heading, record.texts.get(key)) for key, heading in headings()]
        return [Passage(heading, text) for heading, text in [*noted, *texts] if text]


def headings():
    return [
        ("discussion", _("What was discussed")),
        ("tried", _("What was tried")),
        ("happened", _("What happened")),
        ("learnt", _("What was learnt")),
        ("next", _("What comes next")),
    ]


class MeetingPage(OfMeeting, ShowsSentences, ScopedDetailView):
    model = Meeting
    template_name = "meetings/meeting_detail.html"

    def narrow(self, rows):
        return rows.select_related("group__home", "series", "ended_by")

    def get_context_data(self, **kwargs):
        meeting, user = self.object, self.request.user
        may = {action for action in (READ, FILL, CHANGE) if can(user, action, meeting)}
        context = {
            "meeting": meeting,
            "reads": READ in may,
            "when": summaries.when(meeting),
            "is_planned": meeting.state == MeetingState.PLANNED,
            "is_held": meeting.state == MeetingState.HELD,
            "decisions": self.decisions(meeting, READ in may),
            "may_record": FILL in may,
            "may_change": CHANGE in may,
            "may_add": READ in may and can(user, FILL, meeting.group),
            "moves": [move | {"day": date.fromisoformat(move["from"])} for move in meeting.moves],
            "who_sees": who_sees(meeting),
            **self.attendance(meeting),
            **self.neighbours(meeting),
        }
        if READ in may:
            context |= self.said(meeting) | self.born(meeting)
        return super().get_context_data(**context, **kwargs)

    def decisions(self, meeting, reads):
        rows = self.rows(Decision).filter(meeting=meeting)
        return list((rows.prefetch_related("voices__person") if reads else rows)[:MOST_ROWS])

    def attendance(self, meeting):
        """Everyone's mark; the reason only where the reader may know it."""
        rows = self.rows(Attendance).filter(meeting=meeting)
        members = rows.exclude(member=None)
        told = rows.aggregate(
            every=Count("pk"),
            asked=Count("member"),
            present=Count("member", filter=Q(mark=Mark.PRESENT)),
        )
        asked, present = told["asked"], told["present"]
        away = list(
            members.exclude(mark=Mark.PRESENT).select_related("member__person")[:MOST_NAMES]
        )
        reasons = self.rows(Attendance, READ).filter(meeting=meeting).exclude(mark=Mark.PRESENT)
        reasons = dict(reasons.values_list("pk", "reason"))
        there = members.present().select_related("member__person")
        invited = self.rows(GroupMember).filter(group=meeting.group_id).on(meeting.date)
        return {
            "asked": asked,
            "present": present,
            "strokes": strokes(present) if present <= MOST_STROKES else [],
            "away": [(row, reasons.get(row.pk, "")) for row in away],
            "there": list(there[:MOST_NAMES]),
            "guests": list(rows.filter(member=None)[:MOST_NAMES]),
            "all_names": told["every"] > MOST_NAMES,
            "members": 0 if asked else invited.count(),
        }

    def neighbours(self, meeting):
        """The meetings of the group on either side of this one."""
        others = self.rows(Meeting).filter(group=meeting.group_id).exclude(pk=meeting.pk)
        before = others.filter(date__lte=meeting.date).order_by("-date", "-start", "pk")
        after = others.filter(date__gt=meeting.date).order_by("date", "start", "pk")
        return {"before": before.first(), "after": after.first()}

    def said(self, meeting):
        """What only those read who may read what was said."""
        record = self.record_of(meeting)
        notes = {item["id"]: item.get("note", "") for item in record.agenda}
        rows = self.rows(AgendaItem).filter(meeting=meeting)
        agenda = list(rows.select_related("owner__person", *CARRIED)[: 2 * MOST_ROWS])
        written = sum(map(len, [*notes.values(), *record.texts.values()]))
        is_long = written > FIRST
        for item in agenda:
            item.meeting = meeting
            item.note = "" if is_long else notes.get(str(item.pk), "")
        marking = self.sentences(meeting, record, is_long)
        texts = [
            (heading, record.texts[key], marking["pieces"].get(key))
            for key, heading in headings()
            if key in record.texts
        ]
        for item in agenda:
            item.pieces = marking["pieces"].get(f"agenda.{item.pk}.note") if item.note else None
        if is_long:
            first = parts(self.passages(agenda, record), FIRST)[0]
            texts = [(passage.key, passage.text, None) for passage in first]
        tasks = self.rows(Task).select_related("owner__person", "meeting__group", *CARRIED)
        fates = {entry["id"]: entry for entry in record.carried}
        brought = tasks.filter(pk__in=list(fates)) if fates else tasks.none()
        if meeting.is_to_come:
            waiting = brought_along(meeting).values("pk")
            brought = tasks.filter(pk__in=waiting)
        files = self.rows(MeetingFile).filter(meeting=meeting).select_related("file", "by")
        return {
            "agenda": agenda,
            "texts": texts,
            "is_long": is_long,
            "marking": marking,
            "tasks": list(tasks.filter(meeting=meeting).order_by("position", "pk")[:MOST_ROWS]),
            "brought": list(brought[:MOST_ROWS]),
            "photos": [file for file in files if file.is_photo],
            "files": [file for file in files if not file.is_photo],
            "own_files": set(
                self.rows(MeetingFile, CHANGE).filter(meeting=meeting).values_list("pk", flat=True)
            ),
        }

    def sentences(self, meeting, record, is_long):
        """The minutes of what was held, sentence by sentence; long ones on a page of their own."""
        if meeting.state != MeetingState.HELD:
            return {"pieces": {}}
        url = reverse("meetings:mention_create", args=[meeting.pk])
        if is_long:
            return {"pieces": {}, "list_url": url if record.texts else ""}
        return self.marking(
            passages_of(meeting, record),
            path=meeting.get_absolute_url(),
            url=url,
            school=school_of(self, meeting.group),
        )

    def born(self, meeting):
        """What came of it and lives on elsewhere."""
        return {
            "differences": list(self.rows(Difference).filter(meetings=meeting)[:MOST_ROWS]),
            "problems": list(
                self.rows(ClassProblem).filter(meeting=meeting).select_related("person")[:MOST_ROWS]
            ),
            "practices": list(
                self.rows(Practice).filter(meeting=meeting).select_related("person")[:MOST_ROWS]
            ),
            "mentions": list(
                self.rows(Mention).filter(meeting=meeting).select_related("factor")[:MOST_ROWS]
            ),
        }


def who_sees(meeting):
    if meeting.group.is_of_one_school and meeting.is_shared:
        return _(
            "Those invited and the principal. The operator sees title and attendance;"
            " the school supervisor also decisions."
        )
    return meeting.group.read_by


def strokes(number):
    """Tallies of five, and one for the rest."""
    fives, rest = divmod(number, 5)
    return [5] * fives + [rest] * bool(rest)


class WholeMinutes(OfMeeting, ScopedDetailView):
    """Long minutes, a part at a time, so that a phone can load them."""

    model = Meeting
    action = READ
    template_name = "meetings/minutes_whole.html"

    def narrow(self, rows):
        return rows.select_related("group")

    def get_context_data(self, **kwargs):
        meeting = self.object
        agenda = self.rows(AgendaItem).filter(meeting=meeting)
        passages = self.passages(agenda, self.record_of(meeting))
        paginator = Paginator(parts(passages, PART) or [[]], 1)
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            meeting=meeting,
            passages=page.object_list[0],
            page_obj=page,
            paginator=paginator,
            **kwargs,
        )


class AttendanceNames(ScopedListView):
    """All names of a large meeting."""

    model = Attendance
    template_name = "meetings/attendance_list.html"
    paginate_by = 100

    @cached_property
    def meeting(self):
        return self.row(Meeting, self.kwargs["pk"], VIEW)

    def narrow(self, rows):
        rows = rows.filter(meeting=self.meeting).select_related("member__person")
        return rows.order_by("member__person__name", "member__name", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(meeting=self.meeting, **kwargs)


class Summary(ScopedDetailView):
    """Plain text to copy: before the meeting an invitation, afterwards what came of it."""

    model = Meeting
    action = READ
    template_name = "meetings/summary.html"

    def narrow(self, rows):
        return rows.select_related("group__home", "minutes").exclude(state=MeetingState.MISSED)

    def get_context_data(self, **kwargs):
        meeting = self.object
        is_held = meeting.state == MeetingState.HELD
        link = self.request.build_absolute_uri(meeting.get_absolute_url())
        worded = summaries.afterwards if is_held else summaries.invitation
        return super().get_context_data(
            meeting=meeting, is_held=is_held, text=worded(meeting, link), **kwargs
        )


class MeetingPaper(Paper):
    model = Meeting
    action = READ

    def narrow(self, rows):
        return rows.select_related("group__home__logo")


class InvitationPaper(MeetingPaper):
    def narrow(self, rows):
        return super().narrow(rows).exclude(state=MeetingState.MISSED)

    def pdf(self, row, paper):
        return documents.invitation(printing.invitation(row), paper)

    def name(self, row):
        return f"undangan {row.date} {row.group}"


class AttendancePaper(MeetingPaper):
    """Names and marks, no reasons: so whoever sees that it took place can print it."""

    action = VIEW

    def narrow(self, rows):
        return super().narrow(rows).exclude(state=MeetingState.MISSED)

    def pdf(self, row, paper):
        is_held = row.state == MeetingState.HELD
        return documents.attendance_list(printing.attendance_list(row, is_held=is_held), paper)

    def name(self, row):
        return f"daftar hadir {row.date} {row.group}"


class MinutesPaper(MeetingPaper):
    def narrow(self, rows):
        return super().narrow(rows).filter(state=MeetingState.HELD)

    def pdf(self, row, paper):
        return documents.minutes(printing.minutes(row), paper)

    def name(self, row):
        return f"notulen {row.date} {row.group}"
