"""What waits for whom: each floor has its module here, and a page shows them all."""

from itertools import chain

from schools.access import CHANGE
from schools.models import School

from . import asked, cycles, meetings, school, visits
from .todo import Todo

__all__ = ["Todo", "waiting_for"]


def waiting_for(user):
    """Return what waits for `user` today, most pressing first."""
    schools = School.objects.for_user(user, CHANGE).in_use()
    if user.is_superuser:  # keeps every school, but works at none
        return list(chain(school.principals_without_account(), school.own_account(user)))
    return list(
        chain(
            meetings.meetings_to_record(user),
            visits.visits_to_go_on_with(user),
            visits.visits_without_observer(user),
            meetings.support_today(user),
            cycles.plans_of_cycles(user),
            cycles.reflections_to_write(user),
            cycles.cycles_to_go_on_with(user),
            visits.objections_to_answer(user),
            visits.steps_to_take(user),
            meetings.tasks_to_do(user),
            meetings.practices_to_judge(user),
            meetings.problems_to_go_on_with(user),
            meetings.opinions_to_look_at(user),
            meetings.questions_to_answer(user),
            meetings.hindrances_to_answer(user),
            meetings.groups_without_chair(user),
            asked.reports_to_open(user),
            school.imports_to_look_at(user),
            school.corrections_to_answer(user),
            school.schools_without_people(schools),
            school.terms_to_write(schools),
            school.classes_to_give(user, schools),
            school.people_to_invite(user),
            cycles.cycles_to_plan(user),
            school.letterheads_to_write(schools),
            school.own_account(user),
        )
    )
