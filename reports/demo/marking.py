"""The sentences of the story in which somebody heard what supports or hinders."""

from meetings.models import Factor, Mention
from meetings.services import factors
from supervision.models import Feedback, Reflection, Remark, Sheet

from .told import grown, noon


def mark_sentences(told):
    codebook = {factor.code: factor for factor in Factor.objects.filter(school=None)}
    for mention in told.story["mentions"]:
        kind, name = mention["source"]["kind"], mention["source"]["id"]
        where, texts = SOURCES[kind](told, name)
        row = factors.mark(
            mention["quote"],
            codebook[mention["factor"]],
            text=next(text for text in texts if mention["quote"] in text),
            direction=mention["direction"],
            by=told.writer(mention["coded_by"], where["school"], where["said_on"]),
            **where,
        )
        factors.respond(row, response=mention["response"], status=mention["status"])
        at = noon(where["said_on"], where["school"])
        Mention.objects.filter(pk=row.pk).update(id=grown(mention["id"]), coded_at=at)


def in_meeting(told, name):
    meeting = told.meeting(name)
    where = {
        "school": meeting.group.home,
        "meeting": meeting,
        "source": meeting.title,
        "path": meeting.get_absolute_url(),
        "said_on": meeting.date,
    }
    cells = meeting.minutes.cells if hasattr(meeting, "minutes") else {}
    return where, [meeting.reason, *words_of(cells)]


def in_cycle(told, name):
    cycle, about = told.cycle(name)
    where = {
        "school": cycle.school,
        "source": cycle.name,
        "path": cycle.get_absolute_url(),
        "said_on": about["reflection"]["at"],
    }
    rows = Reflection.objects.filter(cycle=cycle)
    texts = rows.values_list("gains", "challenges", "factors", "next_step")
    return where, [text for row in texts for text in row]


def in_visit(told, name):
    visit = told.visit(name)
    where = {
        "school": visit.school,
        "about": visit.person,
        "source": str(visit),
        "path": visit.get_absolute_url(),
        "said_on": visit.date,
    }
    parts = Feedback.objects.filter(visit=visit).values_list("goal", "seen", "gap", "next_step")
    texts = [text for row in parts for text in row]
    texts += Remark.objects.filter(visit=visit).values_list("text", flat=True)
    for sheet in Sheet.objects.filter(visit=visit):
        texts += words_of(sheet.cells)
    return where, texts


def words_of(cells):
    """What people wrote in cells: plain texts, and the texts of timed notes."""
    values = [cell["value"] for cell in cells.values()]
    texts = [value.get("text") if isinstance(value, dict) else value for value in values]
    return [text for text in texts if isinstance(text, str)]


SOURCES = {"session": in_meeting, "cycle": in_cycle, "visit": in_visit}
