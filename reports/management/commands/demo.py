"""Load the demo's world: fictional places, people and accounts. The same on every run."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from reports.demo import PASSWORD, accounts, world
from reports.demo.loading import is_loaded, load


class Command(BaseCommand):
    help = "Load the fictional schools of the demo. With --accounts, print who can sign in."

    def add_arguments(self, parser):
        parser.add_argument(
            "--accounts", action="store_true", help="print the accounts, load nothing"
        )

    def handle(self, *args, **options):
        if options["accounts"]:
            return self._print_accounts()
        if not settings.DEMO:
            raise CommandError(
                "These accounts share a printed password. Set DEMO=true to load them."
            )
        story = world(timezone.localdate())
        if is_loaded(story):
            return None
        with transaction.atomic():
            schools, people = load(story)
        self.stdout.write(f"Demo: {len(schools)} schools, {len(people)} people.")
        return None

    def _print_accounts(self):
        for account in accounts():
            what = ", ".join([str(account["role"]), *account["places"]])
            self.stdout.write(f"{account['username']:<16}{what}")
        self.stdout.write(f"password        {PASSWORD}")
