"""What the pages of figures are narrowed by. The answers stand in the address."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.filters import FilterForm, school_field
from schools.models import Term
from supervision.wording import listed

from .calculations.choosing import Choice
from .readings.term import WORKS, grade_in_words, people_in

HANDFUL = 6  # terms that one finds without narrowing their list
EVERYBODY = _("Teachers and staff")


class SummaryFilter(FilterForm):
    """Of the list of terms; a handful of them is not narrowed."""

    school = school_field()
    term = forms.ChoiceField(label=_("Term"), required=False)

    def offer(self, codes):
        """The codes of all terms in the list, the newest first."""
        if len(codes) <= HANDFUL:
            self.fields.clear()
        elif len(set(codes)) < 2:
            del self.fields["term"]
        else:
            choices = [(code, str(Term(code=code))) for code in dict.fromkeys(codes)]
            self.fields["term"].choices = [("", _("All terms")), *choices]
        return self

    def narrow(self, rows):
        school, code = map(self.cleaned_data.get, ("school", "term"))
        if school:
            rows = rows.filter(term__school=school)
        return rows.filter(term__code=code) if code else rows


class AreaFilter(forms.Form):
    """`terms` are codes, the newest first, which one gets without asking; `clusters` pairs of
    key and name, none where there is nothing to choose from."""

    use_required_attribute = False
    semester = forms.ChoiceField(label=_("Term"), required=False)
    gugus = forms.TypedChoiceField(label=_("Cluster"), required=False, coerce=int, empty_value=None)
    pekerjaan = forms.ChoiceField(
        label=_("Work"), required=False, choices=[("", EVERYBODY), *WORKS.items()]
    )

    def __init__(self, data, terms, clusters=()):
        super().__init__(data)
        self.newest = terms[0]
        self.fields["semester"].choices = [(code, str(Term(code=code))) for code in terms]
        if len(clusters) > 1:
            self.fields["gugus"].choices = [("", _("All clusters")), *clusters]
        else:
            del self.fields["gugus"]
        self.full_clean()

    @property
    def term(self):
        return self.cleaned_data.get("semester") or self.newest

    @property
    def cluster(self):
        return self.cleaned_data.get("gugus")

    @property
    def work(self):
        return self.cleaned_data.get("pekerjaan", "")


class TermFilter(forms.Form):
    """Which part of the `term` of a school is looked at: `choice`.

    On offer is what occurs in the lines of the term; `groups` are pairs of key and name of those
    that the reader may see, `codes` the terms there are. A field whose every answer would leave
    everybody is not shown. `left_out` names the fields to which the address gave another answer.
    """

    use_required_attribute = False
    semester = forms.ChoiceField(label=_("Term"), required=False)
    kelompok = forms.TypedChoiceField(
        label=pgettext_lazy("meetings", "Group"), required=False, coerce=int, empty_value=None
    )
    mapel = forms.ChoiceField(label=pgettext_lazy("school", "Subject"), required=False)
    kelas = forms.TypedChoiceField(label=_("Grade"), required=False, coerce=int, empty_value=None)
    pekerjaan = forms.ChoiceField(label=_("Work"), required=False)

    everything = {
        "kelompok": _("All groups"),
        "mapel": _("All subjects"),
        "kelas": _("All grades"),
        "pekerjaan": EVERYBODY,
    }
    of_a_person = {"kelompok": "groups", "mapel": "subjects", "kelas": "grades"}

    def __init__(self, asked, term, codes, lines, groups):
        self.people = people_in(lines)
        works = {line["work"] for line in self.people}
        offered = {
            "semester": [(code, str(Term(code=code))) for code in codes],
            "kelompok": groups,
            "mapel": [(name, name) for name in self.found("subjects")],
            "kelas": [(grade, grade_in_words(grade)) for grade in self.found("grades")],
            "pekerjaan": [(work, words) for work, words in WORKS.items() if work in works],
        }
        self.asked = {name: asked[name] for name in offered if asked.get(name)}
        answers = {
            name: value
            for name, value in self.asked.items()
            if value in {str(key) for key, _words in offered[name]}
        }
        super().__init__({"semester": term.code} | answers)
        self.left_out = listed(
            self.fields[name].label for name in self.asked if name not in answers
        )
        for name, choices in offered.items():
            everything = [("", self.everything[name])] if name in self.everything else []
            self.fields[name].choices = [*everything, *choices]
            self.fields[name].is_shown = name in answers or self.narrows(name, choices)
        self.full_clean()

    def found(self, key):
        return sorted({value for line in self.people for value in line[key]})

    def narrows(self, name, choices):
        """Whether some answer would leave somebody out."""
        if name not in self.of_a_person:
            return len(choices) > 1
        keys, of_a_person = {key for key, _words in choices}, self.of_a_person[name]
        return any(keys.difference(line[of_a_person]) for line in self.people)

    def shown(self):
        return [field for field in self if field.field.is_shown]

    @property
    def term(self):
        return self.cleaned_data["semester"]

    @property
    def choice(self):
        return Choice(
            work=self.cleaned_data["pekerjaan"],
            subject=self.cleaned_data["mapel"],
            grade=self.cleaned_data["kelas"],
            group=self.cleaned_data["kelompok"],
        )

    @property
    def group(self):
        """The name of the one that was chosen."""
        return dict(self.fields["kelompok"].choices).get(self.choice.group, "")

    @property
    def query(self):
        """The choice as an address holds it; nothing without one."""
        return urlencode({name: self.data[name] for name in self.everything if name in self.data})

    @property
    def chosen(self):
        """How many of its answers leave somebody out."""
        return sum(name in self.data for name in self.everything)
