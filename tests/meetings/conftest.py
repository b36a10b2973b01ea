"""A group of two schools with its chair and members, and ways to read and send its pages."""

import pytest
from django.urls import reverse

from schools.access import Role
from tests import make


def joined(group, school, name, role=Role.TEACHER, **fields):
    """Return the membership of one more person with an account."""
    user = make.user(role, school, name=name)
    return make.member(group, make.person(school, user=user, name=name), **fields)


@pytest.fixture
def person(school, teacher):
    return make.person(school, user=teacher, name="Sudarmin")


@pytest.fixture
def group(school, neighbour):
    return make.group(school, neighbour, name="KKG Mutiara")


@pytest.fixture
def chair(group, person):
    """The teacher leads the group."""
    return make.member(group, person, part="chair")


@pytest.fixture
def member(group, neighbour):
    """A member of another school of the group, who leads nothing."""
    return joined(group, neighbour, "Melki Tandilolo")


@pytest.fixture
def colleague(member):
    return member.person


@pytest.fixture
def without_account(group, neighbour):
    return make.member(group, make.person(neighbour, name="La Jumadi"))


@pytest.fixture
def held_meeting(group, chair):
    return make.meeting(
        group, state="held", planned_by=chair.person.user, ended_by=chair.person.user
    )


@pytest.fixture
def post(client):
    def send(user, page, /, *args, **fields):
        client.force_login(user)
        return client.post(reverse(f"meetings:{page}", args=args), fields)

    return send


@pytest.fixture
def get(client):
    def fetch(user, page, /, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"meetings:{page}", args=args), query)

    return fetch


@pytest.fixture
def read(get):
    """The words of a page, for one who may open it."""

    def words(user, name, /, *args, **query):
        page = get(user, name, *args, **query)
        assert page.status_code == 200, page.status_code
        return page.content.decode()

    return words


@pytest.fixture
def errors(post):
    """What stands beside the fields of a form that came back."""

    def found(*args, **fields):
        page = post(*args, **fields)
        assert page.status_code == 200, page
        return {name: " ".join(said) for name, said in page.context["form"].errors.items()}

    return found
