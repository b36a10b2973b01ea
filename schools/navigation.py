"""What stands in the bar, by role. A page joins it with a line here."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .access import Role


@dataclass(frozen=True)
class Item:
    label: str
    name: str  # of the URL
    icon: str
    also: tuple[str, ...] = ()  # paths of what belongs to it and stands elsewhere

    def address(self, user):
        return reverse(self.name)


class OwnSchool(Item):
    """Straight to the school, for someone who has only one."""

    def address(self, user):
        return user.only_school.get_absolute_url() if user.only_school else super().address(user)


HOME = Item(_("Home"), "home", "house")
SCHOOL = OwnSchool(_("School"), "schools:list", "school")
SCHOOLS = Item(_("Schools"), "schools:list", "school")
PEOPLE = Item(pgettext_lazy("navigation", "People"), "staff:people", "contact")
CLASSES = Item(_("Classes"), "staff:classes", "book-open")
IMPORT = Item(_("Import"), "staff:imports", "upload")
ACCOUNTS = Item(_("Accounts"), "staff:accounts", "key-round")
ROLES = Item(pgettext_lazy("navigation", "Roles"), "schools:memberships", "lock")
SUPERVISION = Item(_("Supervision"), "supervision:home", "clipboard-check")
MEETINGS = Item(_("Meetings"), "meetings:home", "users")
PRACTICES = Item(
    pgettext_lazy("navigation", "Practices"), "meetings:practices", "git-branch", ("/penerapan/",)
)
VISITS = Item(_("Visits"), "supervision:visits", "clipboard-check")
REPORTS = Item(_("Reports"), "reports:terms", "chart-column")
ME = Item(_("Me"), "me", "user")

# A phone shows the first five; a wide screen has room for the rest, and “Me” leads to them.
ON_A_PHONE = 5
AT_WORK = [HOME, VISITS, MEETINGS, PRACTICES, ME, REPORTS, PEOPLE, CLASSES, SCHOOL]
BARS = {
    Role.PRINCIPAL: [
        HOME,
        SUPERVISION,
        MEETINGS,
        PRACTICES,
        REPORTS,
        SCHOOL,
        ME,
        PEOPLE,
        CLASSES,
        ACCOUNTS,
    ],
    Role.TEACHER: AT_WORK,
    Role.STAFF: AT_WORK,
    Role.OBSERVER: AT_WORK,
    Role.OPERATOR: [HOME, IMPORT, PEOPLE, CLASSES, ACCOUNTS, MEETINGS, REPORTS],
    Role.SUPERVISOR: [
        HOME,
        SCHOOLS,
        SUPERVISION,
        MEETINGS,
        REPORTS,
        PRACTICES,
        ME,
        PEOPLE,
        CLASSES,
    ],
    Role.DISTRICT: [HOME, SCHOOLS, REPORTS, CLASSES, ME],
}
KEEPER = [HOME, SCHOOLS, PEOPLE, ROLES, ME]
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


def places(user):
    """Where the reader works, as the frame of a page names it."""
    named = list(dict.fromkeys(str(held.place) for held in user.current_memberships))
    if len(named) < 3:
        return ", ".join(named)
    return gettext("%(first)s and %(n)d more") % {"first": named[0], "n": len(named) - 1}


def bar(user):
    membership = leading_membership(user)
    if membership:
        return BARS[membership.role]
    return KEEPER if user.is_superuser else [HOME, ME]


def beyond_a_phone(user):
    """What the bar at the foot of a phone has no room for, but for the page that says so."""
    return [item for item in bar(user)[ON_A_PHONE:] if item is not ME]
