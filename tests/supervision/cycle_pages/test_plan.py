"""Planning a cycle and accepting it, as a principal and those who take part do."""

from datetime import timedelta

from schools.access import Role
from schools.models import AuditEntry
from staff.kinds import Kind
from supervision.kinds import State
from supervision.models import Cycle
from tests import make
from tests.supervision import study

from .conftest import taking_part, url


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
        assert (cycle.criterion, part.accepted_at) == ("Empat", None)

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
        client.force_login(part.person.user)
        assert url("participant_accept", part.pk) in client.get(url("home")).content.decode()
        client.post(url("participant_accept", part.pk))
        part.refresh_from_db()
        assert part.accepted_by == part.person.user

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
