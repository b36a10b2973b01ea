"""Load the demo's world: fictional places, people and accounts. The same on every run."""

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from reports.demo import PASSWORD, accounts, world
from schools.access import Role
from schools.models import Cluster, District, Membership, School, Term, User

LONG_AGO = date(2015, 1, 1)


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
        with transaction.atomic():
            schools = load_places(story)
            users = load_accounts(story)
            load_roles(story, schools, users)
        self.stdout.write(f"Demo: {len(schools)} schools, {len(users)} accounts.")
        return None

    def _print_accounts(self):
        for account in accounts():
            what = ", ".join([str(account["role"]), *account["places"]])
            self.stdout.write(f"{account['username']:<16}{what}")
        self.stdout.write(f"password        {PASSWORD}")


def load_places(story):
    """Return the schools by the story's own ids."""
    described = story["district"]
    district, _ = District.objects.update_or_create(
        name=described["name"],
        defaults={"province": described["province"], "office": described["office"]},
    )
    clusters = {
        cluster["id"]: Cluster.objects.get_or_create(name=cluster["name"], district=district)[0]
        for cluster in story["clusters"]
    }
    schools = {}
    for described in story["schools"]:
        school, _ = School.objects.update_or_create(
            npsn=described["npsn"],
            defaults={
                "name": described["name"],
                "short_name": described["short_name"],
                "form": described["level"],
                "status": "state" if described["status"] == "negeri" else "private",
                "district": district,
                "cluster": clusters.get(described["cluster"]),
                "time_zone": described["timezone"],
                "address": described["address"],
                "village": described["village"],
                "postal_code": described["postal_code"],
                "letterhead": "\n".join(described["letterhead"]),
            },
        )
        schools[described["id"]] = school
        for term in story["terms"]:
            Term.objects.update_or_create(
                school=school,
                code=term["id"],
                defaults={"first_day": term["start"], "last_day": term["end"]},
            )
    return schools


def load_accounts(story):
    """Return the accounts by person. Those that nobody signs in with have no password."""
    given = {account["person"]: account for account in story["accounts"]}
    without = {absent["person"] for absent in story["without_account"]}
    password = make_password(PASSWORD)
    users = {}
    for person in story["people"]:
        if person["id"] in without:
            continue
        account = given.get(person["id"], {})
        users[person["id"]], _ = User.objects.update_or_create(
            username=account.get("username", person["id"]),
            defaults={
                "name": person["name"],
                "is_superuser": account.get("role") == "admin",
            },
            create_defaults={
                "name": person["name"],
                "is_superuser": account.get("role") == "admin",
                "password": password if account else make_password(None),
            },
        )
    return users


def load_roles(story, schools, users):
    for person in story["people"]:
        for placement in person.get("placements", []):
            if placement["kind"] == "kepsek":
                continue  # stands among the memberships, with its own dates
            role = Role.TEACHER if placement["kind"].startswith("guru") else Role.STAFF
            hold(users.get(person["id"]), role, schools[placement["school"]], placement)
    for membership in story["memberships"]:
        user = users.get(membership["person"])
        match membership["scope"]:
            case "school":
                hold(user, membership["role"], schools[membership["school"]], membership)
            case "schools":
                for place in membership["schools"]:
                    hold(user, membership["role"], schools[place], membership)
            case "district":
                district = next(iter(schools.values())).district
                hold(user, membership["role"], district, membership)


def hold(user, role, place, dates):
    if user is None:  # a person who has no account holds no role
        return
    Membership.objects.update_or_create(
        user=user,
        role=role,
        **{type(place)._meta.model_name: place},
        defaults={"since": dates.get("from") or LONG_AGO, "until": dates.get("to")},
    )
