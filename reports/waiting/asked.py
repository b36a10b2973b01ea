"""What waits for those who asked for a report, or for whom one built itself."""

from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import Report
from .todo import Todo

PLACES = ("school", "cluster", "district", "cycle__school", "person", "group")
State = Report.State


def reports_to_open(user):
    """Those that are ready and were not opened yet, and those that have stopped."""
    over = Q(state=State.DONE, read_at=None) | Q(state=State.FAILED)
    reports = Report.objects.for_user(user).filter(over).defer("parts")
    for report in reports.select_related(*PLACES)[:3]:
        yield stopped(report) if report.state == State.FAILED else ready(report)


def ready(report):
    words = {"report": report, "place": report.place_in_words}
    hint = _("%(place)s. It built itself.") if report.period else _("%(place)s. You asked for it.")
    return Todo(
        _("The report “%(report)s” is ready") % words,
        hint % words,
        report.get_absolute_url(),
        _("Open the report"),
    )


def stopped(report):
    words = {"report": report, "place": report.place_in_words}
    return Todo(
        _("The report “%(report)s” has stopped") % words,
        _("%(place)s. Your data are unchanged; it can be tried again.") % words,
        report.get_absolute_url(),
        _("To the report"),
    )
