"""Import Dapodik lists without a browser. Shows what would be done, unless --commit is given."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from schools.models import School
from staff.dapodik.refusal import Refused
from staff.previews import Preview
from staff.problems import sentence
from staff.services.imports import parse_files, plan_for, write


class Command(BaseCommand):
    help = "Import one or two Dapodik lists. Without --commit nothing is written."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--school", required=True, metavar="NPSN")
        parser.add_argument("--commit", action="store_true", help="write what the preview shows")
        parser.add_argument("--json", action="store_true", help="print the preview as JSON")

    def handle(self, *args, files, **options):
        school = School.objects.filter(npsn=options["school"]).first()
        if school is None:
            raise CommandError(f"There is no school with NPSN {options['school']}.")
        try:
            parsed = parse_files([(path.name, path.read_bytes()) for path in files])
        except OSError as trouble:
            raise CommandError(f"{trouble.filename}: {trouble.strerror}") from trouble
        except Refused as refusal:
            raise CommandError(sentence(refusal.code, refusal.params)) from refusal
        plan = plan_for(school, parsed, by=None)
        preview = Preview(school, parsed, plan).as_json()
        if options["json"]:
            self.stdout.write(
                json.dumps(preview, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            )
        else:
            self._tell(preview)
        if options["commit"]:
            write(school, plan, by=None)

    def _tell(self, preview):
        for name, number in preview["counts"].items():
            self.stdout.write(f"{name:<8}{number:>6}")
        for held in preview["rejected"]:
            self.stdout.write(f"row {held['row']}, {held['column']}: {held['reason']}")
