import os

from django.db import connection


def test_the_run_is_on_the_database_it_was_given(record_property):
    """Noted in the report of the run, where tests/did_run.py looks for it."""
    record_property("database", connection.vendor)
    assert connection.vendor == ("postgresql" if os.environ.get("DATABASE_URL") else "sqlite")
