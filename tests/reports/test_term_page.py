"""The page of a term: what its numbers say, and who reads it."""

import json
from fractions import Fraction
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reports import printing
from reports.calculations.units import POINT
from reports.readings.term import TermReading
from reports.tables import Kind
from schools.access import Role
from tests import make, printed

from .numbers import lines, person_line, sample


def words(reading):
    return " ".join(str(finding.text) for finding in reading.findings)


def test_a_change_of_six_that_lies_on_one_side_is_told_with_its_interval():
    # Two each would be 12; these add up to 36, so the mean is 6.
    first = TermReading(sample(), {}).findings[0]
    assert "Pembelajaran" in first.text
    assert "6,00" in first.text
    assert "n = 6" in first.text
    # squares 220 − 6·36 = 4, variance 4/5, half = 2.571·√(0.8/6) = 0.94
    assert first.below[0] == "Kira-kira antara +5,06 dan +6,94."


def test_of_fewer_than_five_nothing_is_concluded():
    numbers = sample()
    numbers["changes"]["teacher"]["teaching"] |= {"n": 4}
    assert "belum cukup untuk disimpulkan (n = 4)" in TermReading(numbers, {}).findings[0].text


def test_the_lowest_part_is_named_with_its_mean():
    assert "59,00" in TermReading(sample(), {}).findings[1].text


def test_ideas_stand_beside_those_of_the_term_before():
    before = {"ideas": {"noted": 6, "tried": 1, "seen": 0}}
    third = TermReading(sample(), before).findings[2]
    assert "Dari 7 gagasan" in third.text
    assert "6" in third.below[0]


def test_without_numbers_it_says_so_and_shows_no_zero():
    reading = TermReading({}, {})
    assert len(reading.findings) == 1
    assert not any(box.facts for box in reading.boxes)
    assert reading.steps is None
    assert reading.rows({}) == []


def test_four_boxes_hold_input_process_output_and_outcome():
    facts = [
        [(fact.words, fact.value) for fact in box.facts] for box in TermReading(sample(), {}).boxes
    ]
    assert ("Guru", 9) in facts[0]
    assert ("Guru dikunjungi", "8 dari 9") in facts[1]
    assert ("Penilaian", "59,00 (n = 6)") in facts[2]
    assert ("Gagasan yang dicoba rekan", "5 dari 7") in facts[3]


@pytest.fixture
def term(school):
    return make.term(school=school)


def test_rows_are_exact_and_a_part_not_measured_is_missing(db, school):
    person = make.person(school)
    (table,) = TermReading(sample(), {}, lines(person)).rows({person.pk: "Ni Luh"})
    row, total = table.rows
    assert [column.key for column in table.columns if column.kind is Kind.PERCENT] == ["teaching"]
    assert row.cells["teaching"] == 69
    assert row.cells["change"] == Fraction(68 * POINT - 62 * POINT, POINT)
    assert row.cells["steps"] == (1, 2)
    assert total.cells["teaching"] == 69
    assert total.cells["change"] is None  # no sums of the whole in this sample


def test_the_principal_reads_names_and_whoever_left_the_reader_s_sight_is_not_there(
    client, school, term
):
    known, elsewhere = make.person(school), make.person(make.school())
    summary = make.summary(term, numbers=sample(), lines=lines(known, elsewhere))
    client.force_login(make.user(Role.PRINCIPAL, school))
    page = client.get(summary.get_absolute_url()).content.decode()
    assert known.name in page
    assert elsewhere.name not in page
    assert "69,00" in page


def test_the_list_leads_to_the_page(client, school, term):
    summary = make.summary(term, numbers=sample())
    client.force_login(make.user(Role.PRINCIPAL, school))
    page = client.get(reverse("reports:terms")).content.decode()
    assert summary.get_absolute_url() in page


def test_a_term_that_waits_to_be_counted_says_so(client, school, term):
    summary = make.summary(term, counted_at=None, state="queued")
    client.force_login(make.user(Role.PRINCIPAL, school))
    page = client.get(summary.get_absolute_url()).content.decode()
    assert "Sedang dihitung" in page


def test_the_file_holds_the_same_figures_as_typed_cells(client, school, term):
    person = make.person(school)
    summary = make.summary(term, numbers=sample(), lines=lines(person))
    client.force_login(make.user(Role.PRINCIPAL, school))
    answer = client.get(reverse("reports:term_xlsx", args=[summary.pk]))
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    header, row, total = book.get_sheet_by_index(0).to_python()
    assert header[3:5] == ["Tindak lanjut selesai", "Tindak lanjut selesai, dari"]
    assert row == [person.name, 69, 6, 1, 2, "Kelas 1"]
    assert total == ["Rata-rata", 69, "", "", "", "n = 6"]
    told = json.loads(client.get(reverse("reports:term_json", args=[summary.pk])).content)
    assert told["title"] == str(summary)
    row, total = told["tables"][0]["rows"]
    assert list(row["cells"].values()) == [person.name, 69, 6, {"done": 1, "of": 2}]
    assert (row["note"], row["is_total"]) == ("Kelas 1", False)
    assert (69 in total["cells"].values(), total["is_total"]) == (True, True)


@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_the_paper_holds_the_sentences_the_boxes_and_the_rows(client, school, term, paper):
    person = make.person(school)
    summary = make.summary(term, numbers=sample(), lines=lines(person))
    client.force_login(make.user(Role.PRINCIPAL, school))
    address = reverse("reports:term_pdf", args=[summary.pk])
    text = printed.text(client.get(address, {"kertas": paper}).content)
    for told in ["Pembelajaran naik 6,00 poin", "8 dari 9", person.name, "69,00", "Kepala Sekolah"]:
        assert told in text, told


def test_the_thick_line_joins_only_those_measured_in_both_terms(db, school):
    new = person_line(2, values={"teaching": 99 * POINT}, before={})
    reading = TermReading(sample(), {}, lines(person_line(1), new), ("20251", "20252"))
    ((_phone, drawing), _wide) = reading.ways.drawings
    (cell,) = drawing.cells
    assert cell.value.text == "69,00"
    assert [moment.text for moment in cell.moments] == ["Ganjil", "Genap"]


def test_the_figures_stand_on_paper_too(client, school, term):
    earlier = make.term(school=school, code="20242", first_day="2025-01-06", last_day="2025-06-20")
    make.summary(earlier, numbers=sample())
    there = lines(make.person(school), make.person(school))
    summary = make.summary(term, numbers=sample(), lines=there)
    client.force_login(make.user(Role.PRINCIPAL, school))
    paper = client.get(reverse("reports:term_pdf", args=[summary.pk])).content
    for title in ["Dari semester ke semester", "Apa yang terjadi setelah bekerja sama"]:
        assert title in printed.text(paper)
    drawing = printing.figure_words("", TermReading(sample(), {}).depth)["drawing"].decode()
    assert "dari 13 orang" in drawing
