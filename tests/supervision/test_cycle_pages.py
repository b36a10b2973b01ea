"""Pages of cycles, as a principal, a teacher and an observer use them."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.access import Role
from schools.models import AuditEntry
from staff.kinds import Kind
from supervision.kinds import Fate, Stage, State
from supervision.models import Cycle, Problem, Reflection, Visit
from supervision.services.instruments import load_library
from tests import make
from tests.supervision import study


@pytest.fixture
def by(client, school, principal):
    make.term(school=school)
    client.force_login(principal)
    return principal


@pytest.fixture
def version(school):
    return make.instrument_version(school, study.rubric())


def url(name, *args):
    return reverse(f"supervision:{name}", args=args)


def taking_part(school, cycle, **fields):
    person = make.person(school, user=make.user(Role.TEACHER, school))
    return make.participant(cycle, person, **fields)


class TestPlanning:
    def plan(self, school, version, people, **fields):
        return {
            "term": school.terms.get().pk,
            "number": "0",
            "focus": "Murid bertanya",
            "criterion": "",
            "at_least": "",
            "version": version.pk,
            "band_set": "",
            "people": [person.pk for person in people],
            **fields,
        }

    def test_a_baseline_is_planned_with_everybody_at_the_school(self, client, school, by, version):
        teacher = make.person(school, name="Guru")
        clerk = make.person(school, name="TU", kind=Kind.ADMINISTRATION)
        head = make.person(school, name="Kepala", kind=Kind.PRINCIPAL)
        left = make.person(school, name="Pindah", until=make.A_DAY + timedelta(days=1))
        form = client.get(url("cycle_create")).context["form"]
        assert set(form.initial["people"]) == {teacher.pk, clerk.pk}
        assert {head.pk, left.pk}.isdisjoint(form.initial["people"])
        client.post(url("cycle_create"), self.plan(school, version, [teacher, clerk]))
        cycle = Cycle.objects.get()
        assert (cycle.number, cycle.participants.count(), cycle.planned_by) == (0, 2, by)
        version.refresh_from_db()
        assert version.frozen_at is not None
        assert AuditEntry.objects.filter(action="created", actor=by).exists()

    def test_the_bands_that_the_instrument_proposes_are_taken(self, client, school, by):
        content = study.rubric() | {"suggested_bands": "usulan"}
        version = make.instrument_version(school, content)
        bands = make.band_set(school, key="usulan")
        person = make.person(school)
        client.post(url("cycle_create"), self.plan(school, version, [person]))
        assert Cycle.objects.get().band_set == bands

    def test_the_next_cycle_takes_its_number_people_and_open_problems_from_the_one_before(
        self, client, school, by, version
    ):
        before = make.cycle(school, number=1, version=version)
        part, _other = taking_part(school, before), make.person(school)
        make.problem(before, text="Bangku dipindah")
        form = client.get(url("cycle_create")).context["form"]
        assert form.initial["follows"] == before
        assert form.initial["people"] == [part.person_id]
        fields = self.plan(school, version, [part.person], follows=before.pk, criterion="Tiga")
        client.post(url("cycle_create"), fields)
        after = Cycle.objects.get(follows=before)
        assert after.number == 2
        assert after.problems.get().text == "Bangku dipindah"
        assert (
            before
            not in client.get(url("cycle_create")).context["form"].fields.get("follows").queryset
        )

    def test_nothing_typed_is_lost_on_a_mistake(self, client, school, by, version):
        person = make.person(school)
        fields = self.plan(school, version, [], focus="Suara merata", at_least="70")
        page = client.post(url("cycle_create"), fields)
        form = page.context["form"]
        assert set(form.errors) == {"people", "criterion"}
        assert "Suara merata" in page.content.decode()
        assert not Cycle.objects.exists()
        assert person.full_name in page.content.decode()

    def test_people_and_instruments_of_another_school_are_not_taken(
        self, client, school, by, version, elsewhere
    ):
        stranger = make.person(elsewhere)
        foreign = make.instrument_version(elsewhere)
        page = client.post(url("cycle_create"), self.plan(school, foreign, [stranger]))
        assert set(page.context["form"].errors) == {"people", "version"}

    def test_whoever_leads_two_schools_says_first_for_which(
        self, client, school, by, version, neighbour
    ):
        make.membership(by, Role.PRINCIPAL, neighbour)
        page = client.get(url("cycle_create"))
        assert "form" not in page.context
        there = client.get(f"{url('cycle_create')}?sekolah={neighbour.pk}")
        assert there.context["form"].school == neighbour
        assert client.post(url("cycle_create"), {}).status_code == 404

    def test_a_changed_plan_asks_everybody_again(self, client, school, by, version):
        cycle = make.cycle(school, version=version, accepted_at=make.a_moment())
        part = taking_part(school, cycle, accepted_at=make.a_moment())
        fields = {"term": cycle.term_id, "criterion": "Empat", "version": version.pk}
        client.post(url("cycle_update", cycle.pk), fields | {"focus": cycle.focus})
        cycle.refresh_from_db()
        part.refresh_from_db()
        assert (cycle.criterion, cycle.accepted_at, part.accepted_at) == ("Empat", None, None)

    def test_the_criterion_stays_once_a_visit_has_begun_and_the_page_says_why(
        self, client, school, by, version
    ):
        cycle = make.cycle(school, version=version)
        make.visit(school, None, by, cycle=cycle, state=State.RUNNING)
        page = client.get(url("cycle_update", cycle.pk))
        assert page.context["form"].fields["criterion"].disabled
        assert page.context["form"].is_agreed
        fields = {"term": cycle.term_id, "focus": "Lain", "criterion": "Lain", "at_least": "1"}
        client.post(url("cycle_update", cycle.pk), fields)
        cycle.refresh_from_db()
        assert (cycle.criterion, cycle.at_least) == ("Tiga pertanyaan", None)

    def test_a_locked_baseline_is_changed_by_nobody(self, client, school, by):
        cycle = make.cycle(school, number=0, locked_at=make.a_moment())
        for name in ["cycle_update", "cycle_schedule", "problem_create"]:
            assert client.get(url(name, cycle.pk)).status_code == 404

    def test_people_come_and_go_while_it_is_planned(self, client, school, by):
        cycle = make.cycle(school)
        goes, comes = taking_part(school, cycle).person, make.person(school)
        client.post(url("cycle_people", cycle.pk), {"people": [comes.pk]})
        assert [part.person for part in cycle.participants.all()] == [comes]
        make.visit(school, comes, by, cycle=cycle)
        page = client.post(url("cycle_people", cycle.pk), {"people": [goes.pk]})
        assert comes.name in str(page.context["form"].non_field_errors())


class TestAccepting:
    def test_each_accepts_for_themselves(self, client, school, by):
        cycle = make.cycle(school)
        part = taking_part(school, cycle)
        assert client.get(url("participant_accept", part.pk)).status_code == 404  # the principal
        client.post(url("cycle_accept", cycle.pk))
        client.force_login(part.person.user)
        assert url("participant_accept", part.pk) in client.get(url("home")).content.decode()
        client.post(url("participant_accept", part.pk))
        part.refresh_from_db()
        cycle.refresh_from_db()
        assert part.accepted_by == part.person.user
        assert cycle.accepted_at is not None

    def test_for_those_who_write_through_others_it_says_on_whose_behalf(self, client, school, by):
        person = make.person(school, name="Bu Ramlah", writes_through_others=True)
        part = make.participant(make.cycle(school), person)
        client.post(url("participant_accept", part.pk))
        part.refresh_from_db()
        assert part.accepted_by == by
        assert AuditEntry.objects.filter(on_behalf_of="Bu Ramlah").exists()

    def test_a_teacher_does_not_accept_for_a_colleague(self, client, school, by):
        cycle = make.cycle(school)
        mine, theirs = taking_part(school, cycle), taking_part(school, cycle)
        client.force_login(mine.person.user)
        assert client.post(url("participant_accept", theirs.pk)).status_code == 404


class TestThePage:
    def test_a_teacher_sees_the_plan_and_the_own_row_and_no_one_elses(self, client, school, by):
        cycle = make.cycle(school, focus="Suara merata")
        mine = taking_part(school, cycle)
        other = make.participant(cycle, make.person(school, name="Orang Lain"), reason="Cuti")
        make.problem(cycle, text="Bangku dipindah")
        make.reflection(cycle, by, is_principal=True, gains="Kelas mulai tenang")
        client.force_login(mine.person.user)
        text = client.get(url("cycle", cycle.pk)).content.decode()
        for seen in ["Suara merata", mine.person.name, "Bangku dipindah", "Kelas mulai tenang"]:
            assert seen in text
        for hidden in [other.person.name, "Cuti", url("cycle_results", cycle.pk)]:
            assert hidden not in text

    def test_a_problem_shows_where_it_came_from(self, client, school, by, version):
        before = make.cycle(school, number=0)
        problem = make.problem(before)
        after = make.cycle(school, follows=before)
        make.problem(after, came_from=problem)
        text = client.get(url("cycle", after.pk)).content.decode()
        assert str(before.name) in text

    def test_a_stage_says_what_it_lacks_and_opens_when_it_is_there(self, client, school, by):
        cycle = make.cycle(school, stage=Stage.ACTION, accepted_at=make.a_moment())
        page = client.get(url("cycle_advance", cycle.pk))
        assert len(page.context["lacking"]) == 1
        page = client.post(url("cycle_advance", cycle.pk), {"stage": "action"})
        assert page.context["form"].non_field_errors()
        make.visit(school, None, by, cycle=cycle)
        client.post(url("cycle_advance", cycle.pk), {"stage": "action"})
        cycle.refresh_from_db()
        assert cycle.stage == Stage.OBSERVATION
        assert AuditEntry.objects.filter(fields=["stage"], actor=by).exists()

    def test_a_second_press_does_not_open_the_stage_after_that(self, client, school, by):
        cycle = make.cycle(school, stage=Stage.ACTION, accepted_at=make.a_moment())
        make.visit(school, None, by, cycle=cycle)
        for _press in range(2):
            client.post(url("cycle_advance", cycle.pk), {"stage": "action"})
        cycle.refresh_from_db()
        assert cycle.stage == Stage.OBSERVATION

    def test_why_somebody_was_not_visited_is_written_down(self, client, school, by):
        part = taking_part(school, make.cycle(school))
        client.post(url("participant_reason", part.pk), {"reason": "Cuti"})
        part.refresh_from_db()
        assert part.reason == "Cuti"


class TestProblemsAndReflections:
    def test_a_problem_is_added_and_decided_with_its_reason(self, client, school, by):
        cycle = make.cycle(school)
        client.post(url("problem_create", cycle.pk), {"text": "Rak terkunci"})
        problem = Problem.objects.get()
        page = client.post(url("problem_decide", problem.pk), {"state": "solved"})
        assert set(page.context["form"].errors) == {"reason"}
        fields = {"state": "solved", "reason": "Kunci digandakan"}
        client.post(url("problem_decide", problem.pk), fields)
        problem.refresh_from_db()
        assert (problem.state, problem.reason) == (Fate.SOLVED, "Kunci digandakan")

    def test_what_was_passed_on_is_decided_in_the_next_cycle(self, client, school, by):
        before = make.cycle(school, number=0)
        problem = make.problem(before, state=Fate.CARRIED)
        make.problem(make.cycle(school, follows=before), came_from=problem)
        client.post(url("problem_decide", problem.pk), {"state": "dropped", "reason": "x"})
        problem.refresh_from_db()
        assert problem.state == Fate.CARRIED

    def test_each_writes_one_reflection_and_finds_it_again(self, client, school, by):
        load_library()
        cycle = make.cycle(school, stage=Stage.REFLECTION)
        part = taking_part(school, cycle)
        for account, gains in [(by, "Dari kepala"), (part.person.user, "Dari guru")]:
            client.force_login(account)
            for text in ["Draf", gains]:
                client.post(url("reflection", cycle.pk), {"gains": text})
        told = {row.is_principal: row for row in Reflection.objects.all()}
        assert len(told) == Reflection.objects.count() == 2
        assert (told[True].gains, told[True].person) == ("Dari kepala", None)
        assert (told[False].gains, told[False].person) == ("Dari guru", part.person)
        assert "Dari guru" in client.get(url("reflection", cycle.pk)).content.decode()

    def test_each_side_is_asked_its_own_questions_of_the_library(self, client, school, by):
        load_library()
        cycle = make.cycle(school)
        part = taking_part(school, cycle)
        asked = {}
        for account in [by, part.person.user]:
            client.force_login(account)
            form = client.get(url("reflection", cycle.pk)).context["form"]
            asked[account] = form.fields["gains"].help_text
        assert "dari kunjungan ke kunjungan" in asked[by]
        assert "murid" in asked[part.person.user]

    def test_an_empty_reflection_is_none_and_a_closed_cycle_takes_no_more(self, client, school, by):
        cycle = make.cycle(school)
        page = client.post(url("reflection", cycle.pk), {})
        assert page.context["form"].non_field_errors()
        cycle.stage = Stage.CLOSED
        cycle.save()
        assert client.get(url("reflection", cycle.pk)).status_code == 404

    def test_the_verdict_is_kept_with_how_it_is_known(self, client, school, by):
        cycle = make.cycle(school, stage=Stage.REFLECTION)
        page = client.post(url("cycle_verdict", cycle.pk), {"is_met": "no", "met_note": ""})
        assert set(page.context["form"].errors) == {"met_note"}
        client.post(url("cycle_verdict", cycle.pk), {"is_met": "no", "met_note": "2 dari 6"})
        cycle.refresh_from_db()
        assert (cycle.is_met, cycle.met_note) == (False, "2 dari 6")


class TestTheSchedule:
    @pytest.fixture
    def cycle(self, school, by, version):
        return make.cycle(school, version=version)

    def lines(self, part, **values):
        return {f"{name}_{part.pk}": value for name, value in values.items()}

    def send(self, client, cycle, *lines):
        sent = {}
        for line in lines:
            sent |= line
        return client.post(url("cycle_schedule", cycle.pk), sent)

    def test_several_visits_are_planned_at_once_and_each_is_in_the_trail(
        self, client, school, by, cycle
    ):
        one, other, left = [taking_part(school, cycle) for _ in range(3)]
        self.send(
            client,
            cycle,
            self.lines(one, date="2025-08-04", start="08:00", observer=by.pk),
            self.lines(other, date="2025-08-05", observer=by.pk),
            self.lines(left, date="", observer=by.pk),
        )
        assert {visit.person for visit in Visit.objects.all()} == {one.person, other.person}
        assert AuditEntry.objects.filter(action="created", actor=by).count() == 2

    def test_a_visit_moves_with_its_reason_and_not_without(self, client, school, by, cycle):
        part = taking_part(school, cycle)
        visit = make.visit(school, part.person, by, cycle=cycle)
        line = self.lines(part, date="2025-08-04", observer=by.pk)
        page = self.send(client, cycle, line)
        assert set(page.context["form"].errors) == {f"reason_{part.pk}"}
        assert "2025-08-04" in page.content.decode()  # what was typed is still there
        self.send(client, cycle, line, self.lines(part, reason="Rapat"))
        visit.refresh_from_db()
        assert visit.date == date(2025, 8, 4)

    def test_nobody_observes_two_people_at_one_time(self, client, school, by, cycle):
        one, other = taking_part(school, cycle), taking_part(school, cycle)
        page = self.send(
            client,
            cycle,
            self.lines(one, date="2025-08-04", start="08:00", end="09:10", observer=by.pk),
            self.lines(other, date="2025-08-04", start="09:00", observer=by.pk),
        )
        assert set(page.context["form"].errors) == {f"start_{other.pk}"}
        assert one.person.name in str(page.context["form"].errors)
        assert not Visit.objects.exists()
        self.send(
            client,
            cycle,
            self.lines(one, date="2025-08-04", start="08:00", end="09:10", observer=by.pk),
            self.lines(other, date="2025-08-04", start="09:10", observer=by.pk),
        )
        assert Visit.objects.count() == 2

    def test_a_visit_outside_the_cycle_takes_the_observer_up_too(self, client, school, by, cycle):
        part = taking_part(school, cycle)
        today = timezone.localdate()
        term = cycle.term
        term.last_day = today + timedelta(days=30)
        term.save()
        make.visit(school, None, by, date=today, start=time(8), end=time(9))
        page = self.send(
            client,
            cycle,
            self.lines(part, date=today.isoformat(), start="08:30", observer=by.pk),
        )
        assert set(page.context["form"].errors) == {f"start_{part.pk}"}

    @pytest.mark.parametrize(
        ("values", "wrong"),
        [
            ({"date": "2026-03-02"}, "date"),
            ({"date": "", "start": "08:00"}, "date"),
            ({"date": "2025-08-04", "start": "09:00", "end": "08:00"}, "end"),
            ({"date": "2025-08-04", "end": "08:00"}, "start"),
            ({"date": "2025-08-04", "observer": ""}, "observer"),
            ({"date": "32-13-2025"}, "date"),
            ({"date": "2025-08-04", "observer": "987654321"}, "observer"),
        ],
    )
    def test_what_does_not_fit_is_said_beside_the_field(
        self, client, school, by, cycle, values, wrong
    ):
        part = taking_part(school, cycle)
        page = self.send(client, cycle, self.lines(part, **{"observer": by.pk, **values}))
        assert set(page.context["form"].errors) == {f"{wrong}_{part.pk}"}
        assert not Visit.objects.exists()

    def test_an_observer_is_somebody_whom_the_school_asked_and_never_the_person(
        self, client, school, by, cycle
    ):
        part = taking_part(school, cycle)
        make.membership(part.person.user, Role.OBSERVER, school)
        asked, stranger = make.user(Role.OBSERVER, school), make.user(Role.OBSERVER)
        page = client.get(url("cycle_schedule", cycle.pk))
        offered = dict(page.context["form"].fields[f"observer_{part.pk}"].choices)
        assert set(offered) == {by.pk, asked.pk}
        assert stranger.pk not in offered
        line = self.lines(part, date="2025-08-04", observer=part.person.user_id)
        assert not self.send(client, cycle, line).context["form"].is_valid()

    def test_a_visit_that_has_begun_stays_where_it_is(self, client, school, by, cycle):
        part = taking_part(school, cycle)
        visit = make.visit(school, part.person, by, cycle=cycle, state=State.RUNNING)
        self.send(client, cycle, self.lines(part, date="2025-08-04", observer=by.pk))
        visit.refresh_from_db()
        assert visit.date == make.A_DAY
        assert Visit.objects.count() == 1


class TestHome:
    def test_a_principal_sees_how_far_each_cycle_has_come(self, client, school, by):
        cycle = make.cycle(school, stage=Stage.OBSERVATION)
        part, missing = taking_part(school, cycle), taking_part(school, cycle)
        make.visit(school, part.person, by, cycle=cycle, state=State.SHARED)
        (row,) = client.get(url("home")).context["running"]
        assert (row["coverage"].done, row["coverage"].all) == (1, 2)
        assert [seat.person for seat in row["coverage"].without_plan] == [missing.person]

    def test_an_empty_home_says_how_it_starts(self, client, by):
        assert url("cycle_create") in client.get(url("home")).content.decode()

    def test_a_teacher_sees_no_coverage_of_colleagues(self, client, school, by):
        cycle = make.cycle(school, stage=Stage.OBSERVATION)
        mine, other = taking_part(school, cycle), taking_part(school, cycle)
        client.force_login(mine.person.user)
        page = client.get(url("home"))
        assert page.context["running"][0]["coverage"] is None
        assert other.person.name not in page.content.decode()

    def test_a_stranger_sees_nothing_of_it(self, client, school, by, outsider):
        cycle = make.cycle(school, focus="Suara merata")
        client.force_login(outsider)
        assert "Suara merata" not in client.get(url("home")).content.decode()
        for name in ["cycle", "cycle_results", "cycle_schedule"]:
            assert client.get(url(name, cycle.pk)).status_code == 404
