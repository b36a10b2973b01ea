"""What stands in the bar, by role. A page joins it with a line here."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .access import Role


@dataclass(frozen=True)
class Item:
    label: str
    name: str  # of the URL
    icon: str

    def address(self, user):
        return reverse(self.name)


class OwnSchool(Item):
    """Straight to the school, for someone who has only one."""

    def address(self, user):
        return user.only_school.get_absolute_url() if user.only_school else super().address(user)


HOME = Item(_("Home"), "home", "house")
SCHOOL = OwnSchool(_("School"), "schools:list", "school")
SCHOOLS = Item(_("Schools"), "schools:list", "school")
TERMS = Item(_("Terms"), "schools:terms", "calendar")
ROLES = Item(pgettext_lazy("navigation", "Roles"), "schools:memberships", "lock")
HISTORY = Item(_("History"), "schools:history", "clock")
ME = Item(_("Me"), "me", "user")

BARS = {
    Role.PRINCIPAL: [HOME, SCHOOL, ROLES, HISTORY, ME],
    Role.TEACHER: [HOME, SCHOOL, HISTORY, ME],
    Role.STAFF: [HOME, SCHOOL, HISTORY, ME],
    Role.OBSERVER: [HOME, SCHOOL, HISTORY, ME],
    Role.OPERATOR: [HOME, SCHOOL, TERMS, ROLES, ME],
    Role.SUPERVISOR: [HOME, SCHOOLS, TERMS, ME],
    Role.DISTRICT: [HOME, SCHOOLS, ME],
}
KEEPER = [HOME, SCHOOLS, TERMS, ROLES, ME]
# Whose bar someone with several roles gets.
ORDER = [
    Role.PRINCIPAL,
    Role.SUPERVISOR,
    Role.DISTRICT,
    Role.OPERATOR,
    Role.OBSERVER,
    Role.TEACHER,
    Role.STAFF,
]


def leading_membership(user):
    """The membership that decides the bar and the home."""
    held = user.current_memberships
    return min(held, key=lambda membership: ORDER.index(membership.role), default=None)


def bar(user):
    membership = leading_membership(user)
    if membership:
        return BARS[membership.role]
    return KEEPER if user.is_superuser else [HOME, ME]
