"""Small makers of valid rows. Each fills in only what the test did not care to say."""

from datetime import date
from itertools import count

from schools.access import Role
from schools.models import (
    AuditEntry,
    ClassGroup,
    Cluster,
    District,
    Membership,
    School,
    StoredFile,
    Subject,
    Term,
    User,
)
from staff.kinds import Kind
from staff.models import CorrectionRequest, DapodikImport, Invitation, Person, Placement

_number = count(1)
A_DAY = date(2025, 7, 14)


def district(**fields):
    n = next(_number)
    return District.objects.create(**{"name": f"Kabupaten {n}", "province": "Sulanusa", **fields})


def cluster(**fields):
    fields.setdefault("district", None)
    fields["district"] = fields["district"] or district()
    return Cluster.objects.create(**{"name": f"Gugus {next(_number)}", **fields})


def school(**fields):
    n = next(_number)
    if "district" not in fields:
        home = fields.get("cluster")
        fields["district"] = home.district if home else district()
    defaults = {
        "npsn": f"{n:08}",
        "name": f"SD Negeri {n}",
        "short_name": f"SDN {n}",
        "form": "SD",
        "status": "state",
        "letterhead": "PEMERINTAH KABUPATEN",
    }
    return School.objects.create(**defaults | fields)


def term(**fields):
    fields.setdefault("school", None)
    fields["school"] = fields["school"] or school()
    defaults = {"code": "20251", "first_day": A_DAY, "last_day": date(2025, 12, 19)}
    return Term.objects.create(**defaults | fields)


def user(role=None, place=None, **fields):
    """An account; with a role, held at `place` (a school, cluster or district)."""
    n = next(_number)
    password = fields.pop("password", None)
    account = User(**{"username": f"orang{n}", "name": f"Orang {n}", **fields})
    account.set_password(password) if password else account.set_unusable_password()
    account.save()
    if role:
        membership(account, role, place)
    return account


def membership(user, role, place=None, **fields):
    kind = {Role.SUPERVISOR: cluster, Role.DISTRICT: district}.get(role, school)
    place = place or kind()
    return Membership.objects.create(
        user=user, role=role, **{place._meta.model_name: place, "since": A_DAY, **fields}
    )


def audit_entry(**fields):
    return AuditEntry.objects.create(
        **{"action": "changed", "subject": "schools.school:1", **fields}
    )


def stored_file(content=b"bytes", **fields):
    fields.setdefault("school", None)
    fields["school"] = fields["school"] or school()
    fields.setdefault("user", None)
    fields["user"] = fields["user"] or user()
    return StoredFile.objects.keep(
        content, **{"name": "berkas.png", "content_type": "image/png", **fields}
    )


def class_group(**fields):
    fields.setdefault("school", None)
    fields["school"] = fields["school"] or school()
    return ClassGroup.objects.create(
        **{"year": 2025, "name": f"Kelas {next(_number)}", "grade": 4, **fields}
    )


def subject(**fields):
    fields.setdefault("school", None)
    fields["school"] = fields["school"] or school()
    return Subject.objects.create(**{"name": f"Mapel {next(_number)}", **fields})


def person(school=None, kind=Kind.CLASS_TEACHER, **fields):
    """A person; with a school, placed there."""
    since, until = fields.pop("since", A_DAY), fields.pop("until", None)
    person = Person.objects.create(**{"name": f"Orang {next(_number)}", **fields})
    if school:
        placement(person, school, kind=kind, since=since, until=until)
    return person


def placement(person, school, **fields):
    fields.setdefault("is_home", not person.placements.filter(until=None, is_home=True).exists())
    return Placement.objects.create(
        person=person, school=school, **{"kind": Kind.CLASS_TEACHER, "since": A_DAY, **fields}
    )


def invitation(person, **fields):
    person.user = person.user or user()
    person.save()
    return Invitation.objects.create(
        person=person, made_by=fields.pop("by", None) or user(), **fields
    )


def correction_request(person, **fields):
    by = fields.pop("by", None) or user()
    return CorrectionRequest.objects.create(
        person=person, entered_by=by, **{"text": "Tanggal lahir saya keliru.", **fields}
    )


def dapodik_import(school, **fields):
    return DapodikImport.objects.create(
        school=school, asked_by=fields.pop("by", None) or user(), **fields
    )
