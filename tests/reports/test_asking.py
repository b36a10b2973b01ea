"""Asking for a report: one row for one question, told to whoever asked as long as they may read."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from reports.models import Report
from reports.services import asking
from schools.access import KNOW, VIEW, Role
from schools.models import Job
from tests import make

pytestmark = pytest.mark.django_db
PERFORMANCE, COLLABORATION = Report.Kind


@pytest.fixture
def term(school):
    return make.term(school=school, code="20251")


def ask(place, by, kind=PERFORMANCE, **words):
    return asking.ask(kind, place, "20251", by=by, **words)


def test_asking_twice_gives_the_same_row_and_wakes_one_worker(
    school, principal, wake_calls, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(school, principal) == ask(school, principal)
    assert wake_calls == [(("reports.tasks.build", [Report.objects.get().pk]), {})]


def test_another_question_or_another_person_gives_another_row(school, principal, operator):
    ask(school, principal)
    ask(school, principal, COLLABORATION)
    ask(school, principal, period="2025-10")
    ask(school.cluster, principal)
    ask(school, operator)
    assert Report.objects.count() == 5


def test_a_report_is_about_exactly_one_place(school, principal):
    with pytest.raises(IntegrityError):
        make.report(school, principal, cluster=school.cluster)


def test_one_that_is_under_way_goes_on(school, principal):
    report = ask(school, principal)
    Report.objects.claim(report.pk)
    assert ask(school, principal).state == Job.State.RUNNING
    asking.build_anew(report)
    assert Report.objects.get().state == Job.State.RUNNING


@pytest.mark.parametrize(
    ("fields", "is_built_anew"),
    [
        ({}, False),
        ({"counted_at": timezone.now()}, True),
        ({"state": Job.State.QUEUED}, True),
    ],
)
def test_a_ready_one_is_built_anew_by_the_same_row_once_a_figure_has_changed(
    school, term, principal, fields, is_built_anew
):
    make.summary(term, **fields)
    report = ask(school, principal)
    Report.objects.update(state=Job.State.DONE, counted_at=make.a_moment(), attempts=2)
    assert ask(school, principal) == report
    state = Job.State.QUEUED if is_built_anew else Job.State.DONE
    assert Report.objects.values_list("state", "attempts").get() == (
        state,
        0 if is_built_anew else 2,
    )


def test_one_that_stopped_is_tried_again_by_the_same_row(school, principal):
    report = ask(school, principal)
    Report.objects.update(state=Job.State.FAILED, attempts=3)
    assert ask(school, principal) == report
    assert Report.objects.claim(report.pk).attempts == 1


def test_a_broker_that_is_down_leaves_a_saved_row_that_waits(
    school, principal, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr("schools.jobs.current_app.send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        ask(school, principal)
    assert Report.objects.due().exists()


def test_only_who_asked_reads_it(school, principal, operator, supervisor):
    report = make.report(school, principal)
    for user in (principal, operator, supervisor, make.user(is_superuser=True)):
        assert Report.objects.for_user(user).filter(pk=report.pk).exists() == (user == principal)


def test_it_closes_when_the_role_ends(school, principal):
    make.report(school, principal)
    principal.memberships.update(until=timezone.localdate() - timedelta(1))
    assert not Report.objects.for_user(principal).exists()


def test_one_that_told_more_closes_when_the_role_tells_less(school, principal):
    make.report(school, principal, reads=VIEW)
    kept = make.report(school, principal, reads=KNOW)
    principal.memberships.update(role=Role.DISTRICT, school=None, district=school.district)
    assert Report.objects.for_user(principal).get() == kept


def test_one_over_several_schools_closes_with_the_first_of_them(school, neighbour, supervisor):
    report = make.report(school, supervisor)
    report.schools.add(neighbour)
    assert Report.objects.for_user(supervisor).exists()
    type(neighbour).objects.filter(pk=neighbour.pk).update(cluster=make.cluster())
    assert not Report.objects.for_user(make.anew(supervisor)).exists()


def test_places_are_those_in_which_every_school_is_open(school, neighbour, principal, supervisor):
    office = make.user(Role.DISTRICT, school.district)
    offered = {
        name: [list(places) for places in asking.places_for(user)[:3]]
        for name, user in {
            "principal": principal,
            "supervisor": supervisor,
            "office": office,
        }.items()
    }
    both = [school, neighbour]
    assert offered == {
        "principal": [[school], [], []],
        "supervisor": [both, [school.cluster], [school.district]],
        "office": [[], [], [school.district]],
    }
    make.school(district=school.district)
    assert [list(p) for p in asking.places_for(supervisor)[:3]] == [both, [school.cluster], []]


def test_the_figures_of_a_few_are_told_only_where_all_schools_are_read(
    school, neighbour, principal, supervisor
):
    make.membership(principal, Role.OPERATOR, neighbour)
    assert asking.told_of(school, principal) == (VIEW, [school])
    office = make.user(Role.DISTRICT, school.district)
    assert asking.told_of(school.cluster, principal) == (VIEW, [school])
    assert asking.told_of(school.cluster, supervisor) == (VIEW, [school, neighbour])
    assert asking.told_of(school.district, office) == (KNOW, [school, neighbour])
    assert asking.told_of(school.cluster, office) == (VIEW, [])
    assert asking.told_of(school, make.user()) == (VIEW, [])


def test_reports_of_a_month_and_of_a_term_are_asked_for_once(school, term, principal, operator):
    ended = make.term(school=make.school(), code="20242")
    type(ended).objects.filter(pk=ended.pk).update(
        first_day=date(2025, 1, 6), last_day=date(2025, 10, 2)
    )
    head = make.user(Role.PRINCIPAL, ended.school)
    for day in (date(2025, 10, 1), date(2025, 10, 3), date(2025, 10, 3), date(2025, 10, 20)):
        asking.ask_by_itself(day)
    asked = Report.objects.values_list("requested_by", "kind", "period").order_by("pk")
    assert set(asked) == {
        (principal.pk, PERFORMANCE, "2025-09"),
        (principal.pk, COLLABORATION, "2025-09"),
        (head.pk, PERFORMANCE, "2025-09"),
        (head.pk, COLLABORATION, "2025-09"),
        (head.pk, PERFORMANCE, "term"),
        (head.pk, COLLABORATION, "term"),
    }
    assert len(asked) == 6


def test_what_nobody_asked_for_in_ninety_days_goes(school, principal):
    make.report(school, principal)
    busy = make.report(school, principal, state=Job.State.RUNNING)
    asking.forget_old(timezone.now() + timedelta(89))
    assert Report.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(91)):
        asking.forget_old(timezone.now())
    assert Report.objects.get() == busy
