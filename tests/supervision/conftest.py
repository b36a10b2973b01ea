"""The two sides of a visit, and ways to send what they would."""

import pytest
from django.urls import reverse

from schools.access import Role
from supervision.kinds import State
from tests import make

OBSERVED = {"ABC-01": 3, "ABC-02": 2, "ABC-03": "na", "ABC-04": 4}


@pytest.fixture
def person(school, teacher):
    return make.person(school, user=teacher, name="Ma’rifatul Jannah", title_back="S.Pd.")


@pytest.fixture
def observer(school):
    return make.user(Role.OBSERVER, school, name="Sudarmin")


@pytest.fixture
def version(school):
    return make.instrument_version(school)


@pytest.fixture
def visit_in(school, person, observer, version):
    """A visit in the state asked for, with a filled sheet once it has begun."""

    def visit(state=State.OBSERVED, **fields):
        fields = {"version": version, "band_set": make.band_set(school), **fields}
        accepted = {"accepted_by_person_at": make.a_moment()}
        if state != State.PLANNED:
            accepted["accepted_by_observer_at"] = make.a_moment()
        found = make.visit(
            fields.pop("school", school),
            fields.pop("person", person),
            fields.pop("observer", observer),
            state=State.OBSERVED if state == State.FINAL else state,
            **accepted,
            **fields,
        )
        if state in {State.SHARED, State.READ, State.FINAL}:
            found.shared_at = make.a_moment()
            found.save()
        if state not in {State.PLANNED, State.AGREED, State.CALLED_OFF}:
            make.sheet(found, OBSERVED)
        if state == State.FINAL:
            from supervision.services.results import finalise

            found.state = State.READ
            found.save()
            found = finalise(found, by=found.observer)
        return found

    return visit


@pytest.fixture
def post(client):
    def send(user, name, *args, **fields):
        client.force_login(user)
        query = fields.pop("query", "")
        return client.post(reverse(f"supervision:{name}", args=args) + query, fields)

    return send


@pytest.fixture
def get(client):
    def fetch(user, name, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"supervision:{name}", args=args), query)

    return fetch


@pytest.fixture
def read(get):
    """The words of a page, for one who may open it."""

    def words(user, name, *args, **query):
        page = get(user, name, *args, **query)
        assert page.status_code == 200, page.status_code
        return page.content.decode()

    return words
