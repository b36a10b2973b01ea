"""Writing the audit trail. Called inside the transaction of the change itself."""

from .models.audit import Action, AuditEntry
from .models.places import School
from .network import address

__all__ = ["Action", "note", "record"]


def record(request, action, row, **facts):
    """Write one entry about what the sender of `request` did."""
    return note(action, row, actor=request.user, address=address(request), **facts)


def note(action, row, *, actor, address=None, fields=(), on_behalf_of=""):
    """Write one entry. Field names only: what people typed stays out of the trail."""
    return AuditEntry.objects.create(
        actor=actor,
        on_behalf_of=on_behalf_of,
        about_id=account_behind(row),
        school=school_of(row),
        action=action,
        subject=AuditEntry.name_of(row),
        fields=sorted(fields),
        address=address,
    )


def school_of(row):
    """The school the row belongs to; None if it belongs to none or many."""
    path = type(row)._default_manager.all().school_path
    for step in filter(None, path.split("__")):
        row = getattr(row, step, None)
    return row if isinstance(row, School) else None


def account_behind(row):
    """The id of the account of the person the row is about; None if there is none."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    return rows.values_list(rows.about.path, flat=True).first() if rows.about else None
