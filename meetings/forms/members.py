"""Choosing members of a group: by ticking names, or by writing them where there are very many."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.fields import words_box

CHOOSE = gettext_lazy("Choose a member")
MOST_IN_SIGHT = 60  # more than that is a page nobody reads, and a heavy one


class WrittenMembers(forms.CharField):
    """Names as people write them, one on each line."""

    def __init__(self, rows, *, many=True, **options):
        self.rows, self.many = rows, many
        box = words_box(3) if many else forms.TextInput
        super().__init__(widget=box, max_length=4000, **options)

    def prepare_value(self, value):
        if isinstance(value, str | None):
            return value
        keys = value if isinstance(value, list | tuple) else [value]
        keys = [getattr(one, "pk", one) for one in keys]
        return "\n".join(str(row) for row in self.rows.filter(pk__in=keys))

    def clean(self, value):
        lines = normalize_newlines(super().clean(value)).split("\n")
        found = [self.member(line.strip()) for line in lines if line.strip()]
        return found if self.many else (found[0] if found else None)

    def member(self, name):
        rows = list(self.rows.named(name)[:9])
        same = [row for row in rows if str(row).casefold() == name.casefold()]
        rows = same or rows
        if not rows:
            raise ValidationError(
                _("“%(name)s” is not a member of this group. Write the name as it stands there.")
                % {"name": name}
            )
        if len(rows) > 1:
            raise ValidationError(
                _("More than one member is called “%(name)s”. Write the whole name.")
                % {"name": name}
            )
        return rows[0]


def members_field(rows, **options):
    """A field for several members out of `rows`, which are in scope already."""
    if _are_many(rows):
        return WrittenMembers(rows, help_text=gettext_lazy("One name on each line."), **options)
    return forms.ModelMultipleChoiceField(rows, widget=forms.CheckboxSelectMultiple, **options)


def member_field(rows, *, empty_label=CHOOSE, **options):
    """A field for one member."""
    if _are_many(rows):
        return WrittenMembers(rows, many=False, **options)
    return forms.ModelChoiceField(rows, empty_label=empty_label, **options)


def _are_many(rows):
    return rows[MOST_IN_SIGHT:].exists()


def group_field(model):
    """To narrow a list to one group; the view cuts it to the groups that the reader sees."""
    return model._meta.get_field("group").formfield(
        label=gettext_lazy("Group"), empty_label=gettext_lazy("All groups"), required=False
    )
