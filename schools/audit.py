"""Writing the audit trail. Called inside the transaction of the change itself."""

from django.db import transaction
from django.db.models import Manager
from django.utils import timezone

from .models import User
from .models.audit import Action, AuditEntry
from .models.places import School
from .network import address

__all__ = ["Action", "note", "record", "record_reading", "this_morning"]


def record(request, action, row, **facts):
    """Write one entry about what the sender of `request` did."""
    return note(action, row, actor=request.user, address=address(request), **facts)


def note(action, row, *, actor, address=None, fields=(), on_behalf_of=""):
    """Write one entry. Field names only: what people typed stays out of the trail."""
    return AuditEntry.objects.create(
        actor=actor,
        on_behalf_of=on_behalf_of[:80],  # the column is as wide as that
        about_id=account_behind(row),
        school=school_of(row, actor),
        action=action,
        subject=AuditEntry.name_of(row),
        fields=sorted(fields),
        address=address,
    )


def record_reading(request, row):
    """Note that someone else opened `row`: once a day for each reader, however often they look."""
    reader = request.user
    if account_behind(row) == reader.pk:
        return
    today = AuditEntry.objects.filter(
        actor=reader, action=Action.READ, subject=AuditEntry.name_of(row), at__gte=this_morning()
    )
    if today.exists():
        return
    with transaction.atomic():
        # Two pages opened at once by one reader queue here, and the second finds the entry.
        User.objects.select_for_update(no_key=True).get(pk=reader.pk)
        if not today.exists():
            record(request, Action.READ, row)


def this_morning():
    """Midnight by the clock of the reader: what stands in the trail once a day counts from it."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def school_of(row, actor):
    """The school the row belongs to; of several, one where the actor works; else None."""
    path = row._meta.default_manager.all().school_path
    place = row
    for step in filter(None, path.split("__")):
        place = getattr(place, step, None)
        if isinstance(place, Manager):  # someone may be placed at many schools
            return _nearest(schools_behind(row, path), actor)
    return place if isinstance(place, School) else None


def schools_behind(row, path):
    ids = row._meta.default_manager.filter(pk=row.pk).values(path)
    return list(School.objects.filter(pk__in=ids).order_by("pk"))


def _nearest(schools, actor):
    if len(schools) == 1:
        return schools[0]
    own = {membership.school for membership in actor.current_memberships}
    return next((school for school in schools if school in own), None)


def account_behind(row):
    """The id of the account of the person the row is about; None if there is none."""
    rows = row._meta.default_manager.filter(pk=row.pk)
    return rows.values_list(rows.about.path, flat=True).first() if rows.about else None
