"""What touches several rows at once."""

from django.db import transaction

from .models import StoredFile


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
