"""Lists ask the database a fixed number of times, however many rows they show."""

import pytest
from django.urls import reverse

from schools.access import Role
from staff.services.years import set_class_teacher
from tests import make

# The most queries each list may need, session and account included. Raise one only with a reason.
# Session, account, memberships, count, rows: five is the least a list can do.
PINS = {
    "home": 19,  # one for each thing that can wait, and for what the school is in numbers
    "staff:people": 11,  # whose records, whose names to hide
    "staff:classes": 9,  # the schools and years there are to choose from
    "staff:accounts": 10,
    "staff:imports": 5,
    "staff:corrections": 5,
    "schools:list": 6,  # whether there are districts to choose from
    "schools:districts": 5,
    "schools:clusters": 6,  # the same
    "schools:terms": 8,  # the same of schools, which they are, and which of them one keeps
    "schools:subjects": 8,  # the same
    "schools:memberships": 6,  # which of them one may change
    "schools:history": 5,
    "supervision:instruments": 6,  # their newest versions
    "supervision:band_sets": 5,
    "supervision:visits": 18,  # three choices to narrow by, which rows open, own peer visits
    "supervision:follow_ups": 6,  # how many there are without the filter, which shows open ones
    "supervision:private_notes": 5,
}


def fill(cluster, school, principal, rows):
    for year in range(rows):
        person = make.person(school)
        set_class_teacher(make.class_group(school=school), person.placements.get())
        make.invitation(make.person(school))
        make.correction_request(person)
        make.dapodik_import(school)
        make.term(school=school, code=f"20{year:02}1")
        make.subject(school=school)
        make.user(Role.TEACHER, school)
        make.audit_entry(actor=make.user(), school=school)
        make.instrument_version(school)
        make.band_set(school)
        make.membership(principal, Role.TEACHER, make.school(cluster=cluster))
        visit = make.visit(
            school,
            person,
            class_group=make.class_group(school=school),
            cycle=make.cycle(school, number=year, term=school.terms.first()),
            state="shared",
        )
        make.follow_up(visit)
        make.private_note(principal, visit=visit)


@pytest.mark.parametrize("name", PINS)
@pytest.mark.parametrize("rows", [1, 12])
def test_a_list_keeps_its_pin(
    client, cluster, school, principal, name, rows, django_assert_max_num_queries
):
    fill(cluster, school, principal, rows)
    client.force_login(principal)
    client.get(reverse(name))  # the first request of a session also writes it
    with django_assert_max_num_queries(PINS[name]):
        page = client.get(reverse(name))
    assert page.status_code == 200
