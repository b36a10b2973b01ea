"""Quick shares: school and group are guessed, so that twenty seconds are enough."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from staff.models import Placement

from ..models import Group, GroupMember, QuickShare


def speaks_through_others(person):
    return person.user_id is None or person.writes_through_others


def school_of(person, day):
    """Where somebody works that day, the home school first; None if nowhere."""
    rows = Placement.objects.on(day).filter(person=person).select_related("school")
    placement = rows.order_by("-is_home", "-since").first()
    return placement.school if placement else None


def group_of(person, others, day):
    """The one group in which all of them are; None if there is none, or more than one."""
    found = Group.objects.in_use()
    for one in [person, *others]:
        inside = GroupMember.objects.on(day).filter(person=one)
        found = found.filter(pk__in=inside.values("group"))
    found = list(found[:2])
    return found[0] if len(found) == 1 else None


@transaction.atomic
def share(row, *, with_people=(), by, at=None):
    """Keep what was shared; `row.by` is whose it is, `by` who writes it down."""
    moment = at or timezone.now()
    day = timezone.localdate(moment)
    if row.by.user_id != by.pk and not speaks_through_others(row.by):
        words = _("%(person)s has an own account and shares this there.")
        raise ValidationError({"by": words % {"person": row.by}})
    row.school = school_of(row.by, day)
    if row.school is None:
        words = _("%(person)s works at no school just now, so nothing can be shared from there.")
        raise ValidationError({"by": words % {"person": row.by}})
    others = [person for person in with_people if person != row.by]
    row.group = group_of(row.by, others, day)
    row.entered_by, row.at = by, moment
    row.save()
    row.with_people.set(others)
    return row


def without_account():
    """People for whom others write."""
    return Q(user=None) | Q(writes_through_others=True)


@transaction.atomic
def take_back(row):
    """Nothing hangs on it, so it goes."""
    row.with_people.clear()
    QuickShare.objects.filter(pk=row.pk).delete()
