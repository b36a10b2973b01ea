"""Finding band sets, and writing their bands: one row a band, what is left empty falls away."""

from decimal import Decimal

from django import forms
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from schools.filters import RegisterFilter

from ..models import BandSet
from ..problems import sentence
from ..rubrics.bands import HIGHEST_TONE, MOST_BANDS, SHAPES, band_problems, bound_of
from ..rubrics.editing import changed_text, clean
from ..rubrics.vocabulary import ROOM
from ..services.instruments import digest
from .instruments import InstrumentFilter


class BandSetFilter(RegisterFilter):
    source = InstrumentFilter.base_fields["source"]
    field_order = ["q", "source", "use"]

    def narrow(self, rows):
        rows = super().narrow(rows)
        if source := self.cleaned_data.get("source"):
            rows = rows.filter(school__isnull=source == "library")
        return rows


def strokes(tone):
    words = ngettext("%(n)d stroke", "%(n)d strokes", tone) % {"n": tone}
    if tone == 1:
        return _("%(strokes)s, lowest") % {"strokes": words}
    return _("%(strokes)s, highest") % {"strokes": words} if tone == HIGHEST_TONE else words


class BandSetForm(forms.ModelForm):
    """A row a band: lower bound, word and strokes."""

    name = forms.CharField(
        label=pgettext_lazy("band set", "Name"),
        max_length=ROOM["name"],
        help_text=gettext_lazy("As it is chosen from a list, for example Four bands 56–71–86."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = BandSet
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.language = get_language()[:2]
        bands, name = self.instance.content["bands"], self.instance.content["name"]
        self.initial |= {
            "name": name.get(self.language) or name["id"],
            "seen": digest(self.instance.content),
        }
        for row in range(MOST_BANDS):
            self.add_row(row, bands[row] if row < len(bands) else None)

    def add_row(self, row, band):
        number = {"n": row + 1}
        self.fields[f"from_{row}"] = forms.CharField(
            label=_("Band %(n)d, from (percent)") % number, max_length=9, required=False
        )
        self.fields[f"from_{row}"].widget.attrs["inputmode"] = "decimal"
        self.fields[f"word_{row}"] = forms.CharField(
            label=_("Band %(n)d, word") % number, max_length=ROOM["label"], required=False
        )
        self.fields[f"tone_{row}"] = forms.TypedChoiceField(
            label=_("Band %(n)d, strokes") % number,
            choices=[("", "–"), *((tone, strokes(tone)) for tone in range(1, HIGHEST_TONE + 1))],
            coerce=int,
            empty_value=None,
            required=False,
        )
        if band:
            self.initial |= {
                f"from_{row}": written(band["from"], self.language),
                f"word_{row}": band["label"].get(self.language) or band["label"]["id"],
                f"tone_{row}": band["tone"],
            }

    @property
    def rows(self):
        """The three boxes of each row, for the page."""
        return [
            [self[f"{part}_{row}"] for part in ("from", "word", "tone")]
            for row in range(MOST_BANDS)
        ]

    def clean(self):
        fields = super().clean()
        bands = [band for row in range(MOST_BANDS) if (band := self.band(row, fields))]
        if not self.errors:
            self.bands = self.shaped(sorted(bands, key=lambda band: Decimal(str(band["from"]))))
            for problem in band_problems(self.bands):
                self.add_error(None, sentence(problem))
        return fields

    def band(self, row, fields):
        """The band of a row, or None if the row is empty; its bound as a number."""
        bound, word = fields.get(f"from_{row}", ""), clean(fields.get(f"word_{row}", ""))
        tone = fields.get(f"tone_{row}")
        if not (bound or word):
            return None
        start = bound_of(bound.strip().replace(",", "."))
        if start is None:
            self.add_error(
                f"from_{row}",
                _("Write a percent from 0 to 100, two decimals at most, such as %(example)s.")
                % {"example": number_format(70.5)},
            )
        if not word:
            self.add_error(f"word_{row}", _("Write the word for results from here on."))
        if tone is None:
            self.add_error(f"tone_{row}", _("Choose the number of strokes."))
        if start is None or not word or tone is None:
            return None
        number = int(start) if start == int(start) else float(start)
        old = self.old_bands[row] if row < len(self.old_bands) else {}
        label = changed_text(old.get("label"), word, self.language)
        return {"from": number, "label": label, "shape": old.get("shape"), "tone": tone}

    def shaped(self, bands):
        """Each band keeps its shape; a new one takes one that is free."""
        free = [shape for shape in SHAPES if shape not in {band["shape"] for band in bands}]
        return [band | {"shape": band["shape"] or free.pop(0)} for band in bands]

    @cached_property
    def old_bands(self):
        return self.instance.content["bands"]

    def renew(self):
        """Take what is saved now as seen; what was typed stays in the boxes."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.initial["seen"]

    def content(self):
        name = changed_text(self.instance.content["name"], self.cleaned_data["name"], self.language)
        return self.instance.content | {"name": name, "bands": self.bands}


def written(bound, language):
    """A bound as the reader writes it: with a comma, except in English."""
    number = f"{Decimal(str(bound)).normalize():f}"
    return number if language == "en" else number.replace(".", ",")
