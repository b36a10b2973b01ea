"""What goes to a WhatsApp group, copied by a person: no scores, no reasons of absence, and no
names from a difference of opinion."""

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from schools.typed_text import unmarked

from ..calculations.summary import filled, listed, shortened
from ..kinds import Mark, MeetingState


def when(meeting):
    day = date_format(meeting.date, "l, j F Y")
    if meeting.start is None:
        return day
    hours = time_format(meeting.start, "H.i")
    if meeting.end:
        hours = f"{hours}–{time_format(meeting.end, 'H.i')}"
    return f"{day}, {hours} {meeting.group.home.get_time_zone_display()}"


def invitation(meeting, link):
    return filled(
        _(
            "Invitation: %(group)s\n%(when)s\nPlace: %(place)s\nWe discuss: %(topics)s\n"
            "Bring: %(bring)s\nIf you cannot come, say so here: %(link)s"
        ),
        group=f"{meeting.group}, {meeting.title}",
        when=when(meeting),
        place=meeting.place,
        topics=listed([item.text for item in meeting.agenda.all()] or [""]),
        bring=meeting.bring,
        link=link,
    )


def afterwards(meeting, link):
    marks = list(meeting.attendance.exclude(member=None).values_list("mark", flat=True))
    text = {
        "pattern": _(
            "%(group)s\n%(when)s, %(place)s\nPresent: %(present)d of %(invited)d\n"
            "Discussed: %(topics)s\nDecided: %(decisions)s\nTasks: %(tasks)s\n"
            "To try in class: %(trial)s\nNext meeting: %(next)s\nMinutes: %(link)s"
        ),
        "group": f"{meeting.group}, {meeting.title}",
        "when": when(meeting),
        "place": meeting.place,
        "present": marks.count(Mark.PRESENT),
        "invited": len(marks),
        "topics": listed([item.text for item in meeting.agenda.all()] or [""]),
        "decisions": listed([row.text for row in meeting.decisions.all()] or [""]),
        "tasks": listed([task_line(row) for row in tasks_of(meeting)] or [""]),
        "trial": trial_of(meeting),
        "next": next_one(meeting),
        "link": link,
    }
    return filled(**text)


def tasks_of(meeting):
    return meeting.tasks.select_related("owner__person").order_by("position", "pk")


def task_line(task):
    return _("%(task)s (%(owner)s, until %(date)s)") % {
        "task": task.text,
        "owner": task.owner,
        "date": date_format(task.due, "j F Y"),
    }


def trial_of(meeting):
    minutes = getattr(meeting, "minutes", None)
    return shortened(unmarked(minutes.text("next"))) if minutes else ""


def next_one(meeting):
    later = meeting.group.meetings.filter(date__gt=meeting.date)
    one = later.exclude(state=MeetingState.MISSED).order_by("date", "start").first()
    return when(one) if one else ""
