"""Rules of access that only make sense where there are people."""

from dataclasses import dataclass

from django.db.models import Q

from schools.access import CHANGE, Held, Role
from schools.models import Membership
from schools.models.dated import not_ended

from .kinds import HEADS

NO_HEAD = ~Q(kind__in=sorted(HEADS))


def at_home(placements):
    """The school that keeps the record: a home placement, not ended. `placements` is the path."""
    return not_ended(placements) & Q(**{f"{placements}__is_home": True})


@dataclass(frozen=True)
class Giver(Held):
    """Opens people whose account holds no role beyond what the reader may give.

    A link to an account opens all that the account may do, so it is made only by those who
    could give every role it holds.
    """

    def condition(self, user, school_path):
        theirs_to_give = Membership.objects.for_user(user, CHANGE).values("pk")
        beyond = Membership.objects.not_ended().exclude(pk__in=theirs_to_give)
        within = ~Q(**{f"{self.others}__memberships__in": beyond.values("pk")})
        no_keeper = ~Q(**{f"{self.others}__is_superuser": True})
        return super().condition(user, school_path) & within & no_keeper


def givers(account, placements):
    """The rules of INVITE, given the paths from a row to the account and to the placements."""
    here = at_home(placements)
    no_head = ~Q(**{f"{placements}__kind__in": sorted(HEADS)})
    return (
        Giver(frozenset({Role.PRINCIPAL}), when=here, others=account),
        Giver(frozenset({Role.OPERATOR}), when=here & no_head, others=account),
    )
