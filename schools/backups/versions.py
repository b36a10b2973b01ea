"""Which shape the tables have: rows fit only where all migrations are the same."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


def known_here():
    """The migrations of this Sejawat, by name, whatever database there is."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def waiting():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def none_yet():
    return not MigrationExecutor(connection).loader.applied_migrations
