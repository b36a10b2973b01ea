"""A school's own list of levels: one row a level, from the lowest up."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.fields import words_box

from ..models import LevelSet

MOST_LEVELS = 8
TEXTS = {"name": 60, "definition": 200, "quick_check": 200, "next_activity": 200}
LABELS = {
    "name": gettext_lazy("Name of the level"),
    "definition": gettext_lazy("What a pupil can do there"),
    "quick_check": gettext_lazy("How to check it quickly"),
    "next_activity": gettext_lazy("What to practise next"),
}


class LevelSetForm(forms.ModelForm):
    """Each level has its place as a number, which moves it; an empty name drops it."""

    class Meta:
        model = LevelSet
        fields = ["name", "how_to_check"]
        labels = {
            "name": gettext_lazy("Name of the list"),
            "how_to_check": gettext_lazy("How to check"),
        }
        widgets = {"how_to_check": words_box(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.old = self.instance.levels
        for row in range(MOST_LEVELS):
            level = self.old[row] if row < len(self.old) else {}
            self.fields[f"place_{row}"] = forms.IntegerField(
                label=_("Place, 1 is the lowest"),
                min_value=1,
                max_value=99,
                required=False,
                initial=row + 1,
            )
            for text, room in TEXTS.items():
                self.fields[f"{text}_{row}"] = forms.CharField(
                    label=LABELS[text],
                    max_length=room,
                    required=False,
                    initial=level.get(text, ""),
                )

    @property
    def rows(self):
        return [[self[f"{part}_{row}"] for part in ("place", *TEXTS)] for row in range(MOST_LEVELS)]

    def clean(self):
        fields = super().clean()
        found = []
        for row in range(MOST_LEVELS):
            level = {text: fields.get(f"{text}_{row}", "") for text in TEXTS}
            if not level["name"]:
                if any(level.values()) and not self.was_there(row):
                    self.add_error(f"name_{row}", _("Name this level, or empty its other boxes."))
                continue
            if row < len(self.old):
                level["code"] = self.old[row]["code"]
            found.append((fields.get(f"place_{row}") or row + 1, row, level))
        self.levels = [level for _place, _row, level in sorted(found, key=lambda one: one[:2])]
        names = [level["name"].casefold() for level in self.levels]
        if len(set(names)) < len(names):
            self.add_error(None, _("Two levels have the same name. Give each its own."))
        if len(self.levels) < 2 and not self.errors:
            self.add_error(None, _("A list needs at least two levels."))
        return fields

    def was_there(self, row):
        return row < len(self.old)
