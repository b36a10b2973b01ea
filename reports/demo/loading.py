"""The story becomes rows, through the product's own services. The same on every run."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from schools.access import Role
from schools.models import (
    ClassGroup,
    Cluster,
    District,
    Membership,
    School,
    Subject,
    Term,
    User,
)
from staff.kinds import Kind
from staff.models import CorrectionRequest, Person, Placement
from staff.services.accounts import open_account
from staff.services.people import place
from staff.services.years import set_class_teacher

from ..models import Summary
from . import PASSWORD
from .gathering import load_meetings
from .supervising import load_supervision

LONG_AGO = date(2015, 1, 1)
KINDS = {
    "kepsek": Kind.PRINCIPAL,
    "guru_kelas": Kind.CLASS_TEACHER,
    "guru_mapel": Kind.SUBJECT_TEACHER,
    "guru_bk": Kind.COUNSELLOR,
    "pustakawan": Kind.LIBRARIAN,
    "laboran": Kind.LABORATORY,
    "tata_usaha": Kind.ADMINISTRATION,
    "operator": Kind.OPERATOR,
    "penjaga": Kind.CARETAKER,
    "kebersihan": Kind.CLEANING,
    "satpam": Kind.SECURITY,
}


def is_loaded(story):
    """Whether the rows are there with this week's dates: terms move like everything else."""
    term = story["terms"][-1]
    moved = Term.objects.filter(code=term["id"], first_day=term["start"])
    return moved.exists() and Person.objects.exists()


def load(story):
    """Write the whole story down; return its schools and people by their ids in the story."""
    schools = load_places(story)
    keeper = load_keeper(story)
    without = {absent["person"] for absent in story["without_account"]}
    people = {
        told["id"]: load_person(told, writes_through_others=told["id"] in without)
        for told in story["people"]
    }
    load_accounts(story, people, keeper)
    for told in story["people"]:
        for placement in told.get("placements", []):
            load_placement(people[told["id"]], placement, schools, keeper)
    load_roles(story, schools, people)
    load_classes(story, schools, people)
    load_corrections(story, people)
    load_supervision(story, schools, people)
    load_meetings(story, schools, people)
    have_terms_counted()
    return schools, people


def have_terms_counted():
    """A worker does it once the house stands; terms that have moved are counted anew."""
    from ..services import counting  # pandas comes with it, and most starts load nothing

    counting.count_again(Summary.objects.all())
    Summary.objects.bulk_create(Summary(term=term) for term in Term.objects.filter(summary=None))


def load_places(story):
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
                "signing_place": described["village"].removeprefix("Desa "),
                "number_label": described["staff_number_label"],
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


def load_keeper(story):
    """Everything else is done in the name of the one who keeps the installation."""
    (account,) = [told for told in story["accounts"] if told["role"] == "admin"]
    (told,) = [person for person in story["people"] if person["id"] == account["person"]]
    facts = {"name": told["name"], "is_superuser": True}
    return User.objects.update_or_create(
        username=account["username"],
        defaults=facts,
        create_defaults=facts | {"password": make_password(None)},
    )[0]


def load_person(told, **facts):
    on_contract = told["status"].startswith("PPPK")
    number = told.get("nip", "")
    return Person.objects.update_or_create(
        name=told["name"],
        defaults={
            "title_front": told.get("title_front", ""),
            "title_back": told.get("title_back", ""),
            "sex": told["sex"],
            "birth_date": birth_date(told),
            "status": told["status"],
            "status_group": group_of(told["status"]),
            "nip": "" if on_contract else number,
            "ni_pppk": number if on_contract else "",
            "nuptk": told.get("nuptk", ""),
            "niy": told.get("niy", ""),
            "rank": told.get("rank", ""),
            "education": told["education"],
        }
        | facts,
    )[0]


def group_of(status):
    groups = {"PNS": "civil_servant", "GTY": "foundation", "PTY": "foundation"}
    return groups.get(status, "contract" if status.startswith("PPPK") else "honorary")


def birth_date(told):
    """The story tells the year; who has an NIP has the day in it."""
    digits = told.get("nip", "")
    return date.fromisoformat(digits[:8]) if digits else date(told["birth_year"], 6, 15)


def load_accounts(story, people, keeper):
    """Those that can be tried get the printed password, the others an account without one."""
    without = {absent["person"] for absent in story["without_account"]}
    tried = {told["person"]: told["username"] for told in story["accounts"]}
    printed = make_password(PASSWORD)
    people[keeper_of(story)].user = keeper
    people[keeper_of(story)].save(update_fields=["user"])
    for number, (name, person) in enumerate(people.items()):
        if name in without:
            continue
        is_new = person.user is None
        user = open_account(person, by=keeper)
        if name in tried and (is_new or not user.has_usable_password()):
            user.username, user.password = tried[name], printed
            user.last_login = some_day_before(story, number)
            user.save()


def keeper_of(story):
    return next(told["person"] for told in story["accounts"] if told["role"] == "admin")


def some_day_before(story, number):
    day = story["world"]["as_of"] - timedelta(days=number % 6)
    return timezone.make_aware(datetime.combine(day, time(7, 10 + number % 45)))


def load_placement(person, told, schools, keeper):
    school = schools[told["school"]]
    facts = {
        "kind": KINDS[told["kind"]],
        "duties": ", ".join(told.get("duties", [])),
        "hours": told["hours"],
        "is_home": told["home_school"],
        "since": told.get("from") or LONG_AGO,
        "until": told.get("to"),
    }
    placement = Placement.objects.filter(person=person, school=school).first()
    if placement is None:
        placement = place(person, school, by=keeper, **facts)
    else:
        Placement.objects.filter(pk=placement.pk).update(**facts)
    if told.get("subject"):
        subject, _ = Subject.objects.get_or_create(school=school, name=told["subject"])
        placement.subjects.add(subject)


def load_roles(story, schools, people):
    """The roles that do not follow from a placement, and the dates of those that do."""
    district = next(iter(schools.values())).district
    for told in story["memberships"]:
        user = people[told["person"]].user
        places = {
            "school": lambda told: [schools[told["school"]]],
            "schools": lambda told: [schools[place] for place in told["schools"]],
            "district": lambda told: [district],
        }.get(told["scope"], lambda told: [])(told)
        for where in places if user else []:
            Membership.objects.update_or_create(
                user=user,
                role=Role(told["role"]),
                **{where._meta.model_name: where},
                defaults={"since": told["from"], "until": told.get("to")},
            )


def load_classes(story, schools, people):
    for told in story["class_groups"]:
        school = schools[told["school"]]
        first, *_, last = [*told["grades"], told["grades"][-1]]
        group, _ = ClassGroup.objects.update_or_create(
            school=school,
            year=int(told["school_year"][:4]),
            name=told["name"],
            defaults={
                "grade": first,
                "last_grade": last if last > first else None,
                "pupils": told["pupils"],
            },
        )
        teacher = Placement.objects.get(person=people[told["teacher"]], school=school)
        set_class_teacher(group, teacher)


def load_corrections(story, people):
    for told in story.get("corrections", []):
        CorrectionRequest.objects.get_or_create(
            person=people[told["person"]],
            text=told["text"],
            defaults={"entered_by": people[told["person"]].user},
        )
