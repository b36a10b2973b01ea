"""The rows of a meeting as the facts that its papers are made from."""

from django.db.models import Prefetch
from django.utils import timezone

from schools.documents import Signatory, Signing
from schools.typed_text import unmarked
from staff.models import Placement
from staff.papers import head_of, letterhead_of, signatory

from .calculations.record import read
from .documents import facts
from .kinds import Fate, GroupKind, Mark, MeetingKind, Part, Settled
from .models import GroupMember, Minutes, Task

# Papers are signed and filed, so their words stay Indonesian.
CALLED = {
    GroupKind.KKG: "pertemuan KKG",
    GroupKind.MGMP: "pertemuan MGMP",
    GroupKind.KOMBEL: "pertemuan komunitas belajar",
    GroupKind.TEAM: "pertemuan tim",
    GroupKind.SCHOOL: "rapat koordinasi",
}
OTHERWISE_CALLED = {
    MeetingKind.COORDINATION: "rapat koordinasi",
    MeetingKind.REFLECTIVE: "pertemuan refleksi",
    MeetingKind.WORKSHOP: "lokakarya",
    MeetingKind.EVALUATION: "evaluasi bersama",
    MeetingKind.ITEM_REVIEW: "bahas soal",
}
FATES = {
    Fate.OPEN: "",
    Fate.DONE: "Selesai",
    Fate.CARRIED: "Diteruskan",
    Fate.DROPPED: "Dihentikan",
}
MARKS = {
    Mark.PRESENT: "Hadir",
    Mark.EXCUSED: "Izin",
    Mark.SICK: "Sakit",
    Mark.DUTY: "Dinas luar",
    Mark.NO_NOTICE: "Tanpa keterangan",
}
SETTLED = {
    Settled.OPEN: "Belum diselesaikan",
    Settled.AGREEMENT: "Diselesaikan dengan kesepakatan",
    Settled.TRIAL: "Diselesaikan dengan uji coba",
    Settled.VOTE: "Diselesaikan dengan pemungutan suara",
    Settled.TRIAL_AND_VOTE: "Diselesaikan dengan uji coba dan pemungutan suara",
    Settled.STAYS: "Kedua pendapat tetap",
}
CHAIR, NOTES = "Pemimpin pertemuan", "Notulis"


class MeetingPaper:
    """One meeting, as its papers need it."""

    def __init__(self, meeting):
        self.meeting, self.group, self.home = meeting, meeting.group, meeting.group.home
        placed = Placement.objects.on(meeting.date).select_related("school")
        self.members = list(
            GroupMember.objects.filter(group=self.group)
            .on(meeting.date)
            .select_related("person")
            .prefetch_related(Prefetch("person__placements", placed, to_attr="placed"))
        )
        self.members.sort(key=lambda member: str(member).casefold())

    def occasion(self):
        meeting = self.meeting
        return facts.Occasion(
            group=self.group.name,
            title=meeting.title,
            called=OTHERWISE_CALLED.get(meeting.kind) or CALLED[self.group.kind],
            day=meeting.date,
            starts=meeting.start,
            ends=meeting.end,
            zone=self.home.get_time_zone_display(),
            place=meeting.place,
            number=meeting.number,
        )

    def who(self, part):
        return next((member for member in self.members if member.part == part), None)

    def hand(self, part, role):
        """Whoever was chair or note-taker on that day; a dotted line where nobody was."""
        member = self.who(part)
        if member and member.person is None:
            return Signatory(role, member.name, self.home.number_label)
        return signatory(member.person if member else None, role, self.home)

    def signing(self, day=None):
        return Signing(
            place=self.home.signing_place,
            day=day or self.meeting.date,
            left=self.hand(Part.NOTES, NOTES),
            right=self.hand(Part.CHAIR, CHAIR),
        )

    def topics(self, notes=None):
        rows = self.meeting.agenda.select_related("owner__person")
        return tuple(
            facts.Topic(
                item.text,
                name_of(item.owner),
                item.suggestion,
                unmarked((notes or {}).get(str(item.pk), "")),
                FATES[item.fate],
            )
            for item in rows
        )


def name_of(member):
    if member is None:
        return ""
    return member.person.full_name if member.person else member.name


def school_of(member):
    placed = getattr(member.person, "placed", None)
    return placed[0].school.short_name if placed else member.works_at


def invitation(meeting):
    """Signed by whoever leads the meeting, and by the head of the school on whose paper it is."""
    paper = MeetingPaper(meeting)
    today = min(timezone.localdate(), meeting.date)
    chair = paper.hand(Part.CHAIR, CHAIR)
    head = head_of(paper.home, today, "Mengetahui,")
    return facts.Invitation(
        letterhead=letterhead_of(paper.home),
        occasion=paper.occasion(),
        signing=Signing(
            place=paper.home.signing_place,
            day=today,
            right=chair,
            left=None if head.name and head.name == chair.name else head,
        ),
        written_on=today,
        topics=paper.topics(),
        bring=meeting.bring,
    )


def attendance_list(meeting, *, is_held):
    """Marks without reasons: the list hangs where everyone signs."""
    paper = MeetingPaper(meeting)
    rows = meeting.attendance.select_related("member__person") if is_held else []
    marks = {row.member_id: row.mark for row in rows if row.member_id}
    people = [
        facts.Attended(
            name_of(member),
            school_of(member),
            MARKS[marks[member.pk]] if member.pk in marks else "",
            is_away=marks.get(member.pk, Mark.PRESENT) != Mark.PRESENT,
        )
        for member in paper.members
    ]
    people += [facts.Attended(row.guest, "Tamu", MARKS[Mark.PRESENT]) for row in rows if row.guest]
    given = list(marks.values())
    return facts.AttendanceList(
        letterhead=letterhead_of(paper.home),
        occasion=paper.occasion(),
        signing=paper.signing(),
        counted_on=timezone.localdate(),
        people=tuple(people),
        is_held=is_held,
        counts=tuple((word, given.count(mark)) for mark, word in MARKS.items()),
    )


def minutes(meeting):
    paper = MeetingPaper(meeting)
    written = Minutes.objects.filter(meeting=meeting).first()
    record = read(written.cells if written else {})
    rows = list(meeting.attendance.select_related("member__person"))
    members = [row for row in rows if row.member_id]
    away = [(name_of(row.member), MARKS[row.mark]) for row in members if row.mark != Mark.PRESENT]
    notes = {item["id"]: item.get("note", "") for item in record.agenda}
    return facts.Minutes(
        letterhead=letterhead_of(paper.home),
        occasion=paper.occasion(),
        signing=paper.signing(),
        counted_on=timezone.localdate(),
        chair=name_of(paper.who(Part.CHAIR)),
        notes=name_of(paper.who(Part.NOTES)),
        present=len(members) - len(away),
        asked=len(members),
        away=tuple(sorted(away)),
        guests=tuple(row.guest for row in rows if row.guest),
        topics=paper.topics(notes),
        discussion=unmarked(record.texts.get("discussion", "")),
        reflection={part: unmarked(text) for part, text in record.texts.items()},
        differences=tuple(differences_of(meeting)),
        decisions=tuple(
            facts.Decided(
                row.text,
                tuple(row.options),
                row.reason,
                tuple(str(voice.pk) for voice in row.voices.all()),
            )
            for row in meeting.decisions.prefetch_related("voices")
        ),
        brought=tuple(brought_to(record)),
        tasks=tuple(
            facts.TaskLine(row.text, name_of(row.owner), row.due)
            for row in meeting.tasks.select_related("owner__person").order_by("position", "pk")
        ),
    )


def differences_of(meeting):
    for row in meeting.differences.select_related("decision").prefetch_related("positions"):
        parts = [SETTLED[row.settled], row.trial, row.decision.text if row.decision else ""]
        yield facts.Disagreed(
            row.topic,
            tuple(position.text for position in row.positions.all()),
            ". ".join(part.rstrip(".") for part in parts if part) + ".",
        )


def brought_to(record):
    """What became at this meeting of the tasks of earlier ones."""
    said = {entry["id"]: entry for entry in record.carried if entry.get("fate")}
    for task in Task.objects.filter(pk__in=list(said)).select_related("owner__person"):
        told = said[str(task.pk)]
        news = [FATES[told["fate"]], told.get("note", "")]
        yield facts.TaskLine(
            task.text, name_of(task.owner), task.due, ". ".join(part for part in news if part)
        )
