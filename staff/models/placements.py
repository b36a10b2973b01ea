"""Where people work, from when to when, and which classes are theirs."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from schools.access import (
    AT_SCHOOL,
    CHANGE,
    KNOW,
    VIEW,
    About,
    Keeper,
    Own,
    Role,
    ScopedQuerySet,
    held,
)
from schools.models import ClassGroup, School, Subject
from schools.models.dated import Dated, DatedQuerySet

from ..access import NO_HEAD
from ..kinds import HEADS, Kind
from .people import Person


class PlacementQuerySet(DatedQuerySet):
    access = {
        VIEW: (Own("person__user"), held(Role.PRINCIPAL, Role.OPERATOR), Keeper()),
        KNOW: (Own("person__user"), held(*AT_SCHOOL, Role.SUPERVISOR), Keeper()),
        CHANGE: (
            held(Role.PRINCIPAL, others="person__user"),
            held(Role.OPERATOR, when=NO_HEAD, others="person__user"),
            Keeper(),
        ),
    }
    about = About(
        "person__user",
        ("school", "kind", "duties", "subjects", "hours", "is_home", "since", "until"),
    )

    def principal_on(self, day):
        """The placement of whoever led the school on `day`, the acting one last; or None.

        For one school's placements: `school.placements.principal_on(day)`.
        """
        acting_last = Case(
            When(kind=Kind.PRINCIPAL, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        heads = self.filter(kind__in=sorted(HEADS)).on(day)
        return heads.select_related("person").order_by(acting_last, "-since").first()


class Placement(Dated):
    """A person at a school, doing one kind of work."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="placements", verbose_name=_("person")
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="placements", verbose_name=_("school")
    )
    kind = models.CharField(_("kind of work"), max_length=16, choices=Kind)
    duties = models.CharField(
        _("additional duties"),
        max_length=300,
        blank=True,
        help_text=_("With commas between them. Example: Wali kelas, Pembina Pramuka"),
    )
    subjects = models.ManyToManyField(
        Subject, related_name="placements", blank=True, verbose_name=_("subjects")
    )
    hours = models.PositiveSmallIntegerField(
        _("teaching hours a week"), null=True, blank=True, validators=[MaxValueValidator(168)]
    )
    is_home = models.BooleanField(
        _("home school"),
        default=True,
        help_text=_("The school that keeps this person's data in Dapodik (sekolah induk)."),
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "pk"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "school"],
                condition=Q(until__isnull=True),
                name="one_open_placement_per_person_and_school",
                violation_error_message=_("This person already has a placement at this school."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until__isnull=True, is_home=True),
                name="one_open_home_placement_per_person",
                violation_error_message=_("Another school is this person's home school."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.school}"

    def get_absolute_url(self):
        return self.person.get_absolute_url()


class ClassTeacherQuerySet(ScopedQuerySet):
    school_path = "class_group__school"
    access = {
        VIEW: (Own("placement__person__user"), held(*AT_SCHOOL, Role.SUPERVISOR), Keeper()),
        CHANGE: (held(Role.PRINCIPAL, Role.OPERATOR), Keeper()),
    }
    about = About("placement__person__user", ("class_group",), title=_("Classes of your own"))


class ClassTeacher(models.Model):
    """Whose class it is (wali kelas). A class has one at a time."""

    class_group = models.OneToOneField(
        ClassGroup, models.CASCADE, related_name="class_teacher", primary_key=True
    )
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="classes")

    objects = ClassTeacherQuerySet.as_manager()

    class Meta:
        verbose_name = _("class teacher")
        verbose_name_plural = _("class teachers")

    def __str__(self):
        return f"{self.class_group}: {self.placement.person}"
