"""A KKG of two schools: a chair with an account, and members with and without one."""

import pytest

from schools.access import Role
from tests import make


@pytest.fixture
def group(school, neighbour):
    return make.group(school, neighbour, name="KKG Mutiara")


def joined(group, school, name, role=Role.TEACHER, **fields):
    user = make.user(role, school, name=name)
    return make.member(group, make.person(school, user=user, name=name), **fields)


@pytest.fixture
def chair(group, school):
    return joined(group, school, "Sudarmin", part="chair")


@pytest.fixture
def member(group, neighbour):
    return joined(group, neighbour, "Melki Tandilolo")


@pytest.fixture
def without_account(group, neighbour):
    return make.member(group, make.person(neighbour, name="La Jumadi"))


@pytest.fixture
def held_meeting(group, chair):
    return make.meeting(
        group, state="held", planned_by=chair.person.user, ended_by=chair.person.user
    )
