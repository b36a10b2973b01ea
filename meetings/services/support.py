"""Support for pupils: who, when without clash, what was counted, and how it ended."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from schools.models import ClassGroup
from staff.models import Person

from ..calculations.slots import Hour, clashes, overlapping
from ..kinds import SupportState
from ..models import Measure, Slot, Support, SupportSession

A_CLASS, A_PERSON = "class", "person"


# Hours of the week


def hours_in_words(slot):
    """“Tuesday 09.15–09.45”, as the reader writes an hour."""
    start, end = (time_format(at, "TIME_FORMAT") for at in (slot.start, slot.end))
    return f"{WEEKDAYS[slot.weekday]} {start}–{end}"


def busy_with(support, people):
    """Whom an hour of this support binds: the class, whoever leads and whoever helps."""
    bound = {(A_PERSON, person.pk) for person in people}
    return frozenset({(A_CLASS, support.class_group_id), *bound})


def taken_hours(support, people):
    """The hours of all other running supports of that term which bind one of the same."""
    pks = [person.pk for person in people]
    theirs = Q(lead__in=pks) | Q(team__in=pks) | Q(class_group=support.class_group_id)
    others = Support.objects.running().filter(theirs, term=support.term).exclude(pk=support.pk)
    others = (
        others.distinct().select_related("class_group", "lead").prefetch_related("team", "slots")
    )
    return [
        Hour(slot.weekday, slot.start, slot.end, busy_with(other, helpers(other)), other)
        for other in others
        for slot in other.slots.all()
    ]


def helpers(support):
    return {support.lead, *support.team.all()}


def clash_in_words(clash, support, people):
    """Who clashes with what, and when. Of another school only that it is another one."""
    names = {(A_PERSON, person.pk): person.name for person in people}
    names[A_CLASS, support.class_group_id] = str(support.class_group)
    other = clash.taken.name
    same_school = other.school_id == support.school_id
    words = {
        "who": get_text_list(sorted(names[one] for one in clash.over), _("and")),
        "when": hours_in_words(clash.taken),
        "what": str(other),
    }
    if same_school:
        return _("%(when)s: %(who)s already has %(what)s. Choose another time.") % words
    return _("%(when)s: %(who)s is at another school then. Choose another time.") % words


class HoursClash(ValidationError):  # noqa: N818  (it says what happened)
    """Says for each hour, by its place in what was asked for, what it clashes with."""

    def __init__(self, by_place):
        self.by_place = by_place
        super().__init__([words for said in by_place.values() for words in said])


def hindrances(support, slots, people):
    """place of an hour → sentences that say what is in its way."""
    busy = busy_with(support, people)
    hours = [Hour(slot.weekday, slot.start, slot.end, busy) for slot in slots]
    found = {
        place: [_("This overlaps another hour on this page. Check both.")]
        for place in overlapping(hours)
    }
    taken = taken_hours(support, people)
    for place, hour in enumerate(hours):
        for clash in clashes(hour, taken):
            found.setdefault(place, []).append(clash_in_words(clash, support, people))
    return found


def hold_still(support, people):
    """Whoever plans hours for one of these at the same moment waits, so that no two see a gap."""
    list(ClassGroup.objects.select_for_update().filter(pk=support.class_group_id))
    pks = sorted(person.pk for person in people)
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


@transaction.atomic
def set_hours(support, slots):
    """The hours of the week, all of them anew: weekday, start and end of each."""
    people = helpers(support)
    hold_still(support, people)
    slots = [Slot(support=support, **slot) for slot in slots]
    if support.state == SupportState.RUNNING and (found := hindrances(support, slots, people)):
        raise HoursClash(found)
    support.slots.all().delete()
    Slot.objects.bulk_create(slots)


# The support itself


@transaction.atomic
def save_support(support, team):
    """A new one or a changed one; its hours must still fit everybody in it."""
    people = {support.lead, *team}
    hold_still(support, people)
    refuse_levels_that_were_counted_by(support)
    support.save()
    support.team.set([person for person in team if person != support.lead])
    refuse_clashes(support, people)
    return support


def refuse_clashes(support, people):
    if support.state != SupportState.RUNNING:
        return
    found = hindrances(support, list(support.slots.all()), people)
    if found:
        raise HoursClash(found)


def refuse_levels_that_were_counted_by(support):
    """Once pupils were counted by one list, another would make numbers of nothing."""
    if support.pk is None or not support.measures.exists():
        return
    before = Support.objects.get(pk=support.pk)
    if before.level_set_id != support.level_set_id:
        raise ValidationError(
            {"level_set": _("Pupils have been counted by that list already, so it stays.")}
        )


def save_measure(measure):
    """How many stand where. Levels that the list does not know are never stored."""
    levels = measure.support.level_set
    if levels:
        known = [level["code"] for level in levels.levels]
        measure.counts = {code: measure.counts.get(code, 0) for code in known}
        measure.n = measure.mean = measure.below = None
        if not measure.total:
            raise ValidationError(_("Nobody is counted yet. Write how many pupils stand where."))
    measure.save()
    return measure


def log_session(session):
    if session.support.state != SupportState.RUNNING:
        raise ValidationError(_("This support has ended. Continue it first."))
    session.save()
    return session


@transaction.atomic
def end(support, *, state, outcome, learnt=""):
    """Finished, stopped, or continued after all: then its hours must fit again."""
    if state == SupportState.RUNNING:
        people = helpers(support)
        hold_still(support, people)
    elif not outcome:
        raise ValidationError({"outcome": _("Say what came of it, or what shows it.")})
    if state == SupportState.FAILED and not learnt:
        raise ValidationError(
            {"learnt": _("Say what was learnt: that is what the next one needs.")}
        )
    support.state, support.outcome, support.learnt = state, outcome, learnt
    support.save(update_fields=["state", "outcome", "learnt"])
    if state == SupportState.RUNNING:
        refuse_clashes(support, people)
    return support


def last_session(support):
    return SupportSession.objects.filter(support=support).order_by("-date", "-pk").first()


def measure_of(support, moment):
    """The measurement of that moment, or a new one to be filled in."""
    found = Measure.objects.filter(support=support, moment=moment).first()
    if found:
        found.support = support
    return found or Measure(support=support, moment=moment)
