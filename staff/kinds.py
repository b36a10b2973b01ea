"""The kinds of work at a school, and what follows from each."""

from django.db import models
from django.utils.translation import pgettext_lazy

from schools.access import Role


class Kind(models.TextChoices):
    PRINCIPAL = "principal", pgettext_lazy("kind of work", "Principal")
    ACTING_PRINCIPAL = "acting_principal", pgettext_lazy("kind of work", "Acting principal")
    CLASS_TEACHER = "class_teacher", pgettext_lazy("kind of work", "Class teacher")
    SUBJECT_TEACHER = "subject_teacher", pgettext_lazy("kind of work", "Subject teacher")
    COUNSELLOR = "counsellor", pgettext_lazy("kind of work", "Counsellor")
    SPECIAL_TEACHER = "special_teacher", pgettext_lazy("kind of work", "Special needs teacher")
    TEACHER = "teacher", pgettext_lazy("kind of work", "Teacher")
    LIBRARIAN = "librarian", pgettext_lazy("kind of work", "Librarian")
    LABORATORY = "laboratory", pgettext_lazy("kind of work", "Laboratory assistant")
    ADMINISTRATION = "administration", pgettext_lazy("kind of work", "Administration")
    OPERATOR = "operator", pgettext_lazy("kind of work", "School operator")
    CARETAKER = "caretaker", pgettext_lazy("kind of work", "Caretaker")
    CLEANING = "cleaning", pgettext_lazy("kind of work", "Cleaning")
    SECURITY = "security", pgettext_lazy("kind of work", "Security")
    OTHER_STAFF = "other_staff", pgettext_lazy("kind of work", "Other education staff")

    __empty__ = pgettext_lazy("kind of work", "Choose")


HEADS = frozenset({Kind.PRINCIPAL, Kind.ACTING_PRINCIPAL})
TEACHERS = frozenset(
    {
        Kind.CLASS_TEACHER,
        Kind.SUBJECT_TEACHER,
        Kind.COUNSELLOR,
        Kind.SPECIAL_TEACHER,
        Kind.TEACHER,
    }
)
STAFF = frozenset(Kind) - HEADS - TEACHERS
ROLE_OF = (
    dict.fromkeys(HEADS, Role.PRINCIPAL)
    | dict.fromkeys(TEACHERS, Role.TEACHER)
    | dict.fromkeys(STAFF, Role.STAFF)
)


class Employment(models.TextChoices):
    """What the many employment statuses of Dapodik come down to."""

    CIVIL_SERVANT = "civil_servant", pgettext_lazy("employment", "Civil servant (PNS)")
    CONTRACT = "contract", pgettext_lazy("employment", "Government contract (PPPK)")
    FOUNDATION = "foundation", pgettext_lazy("employment", "Permanent with the foundation")
    HONORARY = "honorary", pgettext_lazy("employment", "Honorary")
    OTHER = "other", pgettext_lazy("employment", "Other")
