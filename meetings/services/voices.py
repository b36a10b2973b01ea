"""Whose voice was heard in the decisions of a term, counted for each group."""

from collections import defaultdict

from django.db.models import Q

from ..calculations.voices import share
from ..models import Decision, GroupMember


def shares(groups, first_day, last_day):
    """The Share of each group between two days, for the groups that decided something."""
    members, heard = defaultdict(dict), defaultdict(lambda: defaultdict(set))
    there = GroupMember.objects.filter(group__in=groups, since__lte=last_day).filter(
        Q(until=None) | Q(until__gte=first_day)
    )
    for pk, group, person, name in there.values_list("pk", "group", "person", "name"):
        members[group][pk] = person or name  # who left and came back is one person
    decided = Decision.objects.filter(
        meeting__group__in=groups, meeting__date__range=(first_day, last_day)
    )
    said = decided.values_list("pk", "meeting__group", "voices")
    for decision, group, voice in said:
        heard[group][decision].add(members[group].get(voice))
    return {
        group: share([spoken - {None} for spoken in told.values()], members[group].values())
        for group, told in heard.items()
    }
