"""The numbers that a table has given its rows, so that it gives none a second time.

The trail of what was done names rows by their number, and some of those rows are gone.
"""

from django.db import connection, models

GIVEN = {
    "sqlite": "SELECT seq FROM sqlite_sequence WHERE name = %s",
    "postgresql": "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id'))",
}


def numbered(model):
    return isinstance(model._meta.pk, models.AutoField)


def last_given(table):
    with connection.cursor() as cursor:
        cursor.execute(GIVEN[connection.vendor], [table])
        row = cursor.fetchone()
    return (row and row[0]) or 0


def go_on_after(table, number):
    """The next row of `table` has a number above `number`."""
    if not number:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])
        else:  # a table that has come back empty has no row of its own here
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number]
            )
