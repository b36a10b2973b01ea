"""A group of colleagues, one of whom passes a practice on."""

import re

import pytest
from django.urls import reverse

from schools.access import Role
from tests import make


@pytest.fixture
def author(school, teacher):
    return make.person(school, user=teacher, name="Ma’rifatul Jannah", title_back="S.Pd.")


@pytest.fixture
def ratna(school):
    return make.person(school, user=make.user(Role.TEACHER, school), name="Ratna Dewi")


@pytest.fixture
def lia(neighbour):
    return make.person(neighbour, user=make.user(Role.TEACHER, neighbour), name="Lia")


@pytest.fixture
def group(school, author, ratna):
    group = make.group(school, name="KKG Mutiara")
    for person in [author, ratna]:
        make.member(group, person)
    return group


@pytest.fixture
def practice(school, author, group):
    return make.practice(school, author, group=group, title="Kartu tanya berpasangan")


@pytest.fixture
def shared(school, author):
    return make.practice(school, author, audience="cluster", title="Tali pecahan", grades=[4, 5])


@pytest.fixture
def get(client):
    def fetch(user, name, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"meetings:{name}", args=args), query)

    return fetch


@pytest.fixture
def post(client):
    def send(user, name, *args, query="", **fields):
        client.force_login(user)
        return client.post(reverse(f"meetings:{name}", args=args) + query, fields)

    return send


def words_of(page):
    """What a page says, without its markup."""
    assert page.status_code == 200, page.status_code
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


def errors(answer):
    return answer.context["form"].errors
