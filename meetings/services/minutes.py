"""The minutes of a meeting: begun, written cell by cell, ended. Ending makes rows of them."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..calculations import record as records
from ..kinds import Fate, MeetingKind, MeetingState
from ..models import (
    AgendaItem,
    Attendance,
    ClassProblem,
    Decision,
    Difference,
    GroupMember,
    Meeting,
    Minutes,
    Position,
    Task,
)


def locked(meeting):
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("group")
    return rows.get(pk=meeting.pk)


@transaction.atomic
def minutes_of(meeting):
    """The minutes, made when they are first asked for; with them comes what was carried over."""
    take_over(meeting)
    return Minutes.objects.get_or_create(meeting=meeting)[0]


def take_over(meeting):
    """Put on the agenda what earlier meetings of the group did not get to."""
    waiting = AgendaItem.objects.filter(
        meeting__group=meeting.group_id,
        meeting__date__lte=meeting.date,
        fate=Fate.CARRIED,
        carried_to=None,
    ).exclude(meeting=meeting)
    last = meeting.agenda.count()
    for place, item in enumerate(waiting, start=last + 1):
        facts = {
            "meeting": meeting,
            "text": item.text,
            "suggestion": item.suggestion,
            "owner": item.owner,
            "proposed_by": item.proposed_by,
            "position": place,
        }
        # Two phones may open the same minutes at the same moment.
        AgendaItem.objects.get_or_create(carried_from=item, defaults=facts)


def brought_along(meeting):
    """Tasks of earlier meetings of the group that nobody has closed."""
    return (
        Task.objects.filter(meeting__group=meeting.group_id, fate=Fate.OPEN)
        .filter(meeting__date__lte=meeting.date)
        .exclude(meeting=meeting)
        .select_related("owner__person", "meeting")
        .order_by("due", "position", "pk")
    )


def members_at(meeting):
    """Who was in the group on the day of the meeting."""
    return (
        GroupMember.objects.filter(group=meeting.group_id).on(meeting.date).select_related("person")
    )


def known(meeting):
    """What the cells of this meeting may point at.

    Also what has gone meanwhile: a phone that was away may still speak of it, and one cell that
    fits no more would keep all others of its envelope from arriving.
    """
    cells = Minutes.objects.filter(meeting=meeting).values_list("cells", flat=True).first() or {}
    agenda = {key.split(".")[1] for key in cells if key.startswith("agenda.")}
    group = meeting.group_id
    earlier = Task.objects.filter(meeting__group=group).exclude(meeting=meeting)
    return records.Known(
        members=frozenset(
            map(str, GroupMember.objects.filter(group=group).values_list("pk", flat=True))
        ),
        agenda=frozenset(map(str, meeting.agenda.values_list("pk", flat=True))) | agenda,
        carried=frozenset(map(str, earlier.values_list("pk", flat=True))),
    )


def sentences():
    """What is said of each thing that is missing; “task” stands for its words."""
    return {
        "attendance": _("Nobody is marked as present yet. Mark who was there."),
        "nobody": _("On that day nobody was in the group yet. Check since when its members are."),
        "task_left": _(
            "Whoever is to do “%(task)s” is not in the group any more. Choose somebody else."
        ),
        "problem_owner": _("Say whose class “%(task)s” is from: somebody who has a record here."),
        "reflection": _(
            "Attendance alone is not enough. Add what was tried, what happened and what comes next."
        ),
        "task_text": _("One task has no words yet. Write what is to be done, or remove it."),
        "task_owner": _(
            "The task “%(task)s” has no owner yet. Choose one person, then share the minutes."
        ),
        "task_due": _("The task “%(task)s” has no due date yet. Choose a day."),
        "dropped_why": _("Say why the task is dropped."),
        "decision_text": _("One decision has no words yet. Write it, or remove it."),
        "problem_text": _("One class problem has no words yet. Write it, or remove it."),
        "position_text": _("One opinion has no words yet. Write it, or remove it."),
        "second_position": _("A difference needs two opinions. Add the other one."),
    }


def hindrances(meeting, record):
    """What keeps the meeting from ending: the cell to go to, and the sentence that says it."""
    is_reflective = meeting.kind == MeetingKind.REFLECTIVE
    found = records.missing(record, is_reflective=is_reflective)
    found += misplaced(meeting, record)
    words = sentences()
    return [(gap.key, words[gap.what] % {"task": gap.name}) for gap in found]


def misplaced(meeting, record):
    """What was said of people who were not in the group, or have no record of their own."""
    found = []
    there = {str(pk) for pk in members_at(meeting).values_list("pk", flat=True)}
    if not there:
        found.append(records.Missing("nobody", "here.all"))
    elif record.everyone and "present" not in map(record.mark_of, there):
        found.append(records.Missing("attendance", "here.all"))
    today = GroupMember.objects.filter(group=meeting.group_id).current()
    inside = there | {str(pk) for pk in today.values_list("pk", flat=True)}
    for task in record.tasks:
        if task.get("owner") and task["owner"] not in inside:
            key = f"task.{task['id']}.owner"
            found.append(records.Missing("task_left", key, task.get("text", "")))
    people = people_of(meeting.group) if record.problems else {}
    for problem in record.problems:
        if problem.get("owner") and problem["owner"] not in people:
            key = f"problem.{problem['id']}.owner"
            found.append(records.Missing("problem_owner", key, problem.get("title", "")))
    return found


def people_of(group):
    """The person behind each membership, of those that have a record here."""
    rows = group.members.exclude(person=None).select_related("person")
    return {str(member.pk): member.person for member in rows}


@transaction.atomic
def begin(meeting):
    """The first thing that was written down makes it a meeting that takes place."""
    meeting = locked(meeting)
    if meeting.state in {MeetingState.PLANNED, MeetingState.MISSED}:
        meeting.state, meeting.reason = MeetingState.RUNNING, ""
        meeting.save(update_fields=["state", "reason"])
    return meeting


@transaction.atomic
def end(meeting, *, by, at=None):
    """Make rows of what was written down. Ended again after being reopened, the rows follow."""
    meeting, at = locked(meeting), at or timezone.now()
    if not meeting.is_to_come:
        raise ValidationError(_("This meeting has ended already."))
    record = records.read(Minutes.objects.select_for_update().get(meeting=meeting).cells)
    if gaps := hindrances(meeting, record):
        raise ValidationError([sentence for _key, sentence in gaps])
    keep_attendance(meeting, record)
    keep_agenda(meeting, record)
    close_what_was_brought(meeting, record, by, at)
    keep_decisions(meeting, record)
    keep_tasks(meeting, record)
    keep_problems(meeting, record, by)
    keep_difference(meeting, record)
    meeting.state, meeting.ended_by, meeting.ended_at = MeetingState.HELD, by, at
    meeting.save(update_fields=["state", "ended_by", "ended_at"])
    following = meeting.group.meetings.filter(
        state=MeetingState.PLANNED, date__gte=meeting.date
    ).order_by("date", "start")
    if next_one := following.first():
        take_over(next_one)
    return meeting


@transaction.atomic
def reopen(meeting, *, by, reason, at=None):
    """Open ended minutes again; what they led to stays until they are ended anew."""
    meeting, at = locked(meeting), at or timezone.now()
    if meeting.state != MeetingState.HELD:
        raise ValidationError(_("Only minutes of a meeting that was held can be opened again."))
    meeting.state = MeetingState.RUNNING
    opened = {"at": at.isoformat(), "by": by.name, "reason": reason}
    meeting.reopenings = [*meeting.reopenings, opened]
    meeting.save(update_fields=["state", "reopenings"])
    return meeting


def keep_attendance(meeting, record):
    meeting.attendance.all().delete()
    rows = [
        Attendance(
            meeting=meeting,
            member=member,
            mark=mark,
            reason=record.reasons.get(str(member.pk), "")[:200],
        )
        for member in members_at(meeting)
        if (mark := record.mark_of(str(member.pk)))
    ]
    rows += [Attendance(meeting=meeting, guest=name[:120]) for name in record.guests.values()]
    Attendance.objects.bulk_create(rows)


def keep_agenda(meeting, record):
    """What was not said to be carried or dropped counts as talked about."""
    fates = {told["id"]: told.get("fate", Fate.DONE) for told in record.agenda}
    for item in meeting.agenda.all():
        item.fate = fates.get(str(item.pk), Fate.DONE)
        item.save(update_fields=["fate"])


def close_what_was_brought(meeting, record, by, at):
    """Done or dropped closes the earlier task; carried gives it a new date, here."""
    told = {carried["id"]: carried for carried in record.carried if carried.get("fate")}
    # Closed meanwhile by its owner, it stays as it is; closed here before, it follows.
    ours = Q(fate=Fate.OPEN, pk__in=list(told))
    ours |= Q(closed_at=meeting.ended_at, closed_at__isnull=False)
    tasks = Task.objects.filter(ours, meeting__group=meeting.group_id).exclude(meeting=meeting)
    for task in tasks.select_for_update(of=("self",)).select_related("owner"):
        said = told.get(str(task.pk), {})
        fate = said.get("fate", Fate.OPEN)
        if fate == Fate.CARRIED:
            carry(task, meeting, _day(said.get("due")) or task.due)
        elif not called_back(task):
            continue
        task.fate = fate
        if fate == Fate.OPEN:
            task.closed_at = task.closed_by = None
        else:
            task.closed_at, task.closed_by = at, by
            task.note = (
                said.get("note", "")[:400]
                or task.note
                or _("Said at the meeting of %(date)s.") % {"date": date_format(meeting.date)}
            )
        task.save(update_fields=["fate", "closed_at", "closed_by", "note"])


def carry(task, meeting, due):
    facts = {"due": due, "text": task.text, "owner": task.owner}
    here = {"id": uuid.uuid5(meeting.pk, str(task.pk)), "meeting": meeting}
    Task.objects.update_or_create(carried_from=task, defaults=facts, create_defaults=facts | here)


def called_back(task):
    """Take away the row that it went on in, unless something has come of that already."""
    went_on = Task.objects.filter(carried_from=task).first()
    if went_on and went_on.fate == Fate.OPEN:
        went_on.delete()
        went_on = None
    return went_on is None


def keep_decisions(meeting, record):
    _let_go(meeting.decisions.filter(differences=None), record.decisions)
    for place, told in enumerate(record.decisions):
        decision, _made = Decision.objects.update_or_create(
            pk=told["id"],
            meeting=meeting,
            defaults={
                "text": told["text"][:400],
                "options": [line for line in told.get("options", []) if line.strip()],
                "reason": told.get("reason", ""),
                "position": place,
            },
        )
        decision.voices.set(map(int, told.get("voices", [])))


def keep_tasks(meeting, record):
    _let_go(meeting.tasks.filter(fate=Fate.OPEN, carried_from=None), record.tasks)
    for place, told in enumerate(record.tasks):
        Task.objects.update_or_create(
            pk=told["id"],
            meeting=meeting,
            defaults={
                "text": told["text"][:300],
                "owner_id": int(told["owner"]),
                "due": _day(told["due"]),
                "position": place,
            },
        )


def keep_problems(meeting, record, by):
    """A class problem belongs to the member whose class it is, else to whoever wrote it down."""
    owners, own = people_of(meeting.group), getattr(by, "person", None)
    there = {str(pk) for pk in meeting.problems.values_list("pk", flat=True)}
    anew = written_since(meeting, meeting.ended_at) if meeting.ended_at else set()
    for told in record.problems:
        if told["id"] in there and ("problem", told["id"]) not in anew:
            continue  # it has a page of its own, and may say more there by now
        person = owners.get(told["owner"]) if told.get("owner") else own
        if person is None:
            raise ValidationError(_("Say whose class the problem is from."))
        facts = {
            "title": told["title"][:200],
            "grade": told.get("grade"),
            "subject": told.get("subject", "")[:60],
            "person": person,
        }
        ClassProblem.objects.update_or_create(
            pk=told["id"],
            meeting=meeting,
            defaults=facts,
            create_defaults=facts | {"group": meeting.group, "opened": meeting.date},
        )


def written_since(meeting, moment):
    """Kind and id of the things that were written on after `moment`."""
    saves = meeting.minutes.saves.filter(is_held=False, at__gt=moment)
    changes = saves.values_list("changes", flat=True)
    return {tuple(key.split(".")[:2]) for cells in changes for key in cells}


def keep_difference(meeting, record):
    """Two positions make a difference of opinion; its page says how it goes on."""
    if len(record.positions) < 2:
        return
    difference = meeting.differences.first()
    if difference is None:
        topic = record.topic or meeting.title
        difference = Difference.objects.create(group=meeting.group, topic=topic[:200])
        difference.meetings.add(meeting)
        for told in record.positions:
            position = Position.objects.create(difference=difference, text=told["text"][:300])
            if told.get("member"):
                position.members.add(int(told["member"]))
        if record.settled:
            difference.trial = record.settled[:300]
            difference.save(update_fields=["trial"])


def _let_go(rows, told):
    """Delete rows that the minutes no longer name, and that nothing else hangs on."""
    rows.exclude(pk__in=[thing["id"] for thing in told]).delete()


def _day(text):
    return date.fromisoformat(text) if text else None
