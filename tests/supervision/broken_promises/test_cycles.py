"""The stages of a cycle, and what belongs to which."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from supervision.kinds import Stage, State
from supervision.models import Cycle
from supervision.services import cycles, visits
from supervision.views.cycles import CycleAdvance
from tests import make

from .conftest import before


class TestCycles:
    def test_two_presses_at_once_open_one_stage(self, post, school, principal, monkeypatch):
        cycle = make.cycle(school, stage=Stage.ACTION, accepted_at=make.a_moment())
        make.visit(school, cycle=cycle, state=State.SHARED, shared_at=make.a_moment())
        first = Cycle.objects.get()
        before(monkeypatch, CycleAdvance, "act", lambda: cycles.advance(first))
        post(principal, "cycle_advance", cycle.pk, stage=Stage.ACTION)
        cycle.refresh_from_db()
        assert cycle.stage == Stage.OBSERVATION

    @pytest.mark.parametrize("number", [0, 1])
    def test_no_cycle_begins_before_the_one_it_follows_is_through(self, school, version, number):
        earlier = make.cycle(school, number=number, stage=Stage.PLANNING)
        cycle = make.cycle(
            school,
            number=number + 1,
            follows=earlier,
            version=version,
            accepted_at=make.a_moment(),
        )
        make.participant(cycle, make.person(school), accepted_at=make.a_moment())
        assert cycles.missing_parts(cycle)

    def test_no_visit_begins_while_its_cycle_is_still_planned(self, school):
        visit = make.visit(school, cycle=make.cycle(school, stage=Stage.PLANNING))
        with pytest.raises(ValidationError):
            visits.start(visit)

    def test_a_plan_changed_in_action_is_accepted_anew_before_it_goes_on(
        self, post, school, principal, version
    ):
        fields = {"version": version, "accepted_at": make.a_moment(), "stage": Stage.ACTION}
        cycle = make.cycle(school, **fields)
        make.participant(cycle, make.person(school), accepted_at=make.a_moment())
        make.visit(school, cycle=cycle)
        plan = {"term": cycle.term.pk, "version": version.pk, "focus": "Lain"}
        post(principal, "cycle_update", cycle.pk, **plan, criterion="Lain")
        cycle.refresh_from_db()
        assert cycle.focus == "Murid bertanya" or cycles.missing_parts(cycle)

    def test_calling_off_a_begun_visit_does_not_open_the_criterion_again(
        self, post, school, principal, version
    ):
        cycle = make.cycle(school, stage=Stage.ACTION, version=version)
        visit = make.visit(school, cycle=cycle, state=State.RUNNING, started_at=make.a_moment())
        visits.call_off(visit, reason="Murid pulang")
        plan = {"term": cycle.term.pk, "version": version.pk, "focus": cycle.focus}
        post(principal, "cycle_update", cycle.pk, **plan, criterion="Lain")
        cycle.refresh_from_db()
        assert cycle.criterion == "Tiga pertanyaan"

    def test_a_locked_baseline_is_judged_no_more_and_keeps_its_people(self, get, school, principal):
        cycle = make.cycle(school, number=0, stage=Stage.PLANNING, locked_at=make.a_moment())
        part = make.participant(cycle, make.person(school))
        pages = [("cycle_verdict", cycle), ("cycle_people", cycle), ("participant_reason", part)]
        found = {name: get(principal, name, row.pk).status_code for name, row in pages}
        assert set(found.values()) == {404}, found

    @pytest.mark.parametrize("what", ["move", "hand_to"])
    def test_no_visit_of_a_locked_baseline_is_moved_or_handed_on(self, school, principal, what):
        """Planned in the moment in which the next cycle began, it stands in a locked one."""
        cycle = make.cycle(school, number=0, locked_at=make.a_moment())
        visit = make.visit(school, cycle=cycle)
        steps = {
            "move": lambda: visits.move(visit, date=date(2025, 8, 1), reason="Tes", by=principal),
            "hand_to": lambda: visits.hand_to(visit, principal, by=principal),
        }
        with pytest.raises(ValidationError):
            steps[what]()

    def test_a_visit_is_moved_only_within_the_term_of_its_cycle(
        self, post, visit_in, observer, school
    ):
        visit = visit_in(State.AGREED, cycle=make.cycle(school))
        post(observer, "visit_move", visit.pk, date="2150-01-01", reason="Tes")
        visit.refresh_from_db()
        assert visit.date == make.A_DAY
