"""The agenda of a meeting to come: proposed by any member, put in order by who leads."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ..kinds import Fate, MeetingState
from ..models import AgendaItem
from .planning import locked


def check_planned(meeting):
    if meeting.state != MeetingState.PLANNED:
        raise ValidationError(_("This meeting has begun, so its agenda stays as it is."))


def propose(meeting, text, *, by):
    """Put something on the agenda of a meeting that is still to come, at its end."""
    owner = meeting.group.members.current().filter(person__user=by).first()
    return put(AgendaItem(meeting=meeting, text=text, owner=owner), by=by)


@transaction.atomic
def put(item, *, by):
    """The same for an item with all that its writer said of it."""
    meeting = locked(item.meeting)
    check_planned(meeting)
    last = meeting.agenda.aggregate(last=Max("position"))["last"]
    item.position = 0 if last is None else last + 1
    item.proposed_by = by
    item.save()
    return item


@transaction.atomic
def take_off(item):
    """What came over from another meeting is dropped and stays readable there."""
    check_planned(locked(item.meeting))
    if item.carried_from_id:
        item.fate = Fate.DROPPED
        item.save(update_fields=["fate"])
    else:
        AgendaItem.objects.filter(pk=item.pk).delete()


@transaction.atomic
def reorder(item, by):
    """One place up (-1) or down (1) of wherever it stands by now."""
    meeting = locked(item.meeting)
    check_planned(meeting)
    items = list(meeting.agenda.exclude(fate=Fate.DROPPED))
    place = next((n for n, one in enumerate(items) if one.pk == item.pk), None)
    if place is None or not 0 <= place + by < len(items):
        return
    items[place], items[place + by] = items[place + by], items[place]
    for position, one in enumerate(items):
        one.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
