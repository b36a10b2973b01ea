"""The practices of the story: born in a meeting, tried by colleagues, seen in lessons."""

from meetings.kinds import Audience, Verdict
from meetings.models import Adoption, Practice
from meetings.services import practices

from .told import grown, noon


def pass_on(told):
    for practice in told.story["practices"]:
        row = bear(told, practice)
        see(told, practice, row, practice["seen_in_origin"])
        for adoption in practice["adoptions"]:
            adopt(told, row, adoption)
            see(told, practice, row, adoption["seen_in"], adoption)
        # Named last: one of them tried it in her own class while it was still the other's.
        row.with_others.set(told.people[name] for name in practice["authors"][1:])


def bear(told, practice):
    meeting = told.meeting(practice["born_session"])
    row = Practice(
        title=practice["title"],
        person=told.people[practice["authors"][0]],
        school=told.schools[practice["school"]],
        group=meeting.group,
        meeting=meeting,
        born_on=practice["born_on"],
        grades=practice["grades"],
        why=practice["why"],
        steps="\n".join(practice["steps"]),
        materials=practice["materials"],
        audience=Audience(practice["visibility"]),
    )
    return practices.create(row)


def adopt(told, practice, adoption):
    """In the story's order, in which whoever was learnt from comes first."""
    class_group = told.classes[adoption["class_group"]]
    school, person = class_group.school, told.people[adoption["person"]]
    row = Adoption(
        id=grown(adoption["id"]),
        practice=practice,
        person=person,
        school=school,
        parent=Adoption.objects.filter(pk=grown(adoption["parent"] or "")).first(),
        class_group=class_group,
        grade=class_group.grade,
        since=adoption["at"],
        adaptation=adoption["adaptation"],
    )
    practices.adopt(row, by=told.writer(adoption["person"], school, adoption["at"]))
    practices.judge(
        row,
        happened=adoption["happened"],
        verdict=Verdict(adoption["verdict"]),
        at=noon(adoption["verdict_on"], school),
    )


def see(told, about, practice, visits, adoption=None):
    """That it was seen, said by whoever visited. By now those visits are final."""
    row = Adoption.objects.get(pk=grown(adoption["id"])) if adoption else None
    for name in visits:
        visit = told.visit(name)
        practices.confirm(
            practice,
            row.person if row else visit.person,
            adoption=row,
            school=visit.school,
            date=visit.date,
            by=visit.observer,
            path=visit.get_absolute_url(),
            note=noted(told, name, about),
        )


def noted(told, visit, practice):
    """What the visit says of the practice."""
    (seen,) = [
        one for one in told.told_of(visit)["practices_seen"] if one["practice"] == practice["id"]
    ]
    return seen["text"]
