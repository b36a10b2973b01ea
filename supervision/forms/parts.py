"""The parts of a version, one small form each.

A form is filled from the content as it is saved, and says by `change` what content follows from
it. `part` is what it was made from: if that has changed by the time it comes back, somebody else
was faster.
"""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from staff.kinds import STAFF

from ..models import InstrumentVersion
from ..rubric_words import FILLERS, RESULTS, SCALES
from ..rubrics import editing
from ..rubrics.vocabulary import (
    FEWEST_WORDS,
    HEAVIEST,
    LONGEST_VISIT,
    MOST_LABELS,
    POINTS,
    PROSE,
    RESULTS_OF,
    ROOM,
    VERBAL,
)
from ..services.instruments import digest
from .instruments import KINDS

LOSABLE = ("level_", "label_", "prompt", "evidence_hint", "na_hint")  # boxes that scales bring


class WrittenLater(forms.CharField):
    """May be saved empty: work in progress. The overview says that it is missing."""

    def validate(self, value):
        pass


class ChosenLater(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def validate(self, value):
        if value:
            super().validate(value)


def line(label, room, field=WrittenLater, **options):
    return field(label=label, max_length=ROOM[room], **options)


def lines(label, room, rows=2, field=WrittenLater, **options):
    box = forms.Textarea(attrs={"rows": rows, "class": "sj-short"})
    return field(label=label, max_length=ROOM[room], widget=box, **options)


def weight_field():
    return forms.IntegerField(
        label=gettext_lazy("Weight"),
        initial=1,
        validators=[MinValueValidator(1), MaxValueValidator(HEAVIEST)],
        help_text=gettext_lazy("Leave it at 1 unless some parts count more than others."),
        error_messages={"invalid": gettext_lazy("Write a whole number, for example 1 or 2.")},
    )


def coded(label, words, empty, **options):
    choices = [("", empty), *words.items()]
    return forms.ChoiceField(label=label, choices=choices, required=False, **options)


def labels_of(scale):
    return scale.get("labels", [])


def is_for_staff(content):
    kinds = set(content["target"]["kinds"])
    return bool(kinds) and kinds <= STAFF


class PartForm(forms.ModelForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = InstrumentVersion
        fields = []

    def __init__(self, *args, code=None, aspect=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.code, self.aspect = code, aspect
        self.language = get_language()[:2]
        self.build(self.instance.content)
        self.initial["seen"] = digest(self.part(self.instance.content))

    def build(self, content):
        """Fill `initial`, and add or leave out fields as the content asks for."""
        raise NotImplementedError

    def part(self, content):
        raise NotImplementedError

    def change(self, content):
        raise NotImplementedError

    def shown(self, text):
        return (text or {}).get(self.language) or (text or {}).get("id", "")

    def written(self, old, name):
        """The text that follows from what stands in a field; None if nothing does."""
        words = self.cleaned_data.get(name, "")
        return editing.changed_text(old, words, self.language) if words else None

    def renew(self):
        """Take what is saved now as seen; what was typed stays in the boxes."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.initial["seen"]

    def differences(self):
        """What is saved now, where it is not what was typed: label and words."""
        return [
            (field.label, self.in_words(field))
            for field in self.visible_fields()
            if field.name in self.changed_data
        ]

    def in_words(self, field):
        saved = field.initial
        if isinstance(field.field, forms.ChoiceField):
            codes = saved if isinstance(saved, list) else [saved]
            words = dict(field.field.choices)
            return ", ".join(str(words[code]) for code in codes if code in words) or "–"
        if isinstance(saved, bool):
            return pgettext("answer", "Yes") if saved else pgettext("answer", "No")
        return "–" if saved in (None, "") else str(saved)

    def homeless(self):
        """What was typed into boxes that the part does not have any more."""
        typed = {name: self.data[name] for name in self.data if name not in self.fields}
        return [words for name, words in typed.items() if words and name.startswith(LOSABLE)]


class HeadForm(PartForm):
    name = line(pgettext_lazy("instrument", "Name"), "name", field=forms.CharField)
    purpose = lines(
        gettext_lazy("What it is for"),
        "purpose",
        rows=3,
        field=forms.CharField,
        required=False,
        help_text=gettext_lazy("What does one look at with it, and what is done with the answer?"),
    )
    kinds = ChosenLater(label=gettext_lazy("For whom"), choices=KINDS)
    filled_by = ChosenLater(label=gettext_lazy("Who fills it in"), choices=list(FILLERS.items()))
    shortest = forms.IntegerField(
        label=gettext_lazy("Minutes, at least"),
        min_value=1,
        max_value=LONGEST_VISIT,
        required=False,
    )
    longest = forms.IntegerField(
        label=gettext_lazy("Minutes, at most"), min_value=1, max_value=LONGEST_VISIT, required=False
    )
    result = forms.ChoiceField(
        label=pgettext_lazy("instrument", "What comes out"), widget=forms.RadioSelect
    )
    bands = forms.ChoiceField(
        label=gettext_lazy("Suggested band set"),
        required=False,
        help_text=gettext_lazy("The words for a percent. A plan can choose another one."),
    )

    def build(self, content):
        target = content["target"]
        minutes = target.get("duration_minutes", {})
        self.initial |= {
            "name": self.shown(content["name"]),
            "purpose": self.shown(content.get("purpose")),
            "kinds": target["kinds"],
            "filled_by": target["filled_by"],
            "shortest": minutes.get("min"),
            "longest": minutes.get("max"),
            "result": content["result"],
            "bands": content.get("suggested_bands", ""),
        }
        results = RESULTS_OF[content["scale"]["type"]]
        self.fields["result"].choices = [(code, RESULTS[code]) for code in results]
        if len(results) == 1:
            del self.fields["result"]
        if "percent" not in results:
            del self.fields["bands"]

    def offer(self, band_sets):
        """Band sets to suggest, by the key that the content names; the school's own goes first."""
        if "bands" not in self.fields:
            return
        names = {bands.key: bands.name for bands in band_sets}
        if chosen := self.initial["bands"]:
            names.setdefault(chosen, chosen)
        self.fields["bands"].choices = [("", _("None yet")), *names.items()]

    def part(self, content):
        return {key: value for key, value in content.items() if key not in {"aspects", "retired"}}

    def clean(self):
        fields = super().clean()
        shortest, longest = fields.get("shortest"), fields.get("longest")
        if shortest and longest and shortest > longest:
            self.add_error(
                "longest", _("The shortest time is longer than the longest. Swap the two.")
            )
        return fields

    def change(self, content):
        fields = self.cleaned_data
        shortest, longest = fields["shortest"] or fields["longest"], fields["longest"]
        minutes = {"min": shortest, "max": longest or shortest} if shortest else None
        target = content["target"] | {
            "kinds": fields["kinds"],
            "filled_by": fields["filled_by"],
            "duration_minutes": minutes,
        }
        result = fields.get("result", content["result"])
        bands = fields.get("bands") if result == "percent" else ""
        return editing.with_head(
            content,
            name=self.written(content["name"], "name"),
            purpose=self.written(content.get("purpose"), "purpose"),
            target={key: value for key, value in target.items() if value is not None},
            result=result,
            suggested_bands=bands or None,
        )


class ScaleForm(PartForm):
    type = forms.ChoiceField(
        label=gettext_lazy("Scale"), choices=list(SCALES.items()), widget=forms.RadioSelect
    )
    allow_na = forms.BooleanField(
        label=gettext_lazy("An item can be “not applicable”"),
        required=False,
        help_text=gettext_lazy("It then leaves the count, and is no zero."),
    )

    def build(self, content):
        scale = content["scale"]
        self.initial |= {"type": scale["type"], "allow_na": scale["allow_na"]}
        if scale["type"] == POINTS:
            self.add_points(scale)
        labels = labels_of(scale)
        room = MOST_LABELS if scale["type"] == VERBAL else len(labels)
        for place in range(room):
            label = labels[place] if place < len(labels) else None
            optional = scale["type"] == VERBAL and place >= FEWEST_WORDS
            field = forms.CharField if optional else WrittenLater
            self.fields[f"label_{place}"] = line(
                self.name_of_level(scale, label, place), "label", field, required=not optional
            )
            self.initial[f"label_{place}"] = self.shown(label)

    def name_of_level(self, scale, label, place):
        if scale["type"] == VERBAL:
            return _("Level %(n)d in words, lowest first") % {"n": place + 1}
        if isinstance(label["value"], int):
            return _("What level %(n)d is called") % {"n": label["value"]}
        words = {"yes": _("What is ticked for yes"), "no": _("What is ticked for no")}
        return words[label["value"]]

    def add_points(self, scale):
        bounds = {
            "min": (_("Lowest points"), 0, 99),
            "max": (_("Highest points"), 1, 100),
            "step": (_("In steps of"), 1, 100),
        }
        for name, (label, low, high) in bounds.items():
            self.fields[name] = forms.IntegerField(label=label, min_value=low, max_value=high)
            self.initial[name] = scale[name]

    def part(self, content):
        return [content["scale"], content["result"]]

    def clean(self):
        fields = super().clean()
        if not self.errors and self.keeps_type() and "step" in fields:
            low, high, step = fields["min"], fields["max"], fields["step"]
            if low >= high or (high - low) % step:
                self.add_error(
                    "step", _("Choose steps that lead from the lowest to the highest points.")
                )
        return fields

    def keeps_type(self):
        return self.cleaned_data["type"] == self.instance.content["scale"]["type"]

    def change(self, content):
        """Another kind of scale begins with its own levels; they are named in a second look."""
        if not self.keeps_type():
            scale = editing.blank_scale(self.cleaned_data["type"])
            named = {level["value"]: level for level in labels_of(content["scale"])}
            scale["labels"] = [named.get(new["value"], new) for new in scale["labels"]]
        else:
            scale = content["scale"] | {"labels": self.labels(content["scale"])}
            scale |= {
                name: self.cleaned_data[name]
                for name in ("min", "max", "step")
                if name in self.cleaned_data
            }
        if scale["type"] != PROSE:
            scale["allow_na"] = self.cleaned_data["allow_na"]
        return editing.with_scale(content, scale)

    def labels(self, scale):
        """The levels as they were written; on a scale in words an empty box is no level."""
        old, taken, labels = labels_of(scale), set(), []
        for place in range(MOST_LABELS):
            before = old[place] if place < len(old) else None
            text = self.written(_text_of(before), f"label_{place}")
            if before is None and text is None:
                continue
            if text is None and scale["type"] == VERBAL and place >= FEWEST_WORDS:
                continue
            value = before["value"] if before else self.new_value(text, taken | _values(old))
            taken.add(value)
            labels.append({"value": value, **(text or {"id": ""})})
        return labels

    def new_value(self, text, taken):
        wanted = editing.slug_of(text["id"])[:40].rstrip("-") or "tingkat"
        value, number = wanted, 1
        while value in taken:
            number += 1
            value = f"{wanted}-{number}"
        return value


def _text_of(level):
    return {key: words for key, words in level.items() if key != "value"} if level else None


def _values(levels):
    return {level["value"] for level in levels}


class SeenForm(forms.Form):
    """What somebody agreed to remove, as it was then."""

    seen = forms.CharField(widget=forms.HiddenInput)
