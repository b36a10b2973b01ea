import pytest

from config import health


def test_the_process_says_it_is_alive_without_asking_anyone(client, monkeypatch):
    monkeypatch.setattr(health, "database_answers", lambda: False)
    assert client.get("/healthz").json() == {"process": True}


def test_ready_when_database_broker_and_migrations_are(client, db):
    answer = client.get("/readyz")  # the broker of the tests is memory://
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "broker": True, "migrations": True}


@pytest.mark.parametrize("part", ["database_answers", "broker_answers", "nothing_left_to_migrate"])
def test_not_ready_while_one_part_is_missing(client, db, monkeypatch, part):
    monkeypatch.setattr(health, part, lambda: False)
    assert client.get("/readyz").status_code == 503


def test_a_broker_that_is_away_is_said_so(client, db, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"]) == (503, False)
