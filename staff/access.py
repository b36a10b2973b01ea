"""Rules of access that only make sense where there are people."""

from dataclasses import dataclass

from django.db.models import Q

from schools.access import CHANGE, Held, Role
from schools.models import Membership

from .kinds import HEADS


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
        return super().condition(user, school_path) & within


def givers(account, placements):
    """The rules of INVITE, given the paths from a row to the account and to the placements."""
    no_head = ~Q(**{f"{placements}__kind__in": sorted(HEADS)})
    return (
        Giver(frozenset({Role.PRINCIPAL}), others=account),
        Giver(frozenset({Role.OPERATOR}), when=no_head, others=account),
    )
