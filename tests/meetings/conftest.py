"""A KKG of two schools: a chair with an account, and members with and without one."""

import pytest

from schools.access import Role

"""A group of one school with its teacher as chair, and ways to read and send its pages."""

from django.urls import reverse

from tests import make


@pytest.fixture
def person(school, teacher):
    return make.person(school, user=teacher, name="Sudarmin")


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


@pytest.fixture
def chair(group, person):
    """The teacher leads the group."""
    return make.member(group, person, part="chair")


@pytest.fixture
def colleague(group, neighbour):
    """A member of another school of the group, who leads nothing."""
    person = make.person(neighbour, user=make.user("teacher", neighbour), name="Melki")
    make.member(group, person)
    return person


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
