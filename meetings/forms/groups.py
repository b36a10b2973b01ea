"""Groups, their members, and the question of a term."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.fields import day_box, words_box
from schools.filters import RegisterFilter, SearchField, school_field
from staff.fields import PersonChoice

from ..kinds import OF_ONE_SCHOOL, GroupKind, Part, Per
from ..models import Group, GroupMember, TermQuestion
from ..services.groups import check_schools, why_not_leave
from ..services.terms import in_words

# How often, as it is usually agreed: times and per. The library of cadences says the same.
CADENCES = {
    "1-week": gettext_lazy("Once a week"),
    "2-month": gettext_lazy("Twice a month"),
    "1-month": gettext_lazy("Once a month"),
    "12-year": gettext_lazy("Twelve times a school year"),
    "2-term": gettext_lazy("Twice a term"),
    "1-term": gettext_lazy("Once a term"),
    "own": gettext_lazy("Another number"),
}


class GroupFilter(RegisterFilter):
    kind = forms.ChoiceField(
        label=pgettext_lazy("group", "Kind"),
        choices=[("", gettext_lazy("All kinds")), *GroupKind.choices],
        required=False,
    )
    school = school_field()
    field_order = ["q", "kind", "school", "use"]

    def narrow(self, rows):
        rows = super().narrow(rows)
        if kind := self.cleaned_data.get("kind"):
            rows = rows.filter(kind=kind)
        if school := self.cleaned_data.get("school"):
            rows = rows.filter(schools=school)
        return rows


class MemberFilter(RegisterFilter):
    """Of the members of one group: by name, and former ones only when asked for."""

    q = SearchField(label=gettext_lazy("Search by name"))
    use = forms.ChoiceField(
        label=pgettext_lazy("group", "Members"),
        choices=[
            ("", pgettext_lazy("group", "Members today")),
            ("former", pgettext_lazy("group", "Former members")),
        ],
        required=False,
    )

    def narrow(self, rows):
        if self.cleaned_data.get("use") == "former":
            rows = rows.exclude(pk__in=rows.not_ended().values("pk"))
        else:
            rows = rows.not_ended()
        words = self.cleaned_data.get("q", "")
        return rows.named(words) if words else rows


class GroupForm(forms.ModelForm):
    cadence = forms.ChoiceField(
        label=gettext_lazy("How often you mean to meet"),
        choices=CADENCES.items(),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("An aim that you agree on together. It can be changed."),
    )

    GROUPS = (
        (pgettext_lazy("group", "What it is"), ("kind", "name", "home", "schools", "goal")),
        (gettext_lazy("When you meet"), ("usual", "cadence", "times", "per")),
        (gettext_lazy("Who can come in"), ("is_open",)),
    )

    class Meta:
        model = Group
        fields = ["kind", "name", "home", "schools", "goal", "usual", "times", "per", "is_open"]
        widgets = {
            "kind": forms.RadioSelect,
            "schools": forms.CheckboxSelectMultiple,
        }
        labels = {
            "times": gettext_lazy("How many meetings"),
            "per": gettext_lazy("In each"),
        }
        help_texts = {
            "name": gettext_lazy("As you say it yourselves, for example KKG Gugus II Mutiara."),
            "schools": gettext_lazy(
                "Schools whose people are members. Somebody from a school that is not in the "
                "list can be added by name."
            ),
            "goal": gettext_lazy("What the group wants to reach, in one sentence."),
        }

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        offered = {*kinds, self.instance.kind} - {""}
        self.fields["kind"].choices = [one for one in GroupKind.choices if one[0] in offered]
        self.fields["schools"].required = False
        self.fields["home"].empty_label = gettext_lazy("Choose a school")
        self.fields["times"].required = self.fields["per"].required = False
        usual = f"{self.instance.times}-{self.instance.per}"
        started = self.instance.pk is not None
        self.initial["cadence"] = (usual if usual in CADENCES else "own") if started else "2-month"

    def fit(self):
        """Leave out a question that has only one answer, once the choices are cut."""
        homes = list(self.fields["home"].queryset[:2])
        if len(homes) == 1:
            self.initial["home"] = homes[0].pk
            self.fields["home"].empty_label = None
        return self

    def groups(self):
        for heading, names in self.GROUPS:
            yield heading, [self[name] for name in names]

    def clean(self):
        fields = super().clean()
        self._take_cadence(fields)
        home = fields.get("home")
        if home and fields.get("kind") in OF_ONE_SCHOOL and "schools" not in self.errors:
            self.instance.kind = fields["kind"]
        if home and "schools" not in self.errors:
            try:
                self.instance.kind = fields.get("kind") or self.instance.kind
                check_schools(self.instance, home, fields.get("schools", []))
            except ValidationError as refusal:
                self.add_error(None, refusal)
        return fields

    def _take_cadence(self, fields):
        chosen = fields.get("cadence")
        if chosen and chosen != "own":
            times, per = chosen.split("-")
            fields["times"], fields["per"] = int(times), Per(per)
            for name in ("times", "per"):
                self.errors.pop(name, None)
        elif chosen and not (fields.get("times") and fields.get("per")):
            for name in ("times", "per"):
                if name not in self.errors and not fields.get(name):
                    self.add_error(name, _("Say how many meetings, and in what time."))


class MemberForm(forms.ModelForm):
    """A person of one's own school, or a name from elsewhere with the name of the school."""

    class Meta:
        model = GroupMember
        fields = ["person", "name", "works_at", "part", "duty", "since"]
        field_classes = {"person": PersonChoice}
        widgets = {"since": day_box()}
        labels = {
            "person": gettext_lazy("Somebody from your school"),
            "name": gettext_lazy("Or a name from elsewhere"),
            "works_at": gettext_lazy("School of that person"),
        }
        help_texts = {
            "person": gettext_lazy("Colleagues of other schools join by themselves."),
            "name": gettext_lazy("With degrees. Only for somebody whose school is not in Sejawat."),
        }

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.group = group
        self.fields["person"].empty_label = gettext_lazy("Choose a person")
        self.fields["part"].choices = Part.choices

    def clean(self):
        fields = super().clean()
        person, name = fields.get("person"), fields.get("name")
        if person and name:
            self.add_error("name", _("Choose a person or write a name, not both."))
        elif not person and not name and "person" not in self.errors:
            self.add_error("person", _("Choose a person, or write a name."))
        if name and not person and not fields.get("works_at"):
            self.add_error("works_at", _("Write the school too, so that members know who it is."))
        return fields

    def validate_constraints(self):
        """“Not both” and “neither” are said beside the fields already."""
        if not {"person", "name"} & set(self.errors):
            super().validate_constraints()


class MembershipForm(forms.ModelForm):
    class Meta:
        model = GroupMember
        fields = ["part", "duty", "since", "until"]
        widgets = {"since": day_box(), "until": day_box()}
        help_texts = {
            "part": gettext_lazy("A group has one chair; whoever was it before stays a member."),
            "until": gettext_lazy("The last day. What was done together stays."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.part_before = self.instance.part
        self.fields["part"].choices = Part.choices

    def clean(self):
        fields = super().clean()
        after = fields.get("part")
        steps_back = fields.get("until") or after not in {Part.CHAIR, Part.NOTES}
        if after and steps_back:
            member = GroupMember(
                pk=self.instance.pk, group=self.instance.group, part=self.part_before
            )
            if reason := why_not_leave(member):
                self.add_error("until" if fields.get("until") else "part", reason)
        return fields


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return str(meeting)


class QuestionForm(forms.ModelForm):
    class Meta:
        model = TermQuestion
        fields = ["question", "answer", "answered_in"]
        field_classes = {"answered_in": MeetingChoice}
        widgets = {
            "question": words_box(2),
            "answer": words_box(5),
        }
        help_texts = {
            "question": gettext_lazy(
                "What you want to find out together this term. Example: why does only one pupil "
                "work in a group of four?"
            ),
            "answer": gettext_lazy("At the end of the term: what you found, in your own words."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answered_in"].empty_label = gettext_lazy("No single meeting")

    @property
    def term(self):
        return in_words(self.instance.term)
