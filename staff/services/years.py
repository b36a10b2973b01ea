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


def first_classes(school, year):
    """One class a grade, not saved yet, as the form of school has them; none if it has classes."""
    if school.class_groups.filter(year=year).exists():
        return []
    return [
        ClassGroup(
            school=school, year=year, grade=grade, name=_("Class %(grade)d") % {"grade": grade}
        )
        for grade in GRADES.get(school.form, ())
    ]


@transaction.atomic
def start_classes(school, year, teachers=None):
    """Add the first classes; `teachers` are the placements they are given to, by grade."""
    made = ClassGroup.objects.bulk_create(first_classes(school, year))
    for group in made:
        set_class_teacher(group, (teachers or {}).get(group.grade))
    return made


@transaction.atomic
def copy_year(school, year):
    """Make the terms and classes of `year` from those of the year before, where missing.

    Pupils are counted anew, so their number stays empty. Class teachers stay with the grade if
    they still work here. Returns how many terms and classes were made.
    """
    terms, last = missing_terms(school, year), missing_classes(school, year)
    for term in terms:
        term.save()
    for before in last:
        group = ClassGroup.objects.create(
            school=school,
            year=year,
            name=before.name,
            grade=before.grade,
            last_grade=before.last_grade,
        )
        teaches = getattr(before, "class_teacher", None)
        if teaches and teaches.placement.is_current():
            set_class_teacher(group, teaches.placement)
    return len(terms), len(last)


def missing_terms(school, year):
    """The terms of `year`, not saved yet, that the year before has and this one has not."""
    codes = {f"{year - 1}{half}": f"{year}{half}" for half in "12"}
    there = school.terms.filter(code__in=codes.values()).values_list("code", flat=True)
    return [
        Term(
            school=school,
            code=codes[last.code],
            first_day=last.first_day + A_YEAR,
            last_day=last.last_day + A_YEAR,
        )
        for last in school.terms.filter(code__in=codes).order_by("code")
        if codes[last.code] not in there
    ]


def missing_classes(school, year):
    """The classes of the year before whose names `year` has not."""
    there = school.class_groups.filter(year=year).values("name")
    last = school.class_groups.in_use().filter(year=year - 1).exclude(name__in=there)
    return list(last.select_related("class_teacher__placement"))


def set_class_teacher(group, placement):
    """Give the class to `placement`, or to nobody."""
    if placement is None:
        ClassTeacher.objects.filter(class_group=group).delete()
    else:
        ClassTeacher.objects.update_or_create(class_group=group, defaults={"placement": placement})
