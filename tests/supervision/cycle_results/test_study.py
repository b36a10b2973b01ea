"""What cycles came to. The published study has to come out as it was printed."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from schools.models import AuditEntry
from staff.kinds import Kind
from supervision import findings
from supervision.calculations.cycles import same_measure
from supervision.calculations.results import rounded
from supervision.kinds import Stage
from supervision.models import Cycle, Participant, Result, Sheet, Visit
from supervision.rubrics.model import read
from supervision.services.cycle_results import chain_to, results_of, versions_used
from tests import make
from tests.supervision import study


def shown(numbers):
    return [str(rounded(number)) for number in numbers]


def all_results(cycle):
    """Of a cycle, from every row there is."""
    chain = chain_to(cycle, Cycle.objects.all())
    visits = Visit.objects.shared().select_related("person", "class_group", "band_set")
    results, sheets = Result.objects.current(), Sheet.objects.filter(voice="observer")
    return results_of(
        chain,
        participants=Participant.objects.filter(cycle__in=chain).select_related("person"),
        visits=visits,
        results=results,
        sheets=sheets,
        versions=versions_used(chain, visits, results, sheets),
    )


class TestThePublishedStudy:
    @pytest.fixture
    def results(self, school, by):
        return all_results(study.enter(school, by))

    def test_means_and_ranges_are_those_that_follow_from_its_rows(self, results):
        measures = results.all_measured
        assert shown(measured.mean for measured in measures) == ["42.29", "53.48", "65.08"]
        assert shown(measured.spread for measured in measures) == ["17.00", "13.85", "23.60"]
        assert [measured.n for measured in measures] == [6, 6, 6]

    def test_each_row_is_the_printed_one_in_the_order_of_the_classes(self, results):
        rows = [[str(rounded(cell.percent)) for cell in line.cells] for line in results.lines]
        printed = zip(study.BASELINE, study.FIRST, study.SECOND, strict=True)
        assert rows == [list(row) for row in printed]
        assert [line.class_name for line in results.lines] == [f"Kelas {n}" for n in range(1, 7)]

    def test_changes_and_bands_are_the_printed_ones(self, results):
        changes = [str(rounded(line.change)) for line in results.lines]
        assert changes == ["17.75", "18.00", "20.05", "25.98", "30.60", "24.35"]
        assert str(rounded(results.change.mean)) == "22.79"
        counts = [
            {band.label.id: number for band, number in results.in_bands(place) if number}
            for place in range(3)
        ]
        assert counts == [
            {"Kurang": 5, "Cukup": 1},
            {"Kurang": 3, "Cukup": 3},
            {"Cukup": 4, "Baik": 2},
        ]
        assert results.moves == (6, 0, 0)
        assert all(line.last.is_met for line in results.lines)

    def test_the_page_says_it_in_three_sentences_with_n_and_the_caution(self, client, by, results):
        client.force_login(by)
        page = client.get(reverse("supervision:cycle_results", args=[results.cycle.pk]))
        text = page.content.decode()
        for figure in ["42,29%", "65,08%", "22,79", "17,00", "13,85", "23,60", "53,48%"]:
            assert figure in text, figure
        said = [str(finding.text) for finding in page.context["findings"]]
        assert len(said) == 3
        assert all("n = 6" in sentence for sentence in said)
        assert "6" in page.context["caveat"]

    def test_the_table_to_keep_holds_numbers_and_is_noted(self, client, by, results):
        client.force_login(by)
        url = reverse("supervision:cycle_results_xlsx", args=[results.cycle.pk])
        book = CalamineWorkbook.from_filelike(BytesIO(client.get(url).content))
        rows = book.get_sheet_by_index(0).to_python()
        assert rows[1][2:6] == [35.75, 46.75, 53.5, 17.75]
        sums = book.get_sheet_by_index(1).to_python()
        assert [row[2] for row in sums[1:]] == [42.29, 53.48, 65.08]
        assert AuditEntry.objects.filter(action="exported").count() == 1


class TestWhatIsMissing:
    def test_who_was_not_visited_is_named_and_is_no_zero(self, client, school, by):
        version = make.instrument_version(school, study.rubric())
        people = study.six_teachers(school)
        percents = [*study.BASELINE[:5], None]
        cycle = study.enter_cycle(
            school, people, percents, by=by, version=version, band_set=make.band_set(school)
        )
        results = all_results(cycle)
        assert results.measured(0).n == 5
        assert results.measured(0).lowest == Fraction("35.75")
        (missing,) = [line for line in results.lines if line.last is None]
        assert missing.person == people[5][0]
        client.force_login(by)
        text = client.get(reverse("supervision:cycle_results", args=[cycle.pk])).content.decode()
        assert "Cuti melahirkan" in text
        assert ">0,00" not in text

    def test_two_are_too_few_to_conclude(self, school, by):
        version = make.instrument_version(school, study.rubric())
        people = study.six_teachers(school)[:2]
        cycle = study.enter_cycle(
            school,
            people,
            study.BASELINE[:2],
            by=by,
            version=version,
            band_set=make.band_set(school),
        )
        first = findings.findings(all_results(cycle))[0]
        assert "n = 2" in first.text
        assert "36" not in first.text

    def test_only_those_measured_every_time_are_compared(self, school, by):
        version = make.instrument_version(school, study.rubric())
        bands, people = make.band_set(school), study.six_teachers(school)
        chain = {"by": by, "version": version, "band_set": bands}
        before = study.enter_cycle(school, people, [None, *study.BASELINE[1:]], **chain)
        after = study.enter_cycle(school, people, study.FIRST, follows=before, **chain)
        results = all_results(after)
        assert [measured.n for measured in results.compared] == [5, 5]
        assert results.measured(1).n == 6
        newcomer = next(line for line in results.lines if line.person == people[0][0])
        assert newcomer.change is None

    def test_a_shared_visit_counts_and_says_that_it_is_not_final(self, client, school, by):
        version = make.instrument_version(school, study.rubric())
        ((person, group), *_rest) = study.six_teachers(school)
        cycle = make.cycle(
            school, version=version, band_set=make.band_set(school), stage=Stage.ACTION
        )
        cycle.participants.create(person=person)
        study.visit_with(cycle, person, group, "46.75", day=make.A_DAY, by=by, final=False)
        results = all_results(cycle)
        assert rounded(results.lines[0].last.percent) == Decimal("46.75")
        assert not results.lines[0].last.is_final
        assert results.has_open_ones
        client.force_login(by)
        page = client.get(reverse("supervision:cycle_results", args=[cycle.pk]))
        assert page.context["table"][0]["last"].is_final is False

    def test_what_is_not_shared_is_not_there(self, school, by, client):
        version = make.instrument_version(school, study.rubric())
        person = make.person(school)
        cycle = make.cycle(school, version=version)
        visit = make.visit(school, person, by, cycle=cycle, version=version, state="observed")
        make.sheet(visit, study.scores_for("46.75"))
        client.force_login(by)
        page = client.get(reverse("supervision:cycle_results", args=[cycle.pk]))
        assert page.context["results"].measured(0).n == 0
        assert b"46,75" not in page.content


class TestAnotherInstrument:
    def test_its_percents_are_not_compared_and_no_line_joins_them(self, school, by):
        people, bands = study.six_teachers(school), make.band_set(school)
        old = make.instrument_version(school, study.rubric())
        content = study.rubric() | {"id": "lain"}
        new = make.instrument_version(school, content)
        before = study.enter_cycle(
            school, people, study.BASELINE, by=by, version=old, band_set=bands
        )
        after = study.enter_cycle(
            school, people, study.FIRST, by=by, version=new, band_set=bands, follows=before
        )
        results = all_results(after)
        assert results.breaks == [1]
        assert results.start == 1
        assert results.change.n == 0
        assert all(line.change is None for line in results.lines)
        cautions = list(findings.cautions(results))
        assert len(cautions) == 1

    def test_a_new_version_with_the_same_items_measures_alike(self):
        one = make.rubric()
        other = make.rubric() | {"version": 2, "name": {"id": "Ejaannya dibetulkan"}}
        assert same_measure(read(one), read(other))

    def test_one_more_item_measures_otherwise(self):
        assert not same_measure(read(make.rubric()), read(make.rubric("ABC-01 ABC-02")))
        assert not same_measure(None, None)

    def test_someone_seen_with_another_stands_in_the_rows_and_not_in_the_mean(self, school, by):
        version = make.instrument_version(school, study.rubric())
        other = make.instrument_version(school, make.rubric())
        cycle = make.cycle(school, version=version)
        clerk = make.person(school, name="Juru tulis")
        for person, used, scores in [
            (make.person(school), version, study.scores_for("46.75")),
            (clerk, other, {"ABC-01": 4}),
        ]:
            visit = make.visit(school, person, by, cycle=cycle, version=used, state="shared")
            make.sheet(visit, scores)
        results = all_results(cycle)
        assert len(results.lines) == 2
        assert clerk not in results.measured(0).percents
        assert results.measured(0).n == 1
        assert results.has_other_instruments


class TestWhoReadsIt:
    def test_a_teacher_never_does(self, client, school, by, teacher):
        cycle = study.enter(school, by)
        person = cycle.participants.first().person
        for account in [teacher, person.user]:
            client.force_login(account)
            for name in ["cycle_results", "cycle_results_xlsx"]:
                assert (
                    client.get(reverse(f"supervision:{name}", args=[cycle.pk])).status_code == 404
                )

    def test_the_school_supervisor_does_and_it_is_noted(self, client, school, by, supervisor):
        cycle = study.enter(school, by)
        client.force_login(supervisor)
        page = client.get(reverse("supervision:cycle_results", args=[cycle.pk]))
        assert "65,08%" in page.content.decode()
        assert AuditEntry.objects.filter(actor=supervisor, action="read").exists()

    def test_a_school_shows_its_chain(self, client, school, by):
        study.enter(school, by)
        client.force_login(by)
        page = client.get(reverse("supervision:school_results", args=[school.pk]))
        (chain,) = page.context["chains"]
        assert [row["mean"] for row in chain] == ["42,29%", "53,48%", "65,08%"]
        assert [row["n"] for row in chain] == [6, 6, 6]

    def test_a_school_names_whom_this_term_has_reached_and_whom_not(
        self, client, school, principal
    ):
        today = timezone.localdate()
        make.term(
            school=school,
            code="20262",
            first_day=today - timedelta(days=30),
            last_day=today + timedelta(days=90),
        )
        seen, unseen = make.person(school, name="Terkunjungi"), make.person(school, name="Belum")
        make.person(school, name="Yang memimpin", kind=Kind.PRINCIPAL)
        make.visit(school, seen, principal, state="shared", date=today)
        make.visit(school, unseen, principal, state="called_off", date=today)
        long_ago = make.visit(school, unseen, principal, state="final")
        assert long_ago.date < today - timedelta(days=30)
        client.force_login(principal)
        page = client.get(reverse("supervision:school_results", args=[school.pk]))
        coverage = page.context["coverage"]
        assert (coverage.done, coverage.all) == (1, 2)
        assert [seat.person for seat in coverage.missing] == [unseen]


def test_a_chain_is_followed_back_to_its_beginning(school):
    first = make.cycle(school, number=0)
    second = make.cycle(school, number=1, follows=first)
    other = make.cycle(school, number=1)
    assert chain_to(second, Cycle.objects.all()) == [first, second]
    assert chain_to(other, Cycle.objects.all()) == [other]


def test_the_baseline_is_locked_once_the_next_cycle_begins(school, by):
    last = study.enter(school, by)
    baseline = Cycle.objects.get(number=0)
    assert baseline.locked_at is not None
    assert last.stage == Stage.CLOSED
