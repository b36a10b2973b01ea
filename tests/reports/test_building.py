"""Building a report: school by school, by one worker, as far as who asked may read."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from kombu.exceptions import OperationalError

from reports.models import Report, Summary
from reports.services import asking, building, counting, together
from reports.tasks import build, count
from schools.access import VIEW
from schools.models import Job
from schools.models.jobs import LEASE, MAX_ATTEMPTS
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


@pytest.fixture(autouse=True)
def never_waits(monkeypatch):
    def sleep(seconds):
        raise AssertionError("nobody else counts, so there is nothing to wait for")

    monkeypatch.setattr(together, "sleep", sleep)


@pytest.fixture
def uncounted(cluster, monkeypatch):
    """Summaries of three schools that wait for a worker; each comes to another sum."""
    monkeypatch.setattr(counting, "numbers_of", lambda term: (numbers_for(term.school_id), {}))
    return [
        make.summary(
            make.term(school=make.school(cluster=cluster, name=f"SDN {number}"), code="20251"),
            state=State.QUEUED,
        )
        for number in range(3)
    ]


def numbers_for(key):
    return {"steps": {"all": key, "done": 1, "in_time": 1, "dropped": 0, "late": 0}}


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
def test_what_is_not_counted_or_out_of_date_is_counted_and_kept(
    school, principal, monkeypatch, missing
):
    term = make.term(school=school, code="20251")
    if not missing:
        make.summary(term, state=State.QUEUED, numbers=sample())
    fresh = numbers_for(1)
    monkeypatch.setattr(counting, "numbers_of", lambda of: (fresh, {}))
    report = built(ask(school, principal))
    assert report.parts[0]["numbers"] == fresh
    kept = Summary.objects.get()
    assert (kept.numbers, kept.state) == (fresh, State.DONE)
    assert not asking.is_behind(report)


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


def test_a_worker_killed_midway_leaves_the_rest_to_the_next(
    uncounted, cluster, supervisor, monkeypatch, wake_calls
):
    class Killed(BaseException):
        pass

    def killed(summary):
        raise Killed

    report = ask(cluster, supervisor)
    calls = iter([counting.count, killed])
    with monkeypatch.context() as patch:
        patch.setattr(counting, "count", lambda summary: next(calls)(summary))
        with pytest.raises(Killed):
            build(report.pk)
    report.refresh_from_db()
    assert (report.state, report.done, report.total) == (State.RUNNING, 1, 3)
    build(report.pk)  # its lease still holds: nothing happens
    lease_runs_out()
    Summary.objects.unfinished().update(due_at=timezone.now())
    wake_calls.clear()
    wake_waiting_jobs()
    assert (("reports.tasks.build", [report.pk]), {}) in wake_calls
    report = built(report)
    assert [part["numbers"]["steps"]["all"] for part in report.parts] == keys(uncounted)
    assert [summary.attempts for summary in Summary.objects.order_by("pk")] == [1, 2, 1]


def keys(summaries):
    return [summary.term.school_id for summary in summaries]


def test_after_three_attempts_it_stops_and_can_be_tried_again(
    uncounted, cluster, supervisor, monkeypatch
):
    def broken(term):
        raise ArithmeticError

    report = ask(cluster, supervisor)
    with monkeypatch.context() as patch:
        patch.setattr(counting, "numbers_of", broken)
        for attempt in range(MAX_ATTEMPTS):
            assert Report.objects.get().attempts == attempt
            lease_runs_out()
            with pytest.raises(ArithmeticError):
                build(report.pk)
    report.refresh_from_db()
    assert report.state == State.FAILED
    assert Summary.objects.filter(state=State.FAILED).count() == 1
    asking.build_anew(report)
    assert built(report).state == State.DONE


def test_a_school_that_stopped_while_others_counted_it_stops_the_report(
    uncounted, cluster, supervisor, monkeypatch
):
    other = Summary.objects.claim(uncounted[1].pk)
    other.attempts = MAX_ATTEMPTS
    monkeypatch.setattr(together, "sleep", lambda seconds: other.put_back())
    report = ask(cluster, supervisor)
    with pytest.raises(together.Uncounted):
        build(report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempts) == (State.QUEUED, 1)
    lease_runs_out()
    assert built(report).state == State.DONE  # with attempts of its own


# Many workers at once


@pytest.mark.parametrize("seed", range(5))
def test_any_order_of_workers_and_any_repeats_give_the_same(
    uncounted, cluster, supervisor, monkeypatch, seed
):
    """Before, while and after it is built others count some, some of them more than once."""
    chance = random.Random(seed)
    counts = []
    numbers_of = counting.numbers_of
    monkeypatch.setattr(counting, "numbers_of", lambda t: counts.append(t.pk) or numbers_of(t))
    pks = [summary.pk for summary in uncounted]

    def some_are_counted(*args):
        for pk in chance.choices(pks, k=chance.randint(0, 6)):
            count(pk)

    monkeypatch.setattr(together, "send_all", some_are_counted)
    some_are_counted()
    report = built(ask(cluster, supervisor))
    some_are_counted()
    assert [part["numbers"]["steps"]["all"] for part in report.parts] == keys(uncounted)
    assert sorted(counts) == sorted(summary.term_id for summary in uncounted)  # each just once


def test_all_but_the_first_go_out_as_one_group(uncounted, cluster, supervisor, wake_calls):
    report = built(ask(cluster, supervisor))
    sent = [(args[:2], options["group_id"]) for args, options in wake_calls]
    assert [what for what, _group in sent] == [
        ("reports.tasks.count", (summary.pk,)) for summary in uncounted[1:]
    ]
    assert len({group for _what, group in sent}) == 1
    assert (report.done, report.total) == (3, 3)


def test_without_a_broker_whoever_builds_counts_alone(uncounted, cluster, supervisor, monkeypatch):
    def away(*args):
        raise OperationalError

    monkeypatch.setattr(together, "send_all", away)
    report = built(ask(cluster, supervisor))
    assert (report.state, len(report.parts)) == (State.DONE, 3)


def test_what_has_changed_lately_is_counted_without_its_pause(uncounted, cluster, supervisor):
    Summary.objects.update(state=State.DONE)
    counting.count_again(Summary.objects.all())
    assert not Summary.objects.due().exists()
    assert built(ask(cluster, supervisor)).state == State.DONE


def test_a_school_that_another_worker_counts_is_waited_for(
    uncounted, cluster, supervisor, monkeypatch
):
    other = Summary.objects.claim(uncounted[1].pk)
    seen = []

    def sleep(seconds):
        seen.append(Report.objects.get().done)
        other.finish(numbers=numbers_for(77), counted_at=timezone.now())

    monkeypatch.setattr(together, "sleep", sleep)
    report = built(ask(cluster, supervisor))
    assert seen == [2]
    assert report.parts[1]["numbers"] == numbers_for(77)
    assert not asking.is_behind(report)


def test_a_school_whose_worker_is_dead_is_taken_over(uncounted, cluster, supervisor, monkeypatch):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        began = timezone.now()
        dead = Summary.objects.claim(uncounted[1].pk)
        monkeypatch.setattr(together, "sleep", clock.shift)
        report = built(ask(cluster, supervisor))
        assert LEASE <= timezone.now() - began < 2 * LEASE
    assert (report.state, report.attempts) == (State.DONE, 1)  # its own lease was kept
    assert report.parts[1]["numbers"] == numbers_for(uncounted[1].term.school_id)
    assert not dead.finish(numbers={})


def test_one_that_is_called_off_is_gone_and_its_worker_goes_no_further(
    uncounted, cluster, supervisor, monkeypatch
):
    report = ask(cluster, supervisor)
    numbers_of, looked_at = counting.numbers_of, []

    def called_off(term):
        looked_at.append(term)
        asking.remove(report)
        return numbers_of(term)

    monkeypatch.setattr(counting, "numbers_of", called_off)
    build(report.pk)
    assert (len(looked_at), Report.objects.count()) == (1, 0)


def test_building_leaves_the_stored_numbers_alone(counted, school, supervisor):
    before = list(Summary.objects.values())
    built(ask(school.cluster, supervisor))
    assert list(Summary.objects.values()) == before
