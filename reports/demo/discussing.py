"""What the story discusses: class problems, opinions that differ, things said in passing."""

from datetime import timedelta

from meetings.kinds import GroupKind, Outcome, Settled
from meetings.models import Decision, Practice, QuickShare
from meetings.services import differences, problems
from supervision.models import FollowUp

from .meeting import topic_id
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
        row = problems.open_problem(
            meeting.group if meeting else shared_group(told, [problem["person"]]),
            id=grown(problem["id"]),
            person=told.people[problem["person"]],
            title=problem["title"],
            grade=problem["grade"],
            meeting=meeting,
            at=problem["opened"],
        )
        school = told.schools[problem["school"]]
        for number, idea in enumerate(problem["options"]):
            problems.offer(
                row,
                idea["text"],
                person=told.people[idea["person"]],
                by=told.writer(idea["person"], school, problem["opened"]),
                at=noon(problem["opened"], school) + timedelta(minutes=number),
            )
        problems.say_what_came(
            row,
            trial=problem["trial"],
            outcome=problem["outcome"],
            state=OUTCOMES[problem["state"]],
            practice=practice(told, problem["practice"]),
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
        group = group_of(told, opinion, meetings)
        row = differences.open_difference(
            group,
            topic=opinion["topic"],
            mediator=told.member(group, opinion["mediator"]),
            positions=[
                (
                    side["position"],
                    side["evidence"],
                    [told.member(group, name) for name in side["people"]],
                )
                for side in opinion["sides"]
            ],
        )
        row.meetings.set(meetings)
        for voice in opinion["heard"]:
            member = told.member(group, voice["person"])
            differences.hear(row, member=member, text=voice["text"])
        if trial := opinion["trial"]:
            differences.plan_trial(
                row,
                trial=trial["text"],
                trial_from=trial["from"],
                trial_until=trial["to"],
                trial_result=trial["result"],
            )
        differences.settle(
            row,
            settled=SETTLED[opinion["settled"]],
            review_on=opinion["review_on"],
            decision=Decision.objects.get(pk=grown(opinion["decision"])),
            practice=practice(told, opinion["practice"]),
        )


def group_of(told, opinion, meetings):
    """One may begin among those who teach mathematics and be settled by the whole school."""
    names = [opinion["mediator"]]
    for side in opinion["sides"]:
        names += side["people"]
    groups = (meeting.group for meeting in meetings)
    return next(group for group in groups if all(told.is_member(group, name) for name in names))


def lead_to_topics(told):
    """What two agreed on in a visit leads to the topic that its owner made of it."""
    for visit in told.story["visits"]:
        for step in visit.get("follow_ups", []):
            if "brought_to" in step:
                row = FollowUp.objects.get(visit=grown(visit["id"]), text=step["text"])
                row.topics.add(topic_of(told, step))


def topic_of(told, step):
    session = told.session(step["brought_to"])
    text = next(text for owner, text, _ in session["agenda"] if owner == step["owner"])
    return topic_id(session, text)


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
