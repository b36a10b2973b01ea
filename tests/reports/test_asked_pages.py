"""The pages of a report that was asked for: in words, as tables, as files."""

import csv
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from reports.calculations.units import POINT
from reports.models import Report
from reports.readings.asked import tables_of
from reports.tables import HIDDEN, sheet_of
from reports.tasks import build
from schools.access import KNOW, Role
from schools.models import Job
from tests import make
from tests.reports.numbers import percent, sample

pytestmark = pytest.mark.django_db
State = Job.State


@pytest.fixture
def summary(school):
    return make.summary(make.term(school=school, code="20251"), numbers=sample())


@pytest.fixture
def signed_in(client, principal):
    client.force_login(principal)
    return client


def text_of(client, report):
    return client.get(report.get_absolute_url()).content.decode()


def ask(client, school, kind="performance"):
    asked = {"kind": kind, "place": f"school-{school.pk}", "term": "20251"}
    return client.post(reverse("reports:ask"), asked)


def part(n, school=1, teachers=None, cluster=None):
    """The part of a school of whose teachers `n` were measured."""
    numbers = {
        "coverage": {"teacher": {"all": teachers or n, "visited": n}},
        "results": {"teacher": {"all": percent(n, 68)}},
    }
    return {
        "school": school,
        "cluster": cluster,
        "name": f"SDN {school}",
        "numbers": numbers,
        "before": {},
    }


def tables(parts, kind="performance", is_one_school=False, is_told=False):
    found = tables_of(kind, is_one_school, parts, is_told=is_told)
    return {table.key: table for table in found}


def test_from_the_question_to_the_tables(signed_in, school, summary):
    answer = ask(signed_in, school)
    report = Report.objects.get()
    assert answer.url == report.get_absolute_url()
    assert "Waiting its turn" in text_of_english(signed_in, report)
    build(report.pk)
    page = text_of_english(signed_in, report)
    assert "68.00" in page
    assert "Kept until" in page


def text_of_english(client, report):
    client.cookies["django_language"] = "en"
    return text_of(client, report)


def test_asking_again_opens_the_same_report(signed_in, school, summary):
    assert ask(signed_in, school).url == ask(signed_in, school).url


def test_the_address_fills_in_the_question(signed_in, school, summary):
    address = f"{reverse('reports:ask')}?kind=collaboration&place=school-{school.pk}&term=20251"
    form = signed_in.get(address).context["form"]
    assert form.initial == {
        "kind": "collaboration",
        "place": f"school-{school.pk}",
        "term": "20251",
    }


def test_a_place_that_is_not_open_cannot_be_asked_about(signed_in, summary, elsewhere):
    assert "place" in ask(signed_in, elsewhere).context["form"].errors
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": State.RUNNING, "done": 1, "total": 3}, "Counting school 2 of 3."),
        ({"state": State.QUEUED}, "Waiting its turn. You can leave this page."),
        (
            {"state": State.QUEUED, "due_at": timezone.now() - timedelta(minutes=2)},
            "Saved. The report is built as soon as the report service is back",
        ),
        ({"state": State.FAILED}, "The report stopped after three attempts."),
    ],
)
def test_where_it_stands_is_said_in_words(signed_in, school, principal, fields, words):
    report = make.report(school, principal, **fields)
    assert words in text_of_english(signed_in, report)


def test_whoever_waits_sees_it_without_reloading(signed_in, school, principal):
    report = make.report(school, principal, state=State.RUNNING)
    asked = {"headers": {"HX-Request": "true"}}
    waiting = signed_in.get(report.get_absolute_url(), **asked)
    assert "HX-Refresh" not in waiting.headers
    Report.objects.update(state=State.DONE)
    assert signed_in.get(report.get_absolute_url(), **asked).headers["HX-Refresh"] == "true"


def test_calling_off_removes_it(signed_in, school, principal):
    report = make.report(school, principal, state=State.RUNNING)
    signed_in.post(reverse("reports:asked_remove", args=[report.pk]))
    assert not Report.objects.exists()


def test_one_that_stopped_waits_again_after_try_again(signed_in, school, principal):
    report = make.report(school, principal, state=State.FAILED, attempts=3)
    assert reverse("reports:asked_again", args=[report.pk]) in text_of(signed_in, report)
    signed_in.post(reverse("reports:asked_again", args=[report.pk]))
    report.refresh_from_db()
    assert (report.state, report.attempts) == (State.QUEUED, 0)


def test_a_change_since_is_said_and_the_figures_stay(signed_in, school, principal, summary):
    parts = [{**part(6), "school": school.pk}]
    report = make.report(school, principal, parts=parts)
    assert "Something has changed since." not in text_of_english(signed_in, report)
    summary.counted_at = timezone.now()
    summary.save()
    page = text_of_english(signed_in, report)
    assert "Something has changed since." in page
    assert "68.00" in page


@pytest.mark.parametrize("name", ["asked", "asked_xlsx", "asked_csv", "asked_json"])
def test_page_and_files_close_with_the_role(signed_in, school, principal, name):
    report = make.report(school, principal)
    address = reverse(f"reports:{name}", args=[report.pk])
    assert signed_in.get(address).status_code == 200
    principal.memberships.update(until=timezone.localdate() - timedelta(1))
    assert signed_in.get(address).status_code == 404


@pytest.mark.parametrize("kind", Report.Kind)
def test_the_files_hold_the_tables_of_the_page(signed_in, school, summary, kind):
    ask(signed_in, school, kind)
    report = Report.objects.get()
    build(report.pk)
    shown = signed_in.get(report.get_absolute_url()).context["tables"]
    book = CalamineWorkbook.from_filelike(
        BytesIO(signed_in.get(reverse("reports:asked_xlsx", args=[report.pk])).content)
    )
    assert len(book.sheet_names) == len(shown) > 5
    text = signed_in.get(reverse("reports:asked_csv", args=[report.pk])).content
    lines = list(csv.reader(text.decode("utf-8-sig").splitlines(), delimiter=";"))
    for name, table in zip(book.sheet_names, shown, strict=True):
        title, header, rows = sheet_of(table)
        top, *below = book.get_sheet_by_name(name).to_python()
        assert [top, *map(plain, below)] == [header, *map(plain, rows)]
        place = lines.index([title])
        assert lines[place + 1] == header
        written = lines[place + 2 : place + 2 + len(rows)]
        assert [*map(plain, written)] == [*map(plain, rows)]


def plain(row):
    """The cells of a row in one form, however a file gives them back."""
    return [figure_in(str(cell).replace(",", ".")) if cell is not None else "" for cell in row]


def figure_in(text):
    return float(text) if text.lstrip("-").replace(".", "", 1).isdigit() else text


def test_of_one_school_each_result_has_its_n(summary):
    found = tables([{**part(6), "numbers": sample()}], is_one_school=True, is_told=True)
    first = found["results-teacher"].rows[0].cells
    assert (first["n"], first["value"]) == (6, 68)
    change = found["changes"].rows[0].cells
    assert (change["n"], change["change"], change["says"]) == (6, 6, _("risen"))
    assert 5 < change["low"] < 6 < change["high"]


def test_who_met_whom_is_told_of_the_school_and_never_of_a_person():
    found = tables([{**part(6), "numbers": sample()}], "collaboration", True, True)["network"]
    assert [row.cells["value"] for row in found.rows] == [(60, 78), (12, 32), (5, 13), (1, 13)]


@pytest.mark.parametrize(("n", "is_told", "shown"), [(9, False, 2), (4, False, 0), (4, True, 2)])
def test_pupils_below_a_mark_are_told_before_and_after_unless_they_are_few(n, is_told, shown):
    marks = {"n": n, "n_after": n, "before": {"below": n}, "after": {"below": 1, "reached": n - 1}}
    one = part(6) | {"numbers": {"interventions": {"marks": marks}}}
    found = tables([one], "collaboration", True, is_told)
    rows = (
        [(row.cells["before"], row.cells["after"]) for row in found["marks"].rows] if shown else []
    )
    assert rows == [(n, 1), (0, n - 1)][:shown]
    assert ("marks" in found) == bool(shown)


def test_a_change_of_four_concludes_nothing():
    numbers = {
        "changes": {"teacher": {"all": {"n": 4, "sum": 4, "squares": 4, "risen": 4, "fallen": 0}}}
    }
    change = tables([{**part(6), "numbers": numbers}], is_one_school=True, is_told=True)["changes"]
    cells = change.rows[0].cells
    assert (cells["low"], cells["spread"], cells["risen"]) == (None, None, 4)


def test_how_far_people_moved_apart_is_told_to_whoever_reads_of_each():
    sums = {"n": 5, "sum": 15 * POINT, "squares": 49 * POINT**2, "risen": 5, "fallen": 0}
    one = part(6) | {"numbers": {"changes": {"teacher": {"all": sums}}}}
    told = tables([one], is_one_school=True, is_told=True)["changes"]
    cells = told.rows[0].cells  # 2, 2, 3, 4 and 4 points: variance 1
    assert (cells["spread"], cells["risen"], cells["fallen"]) == (1, 5, 0)
    assert "spread" not in {column.key for column in tables([one])["change-teacher-all"].columns}


def test_above_a_school_the_figures_of_a_few_are_hidden_and_of_a_second_with_them():
    rows = tables([part(3, 1), part(6, 2), part(9, 3)])["results-teacher"].rows
    assert [row.cells["all"] for row in rows] == [HIDDEN, HIDDEN, 68, 68]
    assert [row.cells["n"] for row in rows] == [HIDDEN, HIDDEN, 9, 18]
    told = tables([part(3, 1), part(6, 2)], is_told=True)["results-teacher"].rows
    assert [row.cells["all"] for row in told] == [68, 68, 68]


def test_a_change_is_hidden_where_those_measured_once_could_be_worked_out():
    one = part(7)
    one["numbers"]["changes"] = {
        "teacher": {"all": {"n": 6, "sum": 6, "squares": 6, "risen": 6, "fallen": 0}}
    }
    hidden = tables([one], is_one_school=True)["changes"].rows[0].cells
    assert hidden["change"] is HIDDEN
    one["before"] = {"teacher": {"all": 6}}
    one["numbers"]["results"]["teacher"]["all"] = percent(6, 68)
    assert tables([one], is_one_school=True)["changes"].rows[0].cells["change"] is not HIDDEN


def test_a_school_of_which_one_part_is_hidden_tells_no_other_part():
    parts = [part(6, 1), part(7, 2), part(9, 3)]
    for one, n in zip(parts, (3, 7, 9), strict=True):
        one["numbers"]["results"]["teacher"]["planning"] = percent(n, 77)
    rows = tables(parts)["results-teacher"].rows
    assert [row.cells["all"] for row in rows] == [HIDDEN, HIDDEN, 68, 68]
    assert [row.cells["planning"] for row in rows] == [HIDDEN, HIDDEN, 77, 77]
    assert [row.cells["planning-n"] for row in rows] == [HIDDEN, HIDDEN, 9, 19]


def test_how_people_see_themselves_stays_at_the_school():
    one = {**part(6), "numbers": sample()}
    assert "self" in tables([one], is_one_school=True, is_told=True)
    assert "self" not in tables([one], is_one_school=True)


def test_how_a_few_see_themselves_is_told_to_nobody():
    numbers = sample()
    numbers["self"]["teacher"]["n"] = 4
    one = {**part(6), "numbers": numbers}
    assert "self" not in tables([one], is_one_school=True, is_told=True)


def test_what_was_not_measured_is_no_table_and_no_zero():
    assert tables([{**part(6), "numbers": {}}]) == {}
    rows = tables([part(6, 1), {**part(6, 2), "numbers": {}}])["results-teacher"].rows
    assert [row.cells["all"] for row in rows] == [68, None, 68]


def test_the_office_reads_its_district_without_the_few(client, school, neighbour, summary):
    office = make.user(Role.DISTRICT, school.district)
    few = sample() | {"coverage": {"teacher": {"all": 3, "visited": 3}}}
    make.summary(make.term(school=neighbour, code="20251"), numbers=few)
    client.force_login(office)
    place = f"district-{school.district.pk}"
    client.post(reverse("reports:ask"), {"kind": "collaboration", "place": place, "term": "20251"})
    report = Report.objects.get()
    build(report.pk)
    report.refresh_from_db()
    assert report.reads == KNOW
    assert "too few" in text_of_english(client, report)
