"""Restoring a backup into an empty house: all of it, or nothing."""

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from . import archive, numbers, rows
from .sums import Refused, added_up
from .versions import known_here, none_yet, waiting


def restore(path):
    """Restore the backup at `path` and return its manifest; Refused leaves all as it was."""
    with archive.opened(path) as backup:
        refuse_other_version(backup.manifest)
        if none_yet():
            call_command("migrate", interactive=False, verbosity=0)
        if waiting():
            raise Refused("not_up_to_date")
        brought = []
        try:
            with transaction.atomic():
                refuse_inhabited()
                load_rows(backup)
                load_files(backup, brought)
                compare(backup.manifest)
        except BaseException as trouble:
            for name in brought:
                default_storage.delete(name)
            if isinstance(trouble, DatabaseError | ValueError):
                raise Refused("does_not_fit", why=str(trouble).splitlines()[0]) from trouble
            raise
    return backup.manifest


def refuse_other_version(manifest):
    ours, theirs = known_here(), manifest["migrations"]
    for name in sorted(set(ours) ^ set(theirs)):
        raise Refused("older" if name in ours else "newer", name=name, made_at=manifest["made_at"])


def refuse_inhabited():
    for table, model in rows.tables():
        if table not in rows.WRITTEN_BY_MIGRATIONS and model._base_manager.exists():
            raise Refused("inhabited", table=table)
    for name in stored_names():
        raise Refused("files_there", name=name)


def stored_names(folder=""):
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in names)
    for inner in folders:
        yield from stored_names(f"{folder}{inner}/")


def load_rows(backup):
    with connection.cursor() as cursor:
        for table in rows.WRITTEN_BY_MIGRATIONS:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
    for table, model in rows.tables():
        rows.load(model, backup.lines(table))
    for table, number in backup.manifest["numbers"].items():
        numbers.go_on_after(table, number)
    connection.check_constraints()


def load_files(backup, brought):
    for path in backup.manifest["files"]:
        with backup.file(path) as content:
            brought.append(default_storage.save(path, File(content)))


def compare(manifest):
    """Read back what was written: it must come to what the manifest says."""
    for table, model in rows.tables():
        if rows.facts(model) != manifest["tables"][table]:
            raise Refused("came_back_otherwise", name=table)
    for path, facts in manifest["files"].items():
        with default_storage.open(path) as file:
            if added_up(file.chunks())["sha256"] != facts["sha256"]:
                raise Refused("came_back_otherwise", name=path)
