"""The agenda of a meeting to come."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ..kinds import MeetingState
from ..models import AgendaItem, Meeting


@transaction.atomic
def propose(meeting, text, *, by):
    """Put something on the agenda of a meeting that is still to come, at its end."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.state != MeetingState.PLANNED:
        raise ValidationError(_("This meeting has begun, so its agenda stays as it is."))
    last = meeting.agenda.aggregate(last=Max("position"))["last"]
    return AgendaItem.objects.create(
        meeting=meeting,
        text=text,
        owner=meeting.group.members.current().filter(person__user=by).first(),
        proposed_by=by,
        position=0 if last is None else last + 1,
    )
