"""Tasks after a meeting: closed with a word on them, opened again, and where they came from."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..kinds import Fate
from ..models import Task

FARTHEST = 24  # meetings that a task is followed back, and on


def locked(task):
    return Task.objects.select_for_update(of=("self",)).get(pk=task.pk)


@transaction.atomic
def close_task(task, *, fate, note, by, at=None):
    """A task ends with a word about what came of it: done with what shows it, dropped with why."""
    task = locked(task)
    if task.fate != Fate.OPEN:
        raise ValidationError(_("This task is closed already."))
    task.fate, task.note = fate, note
    task.closed_by, task.closed_at = by, at or timezone.now()
    task.full_clean(exclude=["meeting", "owner", "closed_by", "carried_from"])
    task.save(update_fields=["fate", "note", "closed_by", "closed_at"])
    return task


@transaction.atomic
def reopen_task(task):
    """What was closed too early is open again; what was noted on it stays."""
    task = locked(task)
    if hindrance := why_not_reopened(task):
        raise ValidationError(hindrance)
    task.fate, task.closed_by, task.closed_at = Fate.OPEN, None, None
    task.save(update_fields=["fate", "closed_by", "closed_at"])
    return task


def why_not_reopened(task):
    if task.fate == Fate.OPEN:
        return _("This task is open.")
    if task.fate == Fate.CARRIED or Task.objects.filter(carried_from=task).exists():
        return _("This task went on at a later meeting. Close or change it there.")
    return ""


def lineage(task, rows):
    """The task as it stood at each meeting, the first one first, as far as `rows` holds them."""
    named = rows.select_related("meeting", "owner__person")
    before, one = [], task
    while one.carried_from_id and len(before) < FARTHEST:
        one = named.filter(pk=one.carried_from_id).first()
        if one is None:
            break
        before.insert(0, one)
    after, one = [], task
    while len(after) < FARTHEST:
        one = named.filter(carried_from=one.pk).first()
        if one is None:
            break
        after.append(one)
    return [*before, task, *after]


def on_behalf_of(task, user):
    """Whose name stands beside the entry when somebody else writes for the owner."""
    person = task.owner.person
    return "" if person and person.user_id == user.pk else str(task.owner)
