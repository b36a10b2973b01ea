"""A new school year from the last one, and the first classes of a new school."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from schools.models import ClassGroup, School, Term

from ..models import ClassTeacher

A_YEAR = timedelta(weeks=52)  # whole weeks: a term that starts on a Monday still does
Form = School.Form
GRADES = (
    dict.fromkeys([Form.SD, Form.MI], range(1, 7))
    | dict.fromkeys([Form.SMP, Form.MTS], range(7, 10))
    | dict.fromkeys([Form.SMA, Form.MA, Form.SMK], range(10, 13))
)


@transaction.atomic
def start_classes(school, year):
    """Add one class a grade, as the form of school has them, unless the year has classes."""
    if school.class_groups.filter(year=year).exists():
        return []
    return ClassGroup.objects.bulk_create(
        ClassGroup(
            school=school, year=year, grade=grade, name=_("Class %(grade)d") % {"grade": grade}
        )
        for grade in GRADES.get(school.form, ())
    )


@transaction.atomic
def copy_year(school, year):
    """Make the terms and classes of `year` from those of the year before, where missing.

    Pupils are counted anew, so their number stays empty. Class teachers stay with the grade if
    they still work here. Returns how many terms and classes were made.
    """
    return _copy_terms(school, year), _copy_classes(school, year)


def _copy_terms(school, year):
    made = 0
    for half in "12":
        last = Term.objects.filter(school=school, code=f"{year - 1}{half}").first()
        if last:
            made += Term.objects.get_or_create(
                school=school,
                code=f"{year}{half}",
                defaults={"first_day": last.first_day + A_YEAR, "last_day": last.last_day + A_YEAR},
            )[1]
    return made


def _copy_classes(school, year):
    there = set(school.class_groups.filter(year=year).values_list("name", flat=True))
    made = 0
    for last in school.class_groups.in_use().filter(year=year - 1).exclude(name__in=there):
        group = ClassGroup.objects.create(
            school=school, year=year, name=last.name, grade=last.grade, last_grade=last.last_grade
        )
        teacher = ClassTeacher.objects.filter(class_group=last).first()
        if teacher and teacher.placement.is_current():
            ClassTeacher.objects.create(class_group=group, placement=teacher.placement)
        made += 1
    return made


def set_class_teacher(group, placement):
    """Give the class to `placement`, or to nobody."""
    if placement is None:
        ClassTeacher.objects.filter(class_group=group).delete()
    else:
        ClassTeacher.objects.update_or_create(class_group=group, defaults={"placement": placement})
