"""People come, change their work, move on, and stay in the books."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from schools.access import CHANGE, Role
from schools.models import Membership

from ..dapodik.names import normal
from ..kinds import Kind
from ..models import ClassTeacher, Person, Placement
from .accounts import close_account, give_roles, open_account

OWN_TEXTS = [
    field.name
    for field in Person._meta.concrete_fields
    if field.name not in {"id", "user", "name", "masked_at", "sex", "status_group"}
]


def person_with_numbers(facts):
    """Whoever bears one of the numbers in `facts`, at whatever school; None if nobody does."""
    borne = Q(pk__in=[])
    for number in ("nuptk", "nip", "ni_pppk"):
        if facts[number]:
            borne |= Q(**{number: facts[number]})
    return Person.objects.filter(borne).first()


def same_person(person, facts):
    """A number alone proves little, and an NIP holds the date of birth: the name must agree."""
    return normal(person.name) == normal(facts["name"])


def works_at(person, school):
    return person.placements.filter(school=school).not_ended().exists()


def namesakes(facts):
    """People at the same school with the same name and date of birth."""
    return Person.objects.filter(
        placements__school=facts["school"],
        name__iexact=facts["name"],
        birth_date=facts["birth_date"],
    )


@transaction.atomic
def add_person(form, *, by):
    """Save someone new; who is known from another school only gets a placement here."""
    arrives = form.instance.pk is not None
    person = form.instance if arrives else form.save()
    fields = form.cleaned_data
    if fields["school"]:
        place(person, fields["school"], kind=fields["kind"], since=fields["since"], by=by)
    return person


@transaction.atomic
def place(person, school, *, kind, since, by, **facts):
    """Add a placement; if the person has an account, the role that follows from it too.

    The first school is the home school, which keeps the record.
    """
    facts.setdefault("is_home", not open_home_of(person).exists())
    placement = Placement.objects.create(
        person=person, school=school, kind=kind, since=since, **facts
    )
    give_roles(person, by=by)
    return placement


def open_home_of(person):
    return person.placements.not_ended().filter(is_home=True)


@transaction.atomic
def end_placement(placement, last_day, *, by):
    """End the work at a school, and with it the roles there that `by` could also give.

    Whoever still works elsewhere has the next home there.
    """
    placement.until = last_day
    placement.save(update_fields=["until"])
    ClassTeacher.objects.filter(placement=placement, class_group__year__gt=last_day.year).delete()
    _end_roles(placement, last_day, by)
    elsewhere = placement.person.placements.filter(until=None).order_by("since").first()
    if elsewhere and not open_home_of(placement.person).exclude(pk=placement.pk).exists():
        elsewhere.is_home = True
        elsewhere.save(update_fields=["is_home"])


def _end_roles(placement, last_day, by):
    """End what would outlast `last_day`; what has yet to start never does."""
    held = Membership.objects.not_ended().filter(
        user__person=placement.person, school=placement.school
    )
    if by:
        held = held.filter(pk__in=Membership.objects.for_user(by, CHANGE).values("pk"))
    held.filter(since__gt=last_day).delete()
    held.update(until=last_day)


@transaction.atomic
def hand_over(school, successor, *, first_day, by):
    """Let `successor` lead `school` from `first_day`; whoever led it until then steps back.

    The earlier principal stays in the books, so that older documents keep their signature.
    """
    before = school.placements.principal_on(first_day)
    last_day = first_day - timedelta(days=1)
    if before and before.person == successor:
        raise ValidationError(
            _("%(person)s leads this school already. Choose somebody else.") % {"person": successor}
        )
    if before and before.since > last_day:
        raise ValidationError(
            _("%(person)s leads the school since %(date)s. Choose a later day.")
            % {"person": before.person, "date": date_format(before.since)}
        )
    earlier = list(successor.placements.filter(school=school).not_ended())
    was_home = any(placement.is_home for placement in earlier)
    for placement in earlier:
        placement.until = max(last_day, placement.since)
        placement.save(update_fields=["until"])
    open_account(successor, by=by)
    is_home = was_home or not open_home_of(successor).exists()
    placement = place(
        successor, school, kind=Kind.PRINCIPAL, since=first_day, is_home=is_home, by=by
    )
    Membership.objects.get_or_create(
        user=successor.user, role=Role.PRINCIPAL, school=school, since=first_day
    )
    if before:
        end_placement(before, last_day, by=None)  # the own role too
    return placement


def why_not_mask(person):
    if person.placements.not_ended().exists():
        return _("%(person)s still has a placement. End it first.") % {"person": person}
    return ""


@transaction.atomic
def mask(person):
    """Take name, numbers and contact away for good; what the person did stays.

    Only for people who have left: someone at work needs a name.
    """
    if reason := why_not_mask(person):
        raise ValidationError(reason)
    person.name = _("Person %(number)d") % {"number": person.pk}
    for name in OWN_TEXTS:
        setattr(person, name, Person._meta.get_field(name).get_default())
    person.masked_at = timezone.now()
    person.save()
    if person.user:
        user = person.user
        close_account(person)
        user.name, user.email, user.username = person.name, "", f"orang-{user.pk}"
        user.save()
    person.correction_requests.update(text="", answer="")
