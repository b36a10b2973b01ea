"""What touches several rows at once."""

from django.db import transaction

from .models import Holiday, School, StoredFile, Subject
from .usual_subjects import USUAL_SUBJECTS


@transaction.atomic
def save_school(form, *, user):
    """Save the school; a new logo becomes a private file and takes the old one's place."""
    school = form.save()
    logo, before = form.cleaned_data.get("new_logo"), school.logo
    if logo:
        school.logo = StoredFile.objects.keep(
            logo, school=school, user=user, name="logo.png", content_type="image/png"
        )
        school.save(update_fields=["logo"])
        if before:
            before.discard()
    return school


def missing_subjects(school):
    """The names of the usual subjects that the school does not have, in use or not."""
    there = {subject.name.casefold() for subject in school.subjects.all()}
    usual = USUAL_SUBJECTS.get(school.form, [])
    return [name for name in usual if name.casefold() not in there]


@transaction.atomic
def add_usual_subjects(school):
    """Add the missing usual subjects and return them; a second time there are none."""
    School.objects.select_for_update().get(pk=school.pk)  # whoever comes second waits, and sees
    return [Subject.objects.create(school=school, name=name) for name in missing_subjects(school)]


def remove_holiday(holiday):
    """Meetings that were planned around it stay where they are."""
    Holiday.objects.filter(pk=holiday.pk).delete()
