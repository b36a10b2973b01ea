"""Keep all that people wrote and stored in one file: see docs/operating.md."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from schools.backups import archive
from schools.backups.making import make
from schools.backups.sums import Refused
from schools.backups.words import holds, sentence


class Command(BaseCommand):
    help = "Write a backup of rows and files to FILE. With --check, look whether FILE is whole."
    requires_system_checks = []  # a house that is not well is kept all the more

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="read FILE, change nothing")

    def handle(self, *args, file, check, **options):
        unsound = []
        try:
            if check:
                with archive.opened(file) as backup:
                    manifest = backup.manifest
            else:
                manifest, unsound = make(file)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        except OSError as trouble:
            raise CommandError(f"{file}: {trouble.strerror}") from trouble
        self.stdout.write(holds(manifest))
        for name in unsound:
            self.stderr.write(
                _("The stored file %(name)s is gone or not as it was stored.") % {"name": name}
            )
