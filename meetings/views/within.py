"""What pages inside a group have in common: the group of the address, its members, a meeting."""

from uuid import UUID

from django.db.models import Case, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from schools.access import FILL, READ

from ..kinds import GroupKind
from ..models import Group, GroupMember, Meeting


class KnowsMembers:
    def members(self, group, besides=()):
        """Who is in the group today, and whom the row names already."""
        rows = self.rows(GroupMember).filter(group=group)
        now = rows.current() | rows.filter(pk__in=besides)
        return now.select_related("person").order_by("person__name", "name", "pk")

    def own_member(self, group):
        rows = self.rows(GroupMember).current()
        return rows.filter(group=group, person__user=self.request.user).first()


class LeadsOn:
    """For pages from which one goes on to other rows: only to those that the reader sees."""

    def seen(self, model, key, *joined):
        if key is None:
            return None
        return self.rows(model).filter(pk=key).select_related(*joined).first()


class WritesInGroups:
    def own_groups(self):
        """Groups in which the reader may write: those of colleagues before the whole school's."""
        whole_school = Case(When(kind=GroupKind.SCHOOL, then=1), default=0)
        return self.rows(Group, FILL).in_use().order_by(whole_school, "name", "pk")

    def group_to_write_in(self, chosen=None):
        """The group that the list is narrowed to, else the first; None if there is none."""
        groups = self.own_groups()
        return (groups.filter(pk=chosen.pk) if chosen else groups).first()


class WithinGroup(WritesInGroups, KnowsMembers):
    """For views that make something in the group whose key stands in the address."""

    @cached_property
    def group(self):
        return self.row(Group, self.kwargs["pk"], FILL)

    @cached_property
    def meeting(self):
        """The meeting in which it came up, if the address names one (?meeting=…)."""
        asked = self.request.GET.get("meeting")
        if not asked:
            return None
        try:
            key = UUID(asked)
        except ValueError:
            raise Http404 from None
        return get_object_or_404(self.rows(Meeting, READ), pk=key, group=self.group)


def keep_unseen(form, *names):
    """Take out choices whose present row the writer cannot see: saving would let it go."""
    for name in names:
        key = getattr(form.instance, f"{name}_id")
        if key and not form.fields[name].queryset.filter(pk=key).exists():
            del form.fields[name]
    return form


def chosen(form, *names):
    """What the form says of these, without the choices that were taken out."""
    return {name: form.cleaned_data[name] for name in names if name in form.fields}
