"""Class problems: opened by a member, answered by colleagues, tried, and what came of them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..kinds import Outcome
from ..models import ClassProblem, Idea


@transaction.atomic
def open_problem(group, *, person, title, meeting=None, at=None, **facts):
    """Write down what is seen in a class of `person`; with `meeting`, where it was told."""
    problem = ClassProblem(
        group=group,
        person=person,
        title=title,
        meeting=meeting,
        opened=at or (meeting.date if meeting else timezone.localdate()),
        **facts,
    )
    problem.full_clean()
    problem.save()
    return problem


def offer(problem, text, *, by, person=None, at=None):
    """An idea of `person`, written by the account `by`: one's own, or for a colleague."""
    person = person or getattr(by, "person", None)
    if person is None:
        raise ValidationError(_("Say whose idea it is."))
    return Idea.objects.create(
        problem=problem, by=person, entered_by=by, text=text, at=at or timezone.now()
    )


@transaction.atomic
def say_what_came(problem, *, trial, outcome, state, **led_to):
    """What is tried and what came of it. Nothing is called solved without a word on it.

    `led_to` may hold the practice that came of it; if it is not named, it stays.
    """
    row = ClassProblem.objects.select_for_update().get(pk=problem.pk)
    if state != Outcome.OPEN and not outcome:
        raise ValidationError({"outcome": _("Say what came of it, then call it solved.")})
    row.trial, row.outcome, row.state = trial, outcome, state
    row.practice = led_to.get("practice", row.practice)
    row.full_clean()
    row.save()
    return row
