"""Rows as lines and lines as rows: the same lines on either database, from the fields themselves.

Django's own serialisers would do, but for two things: the one for JSON drops microseconds, and
what it has read is saved row by row.
"""

import json
from itertools import islice

from django.apps import apps
from django.db import connection

from .sums import added_up

# Everything else is kept, a model of tomorrow too.
LEFT_OUT = {
    "cache": "rate limits and the like, counted anew",
    "django_migrations": "the manifest names them; a restored house has made its own tables",
    "django_session": "who is signed in signs in again",
    "axes_accessattempt": "wrong passwords are forgotten after a quarter of an hour",
    "axes_accessattemptexpiration": "belongs to them",
    "axes_accessfailurelog": "not written",
    "axes_accesslog": "not written",
    # The house it came from has sent it meanwhile, and its links open accounts.
    "schools_outgoingmail": "mail that waited would go out twice, and to real people in a drill",
}
# What a migration writes by itself into an empty database: it gives way to what is restored.
WRITTEN_BY_MIGRATIONS = {"auth_permission", "django_content_type"}
BATCH = 500


def tables():
    """Yield each table that is kept with its model, what points before what it points at.

    Apps stand so in the settings, and models in an app the other way round. What freezes a row
    asks the row it points at, a final visit for instance; restored in this order, that one is not
    there yet. The database looks at foreign keys in the end.
    """
    for app in apps.get_app_configs():
        for model in reversed(list(app.get_models(include_auto_created=True))):
            meta = model._meta
            if meta.managed and not meta.proxy and meta.db_table not in LEFT_OUT:
                yield meta.db_table, model


def lines(model):
    rows = model._base_manager.order_by("pk").iterator(chunk_size=BATCH)
    return (as_line(row) for row in rows)


def as_line(row):
    values = {field.attname: plain(field, row) for field in row._meta.local_concrete_fields}
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def plain(field, row):
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return field.value_to_string(row)


def load(model, lines):
    """Write rows as they were: past `save`, and past fields that fill themselves in."""
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"
    with connection.cursor() as cursor:
        while batch := list(islice(lines, BATCH)):
            cursor.executemany(statement, [as_parameters(fields, line) for line in batch])


def as_parameters(fields, line):
    values = json.loads(line)
    return [
        field.get_db_prep_save(field.to_python(values[field.attname]), connection)
        for field in fields
    ]


def facts(model):
    """What the rows come to, in the words of a manifest."""
    return added_up(lines(model))
