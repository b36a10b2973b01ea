"""The practices of the story: born in a meeting, tried by colleagues, seen in lessons."""

from meetings.kinds import Audience, Verdict
from meetings.models import Adoption, Practice, Sighting

from .told import grown


def pass_on(told):
    for practice in told.story["practices"]:
        row = bear(told, practice)
        for adoption in practice["adoptions"]:
            adopt(told, row, adoption)
        see(told, row, practice["seen_in_origin"])
        for adoption in practice["adoptions"]:
            see(told, row, adoption["seen_in"], adoption)


def bear(told, practice):
    first, *others = practice["authors"]
    meeting = told.meeting(practice["born_session"])
    row = Practice.objects.create(
        title=practice["title"],
        person=told.people[first],
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
    row.with_others.set(told.people[name] for name in others)
    return row


def adopt(told, practice, adoption):
    """In the story's order, in which whoever was learnt from comes first."""
    class_group = told.classes[adoption["class_group"]]
    school, person = class_group.school, told.people[adoption["person"]]
    Adoption.objects.create(
        id=grown(adoption["id"]),
        practice=practice,
        person=person,
        school=school,
        parent_id=grown(adoption["parent"]) if adoption["parent"] else None,
        class_group=class_group,
        grade=class_group.grade,
        since=adoption["at"],
        adaptation=adoption["adaptation"],
        happened=adoption["happened"],
        verdict=Verdict(adoption["verdict"]),
        verdict_on=adoption["verdict_on"],
        entered_by=person.user or told.leader(school, adoption["at"]),
    )


def see(told, practice, visits, adoption=None):
    """That it was seen, by whoever visited, with the way to the visit."""
    for name in visits:
        visit = told.visit(name)
        Sighting.objects.create(
            practice=practice,
            adoption_id=grown(adoption["id"]) if adoption else None,
            person=told.people[adoption["person"]] if adoption else visit.person,
            school=visit.school,
            date=visit.date,
            by=visit.observer,
            path=visit.get_absolute_url(),
        )
