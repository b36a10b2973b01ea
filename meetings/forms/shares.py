"""The quick share: one field. The rest is guessed, or opened by whoever needs it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.fields import words_box
from staff.fields import PeopleChoice, PersonChoice

from ..models import QuickShare


class ShareForm(forms.ModelForm):
    """`own` is the record of whoever writes; None if they can only write for others."""

    class Meta:
        model = QuickShare
        fields = ["text", "with_people", "by"]
        field_classes = {"with_people": PeopleChoice, "by": PersonChoice}
        widgets = {
            "text": words_box(2),
            "with_people": forms.SelectMultiple(attrs={"size": 5}),
        }
        labels = {
            "text": gettext_lazy("With whom did you talk, and about what?"),
            "with_people": gettext_lazy("Colleagues"),
            "by": gettext_lazy("On behalf of"),
        }
        help_texts = {
            "text": gettext_lazy("One sentence is enough. Do not write pupils' names."),
            "with_people": gettext_lazy("Hold several down to choose more than one."),
            "by": gettext_lazy("For a colleague without an account; your name stands beside it."),
        }

    def __init__(self, *args, own, **kwargs):
        super().__init__(*args, **kwargs)
        self.own = own
        self.fields["by"].required = own is None
        self.fields["by"].empty_label = gettext_lazy("Myself") if own else _("Choose a person")

    def fit(self):
        """Leave out what has nothing to choose from, once the choices are cut."""
        for name in ("with_people", "by"):
            field = self.fields[name]
            offered = [(person.pk, field.label_from_instance(person)) for person in field.queryset]
            if not offered and not field.required:
                del self.fields[name]
            elif name == "by":
                field.choices = [("", field.empty_label), *offered]
            else:
                field.choices = offered
        return self

    def clean(self):
        fields = super().clean()
        fields["by"] = fields.get("by") or self.own
        return fields

    def _post_clean(self):
        self.instance.by = self.cleaned_data.get("by") or self.own
        super()._post_clean()
