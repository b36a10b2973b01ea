"""What the page of a record shows, gathered once so that the template has little to ask."""

import json
from datetime import timedelta

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..kinds import Fate, Mark, MeetingKind
from ..services import minutes as ending
from ..services import writing

LONGEST_IN_PAGE = 12_000  # longer minutes are asked for by the page itself


def shown(meeting, minutes):
    cells, values = minutes.cells, minutes.values
    agenda = list(meeting.agenda.select_related("owner__person", "carried_from__meeting"))
    people = writing.people(meeting, cells)
    last, away = writing.last_time(meeting)
    following = writing.next_time(meeting)
    brought = list(writing.tasks_brought(meeting)[: writing.MOST_BROUGHT])
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    is_long = len(written) > LONGEST_IN_PAGE
    return {
        "meeting": meeting,
        "minutes": minutes,
        "where": where(meeting),
        "place": place(meeting),
        "who_sees": meeting.group.read_by,
        "is_reflective": meeting.kind == MeetingKind.REFLECTIVE,
        "values": "{}" if is_long else written,
        "revision": 0 if is_long else minutes.revision,
        "is_long": is_long,
        "saved_at": time_format(localtime(minutes.changed_at), "H.i") if minutes.changed_at else "",
        "brought": brought,
        "brought_agenda": [item for item in agenda if item.carried_from_id],
        "agenda": [item for item in agenda if not item.carried_from_id],
        "since": since(brought, agenda),
        "people": people,
        "everyone": ending.members_at(meeting).count(),
        "most": writing.MOST_ROWS,
        "last": last,
        "away": json.dumps({str(who): mark for who, mark in away.items()}),
        "photos": meeting.files.filter(is_photo=True),
        "files": meeting.files.filter(is_photo=False),
        "absences": [(mark.value, mark.label) for mark in Mark if mark != Mark.PRESENT],
        "grades": range(1, 13),
        "fates": [
            (Fate.DONE, pgettext("task state", "Done")),
            (Fate.CARRIED, _("Carry over")),
            (Fate.DROPPED, pgettext("outcome", "Drop")),
        ],
        "days": days(meeting, following),
        "next_day": due_by(meeting, following).isoformat(),
        "gaps": json.dumps(
            {
                what: words % {"task": "{task}"} if "%(task)s" in words else words
                for what, words in ending.sentences().items()
            },
            ensure_ascii=False,
        ),
        "names": json.dumps(names(), ensure_ascii=False),
    }


def since(brought, agenda):
    """From when the latest of what was carried over is, for the heading."""
    days = [task.meeting.date for task in brought]
    days += [item.carried_from.meeting.date for item in agenda if item.carried_from_id]
    return max(days, default=None)


def due_by(meeting, following):
    return following.date if following else meeting.date + timedelta(days=14)


def days(meeting, following):
    """The days that a task is usually due to, one tap each."""
    week = meeting.date + timedelta(days=7)
    found = []
    if following:
        found.append((following.date, _("Next meeting, %(day)s")))
    if not following or following.date != week:
        found.append((week, _("In a week, %(day)s")))
    if not following:
        found.append((meeting.date + timedelta(days=14), _("In two weeks, %(day)s")))
    return [(day.isoformat(), words % {"day": date_format(day, "j M")}) for day, words in found]


def where(meeting):
    return f"{meeting.group}, {date_format(meeting.date)}"


def place(meeting):
    """Day, hours and place: “Sabtu, 21 November 2026, 11.00–13.00. Perpustakaan.”"""
    parts = [date_format(meeting.date, "l, j F Y")]
    if meeting.start:
        hours = [time_format(hour, "H.i") for hour in (meeting.start, meeting.end) if hour]
        parts.append("–".join(hours))
    said = ", ".join(parts)
    return f"{said}. {meeting.place}." if meeting.place else f"{said}."


def names():
    """What a cell is called, by the first and the last part of its key."""
    return {
        "discussion": _("What was discussed"),
        "tried": _("What was tried"),
        "happened": _("What happened"),
        "learnt": _("What was learnt"),
        "next": _("What is tried next"),
        "here": _("Attendance"),
        "why": _("Reason for being away"),
        "guest": _("Guest"),
        "agenda": _("Agenda item"),
        "carried": _("Task from earlier"),
        "decision": _("Decision"),
        "task": _("Task"),
        "problem": _("Class problem"),
        "position": _("Opinion"),
        "differ.topic": _("What the opinions differ on"),
        "differ.settled": _("Settled by"),
        "here.all": _("All are present"),
        "part.note": pgettext("item", "Note"),
        "part.fate": _("what becomes of it"),
        "part.due": _("due date"),
        "part.owner": pgettext("task", "owner"),
        "part.options": _("options"),
        "part.reason": _("why this one"),
        "part.voices": _("who spoke"),
        "part.grade": _("grade"),
        "part.subject": pgettext("school", "Subject"),
        "part.member": _("who says so"),
        **{f"mark.{mark}": str(mark.label) for mark in Mark},
        **{f"fate.{fate}": str(fate.label) for fate in (Fate.DONE, Fate.CARRIED, Fate.DROPPED)},
    }


# The history of what somebody sent


def told(meeting, saves):
    """Saves in words: when, from which device, and each entry as it was sent."""
    words = names()
    members = {
        str(member.pk): str(member) for member in meeting.group.members.select_related("person")
    }
    agenda = {str(item.pk): item.text for item in meeting.agenda.all()}
    brought = {str(task.pk): task.text for task in writing.tasks_brought(meeting)}
    things = agenda | brought
    return [
        {
            "at": localtime(save.at),
            "device": save.device,
            "is_held": save.is_held,
            "clashed": bool(save.answer.get("clashes")),
            "entries": [
                (name_of(key, words, members, things), said(key, value, words, members))
                for key, value in save.changes.items()
            ],
        }
        for save in saves
    ]


def name_of(key, words, members, things):
    head, *rest = key.split(".")
    if key in words:
        return words[key]
    name = words.get(head, head)
    if rest and rest[0] in members and head in {"here", "why"}:
        return f"{name}, {members[rest[0]]}"
    if rest and rest[0] in things:
        name = f"{name} “{things[rest[0]]}”"
    part = words.get(f"part.{rest[1]}") if len(rest) == 2 else None
    return f"{name}, {part.lower()}" if part else name


def said(key, value, words, members):
    head, *rest = key.split(".")
    if value in (None, ""):
        return _("cleared")
    if head == "here":
        return words["here.all"] if value is True else words.get(f"mark.{value}", value)
    last = rest[-1] if rest else ""
    if last == "fate":
        return words.get(f"fate.{value}", value)
    if last in {"owner", "member"}:
        return members.get(value, value)
    if isinstance(value, list):
        return ", ".join(members.get(line, line) for line in value)
    return value
