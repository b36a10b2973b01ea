"""Classes, and whose they are."""

from django import forms
from django.utils.translation import gettext_lazy

from schools.models import ClassGroup

from ..models import ClassTeacher


class TeacherField(forms.ModelChoiceField):
    def label_from_instance(self, placement):
        return f"{placement.person.full_name}, {placement.get_kind_display()}"


class ClassGroupForm(forms.ModelForm):
    teacher = ClassTeacher._meta.get_field("placement").formfield(
        form_class=TeacherField,
        label=gettext_lazy("Class teacher"),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )

    class Meta:
        model = ClassGroup
        fields = ["school", "year", "name", "grade", "last_grade", "pupils"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        teaches = getattr(self.instance, "class_teacher", None)
        self.initial.setdefault("teacher", teaches and teaches.placement_id)

    field_order = ["school", "year", "name", "teacher", "grade", "last_grade", "pupils"]
