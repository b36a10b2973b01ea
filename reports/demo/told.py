"""What the story points at by name, found among the rows it has become so far."""

import uuid
from datetime import datetime, time

from django.utils import timezone

from meetings.models import Group, GroupMember, Meeting
from schools.models import ClassGroup
from supervision.models import Cycle, Visit

STORY = uuid.UUID("5e1a3a70-0000-4000-8000-000000000000")  # every id of the story grows from it


def grown(name):
    """The id of whatever the story calls `name`."""
    return uuid.uuid5(STORY, name)


def clock(words):
    return time.fromisoformat(words.replace(".", ":"))


def noon(day, school):
    return timezone.make_aware(datetime.combine(day, time(12)), school.zone)


class Told:
    """The story, and its rows by their names in it; asked once and kept."""

    def __init__(self, story, schools, people):
        self.story, self.schools, self.people = story, schools, people
        self.classes = self._classes()
        self.groups = {}
        self._heads = {}

    def _classes(self):
        rows = {(row.school_id, row.year, row.name): row for row in ClassGroup.objects.all()}
        return {
            told["id"]: rows[
                self.schools[told["school"]].pk, int(told["school_year"][:4]), told["name"]
            ]
            for told in self.story["class_groups"]
        }

    @property
    def today(self):
        return self.story["world"]["as_of"]

    def leader(self, school, day):
        """The account of whoever led `school` on `day`."""
        if (school, day) not in self._heads:
            self._heads[school, day] = school.placements.principal_on(day).person.user
        return self._heads[school, day]

    def writer(self, name, school, day):
        """The account of a person, or of the one who writes for those without an account."""
        return self.people[name].user or self.leader(school, day)

    def remember_groups(self):
        rows = {row.name: row for row in Group.objects.prefetch_related("schools")}
        self.groups = {told["id"]: rows[told["name"]] for told in self.story["groups"]}
        names = {person.pk: name for name, person in self.people.items()}
        members = GroupMember.objects.exclude(person=None).order_by("since")
        self.members = {(row.group_id, names[row.person_id]): row for row in members}
        self.meetings = {row.pk: row for row in Meeting.objects.all()}
        self.visits = {row.pk: row for row in Visit.objects.select_related("person", "school")}

    def member(self, group, name):
        return self.members[group.pk, name]

    def is_member(self, group, name):
        return (group.pk, name) in self.members

    def meeting(self, name):
        return self.meetings[grown(name)] if name else None

    def session(self, name):
        return next(told for told in self.story["sessions"] if told["id"] == name)

    def visit(self, name):
        return self.visits[grown(name)]

    def told_of(self, visit):
        return next(told for told in self.story["visits"] if told["id"] == visit)

    def cycle(self, name):
        """The row of a cycle, and what is told of it."""
        told = next(told for told in self.story["cycles"] if told["id"] == name)
        return Cycle.objects.get(
            school=self.schools[told["school"]], term__code=told["term"], number=told["number"]
        ), told
