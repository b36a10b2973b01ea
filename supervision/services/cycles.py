"""A cycle goes through its stages in order; each opens once the one before has its parts."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..kinds import SHARED, Fate, Stage, State
from ..models import Cycle, Participant, Problem
from ..wording import listed
from .instruments import freeze


@transaction.atomic
def plan_cycle(cycle, people, *, by, on=None, at=None):
    """Save a new cycle with its people. Problems still open in the one before come along.

    Whoever leads the school plans it, and has accepted it by that.
    """
    cycle.planned_by, cycle.accepted_at = by, at or timezone.now()
    cycle.number = cycle.follows.number + 1 if cycle.follows else cycle.number
    cycle.stages = {Stage.PLANNING: (on or timezone.localdate()).isoformat()}
    cycle.save(force_insert=True)
    freeze(cycle.version)
    for person in people:
        take_part(cycle, person)
    if cycle.follows:
        carry_over(cycle, at=at)
    return cycle


def take_part(cycle, person):
    return Participant.objects.get_or_create(cycle=cycle, person=person)[0]


@transaction.atomic
def choose_people(cycle, people):
    """Who takes part, while the cycle is planned. Who has a visit already stays."""
    if cycle.stage != Stage.PLANNING:
        raise ValidationError(_("Who takes part is settled once action has begun."))
    people = list(people)
    planned = cycle.visits.exclude(state=State.CALLED_OFF).values("person")
    leaving = cycle.participants.exclude(person__in=people)
    if kept := leaving.filter(person__in=planned).select_related("person").first():
        raise ValidationError(
            _("%(person)s has a visit in this cycle already. Call it off first.")
            % {"person": kept.person}
        )
    leaving.delete()
    for person in people:
        take_part(cycle, person)
    return cycle


def carry_over(cycle, *, at=None):
    """What the cycle before left open, or said it would pass on, opens this one."""
    for problem in cycle.follows.problems.filter(state__in=[Fate.OPEN, Fate.CARRIED]):
        if problem.state == Fate.OPEN:
            problem.state, problem.decided_at = Fate.CARRIED, at or timezone.now()
            problem.save(update_fields=["state", "decided_at"])
        Problem.objects.get_or_create(
            came_from=problem, defaults={"cycle": cycle, "text": problem.text}
        )


@transaction.atomic
def decide(problem, *, state, reason, at=None):
    """Each problem ends solved, carried over or dropped; what is solved or dropped says how."""
    if state != Fate.CARRIED and not reason.strip():
        raise ValidationError(_("Say how it was solved, or why it is dropped."))
    problem.state, problem.reason, problem.decided_at = state, reason, at or timezone.now()
    problem.save()
    if state == Fate.CARRIED and (following := Cycle.objects.filter(follows=problem.cycle).first()):
        Problem.objects.get_or_create(
            came_from=problem, defaults={"cycle": following, "text": problem.text}
        )
    return problem


def change_plan(cycle, *, before):
    """Those who take part are asked again if what was agreed on changes."""
    agreed = ("focus", "criterion", "at_least", "version_id")
    if any(getattr(cycle, name) != getattr(before, name) for name in agreed):
        cycle.accepted_at = timezone.now()
        cycle.participants.update(accepted_at=None, accepted_by=None)
    cycle.save()
    freeze(cycle.version)
    return cycle


def accept_part(participant, *, by, at=None):
    """By someone who takes part, or on behalf of someone who writes through others."""
    Participant.objects.filter(pk=participant.pk, accepted_at=None).update(
        accepted_at=at or timezone.now(), accepted_by=by
    )


def visited(cycle):
    """The ids of those whose visit in this cycle has been shared with them."""
    shared = cycle.visits.filter(state__in=sorted(SHARED))
    return set(shared.values_list("person", flat=True))


def missing_parts(cycle):
    """What the present stage still lacks before the next one opens, in words."""
    match cycle.stage:
        case Stage.PLANNING:
            return list(_missing_in_the_plan(cycle))
        case Stage.ACTION:
            return list(_missing_in_the_action(cycle))
        case Stage.OBSERVATION:
            return list(_missing_visits(cycle))
        case Stage.REFLECTION:
            return list(_missing_in_the_reflection(cycle))
    return []


def _missing_in_the_plan(cycle):
    if not cycle.version:
        yield _("the instrument")
    if not cycle.criterion and not cycle.is_baseline:
        yield _("the success criterion")
    people = cycle.participants.select_related("person")
    if not people:
        yield _("somebody who takes part")
    yield from _missing_acceptances(people)
    if cycle.follows and cycle.follows.stage != Stage.CLOSED:
        yield _("the end of %(cycle)s, which this one continues") % {"cycle": cycle.follows}


def _missing_acceptances(people):
    if waiting := [part.person.name for part in people if part.accepted_at is None]:
        yield _("acceptance by %(person)s") % {"person": listed(waiting)}


def _missing_in_the_action(cycle):
    """A plan that was changed meanwhile is accepted anew before it goes on."""
    yield from _missing_acceptances(cycle.participants.select_related("person"))
    if not cycle.visits.exists():
        yield _("at least one visit with its date")


def _missing_visits(cycle):
    there = visited(cycle)
    without = [
        part
        for part in cycle.participants.select_related("person")
        if part.person_id not in there and not part.reason
    ]
    if names := [part.person.name for part in without]:
        yield _("a shared visit with %(person)s, or why there was none") % {"person": listed(names)}


def _missing_in_the_reflection(cycle):
    reflections = list(cycle.reflections.all())
    if not any(told.is_principal and told.is_whole() for told in reflections):
        yield _("the principal's reflection in all four parts")
    if not any(not told.is_principal for told in reflections):
        yield _("a reflection by somebody who took part")
    if cycle.criterion and cycle.is_met is None and not cycle.is_baseline:
        yield _("whether the criterion was met")
    if number := cycle.problems.open().count():
        yield ngettext(
            "what becomes of %(n)d problem", "what becomes of %(n)d problems", number
        ) % {"n": number}
    if number := _unfinished(cycle).count():
        yield ngettext(
            "the final result of %(n)d visit", "the final results of %(n)d visits", number
        ) % {"n": number}


def _unfinished(cycle):
    return cycle.visits.exclude(state__in=[State.FINAL, State.CALLED_OFF])


@transaction.atomic
def advance(cycle, *, stage=None, on=None):
    """Open the next stage. Action begins: the baseline before it is locked.

    `stage` is where the reader saw it: a second press, or a second reader, finds it done.
    """
    cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    if stage and stage != cycle.stage:
        return cycle
    if lacking := missing_parts(cycle):
        raise ValidationError(
            _("Before the next stage there has to be: %(parts)s.") % {"parts": "; ".join(lacking)}
        )
    cycle.stage = Stage(cycle.stage).following
    cycle.stages = cycle.stages | {cycle.stage: (on or timezone.localdate()).isoformat()}
    cycle.save()
    before = cycle.follows
    if cycle.stage == Stage.ACTION and before and before.is_baseline:
        locked = (
            timezone.make_aware(datetime.combine(on, time()), cycle.school.zone) if on else None
        )
        Cycle.objects.filter(pk=before.pk, locked_at=None).update(
            locked_at=locked or timezone.now()
        )
    return cycle
