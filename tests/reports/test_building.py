"""Building a report: school by school, by one worker, as far as who asked may read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.models import Report, Summary
from reports.services import asking, building
from reports.tasks import build
from schools.access import VIEW
from schools.models import Job
from schools.models.jobs import MAX_ATTEMPTS
from schools.tasks import wake_waiting_jobs
from tests import make
from tests.reports.numbers import sample

pytestmark = pytest.mark.django_db
PERFORMANCE, COLLABORATION = Report.Kind
State = Job.State


@pytest.fixture
def counted(school, neighbour):
    """Two schools whose numbers are stored."""
    return [
        make.summary(make.term(school=one, code="20251"), numbers=sample())
        for one in (school, neighbour)
    ]


def ask(place, by, kind=PERFORMANCE):
    return asking.ask(kind, place, "20251", by=by)


def built(report):
    build(report.pk)
    report.refresh_from_db()
    return report


def lease_runs_out():
    Report.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_it_holds_the_sums_of_each_school_and_the_time_they_are_from(
    counted, school, neighbour, supervisor
):
    report = built(ask(school.cluster, supervisor))
    assert (report.state, report.reads, report.done, report.total) == (State.DONE, VIEW, 2, 2)
    assert [part["name"] for part in report.parts] == ["SDN Melati", "SDN Kenanga"]
    assert report.parts[0]["numbers"]["steps"] == sample()["steps"]
    assert timezone.now() - report.counted_at < timedelta(minutes=1)
    assert set(report.schools.all()) == {school, neighbour}


def test_each_kind_holds_what_it_tells_and_no_more(counted, school, principal):
    parts = [built(ask(school, principal, kind)).parts[0]["numbers"] for kind in Report.Kind]
    assert set(parts[0]) & set(parts[1]) == {"coverage"}
    assert "cadence" in parts[1]


@pytest.mark.parametrize("missing", [True, False])
def test_what_is_not_counted_or_out_of_date_is_counted_within(
    school, principal, monkeypatch, missing
):
    term = make.term(school=school, code="20251")
    if not missing:
        make.summary(term, state=State.QUEUED, numbers=sample())
    fresh = {"steps": {"all": 1, "done": 1, "in_time": 1, "dropped": 0, "late": 0}}
    monkeypatch.setattr(building.counting, "numbers_of", lambda of: (fresh, []))
    assert built(ask(school, principal)).parts[0]["numbers"] == fresh


def test_a_school_without_the_term_stands_there_without_figures(school, principal):
    assert built(ask(school, principal)).parts[0]["numbers"] == {}


def test_only_schools_that_are_still_open_to_who_asked_are_in_it(counted, school, principal):
    report = ask(school.cluster, principal)
    built(report)
    assert (report.reads, [part["name"] for part in report.parts]) == (VIEW, ["SDN Melati"])


def test_whose_role_has_ended_meanwhile_is_told_nothing(counted, school, principal):
    report = ask(school, principal)
    principal.memberships.update(until=timezone.localdate() - timedelta(1))
    assert built(report).parts == []


def test_two_workers_on_one_row_build_it_once(counted, school, principal):
    report = ask(school, principal)
    slow = Report.objects.claim(report.pk)
    assert Report.objects.claim(report.pk) is None
    lease_runs_out()
    quick = Report.objects.claim(report.pk)
    building.build(quick)
    report.refresh_from_db()
    first = report.counted_at
    building.build(slow)  # wakes up late, and writes nothing
    report.refresh_from_db()
    assert (report.state, report.counted_at, report.attempts) == (State.DONE, first, 2)


def test_a_worker_killed_midway_leaves_it_to_the_next(
    counted, school, supervisor, monkeypatch, wake_calls
):
    class Killed(BaseException):
        pass

    def killed(*args):
        raise Killed

    report = ask(school.cluster, supervisor)
    part_of = building.part_of
    calls = iter([part_of, killed])
    monkeypatch.setattr(building, "part_of", lambda *args: next(calls)(*args))
    with pytest.raises(Killed):
        build(report.pk)
    report.refresh_from_db()
    assert (report.state, report.done, report.parts) == (State.RUNNING, 1, [])
    monkeypatch.setattr(building, "part_of", part_of)
    build(report.pk)  # its lease still holds: nothing happens
    lease_runs_out()
    wake_waiting_jobs()
    assert wake_calls == [(("reports.tasks.build", [report.pk]), {})]
    assert len(built(report).parts) == 2


def test_after_three_attempts_it_stops_and_can_be_tried_again(
    counted, school, principal, monkeypatch
):
    def broken(*args):
        raise ArithmeticError

    report = ask(school, principal)
    with monkeypatch.context() as patch:
        patch.setattr(building, "part_of", broken)
        for attempt in range(MAX_ATTEMPTS):
            assert Report.objects.get().attempts == attempt
            lease_runs_out()
            with pytest.raises(ArithmeticError):
                build(report.pk)
    report.refresh_from_db()
    assert report.state == State.FAILED
    asking.build_anew(report)
    assert built(report).state == State.DONE


def test_one_that_is_called_off_is_gone_and_its_worker_writes_nothing(
    counted, school, supervisor, monkeypatch
):
    report = ask(school.cluster, supervisor)
    part_of, looked_at = building.part_of, []

    def called_off(report, school, reads):
        looked_at.append(school)
        asking.remove(report)
        return part_of(report, school, reads)

    monkeypatch.setattr(building, "part_of", called_off)
    build(report.pk)
    assert (len(looked_at), Report.objects.count()) == (1, 0)


def test_building_leaves_the_stored_numbers_alone(counted, school, supervisor):
    before = list(Summary.objects.values())
    built(ask(school.cluster, supervisor))
    assert list(Summary.objects.values()) == before
