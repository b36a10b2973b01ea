"""The page of a cycle, its problems and reflections, and the home of supervision."""

from schools.models import AuditEntry
from supervision.kinds import Fate, Stage, State
from supervision.models import Problem, Reflection
from supervision.services.instruments import load_library
from tests import make

from .conftest import taking_part, url


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
