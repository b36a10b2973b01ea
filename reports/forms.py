"""Asking for a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.models import Term
from staff.models import Person
from supervision.models import Cycle

from .models import Report
from .services import asking

TITLES = {
    "district": _("Districts"),
    "cluster": _("Clusters"),
    "school": _("Schools"),
    "cycle": _("Cycles"),
    "person": _("Yourself"),
    "group": _("Groups"),
}
NOT_OF = {
    "cycle": _("A cycle is told of in a report on performance. Choose “Performance”."),
    "person": _("What is told of yourself is performance. Choose “Performance”."),
    "group": _("A group is told of in a report on working together. Choose “Working together”."),
}


class AskForm(forms.ModelForm):
    """`offer` fills in the places and the terms that are open to the reader."""

    place = forms.ChoiceField(label=_("About whom or which place"))
    term = forms.ChoiceField(
        label=_("Term"), help_text=_("A cycle has its own, whichever is chosen here.")
    )

    class Meta:
        model = Report
        fields = ["kind"]
        widgets = {"kind": forms.RadioSelect}

    def offer(self, places, terms):
        rows = [row for offered in places for row in offered]
        self.places = {f"{row._meta.model_name}-{row.pk}": row for row in rows}
        groups = [
            (title, [(key, in_words(row)) for key, row in self.places.items() if named(key, kind)])
            for kind, title in TITLES.items()
        ]
        self.fields["place"].choices = [group for group in groups if group[1]]
        self.fields["term"].choices = [(code, str(Term(code=code))) for code in terms]
        if not any(named(key, "cycle") for key in self.places):
            self.fields["term"].help_text = ""
        self.tells_of_oneself = any(named(key, "person") for key in self.places)

    def clean_place(self):
        return self.places[self.cleaned_data["place"]]

    def clean(self):
        asked = super().clean()
        kind, place = asked.get("kind"), asked.get("place")
        if kind and place and not asking.fits(kind, place):
            self.add_error("place", NOT_OF[place._meta.model_name])
        return asked


def named(key, kind):
    return key.startswith(f"{kind}-")


def in_words(place):
    match place:
        case Cycle():
            return f"{place.school}, {place}, {place.term}"
        case Person():
            return _("About myself")
    return str(place)
