"""Differences of opinion: opened by any member, tried out, settled, looked at again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..kinds import Settled
from ..models import Difference, Heard, Position

BY_TRIAL = frozenset({Settled.TRIAL, Settled.TRIAL_AND_VOTE})
FEWEST = 2  # positions, before anything can be settled


def locked(difference):
    return Difference.objects.select_for_update().get(pk=difference.pk)


@transaction.atomic
def open_difference(group, *, topic, mediator=None, meeting=None, positions=()):
    """Begin with the positions that are known; the other side can add its own.

    A position is (text, evidence, members).
    """
    difference = Difference(group=group, topic=topic, mediator=mediator)
    difference.full_clean()
    difference.save()
    if meeting:
        difference.meetings.add(meeting)
    for text, evidence, members in positions:
        take_position(difference, text=text, evidence=evidence, members=members)
    return difference


def take_position(difference, *, text, evidence="", members=()):
    position = Position.objects.create(difference=difference, text=text, evidence=evidence)
    position.members.set(members)
    return position


def why_not_remove(position):
    difference = position.difference
    if difference.is_settled and difference.positions.count() <= FEWEST:
        return _("A settled difference keeps at least two opinions.")
    return ""


@transaction.atomic
def remove_position(position):
    """What was heard of those who held it stays."""
    locked(position.difference)
    if hindrance := why_not_remove(position):
        raise ValidationError(hindrance)
    position.members.clear()
    Position.objects.filter(pk=position.pk).delete()


def hear(difference, *, member, text):
    """Write down what somebody says in their own words."""
    if member.group_id != difference.group_id:
        raise ValidationError(_("Only members of the group are heard here."))
    return Heard.objects.create(difference=difference, member=member, text=text)


@transaction.atomic
def plan_trial(difference, *, trial, trial_from=None, trial_until=None, trial_result=""):
    """Say what is tried and until when; later, what it showed."""
    row = locked(difference)
    if trial_result and not trial:
        raise ValidationError({"trial": _("Say first what was tried.")})
    if row.settled in BY_TRIAL and not trial_result:
        raise ValidationError(
            {"trial_result": _("This was settled by the trial, so what it showed stays here.")}
        )
    row.trial, row.trial_result = trial, trial_result
    row.trial_from, row.trial_until = trial_from, trial_until
    row.full_clean()
    row.save()
    return row


def why_not_settle(difference):
    """Which field keeps it from being settled as it says, and why; nothing if it can be."""
    settled, result = difference.settled, difference.trial_result
    if settled == Settled.OPEN:
        return {}
    if difference.positions.count() < FEWEST:
        return {"settled": _("Only one opinion stands here. Add the other one first.")}
    if settled in BY_TRIAL and not result:
        return {"settled": _("Write first what the trial showed.")}
    if settled != Settled.STAYS and not difference.decision_id and not result:
        return {
            "decision": _(
                "Choose the decision that settled it. Without one, both opinions can stay."
            )
        }
    return {}


@transaction.atomic
def settle(difference, *, settled, review_on=None, **led_to):
    """Name how it was settled and when it is looked at again.

    `led_to` holds the decision and the practice that came of it; what is not named stays.
    """
    row = locked(difference)
    row.settled, row.review_on = settled, review_on
    for name, chosen in led_to.items():
        setattr(row, name, chosen)
    if hindrance := why_not_settle(row):
        raise ValidationError(hindrance)
    row.full_clean()
    row.save()
    return row
