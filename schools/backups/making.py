"""Making a backup: one moment of the database, and the files that its rows speak of."""

from contextlib import contextmanager

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from schools.models import StoredFile

from . import archive, numbers, rows
from .sums import Refused
from .versions import known_here, waiting


def make(path):
    """Write a backup to `path`; return its manifest and the names of files that are not sound."""
    if path.exists():
        raise Refused("name_taken", path=path)
    if waiting():
        raise Refused("not_up_to_date")
    with one_moment():
        kept = {file.path: file.sha256 for file in StoredFile.objects.order_by("pk").iterator()}
        facts = {
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "migrations": known_here(),
            "numbers": {
                table: numbers.last_given(table)
                for table, model in rows.tables()
                if numbers.numbered(model)
            },
        }
        tables = ((table, rows.lines(model)) for table, model in rows.tables())
        manifest = archive.write(path, tables, stored(kept), facts)
    there = manifest["files"]
    unsound = [name for name in kept if there.get(name, {}).get("sha256") != kept[name]]
    return manifest, unsound


@contextmanager
def one_moment():
    """Everything read inside is as it was at one moment, and nobody who writes has to wait."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield
        else:  # by hand: `atomic` would take the lock of whoever writes
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def stored(paths):
    """Yield the files. One that is gone is not in the backup: the rest is worth keeping."""
    for path in paths:
        try:
            file = default_storage.open(path)
        except FileNotFoundError:
            continue
        with file:
            yield path, file.chunks()
