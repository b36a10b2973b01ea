"""People and what is asked about them."""

from staff.kinds import Kind
from staff.models import CorrectionRequest, DapodikImport, Invitation, Person, Placement

from . import schools
from .basics import A_DAY, numbers


def person(school=None, kind=Kind.CLASS_TEACHER, **fields):
    """A person; with a school, placed there."""
    since, until = fields.pop("since", A_DAY), fields.pop("until", None)
    person = Person.objects.create(**{"name": f"Orang {next(numbers)}", **fields})
    if school:
        placement(person, school, kind=kind, since=since, until=until)
    return person


def placement(person, school, **fields):
    fields.setdefault("is_home", not person.placements.filter(until=None, is_home=True).exists())
    return Placement.objects.create(
        person=person, school=school, **{"kind": Kind.CLASS_TEACHER, "since": A_DAY, **fields}
    )


def invitation(person, **fields):
    person.user = person.user or schools.user()
    person.save()
    return Invitation.objects.create(
        person=person, made_by=fields.pop("by", None) or schools.user(), **fields
    )


def correction_request(person, **fields):
    by = fields.pop("by", None) or schools.user()
    return CorrectionRequest.objects.create(
        person=person, entered_by=by, **{"text": "Tanggal lahir saya keliru.", **fields}
    )


def dapodik_import(school, **fields):
    return DapodikImport.objects.create(
        school=school, asked_by=fields.pop("by", None) or schools.user(), **fields
    )
