"""What the terms of a school came to, from stored numbers."""

from django.db.models import F, Q
from django.utils.translation import gettext as _

from meetings.models import Factor
from schools.access import KNOW
from schools.scoped_views import ScopedDetailView, ScopedListView
from staff.models import Person
from supervision.wording import listed

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
        return rows.select_related("term__school")

    def get_context_data(self, **kwargs):
        summary = self.object
        reading = TermReading(summary.numbers, self.before())
        return super().get_context_data(
            reading=reading,
            tables=reading.rows(summary.people, self.names()),
            factors=self.in_words(reading.factors),
            is_behind=summary.state != Summary.State.DONE,
            **kwargs,
        )

    def before(self):
        """The numbers of the term before, as far as they were counted."""
        term = self.object.term
        earlier = self.rows(Summary).filter(
            term__school=term.school_id, term__last_day__lt=term.first_day
        )
        found = earlier.defer("people").order_by("-term__last_day").first()
        return found.numbers if found else {}

    def names(self):
        """The names of those in the lines whom the reader knows, by their key."""
        wanted = [line["person"] for line in self.object.people]
        known = self.rows(Person, KNOW).filter(pk__in=wanted)
        return {str(person.pk): person.name for person in known}

    def in_words(self, factors):
        """[(“Helping:”, “time for KKG 8, pairs 5”)], by the names in the school's codebook."""
        codes = [code for found in factors.values() for code, _quotes in found]
        codebook = self.rows(Factor).filter(code__in=codes)
        of_this_school = Q(school=None) | Q(school=self.object.term.school_id)
        own_last = codebook.filter(of_this_school).order_by(F("school").asc(nulls_first=True))
        names = {factor.code: str(factor) for factor in own_last}
        ways = {"help": _("Helping:"), "hinder": _("Hindering:")}
        return [
            (ways[way], listed(f"{names[code]} {n}" for code, n in found if code in names))
            for way, found in factors.items()
            if found
        ]
