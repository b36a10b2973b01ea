"""Reports about a group: what is in them, and for whom."""

import pytest

from reports.services import asking
from reports.tables import HIDDEN
from schools.access import KNOW, VIEW, Role
from schools.models import Job
from tests import make
from tests.reports.numbers import lines

from .asking import COLLABORATION, ask, counted, in_group, meeting, open_to, tables

pytestmark = pytest.mark.django_db


def member_of(group, school):
    user = make.user(Role.TEACHER, school)
    make.member(group, make.person(school, user=user))
    return user


def test_a_group_is_the_sum_of_what_its_schools_hold_of_it(met, principal):
    numbers = ask(COLLABORATION, met, principal).parts[0]["numbers"]
    assert numbers["kinds"] == {"session": 2}
    assert numbers["attendance"] == {"asked": 10, "present": 8, "marks": {"excused": 2}}
    assert numbers["depth"]["members"] == numbers["depth"]["attended"] == 6
    assert numbers["coverage"]["teacher"]["all"] == 6  # each at their own school alone
    assert "network" not in numbers


def test_of_a_group_what_is_out_of_date_is_found_anew(school, group, term, principal):
    make.summary(term, state=Job.State.QUEUED, lines=lines(*in_group(group, 1, 2)))
    make.member(group)
    held = make.meeting(group, state="held")
    make.attendance(held, group.members.get(), mark="present")
    numbers = ask(COLLABORATION, group, principal).parts[0]["numbers"]
    assert numbers["depth"]["members"] == 1
    assert sum(numbers["kinds"].values()) == 1


def test_a_member_reads_it_and_the_principal_of_its_home(met, principal, school, neighbour):
    head = make.user(Role.PRINCIPAL, neighbour)
    member = member_of(met, neighbour)
    colleague = make.user(Role.TEACHER, school)
    make.person(school, user=colleague)
    told = {user: asking.told_of(met, user) for user in (principal, member, head, colleague)}
    assert told == {
        principal: (VIEW, [met]),
        member: (KNOW, [met]),
        head: (KNOW, []),
        colleague: (KNOW, []),
    }


def test_it_closes_to_a_member_who_leaves(met, neighbour):
    member = member_of(met, neighbour)
    report = ask(COLLABORATION, met, member)
    assert open_to(member) == [report]
    met.members.update(until=make.A_DAY)
    assert open_to(member) == []


def test_what_the_principal_read_does_not_stay_open_to_a_mere_member(met, principal, school):
    make.member(met, make.person(school, user=principal))
    ask(COLLABORATION, met, principal)
    principal.memberships.update(role=Role.TEACHER)
    principal = make.anew(principal)
    assert open_to(principal) == []
    report = ask(COLLABORATION, met, principal)
    assert report.reads == KNOW
    assert open_to(principal) == [report]


@pytest.mark.parametrize(("others", "is_told"), [(5, True), (4, False)])
def test_members_are_told_of_people_from_five_others_on(school, group, others, is_told):
    user = member_of(group, school)
    voices = [{"row": "1", "group": group.pk, "is_ours": True, "person": 0}]
    people = in_group(group, *range(others + 1))
    counted(school, *people, meetings=[meeting(group, "1")], voices=voices)
    found = tables(ask(COLLABORATION, group, user))
    values = [row["value"] for row in found["people"]]
    assert all((value is HIDDEN) != is_told for value in values)
    assert [row["value"] for row in found["kinds"]] == [1]  # what was done, everybody knows
