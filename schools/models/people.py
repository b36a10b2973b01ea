"""Accounts, and the roles they hold from one day to another."""

from collections import defaultdict

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..access import (
    AT_SCHOOL,
    CHANGE,
    GIVES,
    HOLDS_OTHERS_RECORDS,
    VIEW,
    About,
    Keeper,
    Own,
    Role,
    ScopedQuerySet,
    held,
)
from .dated import Dated, DatedQuerySet
from .places import Cluster, District, School


class UserQuerySet(ScopedQuerySet):
    """Accounts are seen by their owners alone; others see the person, or the role."""

    access = {VIEW: (Own("pk"),)}
    about = About(
        "pk",
        ("username", "email", "name", "language_in_words", "joined_at", "last_login"),
        labels={
            "language_in_words": _("Language"),
            "joined_at": _("account since"),
            "last_login": _("last signed in"),
        },
        title=_("Account"),
    )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username, password=None, **fields):
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save()
        return account

    def create_superuser(self, username, password=None, **fields):
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What it may do comes from memberships; a person may have none."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This user name is taken.")},
    )
    email = models.EmailField(_("email"), blank=True)
    name = models.CharField(_("full name"), max_length=120)
    language = models.CharField(max_length=2, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_names_differ_by_more_than_case",
                violation_error_message=_("This user name is taken."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="one_account_per_email",
                violation_error_message=_("This email belongs to another account."),
            ),
        ]

    def __str__(self):
        return self.name or self.username

    @cached_property
    def current_memberships(self):
        return list(
            self.memberships.current()
            .select_related("school", "cluster", "district")
            .order_by("school__name", "pk")
        )

    @property
    def language_in_words(self):
        return dict(settings.LANGUAGES).get(self.language, self.language)

    @cached_property
    def reach(self):
        """role → ids of the schools in which it is held today. One that is held over a cluster or
        a district counts in each of its schools."""
        held = self.current_memberships
        clusters = {membership.cluster_id for membership in held} - {None}
        districts = {membership.district_id for membership in held} - {None}
        around = []
        if clusters | districts:
            within = Q(cluster__in=clusters) | Q(district__in=districts)
            rows = School._base_manager.filter(within)
            around = list(rows.values_list("pk", "cluster", "district"))
        found = defaultdict(set)
        for membership in held:
            found[membership.role] |= {membership.school_id} - {None}
            found[membership.role] |= {key for key, *areas in around if membership.covers(*areas)}
        return dict(found)

    @cached_property
    def persons(self):
        """The id of the person whose account this is; none without."""
        person = getattr(self, "person", None)
        return [person.pk] if person else []

    def forget_roles(self):
        """Read anew which roles are held: the day has become another one."""
        for name in ("current_memberships", "reach"):
            self.__dict__.pop(name, None)

    def holds(self, roles):
        return any(membership.role in roles for membership in self.current_memberships)

    @property
    def school(self):
        """The school this account works at first; None for those above schools."""
        return next((m.school for m in self.current_memberships if m.school), None)

    @property
    def only_school(self):
        """The school of someone who works at one and nowhere else; None for all others."""
        places = {membership.place for membership in self.current_memberships}
        return self.school if places == {self.school} else None

    @property
    def zone(self):
        """The clock of the own school; above schools, that of the first one there."""
        first = self.school
        if first is None and self.current_memberships:
            first = self.current_memberships[0].place.schools.first()
        return first.zone if first else None

    @property
    def needs_second_factor(self):
        return self.is_superuser or self.holds(HOLDS_OTHERS_RECORDS)


class MembershipQuerySet(DatedQuerySet):
    access = {
        VIEW: (Own("user"), held(Role.PRINCIPAL, Role.OPERATOR), Keeper()),
        CHANGE: (
            *(held(role, when=Q(role__in=given), others="user") for role, given in GIVES.items()),
            Keeper(),
        ),
    }
    about = About("user", ("role", "school", "cluster", "district", "since", "until"))

    def on(self, day):
        return super().on(day).filter(user__is_active=True)

    def held_by(self, name):
        return self.filter(user__name__icontains=name)


AT_ONE_SCHOOL = Q(school__isnull=False, cluster__isnull=True, district__isnull=True)
OVER_A_CLUSTER = Q(school__isnull=True, cluster__isnull=False, district__isnull=True)
OVER_A_DISTRICT = Q(school__isnull=True, cluster__isnull=True, district__isnull=False)


class Membership(Dated):
    """A role that someone holds at a school, over a cluster or over a district, with dates."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="memberships", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    school = models.ForeignKey(
        School, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    district = models.ForeignKey(
        District, models.PROTECT, related_name="memberships", null=True, blank=True
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "role"]
        verbose_name = pgettext_lazy("membership", "role held")
        verbose_name_plural = pgettext_lazy("membership", "roles held")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="a_role_is_held_where_it_belongs",
                condition=(
                    Q(role__in=sorted(AT_SCHOOL)) & AT_ONE_SCHOOL
                    | Q(role=Role.SUPERVISOR) & (AT_ONE_SCHOOL | OVER_A_CLUSTER)
                    | Q(role=Role.DISTRICT) & OVER_A_DISTRICT
                ),
                violation_error_message=_("This role is not held in a place of that kind."),
            ),
        ]
        indexes = [models.Index(fields=["user", "role"])]

    def __str__(self):
        return f"{self.get_role_display()}, {self.place}"

    @property
    def place(self):
        return self.school or self.cluster or self.district

    def covers(self, cluster, district):
        """Whether it is held over the one or the other."""
        over = self.cluster_id or self.district_id
        return over is not None and over == (cluster if self.cluster_id else district)
