"""Finding instruments, making them, bringing them in. Their parts are in parts.py."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.filters import RegisterFilter, SearchField
from staff.kinds import Kind

from ..models import Instrument
from ..problems import refusal, sentence
from ..rubric_words import SCALES
from ..rubrics import editing, files
from ..rubrics.checking import problems
from ..rubrics.plain_yaml import LARGEST

OWN, LIBRARY = "own", "library"
KINDS = [choice for choice in Kind.choices if choice[0]]


class InstrumentFilter(RegisterFilter):
    q = SearchField(label=gettext_lazy("Search by name"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("instrument", "For"),
        choices=[("", pgettext_lazy("instrument", "All uses")), *Instrument.Use.choices],
        required=False,
    )
    source = forms.ChoiceField(
        label=pgettext_lazy("instrument", "From"),
        choices=[
            ("", pgettext_lazy("instrument", "Everywhere")),
            (OWN, gettext_lazy("Our own")),
            (LIBRARY, gettext_lazy("Library")),
        ],
        required=False,
    )
    field_order = ["q", "kind", "source", "use"]

    def narrow(self, rows):
        rows = super().narrow(rows)
        if kind := self.cleaned_data.get("kind"):
            rows = rows.filter(use=kind)
        if source := self.cleaned_data.get("source"):
            rows = rows.filter(school__isnull=source == LIBRARY)
        return rows


class SchoolForm(forms.ModelForm):
    """For whom something is made; a page leaves the question out where there is one answer."""

    class Meta:
        model = Instrument
        fields = ["school"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].empty_label = gettext_lazy("Choose a school")


class NewInstrumentForm(SchoolForm):
    scale = forms.ChoiceField(
        label=gettext_lazy("Scale"),
        choices=list(SCALES.items()),
        initial="levels_1_4",
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It can be changed as long as nobody has used the instrument."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("For whom"),
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Instrument
        fields = ["school", "name", "use"]
        labels = {"use": pgettext_lazy("instrument", "For")}
        help_texts = {
            "name": gettext_lazy("As your colleagues would call it, for example Literacy corner.")
        }
        widgets = {"use": forms.RadioSelect}

    field_order = ["school", "name", "use", "kinds", "scale"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["use"].choices = Instrument.Use.choices
        self.initial.setdefault("use", Instrument.Use.SCORED)

    def content(self):
        fields = self.cleaned_data
        blank = editing.blank(fields["name"], fields["use"], fields["scale"])
        return editing.with_head(blank, target=blank["target"] | {"kinds": fields["kinds"]})


class ImportForm(SchoolForm):
    """A file at first; then, looked over, its content as it goes to be saved."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,  # so that our own words say what is wrong with it
        help_text=gettext_lazy("As exported from Sejawat: the name ends in .yaml."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    source = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    content = None
    problems = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("source")

    def clean(self):
        """Read whichever was sent; what does not fit is worded, and nothing is saved."""
        fields = super().clean()
        upload, source = fields.get("file"), fields.get("source")
        try:
            self.read(upload, source)
        except files.Unreadable as trouble:
            self.add_error("file", refusal(trouble))
        return fields

    def read(self, upload, source):
        if upload is not None and upload.size > LARGEST:
            raise files.Unreadable("file_too_large", size=upload.size, limit=LARGEST)
        if upload is None and not source:
            return
        content = files.load(source if upload is None else upload.read())
        self.problems = [sentence(problem) for problem in problems(content)]
        if self.problems:
            self.add_error("file", _("This instrument cannot be used as it is. See below."))
        else:
            self.content = content

    @property
    def is_looked_over(self):
        return bool(self.content and not self.cleaned_data.get("file"))
