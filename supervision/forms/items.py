"""The lines of an instrument: its aspects, and the items below them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from staff.kinds import STAFF

from ..rubric_words import SERVICES, SPEAKERS, STAGES
from ..rubrics import editing
from ..rubrics.vocabulary import PROSE
from .parts import PartForm, coded, is_for_staff, labels_of, line, lines, weight_field


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
            "allow_na": forms.BooleanField(label=_("Can be “not applicable”"), required=False),
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
