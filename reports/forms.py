"""Asking for a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.models import Term

from .models import Report


class AskForm(forms.ModelForm):
    """`offer` fills in the places and the terms that are open to the reader."""

    place = forms.ChoiceField(label=_("About which place"))
    term = forms.ChoiceField(label=_("Term"))

    class Meta:
        model = Report
        fields = ["kind"]
        widgets = {"kind": forms.RadioSelect}

    def offer(self, schools, clusters, districts, terms):
        named = [(_("Districts"), districts), (_("Clusters"), clusters), (_("Schools"), schools)]
        self.places = {
            f"{place._meta.model_name}-{place.pk}": place
            for _title, rows in named
            for place in rows
        }
        groups = [
            (title, [(key, str(self.places[key])) for key in self.places if key.startswith(kind)])
            for (title, _rows), kind in zip(named, ("district", "cluster", "school"), strict=True)
        ]
        self.fields["place"].choices = [group for group in groups if group[1]]
        self.fields["term"].choices = [(code, str(Term(code=code))) for code in terms]

    def clean_place(self):
        return self.places[self.cleaned_data["place"]]
