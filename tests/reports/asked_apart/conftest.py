"""A cycle, a teacher and a group that reports are asked about."""

import pytest

from schools.access import Role
from tests import make
from tests.reports.numbers import person_line

from .asking import counted, in_group, meeting


@pytest.fixture
def term(school):
    return make.term(school=school, code="20251")


@pytest.fixture
def version(school):
    return make.instrument_version(school)


@pytest.fixture
def cycle(school, term):
    return make.cycle(school, term=term)


@pytest.fixture
def teacher(school):
    """Somebody who works at the school, with an account."""
    return make.person(school, user=make.user(Role.TEACHER, school))


@pytest.fixture
def group(school, neighbour):
    return make.group(school, neighbour)


@pytest.fixture
def met(school, neighbour, group):
    """A group of four here and two next door, which met twice."""
    other = make.group(school)
    held = [meeting(group, "1"), meeting(group, "2"), meeting(other, "3")]
    counted(school, *in_group(group, 1, 2, 3, 4), person_line(9), meetings=held)
    guest = person_line(4, groups=[group.pk], is_home=False)
    counted(neighbour, *in_group(group, 5, 6), guest)
    return group
