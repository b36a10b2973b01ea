"""Rows by the ten thousand: made with keys of their own, written in bulk on either database."""

import json
from io import StringIO
from itertools import count
from operator import attrgetter
from random import Random
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models, transaction

AT_ONCE = 500  # rows in one INSERT, where there is no COPY


class Rows:
    """What was made and not yet written, and the chance that it is made by."""

    def __init__(self, *, start=lambda model: 1):
        """`start` says at which key the numbering of a model begins."""
        self.rng, self.start = Random(), start
        self.keys, self.made = {}, {}

    def add(self, model, **fields):
        row = model(pk=self.next_key(model), **fields)
        self.made.setdefault(model, []).append(row)
        return row

    def next_key(self, model):
        if isinstance(model._meta.pk, models.UUIDField):
            return UUID(int=self.rng.getrandbits(128), version=4)
        if model not in self.keys:
            self.keys[model] = count(self.start(model))
        return next(self.keys[model])

    def write(self):
        """All that was made, in one transaction.

        What was made last comes first: nothing may be added to what is final already, and
        whether rows exist that others name is checked at the end.
        """
        with transaction.atomic():
            for model in reversed(self.made):
                store(model, self.made[model])
        self.made = {}


def after_the_last(model):
    """The first key that is free in the database."""
    return (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def store(model, rows):
    if connection.vendor == "postgresql":
        copy(model, rows)
    else:
        model._base_manager.bulk_create(rows, batch_size=AT_ONCE)


def copy(model, rows):
    fields = model._meta.concrete_fields
    values = attrgetter(*(field.attname for field in fields))
    lines = StringIO()
    for row in rows:
        lines.write("\t".join(map(as_text, values(row))) + "\n")
    lines.seek(0)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {model._meta.db_table} ({names}) FROM STDIN", lines)


def as_text(value):
    """One value as COPY reads it."""
    if value is None:
        return r"\N"
    if isinstance(value, dict | list):
        value = json.dumps(value)
    return str(value).replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")


def go_on_behind(kinds):
    """After a COPY: let the database number on behind the last key of each of these models."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kinds):
            cursor.execute(statement)


def take_stock():
    """Let the planner know what is there now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
