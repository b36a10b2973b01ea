"""A principal of a school that has a term."""

import pytest

from tests import make


@pytest.fixture
def by(school, principal):
    make.term(school=school)
    return principal
