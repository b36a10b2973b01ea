"""Founding groups, coming into them and leaving them. What was, stays: memberships end."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from staff.models import Person, Placement

from ..kinds import LEADS, OF_ONE_SCHOOL, Part
from ..models import Group, GroupMember


def own_record(user):
    """The record of `user` as somebody who works at a school now; None without one."""
    return Person.objects.filter(user=user, placements__in=Placement.objects.current()).first()


def schools_of(person):
    """The ids of the schools where somebody works today."""
    return person.placements.current().values("school")


@transaction.atomic
def found(group, *, schools, by, at=None):
    """Save a new group. Whoever founds it leads it, if they have a record of their own."""
    group.save()
    group.schools.set({*schools, group.home})
    if founder := own_record(by):
        day = timezone.localdate(at)
        GroupMember.objects.create(group=group, person=founder, part=Part.CHAIR, since=day)
    return group


def check_schools(group, home, schools):
    """The rules of which schools a group can have; what is wrong is said beside the field."""
    everywhere = {*schools, home}
    if group.is_of_one_school and len(everywhere) > 1:
        raise ValidationError(
            {"schools": _("A group of this kind belongs to one school. Leave the others out.")}
        )
    if group.pk is None:
        return
    was_of_one_school = Group.objects.filter(pk=group.pk, kind__in=sorted(OF_ONE_SCHOOL)).exists()
    if was_of_one_school and not group.is_of_one_school and group.meetings.exists():
        raise ValidationError(
            {"kind": _("It has met as one school's own, and that stays so. Begin a new group.")}
        )
    gone = group.schools.exclude(pk__in=[school.pk for school in everywhere])
    for school in gone:
        here = Placement.objects.current().filter(school=school).values("person")
        elsewhere = Placement.objects.current().filter(school__in=everywhere).values("person")
        staying = group.members.current().filter(person__in=here).exclude(person__in=elsewhere)
        if staying.exists():
            words = _("%(school)s still has members in this group. End their membership first.")
            raise ValidationError({"schools": words % {"school": school}})


@transaction.atomic
def change(group, *, schools):
    group.save()
    group.schools.set({*schools, group.home})
    return group


# Coming and going


def check_person(group, person):
    """Somebody comes into a group through a school of the group at which they work."""
    if not person.placements.current().filter(school__in=group.schools.all()).exists():
        raise ValidationError(_("Only who works at a school of this group can be in it."))


@transaction.atomic
def join(group, person, *, at=None):
    """Come in by oneself. Who left on the same day is simply back."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    if not (group.is_open and group.is_active):
        raise ValidationError(_("This group takes in members through its chair. Ask there."))
    check_person(group, person)
    return come_in(group, person, timezone.localdate(at))


def come_in(group, person, day):
    open_first = F("until").desc(nulls_first=True)
    mine = group.members.filter(Q(until=None) | Q(until__gte=day), person=person)
    there = mine.order_by(open_first).first()
    if there is None:
        return GroupMember.objects.create(group=group, person=person, since=day)
    if there.until or there.since > day:
        there.since, there.until = min(there.since, day), None
        there.save(update_fields=["since", "until"])
    return there


def check_apart(member):
    """Nobody is in a group twice on one day: every list would name them twice."""
    others = member.group.members.exclude(person=None).filter(person=member.person)
    others = others.exclude(pk=member.pk).filter(Q(until=None) | Q(until__gte=member.since))
    if member.until:
        others = others.filter(since__lte=member.until)
    if others.exists():
        raise ValidationError(
            {
                "since": _(
                    "This person is in the group on some of these days already. Check the dates."
                )
            }
        )


@transaction.atomic
def add(member):
    """Save a new member: a person of a school of the group, or a name from elsewhere."""
    if member.person:
        check_person(member.group, member.person)
    check_apart(member)
    member.save()
    hand_over_chair(member)
    return member


@transaction.atomic
def alter(member):
    """Save a changed part, duty or end of a membership."""
    check_apart(member)
    member.save()
    if member.is_current():
        hand_over_chair(member)
    return member


def hand_over_chair(member):
    """A group has one chair: whoever was it before stays as a member."""
    if member.part == Part.CHAIR:
        others = member.group.members.current().exclude(pk=member.pk)
        others.filter(part=Part.CHAIR).update(part=Part.MEMBER)


@transaction.atomic
def add_everyone(group, *, at=None):
    """Everyone who works at the home school today becomes a member; return the new ones."""
    Group.objects.select_for_update().get(pk=group.pk)
    day = timezone.localdate(at)
    return [come_in(group, person, day) for person in not_yet_in(group, day)]


def not_yet_in(group, day=None):
    working = Placement.objects.on(day or timezone.localdate()).filter(school=group.home)
    inside = group.members.on(day or timezone.localdate()).exclude(person=None)
    people = Person.objects.filter(pk__in=working.values("person"), masked_at=None)
    return people.exclude(pk__in=inside.values("person"))


def why_not_leave(member):
    """Why a membership cannot end yet; empty if it can."""
    if member.part not in LEADS:
        return ""
    others = member.group.members.current().exclude(pk=member.pk)
    if others.exists() and not others.filter(part__in=sorted(LEADS)).exists():
        return _("You are the only one who leads this group. Give the chair to a colleague first.")
    return ""


@transaction.atomic
def leave(member, *, at=None):
    """The last day is today; what was done together stays."""
    member = GroupMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if reason := why_not_leave(member):
        raise ValidationError(reason)
    member.until = max(timezone.localdate(at), member.since)
    member.save(update_fields=["until"])
    return member
