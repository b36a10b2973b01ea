"""The page of a term on paper: the same sentences and rows, to print, sign and file."""

from html import unescape

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from schools.documents import Signing, render
from staff.papers import head_of, letterhead_of

from .wording import in_words

LANGUAGE = "id"
CAVEAT = (
    "Tidak ada kelompok pembanding: angka ini menggambarkan, tidak menjelaskan sebabnya. "
    "Hasil ini bagian dari dialog di sekolah, bukan predikat SKP."
)


def term_report(summary, reading, names, paper):
    """The PDF of a term, with a row for each of those whose name the reader knows."""
    school, day = summary.term.school, timezone.localdate(summary.counted_at)
    with translation.override(LANGUAGE):
        said = {
            "letterhead": letterhead_of(school),
            "title": "Laporan Semester",
            "under": [f"Semester {summary.term}"],
            "foot": f"Sejawat, dihitung {date_format(timezone.localtime(summary.counted_at))}",
            "sentences": [finding_words(finding) for finding in reading.findings],
            "boxes": [box_words(box) for box in reading.boxes if box.facts],
            "figures": [figure_words(*pair) for pair in figures_of(reading) if pair[1]],
            "tables": [table_words(table) for table in reading.rows(names)],
            "caveat": CAVEAT,
            "signing": Signing(
                place=school.signing_place, day=day, right=head_of(school, day)
            ).words(),
        }
        return render("reports/report.typ", said, paper=paper, day=day)


def finding_words(finding):
    return {"text": plain(finding.text), "below": [plain(words) for words in finding.below]}


def box_words(box):
    return {"title": box.title, "facts": [(str(fact.words), str(fact.value)) for fact in box.facts]}


def figures_of(reading):
    return [
        (_("From term to term"), reading.ways),
        (_("What came of working together"), reading.depth),
    ]


def figure_words(title, figure):
    """The widest of its drawings, in ink."""
    drawing = max((drawing for _name, drawing in figure.drawings), key=lambda one: one.width)
    svg = render_to_string("reports/paper/figure.svg", {"drawing": drawing})
    return {"title": title, "drawing": svg.encode(), "width": drawing.width}


def table_words(table):
    return {
        "title": table.title,
        "lead": table.lead,
        "columns": [str(column.label) for column in table.columns],
        "body": [row_words(table, row) for row in table.body],
        "totals": [row_words(table, row) for row in table.totals],
    }


def row_words(table, row):
    cells = [str(in_words(row.cells.get(one.key), one.kind)) or "–" for one in table.columns]
    return {"cells": cells, "note": str(row.note)}


def plain(text):
    """A sentence of a page without its links."""
    return unescape(strip_tags(str(text)))
