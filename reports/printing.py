"""Reports on paper: the sentences, figures and rows of the page, to print, sign and file."""

from html import unescape

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from schools.documents import Signing, render
from staff.papers import head_of, letterhead_of

from .wording import in_words, n_beside

LANGUAGE = "id"
WIDE = 6  # columns; beyond that they need the long side of the paper
CAVEAT = (
    "Tidak ada kelompok pembanding: angka ini menggambarkan, tidak menjelaskan sebabnya. "
    "Hasil ini bagian dari dialog di sekolah, bukan predikat SKP."
)


def term_report(summary, reading, names, paper):
    """The PDF of a term, with a row for each of those whose name the reader knows."""
    term = summary.term
    with translation.override(LANGUAGE):
        under = [f"Semester {term}", reading.chosen, reading.silent]
        said = common("Laporan Semester", list(filter(None, under)), summary.counted_at) | {
            "sentences": [finding_words(finding) for finding in reading.findings],
            "boxes": [box_words(box) for box in reading.boxes if box.facts],
            "figures": [figure_words(*pair) for pair in figures_of(reading) if pair[1]],
            "tables": [table_words(table) for table in reading.rows(names)],
        }
        return printed(said, term.school, summary.counted_at, paper)


def asked_report(report, tables, paper):
    """The PDF of a report that somebody asked for; `tables` gives them in the language of now."""
    with translation.override(LANGUAGE):
        under = [report.place_in_words, f"Semester {report.term_in_words}"]
        title = f"Laporan {report.get_kind_display()}"
        said = common(title, under, report.counted_at)
        said |= {"tables": [table_words(table) for table in tables()]}
        is_signed = report.group is None
        return printed(said, report.one_school, report.counted_at, paper, is_signed=is_signed)


def common(title, under, counted_at):
    return {
        "title": title,
        "under": under,
        "foot": f"Sejawat, dihitung {date_format(timezone.localtime(counted_at))}",
        "sentences": [],
        "boxes": [],
        "figures": [],
        "caveat": CAVEAT,
    }


def printed(said, school, counted_at, paper, *, is_signed=True):
    """Under the letterhead and above the name of its head, where it is about one school."""
    day = timezone.localdate(counted_at)
    said |= {
        "letterhead": letterhead_of(school) if school else None,
        "signing": Signing(school.signing_place, day, head_of(school, day)).words()
        if school and is_signed
        else None,
        "is_wide": any(len(table["columns"]) > WIDE for table in said["tables"]),
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
        "columns": [
            {"label": str(column.label), "is_figure": column.kind.is_figure}
            for column in table.read
        ],
        "body": [row_words(table, row) for row in table.body],
        "totals": [row_words(table, row) for row in table.totals],
    }


def row_words(table, row):
    return {"cells": [cell_words(row, one) for one in table.read], "note": str(row.note)}


def cell_words(row, column):
    words = str(in_words(row.cells.get(column.key), column.kind)) or "–"
    return "\n".join([words, *n_beside(row, column)])


def plain(text):
    """A sentence of a page without its links."""
    return unescape(strip_tags(str(text)))
