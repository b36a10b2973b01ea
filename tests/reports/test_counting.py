"""Summaries of terms: what stands in them, and that they follow what changes."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from reports.calculations.units import ALL, POINT
from reports.models import Summary
from reports.services import counting
from reports.tasks import count, look_for_changes
from schools.models import Job
from supervision.kinds import State
from supervision.services import results
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(school):
    return make.term(
        school=school,
        code="20251",
        first_day=make.A_DAY - timedelta(30),
        last_day=make.A_DAY + timedelta(90),
    )


@pytest.fixture
def summary(term):
    return Summary.objects.create(term=term)


def final(school, score, **fields):
    """A visit whose only item got `score` of 4."""
    person = make.person(school)
    version = fields.pop("version", None) or make.instrument_version(school)
    visit = make.visit(
        school, person, version=version, state=State.READ, shared_at=make.a_moment(), **fields
    )
    make.sheet(visit, dict.fromkeys(codes(version), score))
    results.finalise(visit, by=visit.observer)
    return visit


def codes(version):
    return [item.code for item in version.rubric.items]


def counted(summary):
    count(summary.pk)
    summary.refresh_from_db()
    return summary


def test_the_sum_is_over_the_people_whose_visits_are_final(school, term, summary):
    version = make.instrument_version(school)
    final(school, 3, version=version)
    final(school, 4, version=version)
    make.visit(school, make.person(school), version=version, state=State.SHARED)
    numbers = counted(summary).numbers
    assert numbers["results"][ALL] == {"n": 2, "sum": 175 * POINT}  # 75 % and 100 %
    assert numbers["coverage"] == {"teacher": {"all": 3, "visited": 3}}


def test_a_visit_of_another_school_or_term_is_in_no_sum(school, neighbour, term, summary):
    final(neighbour, 4)
    final(school, 4, date=term.first_day - timedelta(1))
    assert counted(summary).numbers["results"] == {}


def test_a_correction_counts_instead_of_the_result_it_corrects(school, summary):
    visit = final(school, 4)
    scores = dict.fromkeys(codes(visit.version), 2)
    results.correct(visit, scores=scores, reason="Salah baris", by=visit.observer)
    assert counted(summary).numbers["results"][ALL] == {"n": 1, "sum": 50 * POINT}


def test_what_is_being_counted_while_something_changes_is_counted_again(summary):
    running = Summary.objects.claim(summary.pk)
    counting.count_again(Summary.objects.all())
    assert not counting.count(running)
    summary.refresh_from_db()
    assert (summary.state, summary.counted_at) == (Job.State.QUEUED, None)


def test_a_change_makes_the_terms_of_its_school_stale_and_no_others(school, neighbour, summary):
    other = Summary.objects.create(term=make.term(school=neighbour))
    for one in (summary, other):
        counted(one)
    with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=False):
        make.audit_entry(actor=make.user(), school=school, action="changed")
        look_for_changes(5)
    states = dict(Summary.objects.values_list("term__school", "state"))
    assert states == {school.pk: Job.State.QUEUED, neighbour.pk: Job.State.DONE}


def test_reading_changes_nothing(school, summary):
    counted(summary)
    with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=False):
        make.audit_entry(actor=make.user(), school=school, action="read")
        look_for_changes(5)
    summary.refresh_from_db()
    assert summary.state == Job.State.DONE


def test_a_school_gets_a_summary_for_each_term_once_something_happens_there(school, term):
    make.audit_entry(actor=make.user(), school=school, action="changed")
    look_for_changes(5)
    look_for_changes(5)
    assert Summary.objects.get().term == term
