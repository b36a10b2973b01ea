"""What was decided, group by group, and how many had a say in it."""

from django.utils import timezone

from schools.access import READ
from schools.models import Term
from schools.scoped_views import ScopedListView

from ..forms.decisions import DecisionFilter
from ..models import Decision, Group, Meeting
from ..services.voices import shares

MOST_GROUPS = 6  # whose share of voices stands beside the list


class DecisionList(ScopedListView):
    """Newest first. Who reads the text alone is not told why, nor who spoke."""

    model = Decision
    filter_form_class = DecisionFilter
    template_name = "meetings/decision_list.html"

    def narrow(self, rows):
        rows = rows.select_related("meeting__group").prefetch_related("voices__person")
        return rows.order_by("-meeting__date", "position", "pk")

    def get_filters(self):
        filters = super().get_filters()
        filters.offer(self.terms()).full_clean()
        return filters

    def terms(self):
        """One of each code: where schools differ in their dates, those of one's own school."""
        own = self.request.user.school
        found = {}
        for term in self.rows(Term).order_by("-code", "pk"):
            if term.code not in found or term.school_id == getattr(own, "pk", None):
                found[term.code] = term
        return found.values()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = [row.pk for row in context["object_list"]]
        context["read"] = set(
            self.rows(Decision, READ).filter(pk__in=shown).values_list("pk", flat=True)
        )
        return context | self.voices(context["filters"])

    def voices(self, filters):
        """The share of people with a say: of the term and group chosen, else of this term."""
        today = timezone.localdate()
        running = (one for one in filters.terms.values() if one.is_running())
        past = (one for one in filters.terms.values() if one.first_day <= today)
        term = filters.term_chosen or next(running, None) or next(past, None)
        if term is None:
            return {}
        told = self.rows(Meeting, READ).filter(date__range=(term.first_day, term.last_day))
        groups = self.rows(Group).filter(meetings__in=told, meetings__decisions__isnull=False)
        if filters.group_chosen:
            groups = groups.filter(pk=filters.group_chosen.pk)
        groups = list(groups.distinct()[:MOST_GROUPS])
        counted = shares(groups, term.first_day, term.last_day) if groups else {}
        return {
            "voices_term": term,
            "voices": [(group, counted[group.pk]) for group in groups if group.pk in counted],
        }
