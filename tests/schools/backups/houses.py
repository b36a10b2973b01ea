"""Houses for one test: a database whose rows are really committed, and a folder of files."""

import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import connections

from schools.backups import rows
from schools.backups.restoring import stored_names
from schools.backups.sums import added_up
from tests.conftest import files_in
from tests.house.house import run_sql


@dataclass
class Home:
    database: str
    files: Path

    @contextmanager
    def entered(self):
        """Everything inside speaks to the database and the files of this house."""
        before = connections["default"]
        connections["default"] = here = before.copy()
        here.settings_dict["NAME"] = self.database
        ContentType.objects.clear_cache()
        try:
            with files_in(self.files):
                yield here
        finally:
            here.close()
            connections["default"] = before
            ContentType.objects.clear_cache()

    def content(self):
        """What its tables and files add up to."""
        with self.entered():
            tables = {table: rows.facts(model) for table, model in rows.tables()}
            return tables, {name: content_of(name) for name in stored_names()}


def content_of(name):
    with default_storage.open(name) as file:
        return added_up(file.chunks())


@contextmanager
def a_home(folder):
    """Yield a house as the migrations leave it. Not for use inside a transaction."""
    tested = connections["default"]
    if tested.vendor == "sqlite":
        database = str(folder / "copy.sqlite3")
        tested.ensure_connection()
        with closing(sqlite3.connect(database)) as copy:
            tested.connection.backup(copy)
        yield Home(database, folder / "files")
        return
    server, database = os.environ["DATABASE_URL"], f"copy_{uuid4().hex}"
    tested.close()  # a database that somebody speaks to is not copied
    run_sql(server, f"CREATE DATABASE {database} TEMPLATE {tested.settings_dict['NAME']}")
    try:
        yield Home(database, folder / "files")
    finally:
        run_sql(server, f"DROP DATABASE {database} WITH (FORCE)")
