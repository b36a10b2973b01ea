"""Classes, and whose they are."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.filters import FilterForm, SearchField
from schools.models import ClassGroup
from schools.models.places import school_year

from ..models import ClassTeacher


class ClassFilter(FilterForm):
    """Of the running school year, unless another is asked for."""

    q = SearchField(label=gettext_lazy("Search by name"))
    year = forms.ChoiceField(label=gettext_lazy("School year"), required=False)
    school = ClassGroup._meta.get_field("school").formfield(
        required=False, empty_label=gettext_lazy("All schools")
    )

    def shown_to(self, *, years, now):
        """`years` that there are, `now` the running one, which needs no word in the address."""
        others = [(year, school_year(year)) for year in years if year != now]
        self.now = now
        self.fields["year"].choices = [("", school_year(now)), *others]
        self.full_clean()
        return self

    def narrow(self, rows):
        year = self.cleaned_data.get("year") or self.now
        found = rows.named(self.cleaned_data.get("q", "")).filter(year=year)
        school = self.cleaned_data.get("school")
        return found.filter(school=school) if school else found


class TeacherField(forms.ModelChoiceField):
    def label_from_instance(self, placement):
        return f"{placement.person.full_name}, {placement.get_kind_display()}"


def teacher_field(**kwargs):
    return ClassTeacher._meta.get_field("placement").formfield(
        form_class=TeacherField, required=False, empty_label=gettext_lazy("Nobody yet"), **kwargs
    )


class FirstClassesForm(forms.Form):
    """Whose each of the first classes is, as far as that is known."""

    def __init__(self, *args, classes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {f"teacher_{one.grade}": teacher_field(label=one.name) for one in classes}

    def clean(self):
        named = super().clean()
        return {"teachers": {int(name.rpartition("_")[2]): named[name] for name in named}}


class ClassGroupForm(forms.ModelForm):
    teacher = teacher_field(label=gettext_lazy("Class teacher"))

    class Meta:
        model = ClassGroup
        fields = ["school", "year", "name", "grade", "last_grade", "pupils"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        teaches = getattr(self.instance, "class_teacher", None)
        self.initial.setdefault("teacher", teaches and teaches.placement_id)

    def clean(self):
        fields = super().clean()
        teacher, school = fields.get("teacher"), fields.get("school")
        if teacher and school and teacher.school != school:
            self.add_error(
                "teacher", _("%(person)s works at another school.") % {"person": teacher.person}
            )
        return fields

    field_order = ["school", "year", "name", "teacher", "grade", "last_grade", "pupils"]
