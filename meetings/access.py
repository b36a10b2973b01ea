"""Who reads and writes what belongs to a group: its members, and who leads their schools."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schools.access import ALWAYS, Role, held, leads_to

from .kinds import LEADS, OF_ONE_SCHOOL


def groups_of(user, *, leading=False):
    """Ids of the groups in which `user` is a member today, or leads.

    Whoever works at none of its schools any more is out of it, whether or not somebody wrote so.
    """
    at_work = apps.get_model("staff.Placement").objects.current()
    at_work = at_work.filter(person=OuterRef("person"), school__groups=OuterRef("group"))
    rows = apps.get_model("meetings.GroupMember").objects.current()
    rows = rows.filter(Exists(at_work), person__in=user.persons)
    return (rows.filter(part__in=sorted(LEADS)) if leading else rows).values("group")


@dataclass(frozen=True)
class Members:
    """Opens rows of a group to its members; with `leading`, to chair and note-taker alone.

    `own` is a path from the row to a user: it opens only what is the member's own.
    """

    path: str  # from the row to the group; "" on the group itself
    leading: bool = False
    when: Q = ALWAYS
    own: str = ""

    def condition(self, user, school_path):
        lookup = f"{self.path}__in" if self.path else "pk__in"
        opened = Q(**{lookup: groups_of(user, leading=self.leading)}) & self.when
        return opened & leads_to(user, self.own) if self.own else opened

    def could_open(self, user):
        return groups_of(user, leading=self.leading).exists()

    def readers(self):
        if self.own:
            return [_("The person concerned")]
        if self.leading:
            return [_("Chair and note-taker of the group")]
        return [_("Members of the group")]


def open_to_pengawas(meeting):
    """Meetings of a group across classes or schools; of a school's own those that it shares."""
    at = f"{meeting}__" if meeting else ""
    own = Q(**{f"{at}group__kind__in": sorted(OF_ONE_SCHOOL)})
    return ~own | Q(**{f"{at}is_shared": True})


def told_to_pengawas(meeting):
    """The school supervisor reads title, attendance and decisions, as far as they are open."""
    return held(Role.SUPERVISOR, when=open_to_pengawas(meeting))
