"""Passing practices on: made from what colleagues said, tried, judged, and seen in class."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..kinds import Audience
from ..models import Adoption, Meeting, Practice, Sighting

LONGEST_TITLE = 80


def title_from(text):
    """The name and the reason that a practice made from `text` starts with.

    A short text is the name; of a long one the name is its beginning, and all of it the reason.
    """
    text = " ".join(text.split())
    if len(text) <= LONGEST_TITLE:
        return text.rstrip("."), ""
    first = text[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{first} …", text[: Practice._meta.get_field("why").max_length]


@transaction.atomic
def create(practice, *, problem=None, difference=None):
    """Save a practice; the problem or the difference that it came of points at it from now on."""
    if practice.audience == Audience.GROUP and practice.group is None:
        raise ValidationError({"audience": _("Choose who can see it: it belongs to no group.")})
    refuse_a_second(practice)
    practice.save()
    for origin in filter(None, [problem, difference]):
        now = type(origin).objects.select_for_update(of=("self",)).get(pk=origin.pk)
        if now.practice_id:
            raise ValidationError(_("A practice came of it already. Look at what stands there."))
        origin.practice = practice
        origin.save(update_fields=["practice"])
    return practice


def refuse_a_second(practice):
    """A button that is pressed twice passes nothing on twice."""
    if practice.meeting is None:
        return
    Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=practice.meeting_id)
    same = Practice.objects.filter(person=practice.person, meeting=practice.meeting)
    if same.filter(title=practice.title).exists():
        raise ValidationError(_("This was passed on already. Look at what stands there."))


def share(practice, audience):
    """Open it to more colleagues, or to fewer. Whoever has tried it keeps seeing it."""
    practice.audience = audience
    practice.save(update_fields=["audience"])
    return practice


def is_of(practice, person):
    """Whether it is this person's own practice, alone or with others."""
    return practice.person_id == person.pk or practice.with_others.filter(pk=person.pk).exists()


@transaction.atomic
def adopt(adoption, *, by):
    """Somebody begins to try a practice: not their own, and not twice at the same time."""
    practice, person = adoption.practice, adoption.person
    words = {"person": person}
    if is_of(practice, person):
        raise ValidationError(
            _("This practice is %(person)s's own. Choose a colleague who tries it.") % words
        )
    if person.adoptions.filter(practice=practice, verdict="").exists():
        raise already_trying(person)
    if adoption.parent and adoption.parent.practice_id != practice.pk:
        raise ValidationError(
            {"parent": _("This colleague tries another practice. Choose one who tries this one.")}
        )
    adoption.entered_by = by
    try:
        with transaction.atomic():
            adoption.save()
    except IntegrityError as twice:  # pressed twice at once
        raise already_trying(person) from twice
    return adoption


def learnt_from(adoption):
    """Keys of all tries that were learnt from this one, directly or over others."""
    found, newest = set(), {adoption.pk}
    while newest:
        children = Adoption.objects.filter(parent__in=newest).values_list("pk", flat=True)
        newest = set(children) - found - {adoption.pk}
        found |= newest
    return found


def already_trying(person):
    return ValidationError(
        _("%(person)s is trying this practice already. Say how that went first.")
        % {"person": person}
    )


@transaction.atomic
def judge(adoption, *, happened, verdict, at=None):
    """What happened, and whether it stays. What was said before is kept beside it."""
    before = Adoption.objects.select_for_update(of=("self",)).get(pk=adoption.pk)
    if before.verdict and not verdict:
        raise ValidationError({"verdict": _("Say what stays: it was said once already.")})
    if verdict and not happened:
        raise ValidationError({"happened": _("Say what happened, then whether it stays.")})
    if before.verdict and (before.verdict, before.happened) != (verdict, happened):
        on = before.verdict_on.isoformat() if before.verdict_on else ""
        told = {"verdict": before.verdict, "happened": before.happened, "on": on}
        before.earlier = [*before.earlier, told]
    if before.verdict != verdict:
        before.verdict_on = timezone.localdate(at)
    before.happened, before.verdict = happened, verdict
    before.save()
    return before


def confirm(practice, person, *, adoption=None, school, date, by, path, note=""):
    """Note that a practice was seen in somebody's class; nobody says so of themselves."""
    if person.user_id == by.pk:
        raise ValidationError(_("What was seen in your class is confirmed by whoever saw it."))
    owner = adoption.person if adoption else None
    if adoption and (adoption.practice_id, owner.pk) != (practice.pk, person.pk):
        raise ValidationError(_("Choose one of the practices of %(person)s.") % {"person": person})
    if adoption is None and not is_of(practice, person):
        raise ValidationError(_("Choose one of the practices of %(person)s.") % {"person": person})
    sighting, _made = Sighting.objects.get_or_create(
        practice=practice,
        person=person,
        path=path,
        defaults={
            "adoption": adoption,
            "school": school,
            "date": date,
            "by": by,
            "note": note,
        },
    )
    return sighting


def withdraw(sighting):
    sighting.delete()
