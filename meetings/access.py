"""Who reads and writes what belongs to a group: its members, and who leads their schools."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.access import ALWAYS, Role, held

from .kinds import LEADS, OF_ONE_SCHOOL


def groups_of(user, *, leading=False):
    """Ids of the groups in which `user` is a member today, or leads."""
    rows = apps.get_model("meetings.GroupMember").objects.current()
    rows = rows.filter(person__user=user)
    return (rows.filter(part__in=sorted(LEADS)) if leading else rows).values("group")


@dataclass(frozen=True)
class Members:
    """Opens rows of a group to its members; with `leading`, to chair and note-taker alone."""

    path: str  # from the row to the group; "" on the group itself
    leading: bool = False
    when: Q = ALWAYS

    def condition(self, user, school_path):
        lookup = f"{self.path}__in" if self.path else "pk__in"
        return Q(**{lookup: groups_of(user, leading=self.leading)}) & self.when

    def could_open(self, user):
        return groups_of(user, leading=self.leading).exists()

    def readers(self):
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
