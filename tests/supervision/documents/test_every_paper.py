"""Every paper of supervision: in both sizes, the same from the same facts, typed text as text."""

from dataclasses import replace

import pytest

from supervision.documents import cycle_recap, cycle_report, instrument_sheet, visit_record
from supervision.documents.cycle import report_words
from supervision.documents.facts import Aspect, Item, Problem
from supervision.documents.instrument import words as sheet_words
from supervision.documents.record import words as record_words
from tests import printed

from .facts import SCALES, filled, flat, recap, record, report, results, sheet

PAPERS = [
    (instrument_sheet, sheet()),
    (instrument_sheet, filled()),
    (visit_record, record()),
    (cycle_recap, recap(replace(results(), measurements=("Awal",)))),
    (cycle_report, report()),
]


@pytest.mark.parametrize(("draw", "facts"), PAPERS)
@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_every_paper_comes_as_a4_and_as_f4(draw, facts, paper, size):
    assert {page.size for page in printed.pages(draw(facts, paper))} == {size}


@pytest.mark.parametrize(("draw", "facts"), PAPERS)
def test_the_same_facts_give_the_same_bytes(draw, facts):
    assert draw(facts, "a4") == draw(facts, "a4")


@pytest.mark.parametrize("code", SCALES)
def test_every_scale_has_a_blank_and_a_filled_sheet(code):
    assert "Guru memberi waktu berpikir." in flat(instrument_sheet(sheet(code), "f4"))
    assert SCALES[code][1] in flat(instrument_sheet(filled(code), "a4"))


def test_a_cycle_without_scores_is_printed_without_bands():
    bare = replace(results([("", "", "")]), bands=())
    assert "Rentang kategori" not in flat(cycle_recap(recap(bare), "a4"))
    assert "belum dikunjungi" in flat(cycle_report(report(bare), "a4"))


@pytest.mark.parametrize("typed", ['#read("/etc/passwd")', "$x$ *a* @b [c] <d> `e` \\"])
def test_typed_text_stays_text_in_every_paper(typed):
    item = Item("1", typed, (typed,) * 4, answer="2", note=typed, evidence=typed)
    drawn = [
        instrument_sheet(filled(aspects=(Aspect(typed, (item,)),), conclusion=typed), "a4"),
        visit_record(record(focus=typed, own_view=typed, reply=typed), "a4"),
        cycle_recap(replace(recap(), cycle=typed), "a4"),
        cycle_report(report(problems=(Problem(typed, "selesai"),)), "a4"),
    ]
    assert all(typed in flat(pdf) for pdf in drawn)


def test_no_paper_says_a_word_that_sejawat_does_not_use():
    said = str([sheet_words(filled()), record_words(record()), report_words(report())]).lower()
    for word in ("temuan", "peringkat", "terbaik", "terendah", "tertinggi", "gagal", "kinerja"):
        assert word not in said
