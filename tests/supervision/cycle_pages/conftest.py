"""A principal at the pages of cycles."""

import pytest
from django.urls import reverse

from schools.access import Role
from tests import make
from tests.supervision import study


@pytest.fixture
def by(client, school, principal):
    make.term(school=school)
    client.force_login(principal)
    return principal


@pytest.fixture
def version(school):
    return make.instrument_version(school, study.rubric())


def url(name, *args):
    return reverse(f"supervision:{name}", args=args)


def taking_part(school, cycle, **fields):
    person = make.person(school, user=make.user(Role.TEACHER, school))
    return make.participant(cycle, person, **fields)
