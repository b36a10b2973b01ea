"""A group of one school with its teacher as chair, and ways to read and send its pages."""

import pytest
from django.urls import reverse

from tests import make


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
