"""What is said about a visit, the steps agreed on, and notes of one's own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.fields import day_box, words_box
from schools.filters import FilterForm
from staff.fields import PersonChoice

from ..calculations.results import NOT_APPLICABLE
from ..kinds import Fate
from ..models import Feedback, FollowUp, PrivateNote, Remark, Visit


class RemarkForm(forms.Form):
    """One thing that one of the two says; `voices` when the writer could speak for either."""

    voice = forms.ChoiceField(label=gettext_lazy("Who says this?"), widget=forms.RadioSelect)
    text = Remark._meta.get_field("text").formfield(
        label=gettext_lazy("In your own words"), widget=words_box(5)
    )

    def __init__(self, *args, voices=(), **kwargs):
        super().__init__(*args, **kwargs)
        if len(voices) > 1:
            self.fields["voice"].choices = voices
        else:
            del self.fields["voice"]


class ReadForm(forms.Form):
    text = Remark._meta.get_field("text").formfield(
        label=gettext_lazy("What would you like to add?"), widget=words_box(3), required=False
    )


class ObjectionForm(forms.Form):
    code = forms.ChoiceField(
        label=gettext_lazy("About which item?"),
        required=False,
        help_text=gettext_lazy("Leave it empty if it is about the whole."),
    )
    text = Remark._meta.get_field("text").formfield(
        label=gettext_lazy("What do you see differently?"), widget=words_box(5)
    )

    def __init__(self, *args, items=(), **kwargs):
        super().__init__(*args, **kwargs)
        if items:
            self.fields["code"].choices = [("", gettext_lazy("The whole")), *items]
        else:
            del self.fields["code"]


class AnswerObjectionForm(forms.Form):
    text = Remark._meta.get_field("text").formfield(
        label=gettext_lazy("Your answer"),
        widget=words_box(5),
        help_text=gettext_lazy(
            "It stands beside the objection for good. If a score is to change, correct the result."
        ),
    )


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = Feedback
        fields = list(Feedback.PARTS)
        widgets = {
            "goal": words_box(2),
            "seen": words_box(5),
            "gap": words_box(2),
            "next_step": words_box(2),
        }
        help_texts = {
            "goal": gettext_lazy("What you had agreed on, or what the lesson was to reach."),
            "next_step": gettext_lazy("One thing, small enough for the next lessons."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        missing = _("“%(part)s” is still empty. Feedback needs all four parts before it is shared.")
        for field in self.fields.values():
            field.error_messages["required"] = missing % {"part": field.label}


YES_OR_NO = [
    ("", gettext_lazy("Not said yet")),
    ("True", pgettext_lazy("criterion", "Met")),
    ("False", pgettext_lazy("criterion", "Not met yet")),
]


class VerdictForm(forms.ModelForm):
    """Whether a criterion without a figure is met, and how the talk went."""

    is_met = forms.TypedChoiceField(
        label=gettext_lazy("Is the criterion met?"),
        choices=YES_OR_NO,
        coerce=lambda given: given == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Visit
        fields = ["is_met", "met_note", "talk_share"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.criterion or self.instance.at_least is not None:
            del self.fields["is_met"]
            del self.fields["met_note"]


class CorrectForm(forms.Form):
    """One item of a final result, its new score, and why."""

    item = forms.ChoiceField(label=gettext_lazy("Item, and its score now"))
    score = forms.ChoiceField(label=gettext_lazy("New score"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("It stands beside the old and the new result."),
    )

    def __init__(self, *args, items, scores, **kwargs):
        super().__init__(*args, **kwargs)
        self.scores = {str(value): value for value, _words in scores}
        self.fields["item"].choices = [("", gettext_lazy("Choose an item")), *items]
        self.fields["score"].choices = [
            ("", gettext_lazy("Choose a score")),
            *((str(value), words) for value, words in scores),
        ]

    def clean_score(self):
        return self.scores[self.cleaned_data["score"]]


class PointsCorrectForm(CorrectForm):
    """The same for a scale of points, which has no levels to choose from."""

    score = forms.IntegerField(
        label=gettext_lazy("New score"),
        help_text=gettext_lazy("Leave it empty if the item does not apply."),
        required=False,
    )

    def __init__(self, *args, items, scores, **kwargs):
        forms.Form.__init__(self, *args, **kwargs)
        self.fields["item"].choices = [("", gettext_lazy("Choose an item")), *items]

    def clean_score(self):
        score = self.cleaned_data["score"]
        return NOT_APPLICABLE if score is None else score


class FollowUpForm(forms.ModelForm):
    class Meta:
        model = FollowUp
        fields = ["text", "owner", "sign", "due"]
        field_classes = {"owner": PersonChoice}
        widgets = {"due": day_box(), "text": words_box(2), "sign": words_box(2)}
        help_texts = {
            "text": gettext_lazy("Example: begin at the door when going round, for three lessons.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].empty_label = gettext_lazy("Choose a person")

    def clean_due(self):
        due = self.cleaned_data["due"]
        if "due" in self.changed_data and due < timezone.localdate():
            raise ValidationError(_("This day is over. Choose one that is still to come."))
        return due


class CloseForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"),
        choices=[choice for choice in Fate.choices if choice[0] != Fate.OPEN],
        widget=forms.RadioSelect,
    )
    outcome = FollowUp._meta.get_field("outcome").formfield(
        label=gettext_lazy("What came of it?"),
        widget=words_box(4),
        required=True,
        help_text=gettext_lazy("What was done, and what shows it. If dropped: why."),
        error_messages={"required": gettext_lazy("Say what came of it, or what shows it.")},
    )


class FollowUpFilter(FilterForm):
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        required=False,
        choices=[
            ("", pgettext_lazy("follow-ups", "All")),
            ("mine", gettext_lazy("My own")),
            ("visits", gettext_lazy("Of those I visit")),
        ],
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("workflow", "State"),
        required=False,
        choices=[
            ("", gettext_lazy("Still open")),
            ("late", gettext_lazy("Overdue")),
            ("done", gettext_lazy("Closed")),
            ("all", pgettext_lazy("follow-ups", "All")),
        ],
    )

    def seen_by(self, user):
        self.user = user
        return self

    def narrow(self, rows):
        match self.cleaned_data.get("whose"):
            case "mine":
                rows = rows.filter(owner__user=self.user)
            case "visits":
                rows = rows.filter(visit__observer=self.user)
        match self.cleaned_data.get("state"):
            case "late":
                return rows.overdue()
            case "done":
                return rows.exclude(state=Fate.OPEN).order_by("-closed_at", "-pk")
            case "all":
                return rows
        return rows.open()


class NoteForm(forms.ModelForm):
    class Meta:
        model = PrivateNote
        fields = ["text"]
        widgets = {"text": words_box(8)}
        labels = {"text": gettext_lazy("For yourself")}
