"""The rows behind one number of a term."""

from django.http import Http404
from django.urls import reverse

from meetings.models import Group, Meeting, Mention, Practice, Support, Task
from schools.access import KNOW, VIEW
from schools.scoped_views import ScopedDetailView
from staff.models import Person
from supervision.models import FollowUp, InstrumentVersion
from supervision.wording import told

from ..readings.opened import opened
from ..readings.origins import number
from .terms import CountedTerm, day_of_count

REGISTERS = {
    "people": (Person, KNOW),
    "groups": (Group, VIEW),
    "meetings": (Meeting, VIEW),
    "tasks": (Task, VIEW),
    "practices": (Practice, VIEW),
    "steps": (FollowUp, VIEW),
    "named": (Mention, VIEW),
    "programmes": (Support, VIEW),
}


class RowsPage(CountedTerm, ScopedDetailView):
    template_name = "reports/summary_rows.html"
    reading_is_recorded = True

    def get_context_data(self, **kwargs):
        summary = self.object
        lines = self.lines(summary)
        found = number(self.kwargs["key"], today=day_of_count(summary))
        if not (found and lines):
            raise Http404
        query = self.filters.query
        return super().get_context_data(
            opened=opened(found, lines, self.book(found, lines), self.title(*found.about)),
            back=summary.get_absolute_url() + (f"?{query}" if query else ""),
            **kwargs,
        )

    def book(self, found, lines):
        """Of each register: key → (name, address), of the rows that the reader may open."""
        counted = found.lines(lines)
        return {
            one.name: self.entries(one.name, {line[one.path] for line in counted})
            for one in found.registers
        }

    def entries(self, name, keys):
        model, action = REGISTERS[name]
        rows = self.rows(model, action).filter(pk__in=keys)
        if model is Person:
            return {
                row.pk: (row.name, reverse("supervision:growth", args=[row.pk])) for row in rows
            }
        if model is Support:
            rows = rows.select_related("class_group")
        as_in_lines = int if model is Group else str
        return {as_in_lines(row.pk): (named(row), row.get_absolute_url()) for row in rows}

    def title(self, kind="", *about):
        """What an item or a factor is called in the books of the school."""
        match kind:
            case "item":
                version, code = about
                return self.item_text(version, code)
            case "factor":
                return self.factor_names(about).get(*about, "")
        return ""

    def item_text(self, version, code):
        rows = self.rows(InstrumentVersion)
        found = rows.filter(pk=version).first() if version.isdigit() else None
        texts = {item.code: told(item.measures) for item in found.rubric.items} if found else {}
        return texts.get(code, "")


def named(row):
    return row.title if isinstance(row, Meeting) else str(row)
