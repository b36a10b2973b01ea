"""What the page of an area is narrowed by. The answers stand in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.models import Term


class AreaFilter(forms.Form):
    """`terms` are codes, the newest first, which one gets without asking; `clusters` pairs of
    key and name, none where there is nothing to choose from."""

    use_required_attribute = False
    semester = forms.ChoiceField(label=_("Term"), required=False)
    gugus = forms.TypedChoiceField(label=_("Cluster"), required=False, coerce=int, empty_value=None)

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
