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
from ..rubric_words import FILLERS, RESULTS, SCALES, SERVICES, SPEAKERS, STAGES
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
        help_text=gettext_lazy("Leave it at 1 unless some parts shall count more than others."),
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
        label=gettext_lazy("An item may be “not applicable”"),
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


class AspectForm(PartForm):
    name = line(
        pgettext_lazy("aspect", "Name"),
        "aspect_name",
        field=forms.CharField,
        help_text=gettext_lazy("What its items have in common, for example Opening."),
    )
    stage = coded(
        gettext_lazy("Part of teaching"), STAGES, pgettext_lazy("aspect", "None in particular")
    )
    service = coded(
        gettext_lazy("Side of the work"), SERVICES, pgettext_lazy("aspect", "None in particular")
    )
    weight = weight_field()

    def build(self, content):
        aspect = self.part(content)
        self.initial |= {
            "name": self.shown(aspect.get("name")),
            "stage": aspect.get("stage", ""),
            "service": aspect.get("service", ""),
            "weight": aspect.get("weight", 1),
        }
        if content["result"] != "percent":
            del self.fields["weight"]
        if content["scale"]["type"] == PROSE or is_for_staff(content):
            self.leave_out("stage")
        if content["scale"]["type"] == PROSE or not set(content["target"]["kinds"]) & STAFF:
            self.leave_out("service")

    def leave_out(self, name):
        if not self.initial[name]:
            del self.fields[name]

    def part(self, content):
        """What is said of the aspect itself; of a new one there is nothing yet."""
        if self.code is None:
            return {}
        aspect = editing.part_of(content["aspects"], self.code)
        return {key: value for key, value in aspect.items() if key != "items"}

    def change(self, content):
        fields = self.cleaned_data
        facts = {"name": self.written(self.part(content).get("name"), "name")}
        facts |= {key: fields[key] or None for key in ("stage", "service") if key in fields}
        if "weight" in fields:
            facts["weight"] = fields["weight"]
        return editing.with_aspect(content, self.code, facts)


class ItemForm(PartForm):
    """An item of either kind: scored by levels, or a question answered in words."""

    measures = line(gettext_lazy("What it measures"), "measures", field=forms.CharField)

    def part(self, content):
        """The item, and the scale that it is described by."""
        scale = content["scale"]
        return [self.item(content), scale["type"], [level["value"] for level in labels_of(scale)]]

    def item(self, content):
        if self.code is None:
            editing.part_of(content["aspects"], self.aspect)  # a KeyError if it has gone
            return {}
        aspect = editing.aspect_with(content, self.code)
        self.aspect = aspect["code"]
        return editing.part_of(aspect["items"], self.code)

    def build(self, content):
        item = self.item(content)
        self.initial["measures"] = self.shown(item.get("measures"))
        if content["scale"]["type"] == PROSE:
            self.build_prompt(item)
        else:
            self.build_scored(item, content)

    def build_prompt(self, item):
        measures = self.fields["measures"]
        measures.label = _("What it is about, in a word or two")
        self.fields |= {
            "prompt": lines(_("Question"), "prompt", rows=3),
            "speaker": coded(_("Who answers"), SPEAKERS, _("Either")),
            "required": forms.BooleanField(
                label=_("It must be answered before the talk ends"), required=False
            ),
        }
        self.initial |= {
            "prompt": self.shown(item.get("prompt")),
            "speaker": item.get("speaker", ""),
            "required": item.get("required", False),
        }

    def build_scored(self, item, content):
        scale = content["scale"]
        self.fields["measures"].help_text = _(
            "One thing that can be seen or heard, for example Pupils get time to think."
        )
        for level in labels_of(scale):
            self.add_descriptor(level, item)
        self.fields |= {
            "required_evidence": forms.BooleanField(
                label=_("Evidence must be kept"),
                required=False,
                help_text=_("A photo or a note; without it the sheet is not complete."),
            ),
            "evidence_hint": lines(
                _("Which evidence would do"), "evidence_hint", field=forms.CharField, required=False
            ),
        }
        self.initial |= {
            "required_evidence": item.get("required_evidence", False),
            "evidence_hint": self.shown(item.get("evidence_hint")),
        }
        if scale["allow_na"]:
            self.add_na(item)
        self.add_place(item, content)

    def add_descriptor(self, level, item):
        name = f"level_{level['value']}"
        number = f"{level['value']} · " if isinstance(level["value"], int) else ""
        self.fields[name] = lines(
            _("What is seen at “%(level)s”") % {"level": number + self.shown(level)}, "descriptor"
        )
        described = item.get("descriptors", {}).get(str(level["value"]))
        self.initial[name] = self.shown(described)

    def add_na(self, item):
        self.fields |= {
            "allow_na": forms.BooleanField(label=_("May be “not applicable”"), required=False),
            "na_hint": lines(
                _("When it does not apply"), "na_hint", field=forms.CharField, required=False
            ),
        }
        self.initial |= {
            "allow_na": item.get("allow_na", True),
            "na_hint": self.shown(item.get("na_hint")),
        }

    def add_place(self, item, content):
        if content["result"] == "percent":
            self.fields["weight"] = weight_field()
            self.initial["weight"] = item.get("weight", 1)
        if item.get("stage") or not is_for_staff(content):
            self.fields["stage"] = coded(_("Part of teaching"), STAGES, _("The same as the aspect"))
            self.initial["stage"] = item.get("stage", "")

    @property
    def levels(self):
        return [field for field in self.visible_fields() if field.name.startswith("level_")]

    def change(self, content):
        item, fields = self.item(content), self.cleaned_data
        facts = {"measures": self.written(item.get("measures"), "measures")}
        for name in ("prompt", "evidence_hint", "na_hint"):
            if name in fields:
                facts[name] = self.written(item.get(name), name)
        for name in ("stage", "speaker"):
            if name in fields:
                facts[name] = fields[name] or None
        if "weight" in fields and fields["weight"] != item.get("weight", 1):
            facts["weight"] = fields["weight"]
        facts |= {
            name: fields[name]
            for name in ("required", "required_evidence", "allow_na")
            if name in fields
        }
        if content["scale"]["type"] != PROSE:
            facts["descriptors"] = self.descriptors(item, content["scale"])
        return editing.with_item(content, self.aspect, self.code, facts)

    def descriptors(self, item, scale):
        """Those that are written; one that is missing is missing, not an empty text."""
        described, old = {}, item.get("descriptors", {})
        for level in labels_of(scale):
            value = str(level["value"])
            if text := self.written(old.get(value), f"level_{value}"):
                described[value] = text
        return described


class SeenForm(forms.Form):
    """What somebody agreed to remove, as it was then."""

    seen = forms.CharField(widget=forms.HiddenInput)
