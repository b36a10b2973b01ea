"""What the story discusses: class problems, opinions that differ, things said in passing."""

from datetime import timedelta

from meetings.kinds import GroupKind, Outcome, Settled
from meetings.models import (
    ClassProblem,
    Decision,
    Difference,
    Heard,
    Idea,
    Position,
    Practice,
    QuickShare,
)

from .told import grown, noon

OUTCOMES = {"solved": Outcome.SOLVED, "partial": Outcome.PARTLY, "open": Outcome.OPEN}
SETTLED = {
    "trial": Settled.TRIAL,
    "agreement": Settled.AGREEMENT,
    "trial_and_vote": Settled.TRIAL_AND_VOTE,
}
NEAREST = [GroupKind.KOMBEL, GroupKind.MGMP, GroupKind.KKG]  # where one would say it


def raise_problems(told):
    for problem in told.story["class_problems"]:
        meeting = told.meeting(problem["session"])
        people = [problem["person"], *(idea["person"] for idea in problem["options"])]
        group = meeting.group if meeting else shared_group(told, people[:1])
        row = ClassProblem.objects.create(
            id=grown(problem["id"]),
            group=group,
            meeting=meeting,
            person=told.people[problem["person"]],
            title=problem["title"],
            grade=problem["grade"],
            opened=problem["opened"],
            trial=problem["trial"],
            outcome=problem["outcome"],
            state=OUTCOMES[problem["state"]],
            practice=practice(told, problem["practice"]),
        )
        Idea.objects.bulk_create(
            Idea(
                id=grown(f"{problem['id']} {idea['person']}"),
                problem=row,
                by=told.people[idea["person"]],
                entered_by=told.writer(
                    idea["person"], told.schools[problem["school"]], problem["opened"]
                ),
                text=idea["text"],
                at=noon(problem["opened"], group.home) + timedelta(minutes=number),
            )
            for number, idea in enumerate(problem["options"])
        )


def practice(told, name):
    if not name:
        return None
    (about,) = [about for about in told.story["practices"] if about["id"] == name]
    return Practice.objects.get(title=about["title"])


def shared_group(told, names):
    """The nearest group that all of them are in; None where there is none."""
    groups = sorted(
        (group for group in told.groups.values() if group.kind in NEAREST),
        key=lambda group: NEAREST.index(group.kind),
    )
    shared = (group for group in groups if all(told.is_member(group, name) for name in names))
    return next(shared, None)


def tell_differences(told):
    for opinion in told.story["differences"]:
        meetings = [told.meeting(name) for name in opinion["sessions"]]
        names = [
            opinion["mediator"],
            *(name for side in opinion["sides"] for name in side["people"]),
        ]
        group = next(  # d-3 began among those who teach mathematics and was settled by all
            meeting.group
            for meeting in meetings
            if all(told.is_member(meeting.group, name) for name in names)
        )
        trial = opinion["trial"] or {}
        row = Difference.objects.create(
            group=group,
            topic=opinion["topic"],
            mediator=told.member(group, opinion["mediator"]),
            trial=trial.get("text", ""),
            trial_from=trial.get("from"),
            trial_until=trial.get("to"),
            trial_result=trial.get("result", ""),
            settled=SETTLED[opinion["settled"]],
            decision=Decision.objects.get(pk=grown(opinion["decision"])),
            review_on=opinion["review_on"],
            practice=practice(told, opinion["practice"]),
        )
        row.meetings.set(meetings)
        for side in opinion["sides"]:
            position = Position.objects.create(
                difference=row, text=side["position"], evidence=side["evidence"]
            )
            position.members.set(told.member(group, name) for name in side["people"])
        Heard.objects.bulk_create(
            Heard(difference=row, member=told.member(group, voice["person"]), text=voice["text"])
            for voice in opinion["heard"]
        )


def group_of(told, opinion, meetings):
    """One may begin among those who teach mathematics and be settled by the whole school."""
    names = [opinion["mediator"]]
    for side in opinion["sides"]:
        names += side["people"]
    groups = (meeting.group for meeting in meetings)
    return next(group for group in groups if all(told.is_member(group, name) for name in names))


def share_in_passing(told):
    for share in told.story["informal"]:
        school = told.schools[share["school"]]
        row = QuickShare.objects.create(
            id=grown(share["id"]),
            school=school,
            group=shared_group(told, [share["by"], *share["with"]]),
            by=told.people[share["by"]],
            text=share["text"],
            at=noon(share["at"], school),
            entered_by=told.writer(share.get("entered_by", share["by"]), school, share["at"]),
        )
        row.with_people.set(told.people[name] for name in share["with"])
