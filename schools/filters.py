"""What a list can be searched and narrowed by. The answers stand in the address.

A list names its form: `filter_form_class = SchoolFilter`. The view fills it from the address,
cuts each choice of rows to what the reader may see, and shows what `narrow` leaves of the rows
in scope. includes/filters.html draws it: a field called `q` is the search box, all others stand
behind “Filter” on a phone and in line on a wide screen.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .access import Role
from .models import District, School


class FilterForm(forms.Form):
    """A subclass adds fields, none of them required, and says in `narrow` what they leave."""

    use_required_attribute = False

    def narrow(self, rows):
        """Return the rows that match. What was not understood is not in `cleaned_data`."""
        raise NotImplementedError

    def is_used(self):
        return any(self.data.get(name, "").strip() for name in self.fields)

    def choices(self):
        """The fields beside the search box."""
        return [self[name] for name in self.fields if name != "q"]

    def chosen(self):
        """How many of them are in use."""
        return sum(bool(self.data.get(field.name)) for field in self.choices())


class SearchField(forms.CharField):
    widget = forms.SearchInput(attrs={"enterkeyhint": "search", "autocomplete": "off"})

    def __init__(self, **options):
        super().__init__(**{"required": False, "max_length": 100, **options})


class RegisterFilter(FilterForm):
    """Of a register: by name, and what is no longer in use only when asked for."""

    q = SearchField(label=_("Search by name"))
    use = forms.ChoiceField(
        label=pgettext_lazy("register", "Use"),
        choices=[
            ("", _("In use")),
            ("out", _("No longer in use")),
            ("all", pgettext_lazy("register", "All")),
        ],
        required=False,
    )

    def narrow(self, rows):
        match self.cleaned_data.get("use"):
            case "out":
                rows = rows.out_of_use()
            case "all":
                pass
            case _:
                rows = rows.in_use()
        return rows.named(self.cleaned_data.get("q", ""))


class AreaFilter(RegisterFilter):
    """Of what lies in a district."""

    district = forms.ModelChoiceField(
        District.objects.all(),
        label=_("District"),
        empty_label=_("All districts"),
        required=False,
    )
    field_order = ["q", "district", "use"]

    def narrow(self, rows):
        rows = super().narrow(rows)
        district = self.cleaned_data.get("district")
        return rows.filter(district=district) if district else rows


class SchoolFilter(AreaFilter):
    q = SearchField(label=_("Search by name or NPSN"))
    form = forms.ChoiceField(
        label=pgettext_lazy("school", "Level"),
        choices=[("", _("All levels")), *School.Form.choices],
        required=False,
    )
    field_order = ["q", "form", "district", "use"]

    def narrow(self, rows):
        rows = super().narrow(rows)
        form = self.cleaned_data.get("form")
        return rows.filter(form=form) if form else rows


def school_field():
    return forms.ModelChoiceField(
        School.objects.all(), label=_("School"), empty_label=_("All schools"), required=False
    )


class SubjectFilter(RegisterFilter):
    school = school_field()
    field_order = ["q", "school", "use"]

    def narrow(self, rows):
        rows = super().narrow(rows)
        school = self.cleaned_data.get("school")
        return rows.filter(school=school) if school else rows


class TermFilter(FilterForm):
    school = school_field()

    def narrow(self, rows):
        school = self.cleaned_data.get("school")
        return rows.filter(school=school) if school else rows


class MembershipFilter(FilterForm):
    q = SearchField(label=_("Search by name"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("All roles")), *Role.choices], required=False
    )

    def narrow(self, rows):
        if role := self.cleaned_data.get("role"):
            rows = rows.filter(role=role)
        return rows.held_by(self.cleaned_data.get("q", ""))
