"""A cycle goes from stage to stage, and each needs what it needs."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from schools.access import Role
from staff.kinds import Kind
from supervision.kinds import Fate, Stage, State
from supervision.models import Cycle, Participant, Problem, Visit
from supervision.services import cycles, schedule
from supervision.services.coverage import coverage, of_cycle
from supervision.services.schedule import Wish
from tests import make
from tests.supervision import study


@pytest.fixture
def by(school, principal):
    make.term(school=school)
    return principal


@pytest.fixture
def version(school):
    return make.instrument_version(school, study.rubric())


def planned(school, by, version, people=(), **fields):
    cycle = Cycle(
        school=school, term=school.terms.get(), number=1, focus="Bertanya", version=version
    )
    for name, value in {"criterion": "Tiga pertanyaan", **fields}.items():
        setattr(cycle, name, value)
    return cycles.plan_cycle(cycle, people, by=by)


class TestPlanning:
    def test_action_opens_only_once_everybody_has_accepted(self, school, by, version):
        person = make.person(school, user=make.user(Role.TEACHER, school))
        cycle = planned(school, by, version, [person])
        assert cycle.accepted_at is not None  # by the principal, who planned it
        with pytest.raises(ValidationError, match=person.name):
            cycles.advance(cycle)
        cycles.accept_part(cycle.participants.get(), by=person.user)
        assert cycles.advance(cycle).stage == Stage.ACTION

    @pytest.mark.parametrize("lacking", ["version", "criterion", "people"])
    def test_a_plan_is_whole_before_action(self, school, by, version, lacking):
        people = [] if lacking == "people" else [make.person(school)]
        fields = {"criterion": ""} if lacking == "criterion" else {}
        used = None if lacking == "version" else version
        cycle = planned(school, by, used, people, **fields)
        Participant.objects.update(accepted_at=make.a_moment())
        cycle.refresh_from_db()
        assert len(cycles.missing_parts(cycle)) == 1

    def test_a_baseline_needs_no_criterion(self, school, by, version):
        cycle = planned(school, by, version, [make.person(school)], number=0, criterion="")
        Participant.objects.update(accepted_at=make.a_moment())
        assert cycles.advance(cycle).stage == Stage.ACTION

    def test_whoever_has_a_visit_already_is_not_taken_out(self, school, by, version):
        stays, goes = make.person(school), make.person(school)
        cycle = planned(school, by, version, [stays, goes])
        make.visit(school, stays, by, cycle=cycle)
        cycles.choose_people(cycle, [stays])
        assert [part.person for part in cycle.participants.all()] == [stays]
        with pytest.raises(ValidationError, match=stays.name):
            cycles.choose_people(cycle, [goes])
        assert [part.person for part in cycle.participants.all()] == [stays]

    def test_people_stay_once_action_has_begun(self, school, by):
        cycle = make.cycle(school, stage=Stage.ACTION)
        with pytest.raises(ValidationError):
            cycles.choose_people(cycle, [make.person(school)])


class TestTheWay:
    def test_it_goes_through_all_stages_in_order_with_their_days(self, school, by, version):
        cycle = study.enter_cycle(
            school,
            study.six_teachers(school),
            study.BASELINE,
            by=by,
            version=version,
            band_set=make.band_set(school),
        )
        assert sorted(cycle.stages, key=list(Stage).index) == [stage.value for stage in Stage]

    def test_a_visit_that_was_not_shared_keeps_reflection_shut_until_a_reason_is_written(
        self, school, by, version
    ):
        person = make.person(school)
        cycle = make.cycle(school, version=version, stage=Stage.OBSERVATION)
        part = make.participant(cycle, person)
        make.visit(school, person, by, cycle=cycle, state=State.OBSERVED)
        with pytest.raises(ValidationError, match=person.name):
            cycles.advance(cycle)
        part.reason = "Cuti"
        part.save()
        assert cycles.advance(cycle).stage == Stage.REFLECTION

    def test_a_cycle_closes_only_with_both_voices_a_verdict_and_no_open_problem(
        self, school, by, version
    ):
        cycle = make.cycle(school, version=version, stage=Stage.REFLECTION)
        problem = make.problem(cycle)
        assert len(cycles.missing_parts(cycle)) == 4
        parts = {"gains": "a", "challenges": "b", "factors": "c", "next_step": "d"}
        make.reflection(cycle, by, is_principal=True, **parts)
        make.reflection(cycle, make.user(), gains="e")
        cycles.decide(problem, state=Fate.DROPPED, reason="Tidak lagi")
        cycle.is_met = False
        cycle.save()
        assert cycles.missing_parts(cycle) == []
        assert cycles.advance(cycle).stage == Stage.CLOSED

    def test_a_reflection_with_an_empty_part_is_not_whole(self, school, by):
        cycle = make.cycle(school, stage=Stage.REFLECTION, criterion="")
        make.reflection(cycle, by, is_principal=True, gains="a", challenges="b", factors="c")
        make.reflection(cycle, make.user(), gains="e")
        assert len(cycles.missing_parts(cycle)) == 1


class TestProblems:
    def test_what_is_open_opens_the_next_cycle_and_what_is_settled_does_not(
        self, school, by, version
    ):
        before = make.cycle(school)
        still = make.problem(before, text="Bangku dipindah")
        make.problem(before, text="Rak terkunci", state=Fate.SOLVED)
        after = planned(school, by, version, follows=before)
        (carried,) = after.problems.all()
        assert (carried.text, carried.came_from) == ("Bangku dipindah", still)
        still.refresh_from_db()
        assert still.state == Fate.CARRIED
        assert after.number == 2

    @pytest.mark.parametrize("state", [Fate.SOLVED, Fate.DROPPED])
    def test_what_ends_says_how(self, school, state):
        problem = make.problem(make.cycle(school))
        with pytest.raises(ValidationError):
            cycles.decide(problem, state=state, reason=" ")
        cycles.decide(problem, state=state, reason="Kunci digandakan")
        assert Problem.objects.get().state == state


class TestCoverage:
    def test_it_names_who_is_missing_and_why(self, school, by):
        cycle = make.cycle(school)
        seen, planned_, away, forgotten = [
            make.person(school, name=name) for name in ["Ani", "Budi", "Cici", "Dedi"]
        ]
        for person in [seen, planned_, away, forgotten]:
            make.participant(cycle, person, reason="Cuti" if person == away else "")
        make.visit(school, seen, by, cycle=cycle, state=State.SHARED)
        make.visit(school, planned_, by, cycle=cycle, state=State.PLANNED)
        found = of_cycle(cycle)
        assert (found.done, found.all) == (1, 4)
        assert [seat.person for seat in found.waiting] == [planned_, away]
        assert [seat.person for seat in found.without_plan] == [forgotten]
        assert found.waiting[1].note == "Cuti"

    def test_a_visit_called_off_or_by_a_colleague_is_none(self, school, by):
        person = make.person(school)
        visits = [
            make.visit(school, person, by, state=State.CALLED_OFF),
            make.visit(school, person, by, state=State.SHARED, kind="peer"),
        ]
        assert coverage([person], visits).done == 0

    def test_the_visit_that_has_come_furthest_stands_for_the_person(self, school, by):
        person = make.person(school)
        shared = make.visit(school, person, by, state=State.SHARED)
        later = make.visit(school, person, by, state=State.PLANNED, date=date(2026, 1, 1))
        (seat,) = coverage([person], [later, shared]).seats
        assert seat.visit == shared


class TestSchedule:
    def wish(self, by, **fields):
        return Wish(
            **{
                "date": date(2025, 8, 4),
                "start": time(8),
                "end": time(9, 10),
                "class_group": None,
                "observer": by.pk,
                "reason": "Rapat dinas",
                **fields,
            }
        )

    def test_a_new_visit_asks_what_the_cycle_asks(self, school, by, version):
        cycle = make.cycle(school, version=version, at_least=51)
        person = make.person(school)
        visit = schedule.arrange(cycle, person, self.wish(by), kind=Kind.CLASS_TEACHER, by=by)
        assert (visit.focus, visit.criterion, visit.at_least) == (
            cycle.focus,
            cycle.criterion,
            cycle.at_least,
        )
        assert (visit.version, visit.cycle, visit.kind) == (version, cycle, "lesson")
        assert Visit.objects.get().accepted_by_observer_at is not None

    def test_work_that_the_instrument_does_not_fit_gets_no_sheet_for_teachers(
        self, school, by, version
    ):
        cycle = make.cycle(school, version=version)
        clerk = make.person(school, kind=Kind.ADMINISTRATION)
        visit = schedule.arrange(cycle, clerk, self.wish(by), kind=Kind.ADMINISTRATION, by=by)
        assert visit.kind == "staff"
        assert visit.version != version

    def test_a_new_date_is_kept_with_its_reason_and_accepted_anew(self, school, by, version):
        cycle, person = make.cycle(school, version=version), make.person(school)
        visit = make.visit(
            school,
            person,
            by,
            cycle=cycle,
            accepted_by_person_at=make.a_moment(),
            accepted_by_observer_at=make.a_moment(),
        )
        moved = schedule.arrange(
            cycle, person, self.wish(by), kind=Kind.CLASS_TEACHER, visit=visit, by=by
        )
        moved.refresh_from_db()
        assert moved.date == date(2025, 8, 4)
        assert moved.moves[0]["reason"] == "Rapat dinas"
        assert moved.accepted_by_person_at is None
        assert moved.state == State.PLANNED

    def test_another_hour_the_same_day_asks_nobody_again(self, school, by, version):
        cycle, person = make.cycle(school, version=version), make.person(school)
        visit = make.visit(school, person, by, cycle=cycle, accepted_by_person_at=make.a_moment())
        wish = self.wish(by, date=visit.date, start=time(10), end=time(11))
        changed = schedule.arrange(cycle, person, wish, kind=Kind.CLASS_TEACHER, visit=visit, by=by)
        assert (changed.start, changed.state) == (time(10), State.AGREED)
        assert changed.moves == []

    def test_hours_overlap_only_if_they_meet(self, by):
        morning = self.wish(by).hours()
        assert schedule.overlap(morning, self.wish(by, start=time(9), end=None).hours())
        assert not schedule.overlap(morning, self.wish(by, start=time(9, 10), end=None).hours())
        assert not schedule.overlap(morning, self.wish(by, start=None, end=None).hours())
