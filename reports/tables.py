"""A table of figures: the same rows for a page, a paper and a file.

A figure that was not measured is None and stays an empty cell. One that is not told, because it
would tell of a few people, is HIDDEN: words on a page, an empty cell in a file.
"""

import json
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from supervision.findings import in_cell


class Kind(Enum):
    TEXT = "text"
    COUNT = "count"  # int
    PERCENT = "percent"  # Fraction, 0 to 100
    POINTS = "points"  # Fraction, a difference of two percents
    SPREAD = "spread"  # Fraction, how far such differences lie apart
    PART = "part"  # (done, all)
    DAY = "day"  # date

    @property
    def is_figure(self):
        return self not in {Kind.TEXT, Kind.DAY}


@dataclass(frozen=True)
class Hidden:
    """Stands in a cell; equal to nothing that could be counted with."""

    def __bool__(self):
        return False


HIDDEN = Hidden()


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    kind: Kind = Kind.TEXT
    n: str = ""  # the column that says how many it is of; a reader finds that beside the figure


@dataclass(frozen=True)
class Row:
    cells: dict  # key of a column → value
    links: dict = field(default_factory=dict)  # key of a column → address of what was counted
    note: str = ""  # below the first cell, or why the others are hidden
    is_total: bool = False

    @property
    def hides(self):
        return any(value is HIDDEN for value in self.cells.values())


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    columns: tuple
    rows: tuple
    lead: str = ""  # how it is ordered, what the figures are

    @property
    def read(self):
        """The columns of a page and a paper. A file has one more for each n."""
        counts = {column.n for column in self.columns}
        return [column for column in self.columns if column.key not in counts]

    @property
    def body(self):
        return [row for row in self.rows if not row.is_total]

    @property
    def totals(self):
        return [row for row in self.rows if row.is_total]


def sheet_of(table):
    """The same rows for a file: (title, header, rows). “8 of 9” becomes two cells; a note stands
    at the end of its row."""
    notes = [pgettext("table", "Note")] if any(row.note for row in table.rows) else []
    header = [label for column in table.columns for label in _labels(column)]
    rows = [
        [cell for column in table.columns for cell in _cells(row, column)]
        + [row.note for _note in notes]
        for row in table.rows
    ]
    return str(table.title), header + notes, rows


def _labels(column):
    label = str(column.label)
    return [label, _("%(what)s, of") % {"what": label}] if column.kind is Kind.PART else [label]


def _cells(row, column):
    value = row.cells.get(column.key)
    missing = value is None or value is HIDDEN
    match column.kind:
        case Kind.PART:
            return [None, None] if missing else list(value)
        case Kind.PERCENT | Kind.POINTS | Kind.SPREAD:
            return [None if missing else in_cell(value)]
    return [None if missing else value]


def as_json(title, counted_at, tables):
    """The same rows for another program: figures as in a workbook, the key of each beside it."""
    told = {
        "title": title,
        "counted_at": counted_at.isoformat(),
        "tables": [_written(table) for table in tables],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _written(table):
    columns = table.columns
    return {
        "key": table.key,
        "title": str(table.title),
        "columns": [
            {"key": column.key, "label": str(column.label), "kind": column.kind.value}
            for column in columns
        ],
        "rows": [
            {
                "cells": {one.key: _value(row.cells.get(one.key), one.kind) for one in columns},
                "hidden": [one.key for one in columns if row.cells.get(one.key) is HIDDEN],
                "note": str(row.note),
                "is_total": row.is_total,
            }
            for row in table.rows
        ],
    }


def _value(value, kind):
    if value is None or value is HIDDEN:
        return None
    match kind:
        case Kind.PART:
            return {"done": value[0], "of": value[1]}
        case Kind.PERCENT | Kind.POINTS | Kind.SPREAD:
            return float(in_cell(value))
        case Kind.DAY:
            return value.isoformat()
        case Kind.COUNT:
            return value
    return str(value)
