"""A small world with a marked word in every text, and a list of who may ever read each row.

Whoever adds a model adds one `put` here with its readers. They are written out by hand, not
asked of the access tables: this is the second opinion.
"""

import re
from dataclasses import dataclass, field
from itertools import count

from django.apps import apps
from django.db import models
from django.test import Client

from schools.access import AT_SCHOOL, Role
from schools.models import School, Term
from staff.models import ClassTeacher
from tests import make

from . import meetings, reports, supervision

MARK = re.compile(r"tk\d{5}z")
PASSWORD = "satu kata sandi"
FLOORS = ["schools", "staff", "meetings", "supervision", "reports"]

# Texts that hold no marked word, each with its reason.
UNMARKED = {
    "schools.User.password": "a hash",
    "schools.User.language": "two letters",
    "schools.School.npsn": "eight characters; the name beside it is marked",
    "schools.School.postal_code": "five digits; the address beside it is marked",
    "schools.Term.code": "five digits that every school shares",
    "schools.AuditEntry.subject": "label and number of a row",
    "schools.AuditEntry.fields": "names of fields",
    "schools.StoredFile.content_type": "one of a few",
    "schools.StoredFile.sha256": "a hash",
    "staff.Person.nik_key": "a hash",
    "staff.DapodikImport.leavers": "ids of people",
    "meetings.TermQuestion.term": "five digits that every school shares",
    "meetings.Series.weeks": "numbers",
    "meetings.Meeting.moves": "marked by hand",
    "meetings.SavedMinutes.digest": "a hash",
    "meetings.SavedMinutes.changes": "the same words as the minutes",
    "meetings.SavedMinutes.answer": "the same words as the minutes",
    "meetings.Minutes.cells": "marked by hand",
    "meetings.GroupMember.name": "marked by hand: empty where there is a person",
    "meetings.Attendance.guest": "marked by hand: empty where there is a member",
    "meetings.Attendance.reason": "marked by hand",
    "meetings.Practice.grades": "numbers",
    "meetings.Adoption.earlier": "marked by hand",
    "meetings.Measure.counts": "numbers",
    "meetings.LevelSet.key": "part of an address",
    "meetings.LevelSet.levels": "marked by hand",
    "meetings.LevelSet.in_english": "of the library's",
    "meetings.Support.term": "five digits that every school shares",
    "meetings.Factor.code": "part of an address",
    "meetings.Factor.in_english": "of the library's",
    "meetings.Mention.path": "an address",
    "meetings.Sighting.path": "an address",
    "supervision.Instrument.key": "part of a file's name",
    "supervision.BandSet.key": "part of a file's name",
    "supervision.SavedSheet.digest": "a hash",
    "supervision.Result.role": "one of a few",
    # These have a shape of their own; _mark_supervision puts marked words into it.
    "supervision.InstrumentVersion.content": "marked by hand",
    "supervision.BandSet.content": "marked by hand",
    "supervision.BandSet.earlier": "the same words as its content",
    "supervision.Cycle.stages": "stages and days",
    "supervision.Visit.moves": "marked by hand",
    "supervision.Sheet.cells": "marked by hand",
    "supervision.SavedSheet.changes": "the same words as the sheet's cells",
    "supervision.SavedSheet.answer": "the same words as the sheet's cells",
    "supervision.Result.scores": "numbers",
    "supervision.Result.parts": "numbers",
    "supervision.Result.bands": "the same words as the band set's",
    "reports.Summary.numbers": "numbers",
    "reports.Summary.lines": "marked by hand",
    "reports.Report.digest": "a hash",
    "reports.Report.term": "five digits that every school shares",
    "reports.Report.period": "a month",
    "reports.Report.reads": "one of two",
    "reports.Report.parts": "marked by hand",
}


@dataclass
class World:
    """Who is there, what is there, and which marked word belongs to whom."""

    actors: dict = field(default_factory=dict)
    reach: dict = field(default_factory=dict)  # actor → names of the schools it works for
    rows: dict = field(default_factory=dict)  # (kind, school) → row
    readers: dict = field(default_factory=dict)  # mark → actors who may ever read it
    numbers: object = field(default_factory=lambda: count(1))

    def put(self, row, readers):
        """Mark each text of `row` and note who may read it."""
        for column in texts_of(type(row)):
            mark = f"tk{next(self.numbers):05}z"
            setattr(row, column.attname, marked(column, mark))
            self.readers[mark] = set(readers)
        row.save()
        return row

    def word(self, readers):
        """A marked word for a place that `put` cannot reach, such as the inside of a document."""
        mark = f"tk{next(self.numbers):05}z"
        self.readers[mark] = {str(reader) for reader in readers}
        return mark

    def working_for(self, school, *roles):
        """Actors who hold one of `roles` at `school`; without roles, everyone there."""
        return {
            name
            for name, reach in self.reach.items()
            if school in reach and (not roles or role_of(name) in roles)
        }

    def reaches(self, actor, kind, place):
        """Whether the row of `place` is also the row of a school that the actor works for."""
        row = self.rows.get((kind, place))
        return row is not None and any(self.rows[kind, own] == row for own in self.reach[actor])

    def client(self, actor):
        client = Client(raise_request_exception=True)
        if self.actors[actor]:
            client.force_login(self.actors[actor])
        return client

    def leaked(self, actor, text):
        """Marked words in `text` that `actor` may not read."""
        return {mark for mark in MARK.findall(text) if actor not in self.readers[mark]}


def role_of(actor):
    """“neighbour_principal” is a principal, “outsider” too; the rest is called by the role."""
    return {"outsider": Role.PRINCIPAL, "neighbour_principal": Role.PRINCIPAL}.get(actor, actor)


def texts_of(model):
    for column in model._meta.concrete_fields:
        label = f"{model._meta.label}.{column.name}"
        kinds = (models.CharField, models.TextField, models.JSONField)
        if isinstance(column, kinds) and not column.choices and label not in UNMARKED:
            yield column


def marked(column, mark):
    if isinstance(column, models.EmailField):
        return f"{mark}@contoh.id"
    if isinstance(column, models.JSONField):
        return [mark] if column.default is list else {"mark": mark}
    return mark


def build():
    world = World()
    cluster = make.cluster()
    schools = {
        "own": make.school(cluster=cluster),
        "neighbour": make.school(cluster=cluster),
        "elsewhere": make.school(cluster=make.cluster()),
    }
    people = {role: (role, schools["own"]) for role in AT_SCHOOL}
    people |= {
        Role.SUPERVISOR: (Role.SUPERVISOR, cluster),
        Role.DISTRICT: (Role.DISTRICT, cluster.district),
        "neighbour_principal": (Role.PRINCIPAL, schools["neighbour"]),
        "outsider": (Role.PRINCIPAL, schools["elsewhere"]),
    }
    for name, (role, place) in people.items():
        world.actors[str(name)] = make.user(role, place, password=PASSWORD)
        world.reach[str(name)] = {"own"} if place == schools["own"] else {"own", "neighbour"}
    world.reach["neighbour_principal"], world.reach["outsider"] = {"neighbour"}, {"elsewhere"}
    world.actors |= {
        "keeper": make.user(is_superuser=True, password=PASSWORD),
        "newcomer": make.user(password=PASSWORD),  # an account without a role
        "former": make.user(password=PASSWORD),  # was a principal here, until yesteryear
        "nobody": None,
    }
    world.reach |= {"keeper": set(schools), "newcomer": set(), "former": set(), "nobody": set()}
    gone = {"since": make.A_DAY.replace(2020), "until": make.A_DAY.replace(2021)}
    make.membership(world.actors["former"], Role.PRINCIPAL, schools["own"], **gone)
    _mark_places(world, schools, cluster)
    _mark_people(world)
    _mark_records(world, schools)
    _mark_staff(world, schools)
    for name, school in schools.items():
        meetings.mark(world, name, school)
        supervision.mark(world, name, school)
        reports.mark(world, name)
    meetings.meet_across_schools(world)
    return world


def _mark_places(world, schools, cluster):
    for name, school in schools.items():
        world.rows[School, name] = world.put(school, world.working_for(name))
        world.rows[Term, name] = world.put(make.term(school=school), world.working_for(name))
    # Whoever works at a school knows the names of its neighbours, to found a group with them.
    for name, other in [("own", "neighbour"), ("neighbour", "own")]:
        world.readers[schools[name].short_name] |= world.working_for(other, *AT_SCHOOL)
    # Who once held a role still reads where that was, in the list of own roles.
    world.readers[schools["own"].short_name].add("former")
    # Two schools share a cluster and a district, so whoever works at one reads both.
    around = world.working_for("own") | world.working_for("neighbour")
    for area in [cluster, cluster.district]:
        world.put(area, around)
        world.rows[type(area), "own"] = world.rows[type(area), "neighbour"] = area
    far = schools["elsewhere"].cluster
    for area in [far, far.district]:
        world.rows[type(area), "elsewhere"] = world.put(area, world.working_for("elsewhere"))


def _mark_people(world):
    """A name is read by its owner, by those who keep the roles of a school, and by the keeper."""
    for name, account in world.actors.items():
        if account is None:
            continue
        keepers = {"keeper"}
        for place in ["own", "neighbour", "elsewhere"]:
            held = account.memberships.filter(school=world.rows[School, place])
            if held.exists():
                keepers |= world.working_for(place, Role.PRINCIPAL, Role.OPERATOR)
        world.put(account, keepers | {name})
    # A principal reads in the trail of the school which school supervisor looked at it.
    looks = world.readers[world.actors[Role.SUPERVISOR].name]
    for place in ["own", "neighbour"]:
        looks |= world.working_for(place, Role.PRINCIPAL)
    # The operator once changed something about the teacher, who may know who it was.
    world.readers[world.actors[Role.OPERATOR].name].add(str(Role.TEACHER))


def _mark_records(world, schools):
    operator, teacher = world.actors[Role.OPERATOR], world.actors[Role.TEACHER]
    for name, school in schools.items():
        mark = f"tk{next(world.numbers):05}z"
        actor = (
            operator
            if name == "own"
            else world.actors["outsider" if name == "elsewhere" else "neighbour_principal"]
        )
        make.audit_entry(
            actor=actor,
            about=teacher if name == "own" else None,
            school=school,
            subject=f"schools.school:{school.pk}",
            on_behalf_of=mark,
        )
        world.readers[mark] = world.working_for(name, Role.PRINCIPAL)
        if name == "own":
            world.readers[mark] |= {str(Role.OPERATOR), str(Role.TEACHER)}
        content = f"tk{next(world.numbers):05}z"
        world.readers[content] = world.working_for(name)
        logo = make.stored_file(content.encode(), school=school, user=actor, name="x.png")
        school.logo = world.put(logo, world.working_for(name))
        school.save(update_fields=["logo"])


def _mark_staff(world, schools):
    for name, school in schools.items():
        everyone = world.working_for(name)
        offices = world.working_for(name, Role.PRINCIPAL, Role.OPERATOR, "keeper")
        colleagues = everyone - {str(Role.DISTRICT)}
        group = world.put(make.class_group(school=school), everyone)
        subject = world.put(make.subject(school=school), everyone)
        person = make.person(school, phone="", email="")
        placement = person.placements.get()
        teaches = ClassTeacher.objects.create(class_group=group, placement=placement)
        invitation = world.put(make.invitation(person), offices)
        world.put(person.user, offices)
        world.put(person, offices)
        for known in (person.name, person.title_front, person.title_back):
            world.readers[known] |= colleagues
        held = make.membership(person.user, Role.TEACHER, school)
        world.put(placement, offices)
        request = world.put(make.correction_request(person), offices)
        importing = world.put(make.dapodik_import(school, state="done"), offices)
        for row in [group, subject, person, placement, invitation, request, importing, held]:
            world.rows[type(row), name] = row
        world.rows[ClassTeacher, name] = teaches
    mine = make.person(schools["own"], user=world.actors[Role.TEACHER], name="guru")
    world.rows["teacher", "own"] = mine
    offices = world.working_for("own", Role.PRINCIPAL, Role.OPERATOR, "keeper")
    world.put(mine, offices | {str(Role.TEACHER)})
    for known in (mine.name, mine.title_front, mine.title_back):
        world.readers[known] |= world.working_for("own") - {str(Role.DISTRICT)}
    world.put(mine.placements.get(), offices | {str(Role.TEACHER)})


def every_scoped_kind_is_there():
    """Labels of models of ours of which the world holds no row."""
    kinds = [model for floor in FLOORS for model in apps.get_app_config(floor).get_models()]
    return [model._meta.label for model in kinds if not model._base_manager.exists()]


def digest():
    """Every row of ours, to see whether a refused request changed any."""
    kinds = [model for floor in FLOORS for model in apps.get_app_config(floor).get_models()]
    return {model: list(model._base_manager.order_by("pk").values_list()) for model in kinds}
