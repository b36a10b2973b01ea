"""What the terms of a school came to, from stored numbers."""

from schools.scoped_views import ScopedDetailView, ScopedListView

from ..models import Summary
from ..readings.term import TermReading


class Terms(ScopedListView):
    model = Summary
    template_name = "reports/summary_list.html"

    def narrow(self, rows):
        return rows.select_related("term__school").defer("people")


class TermPage(ScopedDetailView):
    """Input, process, output and outcome of one term on one page."""

    model = Summary
    template_name = "reports/summary_detail.html"
    reading_is_recorded = True

    def narrow(self, rows):
        return rows.select_related("term__school__district")

    def get_context_data(self, **kwargs):
        summary = self.object
        return super().get_context_data(
            reading=TermReading(summary.numbers, self.before()), **kwargs
        )

    def before(self):
        """The numbers of the term before, as far as they were counted."""
        term = self.object.term
        earlier = self.rows(Summary).filter(
            term__school=term.school_id, term__last_day__lt=term.first_day
        )
        found = earlier.order_by("-term__last_day").first()
        return found.numbers if found else {}
