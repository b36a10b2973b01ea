"""Summaries of terms: what stands in them, and that they follow what changes."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from reports.calculations.units import ALL, POINT
from reports.models import Summary
from reports.services import counting
from reports.tasks import count, look_for_changes
from schools.models import Job, Term
from staff.kinds import Kind
from staff.services.years import set_class_teacher
from supervision.kinds import Fate, State, VisitKind, Voice
from supervision.services import results
from tests import make

from .numbers import LINES, person_line, sample

pytestmark = pytest.mark.django_db
FOURS = {"ABC-01": 4, "ABC-02": 4, "ABC-03": 4, "ABC-04": 4}


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


@pytest.fixture
def version(school):
    return make.instrument_version(school)


def final(school, score, person=None, own=None, **fields):
    """A visit at which every item got `score` of 4; `own` is a shared self-assessment."""
    person = person or make.person(school)
    version = fields.pop("version", None) or make.instrument_version(school)
    visit = make.visit(
        school, person, version=version, state=State.READ, shared_at=make.a_moment(), **fields
    )
    make.sheet(visit, dict.fromkeys(version.rubric.codes, score))
    if own:
        make.sheet(visit, **{"voice": Voice.OWN, "shared_at": make.a_moment(), **own})
    results.finalise(visit, by=visit.observer)
    return visit


def counted(summary):
    count(summary.pk)
    summary.refresh_from_db()
    return summary


def test_the_sum_is_over_the_people_whose_visits_are_final(school, version, summary):
    final(school, 3, version=version)
    final(school, 4, version=version)
    make.visit(school, make.person(school), version=version, state=State.SHARED)
    numbers = counted(summary).numbers
    assert numbers["results"]["teacher"][ALL] == {"n": 2, "sum": 175 * POINT}  # 75 % and 100 %
    assert numbers["results"]["teacher"]["teaching"] == {"n": 2, "sum": 175 * POINT}
    assert numbers["coverage"] == {"teacher": {"all": 3, "visited": 3}}


def test_a_visit_of_another_school_or_term_is_in_no_sum(school, neighbour, term, summary):
    final(neighbour, 4)
    final(school, 4, date=term.first_day - timedelta(1))
    assert counted(summary).numbers["results"] == {}


def test_a_correction_counts_instead_of_the_result_it_corrects(school, summary):
    visit = final(school, 4)
    scores = dict.fromkeys(visit.version.rubric.codes, 2)
    results.correct(visit, scores=scores, reason="Salah baris", by=visit.observer)
    sums = counted(summary).numbers["results"]["teacher"]
    assert sums[ALL] == {"n": 1, "sum": 50 * POINT}


def test_the_last_visit_is_the_one_of_the_latest_day(school, summary):
    person = make.person(school)
    final(school, 4, person, date=make.A_DAY + timedelta(9))
    final(school, 2, person)
    sums = counted(summary).numbers["results"]["teacher"]
    assert sums[ALL] == {"n": 1, "sum": 100 * POINT}


def test_of_education_staff_the_services_are_counted(school, summary):
    content = make.rubric()
    del content["aspects"][0]["stage"]
    content["aspects"][0]["service"] = "accuracy"
    librarian = make.person(school, kind=Kind.LIBRARIAN)
    final(school, 3, librarian, version=make.instrument_version(school, content))
    assert counted(summary).numbers["results"] == {
        "staff": {
            ALL: {"n": 1, "sum": 75 * POINT},
            "accuracy": {"n": 1, "sum": 75 * POINT},
        }
    }


def test_work_is_that_of_the_last_placement_in_the_term(school, term, summary):
    person = make.person(
        school, kind=Kind.LIBRARIAN, since=term.first_day, until=make.A_DAY + timedelta(9)
    )
    make.placement(person, school, since=make.A_DAY + timedelta(10))
    make.person(school, since=term.last_day + timedelta(1))
    make.person(school, since=make.A_DAY - timedelta(99), until=term.first_day - timedelta(1))
    final(school, 3, person)
    numbers = counted(summary).numbers
    assert numbers["coverage"] == {"teacher": {"all": 1, "visited": 1}}
    assert list(numbers["results"]) == ["teacher"]


def test_a_change_is_since_the_term_before(school, version, summary):
    earlier = make.A_DAY - timedelta(60)
    make.term(school=school, code="20242", first_day=earlier, last_day=earlier + timedelta(20))
    person = make.person(school)
    final(school, 2, person, version=version, date=earlier)
    final(school, 3, person, version=version)
    changes = counted(summary).numbers["changes"]["teacher"][ALL]
    assert (changes["n"], changes["sum"], changes["risen"]) == (1, 25 * POINT, 1)
    (line,) = summary.lines["people"]
    assert (line["before"][ALL], line["values"][ALL]) == (50 * POINT, 75 * POINT)


def test_bands_are_those_of_the_results(school, version, summary):
    bands = make.band_set(school)
    for score in (2, 3, 4):  # 50 %, 75 %, 100 %
        final(school, score, version=version, band_set=bands)
    assert counted(summary).numbers["bands"] == {"teacher": {"0|Kurang|2": 1, "71|Baik|4": 2}}
    assert summary.lines["people"][0]["band"] == "0|Kurang|2"


def test_an_item_that_does_not_apply_or_was_not_touched_is_in_no_n(school, summary):
    content = make.rubric("A1 A2 A3")
    content["aspects"][0]["weight"] = 2
    version = make.instrument_version(school, content)
    visit = make.visit(school, version=version, state=State.READ, shared_at=make.a_moment())
    make.sheet(visit, {"A1": 3, "A2": "na"})
    results.finalise(visit, by=visit.observer)
    assert counted(summary).numbers["items"] == {
        str(version.pk): {"A1": {"n": 1, "earned": 6, "maximum": 8}}
    }


def test_a_criterion_is_met_by_the_figure_of_the_visit_or_of_its_cycle(school, term, summary):
    cycle = make.cycle(school, term=term, at_least=80)
    final(school, 4, cycle=cycle)
    final(school, 3, cycle=cycle)
    final(school, 3, cycle=cycle, at_least=75)
    final(school, 2, is_met=True)
    final(school, 4)  # where nothing was agreed nothing is judged
    assert counted(summary).numbers["criterion"] == {"judged": 4, "met": 3}


class TestBesideOwn:
    def test_both_are_compared_once_the_person_has_shared_theirs(self, school, version, summary):
        final(school, 3, version=version, own={"values": FOURS})
        final(school, 3, version=version, own={"values": FOURS, "shared_at": None})
        final(school, 3, version=version)
        assert counted(summary).numbers["self"] == {
            "teacher": {"n": 1, "sum": 25 * POINT, "squares": 625 * POINT**2}
        }

    def test_only_items_that_both_scored_are_compared(self, school, version, summary):
        final(school, 3, version=version, own={"values": {"ABC-01": 4, "ABC-02": "na"}})
        assert counted(summary).numbers["self"]["teacher"]["sum"] == 25 * POINT

    @pytest.mark.parametrize("values", [{}, {"ABC-01": "na"}])
    def test_without_such_an_item_nothing_is(self, school, version, summary, values):
        final(school, 3, version=version, own={"values": values})
        assert counted(summary).numbers["self"] == {}

    def test_the_mirror_of_an_instrument_measures_as_it_does(self, school, version, summary):
        mirror = make.instrument_version(school, make.rubric(id="cermin", result="counts"))
        final(school, 3, version=version, own={"values": FOURS, "version": mirror})
        assert counted(summary).numbers["self"]["teacher"]["n"] == 1

    def test_another_instrument_is_not_compared(self, school, version, summary):
        other = make.instrument_version(school, make.rubric("ABC-01"))
        final(school, 3, version=version, own={"values": {"ABC-01": 4}, "version": other})
        assert counted(summary).numbers["self"] == {}


def test_steps_are_those_after_visits_that_the_principal_reads_of(school, term, summary):
    visit = final(school, 3)
    day = timezone.make_aware(datetime.combine(make.A_DAY, time(8)))
    make.follow_up(visit, state=Fate.SOLVED, outcome="Ada", closed_at=day)
    make.follow_up(visit, due=term.last_day)
    make.follow_up(visit, due=term.last_day + timedelta(1))
    make.follow_up(visit, state=Fate.CARRIED, outcome="Diteruskan", closed_at=day)
    make.follow_up(make.visit(school, kind=VisitKind.PEER, state=State.SHARED))
    with time_machine.travel(day + timedelta(2), tick=False):
        steps = counting.numbers_of(term)[0]["steps"]
    assert steps == {"all": 2, "done": 1, "in_time": 1, "dropped": 0, "late": 0}


def test_people_stand_by_class_and_then_as_they_were_entered(school, version, summary):
    tenth, unseen, second = (make.person(school) for _ in range(3))
    for person, name in [(tenth, "Kelas 10"), (second, "Kelas 2")]:
        room = make.class_group(school=school, name=name)
        final(school, 3, person, version=version, class_group=room)
    lines = counted(summary).lines["people"]
    assert [(line["person"], line["class"]) for line in lines] == [
        (second.pk, "Kelas 2"),
        (tenth.pk, "Kelas 10"),
        (unseen.pk, ""),
    ]
    assert [line["visited"] for line in lines] == [True, True, False]


def test_theirs_are_the_subjects_and_grades_they_teach_and_those_they_were_seen_in(
    school, term, summary
):
    person, other = make.person(school), make.person(school)
    placement = person.placements.get()
    placement.subjects.add(make.subject(school=school, name="IPAS"))
    own = make.class_group(school=school, name="Kelas 1–2", grade=1, last_grade=2)
    set_class_teacher(own, placement)
    seen = {"class_group": make.class_group(school=school, name="Kelas 5", grade=5)}
    final(school, 3, person, **seen, subject=make.subject(school=school, name="Matematika"))
    make.member(make.group(school), person)
    line, nothing = counted(summary).lines["people"]
    assert (line["subjects"], line["grades"]) == (["IPAS", "Matematika"], [1, 2, 5])
    assert len(line["groups"]) == 1
    assert (nothing["person"], nothing["subjects"], nothing["grades"]) == (other.pk, [], [])


def test_a_school_without_anything_has_no_numbers_but_noughts(summary):
    numbers = counted(summary).numbers
    assert numbers["steps"] == {"all": 0, "done": 0, "in_time": 0, "dropped": 0, "late": 0}
    assert numbers["criterion"] == {"judged": 0, "met": 0}
    for key in ("results", "changes", "bands", "items", "coverage", "self"):
        assert numbers[key] == {}, key


def shape(numbers):
    """The keys of nested numbers, where numbers are the leaves: {"n", "sum"} for one."""
    if all(isinstance(value, int) for value in numbers.values()):
        return frozenset(numbers)
    (alike,) = {shape(value) for value in numbers.values()}
    return (alike,)


def test_what_is_counted_has_the_shape_that_pages_rely_on(school, version, summary):
    earlier = make.A_DAY - timedelta(60)
    make.term(school=school, code="20242", first_day=earlier, last_day=earlier + timedelta(20))
    person = make.person(school)
    more = {"version": version, "band_set": make.band_set(school)}
    final(school, 3, person, date=earlier, **more)
    final(school, 3, person, own={"values": FOURS}, **more)
    numbers, expected = counted(summary).numbers, sample()
    for key in ("results", "changes", "items", "coverage", "steps", "criterion", "self"):
        assert shape(numbers[key]) == shape(expected[key]), key


def much(school, term):
    """Something for each kind of line, with people who are in a group."""
    earlier = term.first_day - timedelta(30)
    person = make.person(school, since=earlier, user=make.user())
    final(school, 2, person, date=earlier)
    cycle = make.cycle(school, term=term)
    room = make.class_group(school=school)
    step = {"values": FOURS}
    make.follow_up(final(school, 3, person, cycle=cycle, own=step, class_group=room))
    group = make.group(school)
    member = make.member(group, person)
    meeting = make.meeting(group, state="held")
    make.attendance(meeting, member)
    make.decision(meeting).voices.add(member)
    make.task(meeting, member)
    make.practice(school, person, group=group)
    make.quick_share(person, school, group=group, at=make.a_moment())
    make.mention(school, meeting=meeting)
    make.measure(make.support(school, level_set=make.level_set()))


def test_lines_say_what_pages_rely_on(school, term, summary):
    much(school, term)
    lines = counted(summary).lines
    assert set(lines) == {*LINES, "people"}
    assert set(lines["people"][0]) == set(person_line(1))
    for kind, fields in LINES.items():
        (line,) = lines[kind]
        assert set(line) == set(fields.split()), kind


@pytest.mark.parametrize("times", [1, 4])
def test_more_rows_need_no_more_queries(school, term, times, django_assert_num_queries):
    earlier = term.first_day - timedelta(30)
    make.term(school=school, code="20242", first_day=earlier, last_day=earlier + timedelta(20))
    for _ in range(times):
        much(school, term)
    term = Term.objects.get(pk=term.pk)
    # People, their subjects and classes; results and versions; the term before, its results and
    # versions; whose visits took place; steps and the school's clock; self-assessments and their
    # versions. Working together takes the other 16.
    with django_assert_num_queries(29):
        counting.numbers_of(term)


def test_what_is_being_counted_while_something_changes_is_counted_again(summary):
    running = Summary.objects.claim(summary.pk)
    counting.count_again(Summary.objects.all())
    assert not counting.count(running)
    summary.refresh_from_db()
    assert (summary.state, summary.counted_at) == (Job.State.QUEUED, None)


def test_a_count_that_breaks_off_waits_to_be_tried_again(summary, monkeypatch):
    def broken(term):
        raise ArithmeticError

    monkeypatch.setattr(counting, "numbers_of", broken)
    for state in [Job.State.QUEUED, Job.State.QUEUED, Job.State.FAILED]:
        Summary.objects.update(due_at=timezone.now())
        with pytest.raises(ArithmeticError):
            count(summary.pk)
        assert Summary.objects.get().state == state


def test_a_change_makes_the_terms_of_its_school_stale_and_no_others(school, neighbour, summary):
    other = Summary.objects.create(term=make.term(school=neighbour))
    for one in (summary, other):
        counted(one)
    with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=False):
        make.audit_entry(actor=make.user(), school=school, action="changed")
        look_for_changes(5)
    states = dict(Summary.objects.values_list("term__school", "state"))
    assert states == {school.pk: Job.State.QUEUED, neighbour.pk: Job.State.DONE}


@pytest.mark.parametrize(
    "entry", [{"action": "read"}, {"action": "created", "subject": "reports.report:1"}]
)
def test_reading_changes_nothing_nor_does_asking_for_a_report(school, summary, entry):
    counted(summary)
    with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=False):
        make.audit_entry(actor=make.user(), school=school, **entry)
        look_for_changes(5)
    summary.refresh_from_db()
    assert summary.state == Job.State.DONE


def test_a_school_gets_a_summary_for_each_term_once_something_happens_there(school, term):
    make.audit_entry(actor=make.user(), school=school, action="changed")
    look_for_changes(5)
    look_for_changes(5)
    assert Summary.objects.get().term == term
