"""The home page, which sums up all floors."""

from django.utils import timezone

from schools.access import VIEW, Role
from schools.models import AuditEntry, School
from schools.navigation import leading_membership
from schools.scoped_views import PersonalView
from staff.kinds import Kind

from ..home import (
    cycles_to_lead,
    groups_to_lead,
    in_numbers,
    next_meetings,
    next_visits,
    own_steps,
    own_support,
    own_tasks,
    own_way,
    stands_in_a_line,
    tasks_late,
    to_begin,
    work_of,
)
from ..waiting import waiting_for

SHOWN = 20  # schools; the list has them all


class Home(PersonalView):
    template_name = "reports/home.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        schools, cycles = self.rows(School, VIEW)[:SHOWN], cycles_to_lead(user)
        work = list(work_of(user))
        looks_after_many = user.holds({Role.SUPERVISOR}) and len(schools) > 1
        if looks_after_many:
            stands_in_a_line(schools, cycles)
        under_way = {
            "next_visits": next_visits(user),
            "next_meetings": next_meetings(user),
            "tasks": own_tasks(user),
            "groups": groups_to_lead(user),
            "steps": own_steps(user),
            "way": own_way(user),
            "supports": own_support(user),
        }
        is_calm = not cycles and not any(under_way.values())
        return super().get_context_data(
            **under_way,
            now=timezone.localtime(),
            membership=leading_membership(user),
            todos=waiting_for(user),
            cycles=[] if looks_after_many else cycles,
            looks_after_many=looks_after_many,
            late=tasks_late(user),
            to_begin=list(to_begin(user, work)) if is_calm else (),
            work=work,
            helps_readers=any(placement.kind == Kind.LIBRARIAN for placement in work),
            counts=in_numbers(user),
            schools=schools,
            recent=self.rows(AuditEntry).select_related("actor", "about")[:5],
            **kwargs,
        )
