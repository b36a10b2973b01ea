"""What stands in the minutes of a session of the story, cell by cell as a phone would send it."""

from meetings.kinds import Fate, Mark
from meetings.models import Task
from meetings.services import tasks

from .told import grown, noon

MARKS = {"izin": Mark.EXCUSED, "sakit": Mark.SICK, "dinas": Mark.DUTY, "alpa": Mark.NO_NOTICE}


def cells_of(told, session, meeting):
    cells = {"discussion": session["minutes"]} | session.get("reflective", {})
    cells |= presence(told, session, meeting.group)
    cells |= topics(told, session, meeting)
    for taken in session["decisions"]:
        cells |= decision(told, taken, meeting.group)
    for promised in session["tasks"]:
        cells |= task(told, promised, meeting.group)
    return cells | brought(told, session)


def presence(told, session, group):
    cells = {}
    for name in session["present"]:
        if told.is_member(group, name):  # a guest stands there by what they are
            cells[f"here.{told.member(group, name).pk}"] = Mark.PRESENT.value
    for name, why, reason in session["absent"]:
        member = told.member(group, name).pk
        cells |= {f"here.{member}": MARKS[why].value, f"why.{member}": reason}
    for guest in session.get("guests", []):
        cells[f"guest.{grown(session['id'] + guest)}"] = guest
    return cells


def topics(told, session, meeting):
    """What a later meeting took over was not reached in this one; the rest was talked about."""
    later = {
        carried["text"]
        for other in told.story["sessions"]
        for carried in other.get("carried_from", [])
        if other["group"] == session["group"] and passes(told, carried, session, other)
    }
    return {
        f"agenda.{item.pk}.fate": (Fate.CARRIED if item.text in later else Fate.DONE).value
        for item in meeting.agenda.all()
    }


def passes(told, carried, session, other):
    """Whether a topic on its way to the `other` session came by this one."""
    return told.session(carried["session"])["date"] <= session["date"] < other["date"]


def decision(told, taken, group):
    start = f"decision.{grown(taken['id'])}"
    return {
        f"{start}.text": taken["text"],
        f"{start}.options": taken["options"],
        f"{start}.reason": taken["reason"],
        f"{start}.voices": [str(told.member(group, name).pk) for name in taken["voices"]],
    }


def task(told, promised, group):
    start = f"task.{grown(promised['id'])}"
    return {
        f"{start}.text": promised["text"],
        f"{start}.owner": str(told.member(group, promised["owner"]).pk),
        f"{start}.due": promised["due"].isoformat(),
    }


def promised_tasks(told):
    for session in told.story["sessions"]:
        yield from session.get("tasks", [])


def brought(told, session):
    """Tasks that came to this session unfinished and were given another date."""
    cells = {}
    for promised in promised_tasks(told):
        again = promised.get("again", {})
        if again.get("session") == session["id"]:
            start = f"carried.{grown(promised['id'])}"
            cells |= {
                f"{start}.fate": Fate.CARRIED.value,
                f"{start}.note": promised["outcome"]["note"],
                f"{start}.due": again["due"].isoformat(),
            }
    return cells


def close_tasks(told):
    """What became of them between the meetings, said by their owners or for them."""
    for promised in promised_tasks(told):
        row = Task.objects.select_related("meeting__group__home").get(pk=grown(promised["id"]))
        close(told, row, promised, promised["outcome"])
        if again := promised.get("again"):
            close(told, row.carried_to, promised, again["outcome"])


def close(told, row, promised, outcome):
    if outcome["state"] == "overdue":  # still open, with a word on why
        row.note = outcome["note"]
        row.save(update_fields=["note"])
    elif outcome["state"] == "done":
        tasks.close_task(
            row,
            fate=Fate.DONE,
            note=outcome["evidence"],
            by=told.people[promised["owner"]].user or row.meeting.planned_by,
            at=noon(outcome["at"], row.meeting.group.home),
        )
