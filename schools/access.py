"""Who may do what, on which rows.

Every model that belongs to a school has a ScopedQuerySet with one table, `access`: for each
action the rules that open a row. Lists, detail pages, form choices, files, jobs and the check
after saving all read that table through `for_user`; there is no second way in. An action that
is not in the table is open to nobody.
"""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

VIEW = "view"
CHANGE = "change"
KEEP = "keep"  # of a school: to found it, to place it, to take it out of use
FOUND = "found"  # a group: begin one, in a school of one's own
KNOW = "know"  # of a person: the name, the work and the school, no more; of a school its name
INVITE = "invite"  # a person: make a link that opens the account
MASK = "mask"  # a person who left: hide the name for good
HAND_OVER = "hand over"  # a school, to its next principal
READ = "read"  # of a visit: its scores, notes and feedback, and whatever hangs on it
FILL = "fill"  # a sheet, or the minutes: write
ACCEPT = "accept"  # a plan: say yes for one's own part
SETTLE = "settle"  # a result: make it final, or correct it
ANSWER = "answer"  # what was said about one's own work
MINE = "mine"  # in “My data”, where seeing the row opens more than that; else VIEW decides
ALWAYS = Q()
NOTHING = Q(pk__in=())


class Role(models.TextChoices):
    PRINCIPAL = "principal", _("Principal")
    TEACHER = "teacher", _("Teacher")
    STAFF = "staff", _("Education staff")
    OBSERVER = "observer", _("Observer")
    OPERATOR = "operator", _("School operator")
    SUPERVISOR = "supervisor", _("School supervisor")
    DISTRICT = "district", _("District office")


AT_SCHOOL = frozenset({Role.PRINCIPAL, Role.TEACHER, Role.STAFF, Role.OBSERVER, Role.OPERATOR})
# Whom the holder of a role at a school may give which roles there; never to themselves.
GIVES = {
    Role.PRINCIPAL: AT_SCHOOL,
    Role.OPERATOR: frozenset({Role.TEACHER, Role.STAFF}),
}
# They hold what belongs to others, so they sign in with a second step.
HOLDS_OTHERS_RECORDS = frozenset({Role.PRINCIPAL, Role.OPERATOR, Role.SUPERVISOR, Role.DISTRICT})


@dataclass(frozen=True)
class Held:
    """Opens rows of the schools in which the reader holds one of `roles`, today.

    `when` narrows it to rows in a certain state. `others` and `own` are paths from the row to a
    user: the first opens other people's rows and never the reader's own, the second only those
    that are the reader's part of the work at that school.
    """

    roles: frozenset
    when: Q = ALWAYS
    others: str = ""
    own: str = ""

    def condition(self, user, school_path):
        schools = schools_where(user, self.roles)
        if not schools:
            return NOTHING
        opened = Q(**{f"{school_path or 'pk'}__in": schools}) & self.when
        if self.own:
            opened &= leads_to(user, self.own)
        return opened & ~leads_to(user, self.others) if self.others else opened

    def could_open(self, user):
        return user.holds(self.roles)

    def readers(self):
        return [role.label for role in Role if role in self.roles]


@dataclass(frozen=True)
class Own:
    """Opens rows that are the reader's own: `path` leads from the row to the user."""

    path: str
    when: Q = ALWAYS

    def condition(self, user, school_path):
        return leads_to(user, self.path) & self.when

    def could_open(self, user):
        return False  # a row is somebody's own only once it is there

    def readers(self):
        return [_("The person concerned")]


@dataclass(frozen=True)
class Through:
    """Opens rows that hang on another: `path` leads to a row of `model` that is open itself."""

    model: str
    path: str
    action: str = VIEW
    when: Q = ALWAYS

    def _rows(self):
        return apps.get_model(self.model)._default_manager

    def condition(self, user, school_path):
        opened = self._rows().for_user(user, self.action)
        return Q(**{f"{self.path}__in": opened.values("pk")}) & self.when

    def could_open(self, user):
        return self._rows().for_user(user, self.action).exists()

    def readers(self):
        rules = self._rows().all().access.get(self.action, ())
        return [reader for rule in rules for reader in rule.readers()]


@dataclass(frozen=True)
class Nearby:
    """Opens rows of schools in the same cluster as one in which the reader holds a role."""

    roles: frozenset
    when: Q = ALWAYS

    def condition(self, user, school_path):
        schools = apps.get_model("schools.School")._base_manager
        mine = schools.filter(pk__in=schools_where(user, self.roles), cluster__isnull=False)
        path = f"{school_path}__cluster__in" if school_path else "cluster__in"
        return Q(**{path: mine.values("cluster")}) & self.when

    def could_open(self, user):
        return user.holds(self.roles)

    def readers(self):
        return [_("Schools of the same cluster")]


@dataclass(frozen=True)
class Anyone:
    """Opens rows that belong to no school to everyone who is signed in."""

    when: Q

    def condition(self, user, school_path):
        return self.when

    def could_open(self, user):
        return True

    def readers(self):
        return [_("Everyone who is signed in")]


@dataclass(frozen=True)
class Keeper:
    """Opens all rows to the keeper of the installation (a superuser), and to no one else.

    It stands in the table like any other rule: what does not name it stays closed to them.
    """

    def condition(self, user, school_path):
        return Q(pk__isnull=False) if user.is_superuser else NOTHING

    def could_open(self, user):
        return user.is_superuser

    def readers(self):
        return [_("The keeper of this installation")]


def held(*roles, when=ALWAYS, others="", own=""):
    return Held(frozenset(roles), when, others, own)


def nearby(*roles, when=ALWAYS):
    return Nearby(frozenset(roles), when)


@dataclass(frozen=True)
class About:
    """Says that rows are about a person: the way to the account, and what they may read of it.

    “My data” is made of these, and the trail takes from them whom an entry concerns.
    """

    path: str  # from the row to the user
    fields: tuple  # of the model, or properties
    labels: dict = field(default_factory=dict)  # for fields without a name in words
    reads: tuple = ()  # relations that properties among the fields go through
    title: str = ""  # over the rows, where the plural of the model says something else


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to schools. Subclasses say how a row reaches its school, and `access`."""

    school_path = "school"  # lookup from this model to School; "" on School itself
    access: dict[str, tuple] = {}
    about: About | None = None  # set where rows are about people

    def for_user(self, user, action=VIEW):
        """Return the rows on which `user` may do `action`."""
        if not user.is_active:  # AnonymousUser is never active
            return self.none()
        rules = [rule.condition(user, self.school_path) for rule in self.access.get(action, ())]
        opened = [rule for rule in rules if rule != NOTHING]
        if not opened:
            return self.none()
        rows = self.filter(reduce(or_, opened))
        if not any(map(asks_within, opened)) and not may_double(rows.query):
            return rows
        # Each rule finds its rows by itself: subqueries and joins under OR leave no index to use.
        found = [self.model._base_manager.order_by().filter(rule).values("pk") for rule in opened]
        return self.filter(pk__in=found[0].union(*found[1:], all=True))

    def may(self, user, action):
        """Whether `user` could do `action` to a row yet to come: opens a form, shows a button."""
        rules = self.access.get(action, ())
        return user.is_active and any(rule.could_open(user) for rule in rules)


def schools_where(user, roles):
    """Return the ids of the schools in which `user` holds one of `roles` today.

    Plain keys and no subquery: by those a database finds the rows of a school among all.
    """
    return frozenset().union(*(user.reach.get(role, ()) for role in roles))


def asks_within(condition):
    """Whether a subquery stands in it."""
    return any(
        asks_within(child) if isinstance(child, Q) else isinstance(child[1], models.QuerySet)
        for child in condition.children
    )


def may_double(query):
    """Whether it joins a table in which several rows may belong to one of its own."""
    joins = [table.join_field for table in query.alias_map.values() if table.join_type]
    return any(join.one_to_many or join.many_to_many for join in joins)


def leads_to(user, path):
    """The condition that `path`, through a person or at once, leads from a row to `user`.

    The person is known beforehand: a join under OR would make a database read all rows.
    """
    if not path.endswith("__user"):
        return Q(**{path: user.pk})
    return Q(**{f"{path.removesuffix('__user')}__in": user.persons}) if user.persons else NOTHING


def can(user, action, row):
    return type(row)._default_manager.for_user(user, action).filter(pk=row.pk).exists()
