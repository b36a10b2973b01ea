"""Places, accounts, and what a school keeps of its own."""

from datetime import date

from schools.access import Role
from schools.models import (
    AuditEntry,
    ClassGroup,
    Cluster,
    District,
    Holiday,
    Membership,
    School,
    StoredFile,
    Subject,
    Term,
    User,
)

from .basics import A_DAY, numbers


def district(**fields):
    n = next(numbers)
    return District.objects.create(**{"name": f"Kabupaten {n}", "province": "Sulanusa", **fields})


def cluster(**fields):
    fields.setdefault("district", None)
    fields["district"] = fields["district"] or district()
    return Cluster.objects.create(**{"name": f"Gugus {next(numbers)}", **fields})


def school(**fields):
    n = next(numbers)
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


def anew(user):
    """The account as the next request finds it: what it may is kept for one."""
    return User.objects.get(pk=user.pk)


def holiday(school, **fields):
    return Holiday.objects.create(
        school=school, **{"name": "Libur", "first_day": A_DAY, "last_day": A_DAY, **fields}
    )


def user(role=None, place=None, **fields):
    """An account; with a role, held at `place` (a school, cluster or district)."""
    n = next(numbers)
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
        **{"year": 2025, "name": f"Kelas {next(numbers)}", "grade": 4, **fields}
    )


def subject(**fields):
    fields.setdefault("school", None)
    fields["school"] = fields["school"] or school()
    return Subject.objects.create(**{"name": f"Mapel {next(numbers)}", **fields})
