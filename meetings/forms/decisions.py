"""Narrowing the list of decisions."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.filters import FilterForm, SearchField

from ..models import Meeting


class DecisionFilter(FilterForm):
    q = SearchField(label=gettext_lazy("Search by words"))
    group = Meeting._meta.get_field("group").formfield(
        label=pgettext_lazy("meetings", "Group"),
        empty_label=gettext_lazy("All groups"),
        required=False,
    )
    term = forms.ChoiceField(label=gettext_lazy("Term"), required=False)

    def offer(self, terms):
        """The terms to choose from: code, words, first and last day."""
        self.terms = {term.code: term for term in terms}
        choices = [(code, str(term)) for code, term in self.terms.items()]
        self.fields["term"].choices = [("", gettext_lazy("All terms")), *choices]
        return self

    @property
    def term_chosen(self):
        return self.terms.get(self.cleaned_data.get("term"))

    @property
    def group_chosen(self):
        return self.cleaned_data.get("group")

    def narrow(self, rows):
        if self.group_chosen:
            rows = rows.filter(meeting__group=self.group_chosen)
        if term := self.term_chosen:
            rows = rows.filter(meeting__date__range=(term.first_day, term.last_day))
        words = self.cleaned_data.get("q")
        return rows.filter(text__icontains=words) if words else rows
