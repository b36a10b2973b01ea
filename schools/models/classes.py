"""What is taught to whom: classes of one school year, and subjects."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..access import CHANGE, VIEW, Keeper, Role, held
from .places import EVERY_ROLE, Register, RegisterQuerySet, School, school_year, school_year_on


class SchoolRegisterQuerySet(RegisterQuerySet):
    """Seen by everyone who works for the school; kept by the principal and the operator."""

    access = {
        VIEW: (EVERY_ROLE, Keeper()),
        CHANGE: (held(Role.PRINCIPAL, Role.OPERATOR), Keeper()),
    }


class ClassGroup(Register):
    """A class (rombel) of one school year. Two or more grades may be taught together."""

    school = models.ForeignKey(
        School, models.PROTECT, related_name="class_groups", verbose_name=_("school")
    )
    year = models.PositiveSmallIntegerField(
        _("school year"),
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text=_("The year it starts: 2026 for 2026/2027."),
    )
    name = models.CharField(pgettext_lazy("class group", "class"), max_length=40)
    grade = models.PositiveSmallIntegerField(
        _("grade"), validators=[MaxValueValidator(13)], help_text=_("0 for kindergarten.")
    )
    last_grade = models.PositiveSmallIntegerField(
        _("up to grade"),
        validators=[MaxValueValidator(13)],
        null=True,
        blank=True,
        help_text=_("Only where several grades are taught together."),
    )
    pupils = models.PositiveSmallIntegerField(
        _("pupils"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(999)],
        help_text=_("Only the number. Do not write pupils' names."),
    )

    objects = SchoolRegisterQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "grade", "name"]
        verbose_name = pgettext_lazy("class group", "class")
        verbose_name_plural = pgettext_lazy("class group", "classes")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "name"],
                name="one_class_name_per_school_year",
                violation_error_message=_("This school year already has a class of that name."),
            ),
            models.CheckConstraint(
                condition=Q(last_grade__isnull=True) | Q(last_grade__gt=F("grade")),
                name="grades_of_a_class_ascend",
                violation_error_message=_(
                    "The last grade comes before the first, or is the same. Check both."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.list_of(self.year)

    @staticmethod
    def list_of(year):
        """The page of classes shows the running year by itself."""
        page = reverse("staff:classes")
        return page if year == school_year_on(timezone.localdate()) else f"{page}?year={year}"

    @property
    def school_year(self):
        return school_year(self.year)

    @property
    def grades(self):
        return range(self.grade, (self.last_grade or self.grade) + 1)


class Subject(Register):
    school = models.ForeignKey(
        School, models.PROTECT, related_name="subjects", verbose_name=_("school")
    )
    name = models.CharField(pgettext_lazy("school", "Subject"), max_length=60)

    objects = SchoolRegisterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = pgettext_lazy("school", "subject")
        verbose_name_plural = pgettext_lazy("school", "subjects")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                name="one_subject_name_per_school",
                violation_error_message=_("This school already has that subject."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.list_of(self.school)

    @staticmethod
    def list_of(school):
        return f"{reverse('schools:subjects')}?school={school.pk}"
