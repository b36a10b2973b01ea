"""“My data”: all that is kept about one person, gathered from what each model says of itself.

A model joins with `about` on its queryset (see About in access.py). The declared fields are
shown, in words, as far as the person concerned may see the row.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .access import MINE, VIEW, ScopedQuerySet
from .models import AuditEntry


@dataclass(frozen=True)
class Section:
    """What one model holds about someone. The database is asked when `records` is first read."""

    rows: ScopedQuerySet

    @property
    def model(self):
        return self.rows.model

    @property
    def title(self):
        return str(capfirst(self.rows.about.title or self.model._meta.verbose_name_plural))

    @property
    def header(self):
        return [str(capfirst(label(self.model, name))) for name in self.rows.about.fields]

    @cached_property
    def records(self):
        """One list of values a row, in the order of the header; None where nothing is written."""
        names = self.rows.about.fields
        return [[value_of(row, name) for name in names] for row in self.rows]

    @property
    def facts(self):
        """For each row the pairs of label and words, without what is not written."""
        return [
            [
                (name, in_words(value))
                for name, value in zip(self.header, record, strict=True)
                if value is not None
            ]
            for record in self.records
        ]

    @property
    def table(self):
        """Header and rows of words, without the columns in which nothing is written."""
        used = [
            place
            for place, _ in enumerate(self.header)
            if any(record[place] is not None for record in self.records)
        ]
        header = [self.header[place] for place in used]
        rows = [[in_words(record[place], "SHORT_") for place in used] for record in self.records]
        return {"header": header, "rows": [list(zip(header, row, strict=True)) for row in rows]}


def models_about_people():
    """Every model that says whom its rows are about: floor by floor, the trail at the end."""
    floors = reversed(list(apps.get_app_configs()))  # installed from the top floor down
    found = [model for floor in floors for model in floor.get_models() if about(model)]
    return sorted(found, key=lambda model: model is AuditEntry)


def about(model):
    return getattr(model._default_manager.all(), "about", None)


def sections(user, first=()):
    """What is kept about `user`: the models of `first`, then all others in their order."""
    rest = [model for model in models_about_people() if model not in first]
    return [Section(rows_about(user, model)) for model in (*first, *rest)]


def rows_about(user, model):
    """The rows of `model` about `user`, with all that their declared fields need."""
    declared = about(model)
    action = MINE if MINE in model._default_manager.all().access else VIEW
    theirs = model._base_manager.filter(**{declared.path: user.pk}).values("pk")
    rows = model._default_manager.for_user(user, action).filter(pk__in=theirs)
    fields = [field_of(model, name) for name in declared.fields]
    one = [field.name for field in fields if field and (field.many_to_one or field.one_to_one)]
    many = [field.name for field in fields if field and field.many_to_many]
    # Without a name select_related follows every relation there is; None follows none.
    return rows.select_related(*(*one, *declared.reads) or [None]).prefetch_related(*many)


def field_of(model, name):
    """The field of that name; None for a property."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def label(model, name):
    """What the value is called: as declared, as the field says, or as the kind of row it names."""
    if name in about(model).labels:
        return about(model).labels[name]
    field = field_of(model, name)
    says_nothing = field.remote_field and not isinstance(field.verbose_name, Promise)
    return field.related_model._meta.verbose_name if says_nothing else field.verbose_name


def value_of(row, name):
    """Text, a number, a date or a moment of the reader's clock; None where nothing is written."""
    field = field_of(type(row), name)
    if field and field.many_to_many:
        return listed([str(one) for one in getattr(row, name).all()]) or None
    value = getattr(row, name)
    if value is None or value == "":
        return None
    if field and field.choices:
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if isinstance(value, datetime):
        return timezone.localtime(value)
    return value if isinstance(value, date | int | Decimal) else str(value)


def in_words(value, length=""):
    """The value as a person reads it; "" where nothing is written. Length: "" or "SHORT_"."""
    match value:
        case None:
            return ""
        case datetime():
            return date_format(value, f"{length}DATETIME_FORMAT")
        case date():
            return date_format(value, f"{length}DATE_FORMAT")
    return str(localize(value))


def listed(words):
    """A; A and B; A, B, and C."""
    *others, last = words or [""]
    if len(others) < 2:
        return _("%(one)s and %(other)s") % {"one": others[0], "other": last} if others else last
    return _("%(many)s, and %(last)s") % {"many": ", ".join(others), "last": last}
