"""Opening a difference of opinion, its positions, who was heard, its trial and its end."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from schools.fields import day_box, words_box
from schools.filters import FilterForm

from ..kinds import Settled
from ..models import Difference, Heard, Position
from .members import group_field, member_field, members_field

POSITION = Position._meta.get_field("text")
EVIDENCE = Position._meta.get_field("evidence")
HOLDERS = Position._meta.get_field("members")
SIDES = {
    1: gettext_lazy("One opinion"),
    2: gettext_lazy("The other opinion"),
}


class OpenForm(forms.ModelForm):
    """The topic and the first opinions; the second can wait for whoever holds it."""

    class Meta:
        model = Difference
        fields = ["topic", "mediator"]
        help_texts = {
            "topic": gettext_lazy("As a question, without names. Example: homework every day?")
        }

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        for number in SIDES:
            self.fields[f"text_{number}"] = POSITION.formfield(
                label=gettext_lazy("What they say"), widget=words_box(2), required=number == 1
            )
            self.fields[f"evidence_{number}"] = EVIDENCE.formfield(
                label=capfirst(EVIDENCE.verbose_name), widget=words_box(2)
            )
            self.fields[f"members_{number}"] = members_field(
                members, label=capfirst(HOLDERS.verbose_name), required=False
            )
        self.fields["mediator"] = mediator_field(members)

    def sides(self):
        """The fields of each opinion, under its heading."""
        for number, heading in SIDES.items():
            names = [f"text_{number}", f"evidence_{number}", f"members_{number}"]
            yield heading, [self[name] for name in names]

    def clean(self):
        fields = super().clean()
        other = fields.get("evidence_2") or fields.get("members_2")
        if other and not fields.get("text_2") and "text_2" not in self.errors:
            self.add_error("text_2", gettext_lazy("Say what this side thinks, in one sentence."))
        return fields

    def positions(self):
        fields = self.cleaned_data
        return [
            (fields[f"text_{n}"], fields[f"evidence_{n}"], fields[f"members_{n}"])
            for n in SIDES
            if fields[f"text_{n}"]
        ]


def mediator_field(members):
    return member_field(
        members,
        label=capfirst(Difference._meta.get_field("mediator").verbose_name),
        empty_label=gettext_lazy("Nobody yet"),
        required=False,
        help_text=gettext_lazy("Somebody who holds neither opinion and hears both."),
    )


class DifferenceForm(forms.ModelForm):
    class Meta:
        model = Difference
        fields = ["topic", "mediator", "meetings"]
        widgets = {"meetings": forms.CheckboxSelectMultiple}
        labels = {"meetings": gettext_lazy("Meetings in which it was talked about")}

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mediator"] = mediator_field(members)


class PositionForm(forms.ModelForm):
    class Meta:
        model = Position
        fields = ["text", "evidence", "not_heard"]
        widgets = {"text": words_box(2), "evidence": words_box(3)}
        labels = {"text": gettext_lazy("What they say")}
        help_texts = {
            "evidence": gettext_lazy("What was seen or counted, with its number."),
            "not_heard": gettext_lazy("Only if it really cannot be. Example: moved to Kendari."),
        }

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        label = capfirst(HOLDERS.verbose_name)
        self.fields["members"] = members_field(members, label=label, required=False)
        if self.instance.pk:
            self.initial["members"] = list(self.instance.members.values_list("pk", flat=True))
        else:
            del self.fields["not_heard"]
        self.order_fields(["text", "members", "evidence", "not_heard"])


class HeardForm(forms.ModelForm):
    class Meta:
        model = Heard
        fields = ["text"]
        widgets = {"text": words_box(3)}
        help_texts = {
            "text": gettext_lazy("As it was said, not what was meant. One sentence is enough.")
        }

    def __init__(self, *args, members=None, **kwargs):
        super().__init__(*args, **kwargs)
        if members is not None:
            self.fields["member"] = member_field(members, label=gettext_lazy("Who was heard"))
            self.order_fields(["member", "text"])


class TrialForm(forms.ModelForm):
    class Meta:
        model = Difference
        fields = ["trial", "trial_from", "trial_until", "trial_result"]
        widgets = {
            "trial": words_box(2),
            "trial_from": day_box(),
            "trial_until": day_box(),
            "trial_result": words_box(3),
        }
        labels = {
            "trial": gettext_lazy("What is tried, and how you will see which holds"),
            "trial_from": gettext_lazy("First day of the trial"),
            "trial_until": gettext_lazy("Last day of the trial"),
        }
        help_texts = {
            "trial": gettext_lazy("Small, and with an end. Example: four weeks in two classes."),
            "trial_result": gettext_lazy("With its count: how many of how many."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trial"].required = True

    def clean(self):
        fields = super().clean()
        begins, ends = fields.get("trial_from"), fields.get("trial_until")
        if begins and ends and ends < begins:
            self.add_error("trial_until", _("The end comes before the start. Check both."))
        return fields


class SettleForm(forms.ModelForm):
    class Meta:
        model = Difference
        fields = ["settled", "decision", "practice", "review_on"]
        widgets = {"settled": forms.RadioSelect, "review_on": day_box()}
        labels = {
            "decision": gettext_lazy("Decision that settled it"),
            "review_on": gettext_lazy("Look at it again on"),
        }
        help_texts = {
            "decision": gettext_lazy("Decisions come from the minutes of your meetings."),
            "review_on": gettext_lazy("A day on which you ask whether it still holds."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].empty_label = gettext_lazy("No decision")
        self.fields["practice"].empty_label = gettext_lazy("None yet")


class DifferenceFilter(FilterForm):
    group = group_field(Difference)
    state = forms.ChoiceField(
        label=pgettext_lazy("workflow", "State"),
        required=False,
        choices=[
            ("", pgettext_lazy("opinion", "All")),
            ("open", Settled.OPEN.label),
            ("settled", pgettext_lazy("opinion", "Settled")),
            ("look", gettext_lazy("To be looked at again")),
            ("practice", gettext_lazy("A practice came of it")),
            ("adopted", gettext_lazy("The practice was adopted")),
        ],
    )

    def of_group(self, rows):
        group = self.cleaned_data.get("group")
        return rows.filter(group=group) if group else rows

    def narrow(self, rows):
        rows = self.of_group(rows)
        match self.cleaned_data.get("state"):
            case "open":
                return rows.open()
            case "settled":
                return rows.settled()
            case "look":
                return rows.to_look_at(timezone.localdate())
            case "practice":
                return rows.with_practice()
            case "adopted":
                return rows.with_adoption()
        return rows
