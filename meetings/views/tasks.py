"""Tasks: whose, until when, what came of them, and which meeting they come from."""

from django.utils.translation import gettext as _

from schools.access import CHANGE, VIEW, can
from schools.scoped_views import ScopedActView, ScopedDetailView, ScopedListView

from ..forms.tasks import CloseTaskForm, TaskFilter
from ..kinds import Fate
from ..models import Meeting, Task
from ..services import tasks as service

NAMED = ("owner__person", "meeting__group")


class TaskList(ScopedListView):
    """Open ones by their date, so that what is overdue stands first."""

    model = Task
    filter_form_class = TaskFilter
    template_name = "meetings/task_list.html"

    def narrow(self, rows):
        return rows.select_related(*NAMED)

    def get_filters(self):
        filters = super().get_filters().seen_by(self.request.user)
        filters.full_clean()  # once more: a choice may have gone
        return filters


class TaskPage(ScopedDetailView):
    model = Task
    template_name = "meetings/task_detail.html"

    def narrow(self, rows):
        return rows.select_related(*NAMED, "closed_by")

    def get_context_data(self, **kwargs):
        task, user = self.object, self.request.user
        may_change = can(user, CHANGE, task)
        way = service.lineage(task, self.rows(Task))
        return super().get_context_data(
            task=task,
            way=way if len(way) > 1 else [],
            meeting=task.meeting if can(user, VIEW, task.meeting) else None,
            is_own=not service.on_behalf_of(task, user),
            may_close=may_change and task.fate == Fate.OPEN,
            may_reopen=may_change and not service.why_not_reopened(task),
            open_meetings=set(
                self.rows(Meeting)
                .filter(pk__in=[one.meeting_id for one in way])
                .values_list("pk", flat=True)
            ),
            **kwargs,
        )


class ActsForOwner(ScopedActView):
    model = Task

    def narrow(self, rows):
        return rows.select_related(*NAMED)

    def on_behalf_of(self):
        return service.on_behalf_of(self.object, self.request.user)


class TaskClose(ActsForOwner):
    form_class = CloseTaskForm

    def get_initial(self):
        return {"note": self.object.note, "fate": Fate.DONE}

    def asks(self, row):
        is_open = row.fate == Fate.OPEN
        text = row.text
        if name := self.on_behalf_of():
            text = _("%(task)s. On behalf of %(person)s.") % {"task": row.text, "person": name}
        return {
            "question": _("Close this task?"),
            "text": text,
            "verb": _("Close the task"),
            "no": _("Leave it open"),
            "hindrance": "" if is_open else _("This task is closed already."),
        }

    def act(self, row, fate, note):
        service.close_task(row, fate=fate, note=note, by=self.request.user)


class TaskReopen(ActsForOwner):
    def asks(self, row):
        return {
            "question": _("Open this task again?"),
            "text": _("%(task)s. What was noted on it stays.") % {"task": row.text},
            "verb": _("Open it again"),
            "no": _("Leave it closed"),
            "hindrance": service.why_not_reopened(row),
        }

    def act(self, row):
        service.reopen_task(row)
