"""Support for pupils in the story: levels before and after, the hours, and who held them."""

from decimal import Decimal

from meetings.kinds import Moment, SupportKind, SupportState
from meetings.models import LevelSet, Measure, Support, SupportSession
from meetings.services import support as supports

from .told import clock

KINDS = {"literacy_pullout": SupportKind.LITERACY, "remedial": SupportKind.REMEDIAL}
MOMENTS = {"start": Moment.START, "mid": Moment.MIDDLE, "end": Moment.END}


def help_pupils(told):
    """Each runs its course and ends, before the next finds those hours free."""
    for support in told.story["interventions"]:
        row = begin(told, support)
        for name, moment in MOMENTS.items():
            if support.get(name):
                supports.save_measure(measured(row, moment, support[name]))
        for session in support["sessions"]:
            supports.log_session(hour(told, row, session))
        state = SupportState(support["state"])
        if state != SupportState.RUNNING:
            learnt = support.get("what_we_learnt", "")
            supports.end(row, state=state, outcome=support["outcome"], learnt=learnt)


def begin(told, support):
    levels = support.get("level_set")
    row = Support(
        school=told.schools[support["school"]],
        kind=KINDS[support["kind"]],
        term=support["term"],
        class_group=told.classes[support["class_group"]],
        subject=support.get("subject", ""),
        lead=told.people[support["lead"]],
        goal=support["goal"],
        level_set=LevelSet.objects.get(school=None, key=levels) if levels else None,
        target=support.get("target"),
    )
    supports.save_support(row, [told.people[name] for name in support["team"]])
    supports.set_hours(row, [slot_of(slot) for slot in support["slots"]])
    return row


def slot_of(slot):
    """The story counts the days of the week from Monday as the first."""
    hours = {"start": clock(slot["from"]), "end": clock(slot["to"])}
    return {"weekday": slot["weekday"] - 1} | hours


def measured(support, moment, numbers):
    return Measure(
        support=support,
        moment=moment,
        date=numbers["at"],
        counts=numbers.get("counts", {}),
        n=numbers.get("n"),
        mean=Decimal(str(numbers["mean"])) if "mean" in numbers else None,
        below=numbers.get("below_target"),
    )


def hour(told, support, session):
    day, present, minutes, who, note = session
    return SupportSession(
        support=support,
        date=day,
        present=present,
        minutes=minutes,
        by=told.people[who],
        note=note,
    )
