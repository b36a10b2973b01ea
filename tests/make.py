"""Small makers of valid rows. Each fills in only what the test did not care to say."""

from datetime import date
from itertools import count

from schools.access import Role
from schools.models import AuditEntry, Cluster, District, Membership, School, StoredFile, Term, User

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
