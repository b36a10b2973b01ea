"""Bring a backup back into an empty house: see docs/operating.md."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from schools.backups.restoring import restore
from schools.backups.sums import Refused
from schools.backups.words import holds, sentence


class Command(BaseCommand):
    help = "Restore the backup FILE into an empty database and an empty DATA_DIR."
    requires_system_checks = []  # they would miss the front-end parts that a new house makes later

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args, file, **options):
        os.umask(0o077)  # what a school writes is nobody else's on this machine
        try:
            manifest = restore(file)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        except OSError as trouble:
            raise CommandError(f"{trouble.filename or file}: {trouble.strerror}") from trouble
        self.stdout.write(holds(manifest))
