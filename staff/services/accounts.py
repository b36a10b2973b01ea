"""Accounts: opened by invitation, with the roles that follow from the work; closed at once."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.text import slugify

from schools.access import GIVES, INVITE, Role, can
from schools.models import Membership

from ..kinds import HEADS, ROLE_OF
from ..models import Invitation, Person

User = get_user_model()
AS_READ_FROM_PAPER = str.maketrans("01", "ol")  # a code has neither digit


@transaction.atomic
def invite(person, *, by):
    """Return a fresh invitation for `person`; links made earlier stop working."""
    if not can(by, INVITE, person):
        raise PermissionDenied
    open_account(person, by=by)
    withdraw_invitations(person)
    return Invitation.objects.create(person=person, made_by=by)


@transaction.atomic
def invite_everyone(school, *, by):
    """Invite whoever at `school` has no account yet and wants one, as far as `by` may."""
    here = school.placements.current().exclude(kind__in=sorted(HEADS)).values("person")
    invited = Person.objects.for_user(by, INVITE).without_account().filter(pk__in=here)
    return [invite(person, by=by) for person in invited]


@transaction.atomic
def open_account(person, *, by):
    """See to it that `person` has an account, without a password yet, and the roles due.

    Without an email too: whoever reads that mailbox can make a new password, so only the person
    says which one it is.
    """
    if person.user is None:
        person.user = User.objects.create_user(free_username(person.name), name=person.name)
        person.save(update_fields=["user"])
    give_roles(person, by=by)
    return person.user


def give_roles(person, *, by):
    """Give the roles that follow from the placements, as far as `by` may give them.

    That of a principal never follows from what someone wrote down: it is given at a hand-over,
    on the page of roles, or by the keeper.
    """
    if person.user is None or by is None:
        return
    for placement in person.placements.not_ended().select_related("school"):
        role, school = ROLE_OF[placement.kind], placement.school
        if role == Role.PRINCIPAL and not by.is_superuser:
            continue
        held = Membership.objects.not_ended().filter(user=person.user, role=role, school=school)
        if may_give(by, role, school, person.user) and not held.exists():
            Membership.objects.create(
                user=person.user,
                role=role,
                school=school,
                since=placement.since,
                until=placement.until,
            )


def may_give(giver, role, school, receiver):
    if giver.is_superuser:
        return True
    holds = {held.role for held in giver.current_memberships if held.school_id == school.pk}
    return receiver != giver and any(role in GIVES.get(own, ()) for own in holds)


def free_username(name):
    """“Ni Luh Ayu Suwitri” → ni.luh, or ni.luh2 if that is taken."""
    words = slugify(name).split("-")[:2]
    wished = ".".join(words)[:50] or "guru"
    named = User.objects.filter(username__istartswith=wished).values_list("username", flat=True)
    taken = {username.lower() for username in named}
    number = 1
    while (candidate := wished if number == 1 else f"{wished}{number}") in taken:
        number += 1
    return candidate


def is_taken(username, *, by_other_than):
    others = User.objects.exclude(pk=by_other_than.pk)
    return others.filter(username__iexact=username).exists()


def withdraw_invitations(person):
    person.invitations.open().update(withdrawn_at=timezone.now())


def invitation_behind(pk, code):
    """The invitation that a link leads to, good or not any more; None if the link is forged."""
    found = Invitation.objects.filter(pk=pk).select_related("person__user").first()
    typed = code.lower().translate(AS_READ_FROM_PAPER)
    return found if found and constant_time_compare(found.code, typed) else None


@transaction.atomic
def accept(invitation, *, username, password, email=""):
    """Let the person in: the password is theirs from now on, and the link is used up.

    False if someone else was quicker with the same link.
    """
    used = Invitation.objects.open().filter(pk=invitation.pk).update(used_at=timezone.now())
    if not used:
        return False
    user = invitation.person.user
    user.username, user.email, user.is_active = username, email, True
    user.set_password(password)
    user.save()
    return True


@transaction.atomic
def close_account(person):
    """Sign the person out everywhere and let nobody in again but by a new invitation.

    Sessions end because they hang on the password, and there is none any more.
    """
    user = person.user
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    withdraw_invitations(person)
