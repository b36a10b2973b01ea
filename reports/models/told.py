"""What reports may tell somebody of: schools, groups, themselves."""

from django.db.models import Q

from meetings.models import Group
from schools.access import FILL, VIEW
from schools.models import School
from staff.models import Person

from .summaries import SummaryQuerySet


def told_schools(user, action):
    """The schools of which `user` may do `action` with a summary, there or yet to come."""
    if not user.is_active:
        return School.objects.none()
    opened = Q(pk__in=[])
    for rule in SummaryQuerySet.access[action]:
        opened |= rule.condition(user, "")
    return School.objects.filter(opened)


def told_groups(user, action):
    """VIEW: groups at home in a school that is told so. KNOW: also those one is a member of."""
    told = Q(home__in=told_schools(user, VIEW).values("pk"))
    if action != VIEW:
        told |= Q(pk__in=Group.objects.for_user(user, FILL).values("pk"))
    return Group.objects.filter(told)


def oneself(user):
    """The one person that `user` is; nobody else is ever told of a person."""
    return Person.objects.filter(user=user.pk, user__is_active=True)
