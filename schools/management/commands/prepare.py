"""Bring an installation up to date: database, static files and, in a demo, its data.

Run before every start, so each step first looks whether there is anything to do. Prints only what
the person who starts it should read.
"""

import hashlib
import subprocess
import sys

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Migrate, collect static files and, in a demo, load its data, where there is need."
    requires_system_checks = []  # they would miss the front-end parts that this is about to make

    def handle(self, **options):
        make_front_end_parts()
        self.check()
        migrate()
        call_command("load_library")
        call_command("load_meetings_library")
        collect_static()
        if settings.DEMO:
            call_command("demo", stdout=sys.stderr)
            call_command("demo", accounts=True, stdout=self.stdout)


def make_front_end_parts():
    subprocess.run([sys.executable, "-m", "config.icons"], cwd=settings.BASE_DIR, check=True)


def migrate():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect_static():
    """Collect, name and compress the static files, unless all are as they were the last time."""
    stamp = settings.STATIC_ROOT / "collected"
    digest = digest_of_static_files()
    if stamp.exists() and stamp.read_text() == digest:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(digest)


def digest_of_static_files():
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(path.encode())
            with storage.open(path) as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
