"""The home page, which sums up all floors."""

from django.utils import timezone

from schools.access import VIEW
from schools.models import AuditEntry, School
from schools.navigation import leading_membership
from schools.scoped_views import PersonalView

from ..home import (
    cycles_to_lead,
    groups_to_lead,
    in_numbers,
    next_meetings,
    next_visits,
    own_steps,
    own_tasks,
    own_way,
    tasks_late,
    to_begin,
    work_of,
)
from ..waiting import waiting_for


class Home(PersonalView):
    template_name = "reports/home.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        work = work_of(user)
        under_way = {
            "cycles": cycles_to_lead(user),
            "next_visits": next_visits(user),
            "next_meetings": next_meetings(user),
            "tasks": own_tasks(user),
            "groups": groups_to_lead(user),
            "steps": own_steps(user),
            "way": own_way(user),
        }
        return super().get_context_data(
            **under_way,
            now=timezone.localtime(),
            membership=leading_membership(user),
            todos=waiting_for(user),
            late=tasks_late(user),
            to_begin=() if any(under_way.values()) else list(to_begin(user, work)),
            work=work,
            counts=in_numbers(user),
            schools=self.rows(School, VIEW)[:20],
            recent=self.rows(AuditEntry).select_related("actor", "about")[:5],
            **kwargs,
        )
