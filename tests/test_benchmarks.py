"""The made-up district of the benchmarks: the same twice, and as the product itself reads it."""

from collections import Counter
from fractions import Fraction

import pytest

from benchmarks.district import batches, load
from benchmarks.place import Size
from benchmarks.rows import Rows
from meetings.kinds import MeetingState
from meetings.models import Attendance, Meeting
from reports.calculations.units import ALL, POINT
from reports.services import counting
from schools.models import AuditEntry, School, Term
from supervision.kinds import Fate, State, VisitKind
from supervision.models import FollowUp, InstrumentVersion, Result, Visit
from supervision.rubrics.checking import problems
from supervision.services import results
from tests import make

SMALL = Size(schools=2, people=10, years=1, meetings=10)


@pytest.fixture
def district(db):
    load(SMALL)


def drawn(size):
    """All rows of a district as plain values."""
    rows, found = Rows(), []
    for _batch in batches(size, rows):
        found += [
            (model.__name__, [getattr(row, field.attname) for field in model._meta.concrete_fields])
            for model, made in rows.made.items()
            for row in made
        ]
        rows.made = {}
    return found


def test_a_seed_gives_the_same_rows_each_time_and_another_seed_others():
    assert drawn(SMALL) == drawn(SMALL)
    assert drawn(SMALL) != drawn(Size(**vars(SMALL) | {"seed": 7}))


def test_what_the_product_counts_is_what_was_made(district):
    """Summed up by hand: of each person the last final result of the term."""
    for term in Term.objects.all():
        last, seen = {}, set()
        visits = Visit.objects.filter(cycle__term=term).exclude(state=State.CALLED_OFF)
        for visit in visits.order_by("date"):
            seen.add(visit.person_id)
            if visit.state == State.FINAL:
                result = visit.results.get()
                share = Fraction(result.earned) / Fraction(result.maximum)
                last[visit.person_id] = round(share * 100 * POINT)
        numbers, _people = counting.numbers_of(term)
        found = [work[ALL] for work in numbers["results"].values()]
        assert sum(sums["n"] for sums in found) == len(last)
        assert sum(sums["sum"] for sums in found) == sum(last.values())
        people = numbers["coverage"].values()
        assert sum(each["all"] for each in people) == SMALL.people
        assert sum(each["visited"] for each in people) == len(seen)


def test_steps_are_counted_by_what_became_of_them(district):
    for term in Term.objects.all():
        due = FollowUp.objects.filter(
            visit__school=term.school, due__range=(term.first_day, term.last_day)
        ).exclude(visit__kind=VisitKind.PRINCIPAL)
        made = Counter(due.values_list("state", flat=True))
        numbers, _people = counting.numbers_of(term)
        steps = numbers["steps"]
        assert (steps["all"], steps["done"], steps["dropped"]) == (
            made.total(),
            made[Fate.SOLVED],
            made[Fate.DROPPED],
        )


def test_a_result_is_what_making_the_same_visit_final_would_leave(district):
    made = Result.objects.select_related("visit").first()
    again = make.visit(
        made.visit.school,
        made.visit.person,
        date=made.visit.date,
        version=made.version,
        band_set=made.visit.band_set,
        at_least=made.visit.at_least,
        class_group=made.visit.class_group,
        state=State.READ,
    )
    make.sheet(again, made.scores)
    results.finalise(again, by=again.observer)
    told = "scores earned maximum percent scored not_applicable parts bands is_met role class_name"
    for field in told.split():
        assert getattr(again.result, field) == getattr(made, field), field


def test_both_instruments_are_whole_and_have_as_many_items_as_asked_for(district):
    for version in InstrumentVersion.objects.all():
        assert problems(version.content) == []
        assert len(version.rubric.items) == SMALL.items


def test_everyone_in_a_group_has_a_mark_for_each_meeting_that_was_held(district):
    held = Meeting.objects.filter(state=MeetingState.HELD)
    asked = sum(meeting.group.members.count() for meeting in held)
    assert Attendance.objects.count() == asked > 0
    assert Meeting.objects.count() == SMALL.schools * SMALL.meetings


def test_the_database_goes_on_numbering_behind_what_was_written(district):
    assert make.school().pk > School.objects.exclude(short_name__contains="Bahari").count()
    make.audit_entry()
    assert AuditEntry.objects.count() > 1
