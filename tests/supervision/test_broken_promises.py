"""Promises that somebody could break: each test says one, in the way it was broken."""

import json
import uuid
from datetime import date
from struct import pack
from zlib import compress, crc32

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from schools.access import Role
from schools.envelopes import Unacceptable
from schools.models import User
from supervision.forms.visits import ReplanForm
from supervision.kinds import Stage, State, Voice
from supervision.models import Cycle, InstrumentVersion, Photo, Visit
from supervision.services import cycles, results, sheets, visits
from supervision.services.instruments import freeze, new_version, rewrite
from supervision.views.cycles import CycleAdvance
from supervision.views.talks import VisitVerdict
from supervision.views.visit_page import answered
from tests import make


@pytest.fixture
def put(client):
    """Send one save of a sheet, as its page does."""

    def send(user, sheet, changes, base=0, encoding="utf-8"):
        client.force_login(user)
        body = json.dumps({"base": base, "changes": changes}).encode(encoding)
        url = reverse("supervision:sheet_save", args=[sheet.pk, uuid.uuid4()])
        return client.put(url, body, content_type="application/json")

    return send


class TestTheInstrumentUnderASheet:
    def test_a_sheet_follows_the_plan_to_another_instrument(
        self, get, post, visit_in, observer, person, school
    ):
        """Opened while agreed, and empty; then both agree on another instrument."""
        visit = visit_in(State.AGREED)
        get(observer, "sheet", visit.pk)
        other = make.instrument_version(school, make.rubric("XYZ-01 XYZ-02"))
        post(observer, "visit_update", visit.pk, focus="Lain", mode="direct", version=other.pk)
        post(person.user, "visit_accept", visit.pk)
        page = get(observer, "sheet", visit.pk).content.decode()
        assert ("XYZ-01" in page, "ABC-01" in page) == (True, False)

    def test_a_frozen_result_names_the_instrument_it_was_scored_with(
        self, visit_in, school, observer
    ):
        visit = visit_in(State.READ)
        visit.version = make.instrument_version(school, make.rubric("XYZ-01 XYZ-02"))
        visit.save()
        result = results.finalise(visit, by=observer).result
        assert set(result.scores) <= set(result.version.rubric.codes)

    def test_a_self_assessment_is_asked_in_no_other_schools_words(
        self, get, visit_in, person, elsewhere, version
    ):
        content = make.rubric(use="self", mirrors=version.instrument.key)
        theirs = make.instrument_version(elsewhere, content)
        visit = visit_in(State.RUNNING)
        get(person.user, "own_sheet", visit.pk)
        assert visit.sheets.get(voice=Voice.OWN).version != theirs

    def test_a_self_assessment_freezes_the_instrument_it_is_filled_in_on(
        self, get, put, visit_in, person, school, version
    ):
        content = make.rubric(use="self", mirrors=version.instrument.key)
        mirror = make.instrument_version(school, content)
        visit = visit_in(State.RUNNING)
        get(person.user, "own_sheet", visit.pk)
        put(person.user, visit.sheets.get(voice=Voice.OWN), {"ABC-01.score": 4})
        mirror.refresh_from_db()
        assert mirror.frozen_at

    def test_the_name_of_a_draft_is_not_that_of_the_version_in_use(
        self, visit_in, version, principal
    ):
        """Nobody but principals knows of a draft, and what is frozen keeps its name."""
        freeze(version)
        draft = new_version(version.instrument, by=principal)
        rewrite(draft, draft.content | {"name": {"id": "Rancangan"}})
        assert "Rancangan" not in str(InstrumentVersion.objects.get(pk=version.pk))


def end_roles(user):
    """The account as it is once its roles are over."""
    user.memberships.update(until=date(2025, 7, 20))
    return User.objects.get(pk=user.pk)


class TestWhoReaches:
    def test_an_observer_whose_role_has_ended_reads_no_objection_at_home(
        self, client, visit_in, observer, person, elsewhere
    ):
        visit = visit_in(State.READ)
        make.remark(visit, moment="objection", text="Papan tulisnya rusak.", by=person.user)
        former = end_roles(observer)
        make.membership(former, Role.TEACHER, elsewhere)
        client.force_login(former)
        assert "Papan tulisnya rusak." not in client.get("/").content.decode()

    def test_an_observer_who_only_teaches_from_now_on_loses_the_visits(
        self, get, visit_in, observer, school
    ):
        visit = visit_in(State.OBSERVED)
        former = end_roles(observer)
        make.membership(former, Role.TEACHER, school)
        assert get(former, "sheet", visit.pk).status_code == 404

    def test_nobody_scores_their_own_work_once_the_account_is_theirs(
        self, get, put, visit_in, observer, school
    ):
        """The record had no account when the visit was planned, and got the observer's later."""
        visit = visit_in(State.RUNNING, person=make.person(school))
        visit.person.user = observer
        visit.person.save()
        put(observer, visit.sheets.get(), {"ABC-01.score": 4}, base=1)
        assert visit.sheets.get().scores["ABC-01"] == 3

    def test_a_peer_visit_that_is_withdrawn_is_closed_to_the_school(
        self, get, post, visit_in, observer, person, principal
    ):
        """What the host opened is not what the guest goes on writing."""
        visit = visit_in(State.SHARED, kind="peer")
        Visit.objects.update(shared_at=timezone.now())
        post(person.user, "visit_open", visit.pk)
        post(observer, "visit_take_back", visit.pk)
        assert get(principal, "sheet", visit.pk).status_code == 404

    def test_a_role_at_one_school_plans_nothing_at_another(
        self, post, person, cluster, school, neighbour
    ):
        """Observer here, pengawas of the cluster: of others' schools a pengawas visits the head."""
        both = make.user(Role.SUPERVISOR, cluster)
        make.membership(both, Role.OBSERVER, neighbour)
        plan = {"kind": "lesson", "school": school.pk, "person": person.pk, "mode": "direct"}
        post(both, "visit_create", **plan, date="2025-08-01", focus="Bertanya")
        assert not Visit.objects.exists()

    def test_the_observer_holds_the_role_at_the_school_of_the_visit(
        self, post, person, school, neighbour
    ):
        leads_both = make.user(Role.PRINCIPAL, school)
        make.membership(leads_both, Role.PRINCIPAL, neighbour)
        role = make.membership(make.user(), Role.OBSERVER, neighbour)
        plan = {"kind": "lesson", "school": school.pk, "person": person.pk, "mode": "direct"}
        plan |= {"date": "2025-08-01", "focus": "Bertanya", "observer_role": role.pk}
        post(leads_both, "visit_create", **plan)
        assert not Visit.objects.exists()


def before(monkeypatch, owner, name, happens):
    """Let something happen between the reading of a row and what a request does with it."""
    real = getattr(owner, name)

    def late(*args, **kwargs):
        happens()
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, late)


def stored(pk):
    """The key of a visit as the database keeps it."""
    return pk.hex if connection.vendor == "sqlite" else str(pk)


class TestWhatStays:
    def test_a_self_assessment_of_a_final_visit_is_shared_or_refused_in_words(
        self, post, visit_in, observer, person
    ):
        visit = visit_in(State.READ)
        own = make.sheet(visit, {"ABC-01": 3}, voice=Voice.OWN)
        results.finalise(visit, by=observer)
        assert post(person.user, "own_sheet_share", own.pk).status_code < 500

    def test_a_self_assessment_stays_once_the_scores_were_to_be_seen(
        self, get, post, put, visit_in, observer, person
    ):
        """Shared, looked at, and withdrawn by the observer within ten minutes."""
        visit = visit_in(State.SHARED)
        Visit.objects.update(shared_at=timezone.now())
        own = make.sheet(visit, {"ABC-01": 1}, voice=Voice.OWN)
        get(person.user, "sheet", visit.pk)
        post(observer, "visit_take_back", visit.pk)
        put(person.user, own, {"ABC-01.score": 3}, base=1)
        own.refresh_from_db()
        assert own.scores["ABC-01"] == 1

    def test_no_photo_comes_to_a_visit_that_was_shared_while_it_was_drawn(self, visit_in):
        sheet = visit_in(State.FINAL).sheets.get()
        with pytest.raises((Unacceptable, ValidationError)):
            sheets.keep_photo(sheet, uuid.uuid4(), "", b"foto", by=sheet.visit.observer)

    def test_a_plan_saved_late_does_not_set_a_begun_visit_back(
        self, post, visit_in, observer, monkeypatch
    ):
        visit = visit_in(State.AGREED)
        before(monkeypatch, ReplanForm, "planned", lambda: visits.start(visit))
        answer = post(observer, "visit_update", visit.pk, focus="Lain", mode="direct")
        visit.refresh_from_db()
        assert (answer.status_code, visit.focus) == (200, "Murid bertanya")  # said in words

    def test_a_verdict_that_comes_after_the_result_is_refused_in_words(
        self, post, visit_in, observer, monkeypatch
    ):
        visit = visit_in(State.READ, criterion="Tiga pertanyaan")
        before(monkeypatch, VisitVerdict, "save", lambda: results.finalise(visit, by=observer))
        answer = post(observer, "visit_verdict", visit.pk, is_met="True", talk_share="40")
        assert answer.status_code < 500

    def test_an_objection_is_answered_once_and_the_next_one_still_waits(
        self, post, visit_in, observer, person
    ):
        visit = visit_in(State.READ)
        first = make.remark(visit, moment="objection", text="Satu", by=person.user)
        for text in ["Jawaban", "Jawaban lagi"]:
            post(observer, "answer_objection", first.pk, text=text)
        post(person.user, "objection", visit.pk, text="Dua", code="")
        assert [answer is None for _said, answer in answered(visit.remarks.all())] == [False, True]

    def test_a_step_of_a_final_visit_keeps_the_words_that_were_agreed(self, post, visit_in, person):
        """Its outcome is added; its text stands in the record that both signed."""
        step = make.follow_up(visit_in(State.FINAL), due=date(2027, 1, 1))
        words = {"text": "Lain", "owner": person.pk, "sign": "Lain", "due": "2027-09-01"}
        post(person.user, "follow_up_update", step.pk, **words)
        step.refresh_from_db()
        assert step.text == "Tulis tiga pertanyaan"

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM supervision_photo",
            "UPDATE supervision_photo SET code = 'ABC-02'",
            "UPDATE supervision_feedback SET visit_id = '{final}'",
            "UPDATE supervision_sheet SET visit_id = '{final}' WHERE voice = 'own'",
            "INSERT INTO supervision_result (visit_id, number, scores, scored, not_applicable,"
            " parts, bands, role, class_name, subject_name, reason, found_by_id, found_at)"
            " SELECT visit_id, 2, scores, scored, not_applicable, parts, bands, role, class_name,"
            " subject_name, '', found_by_id, found_at FROM supervision_result",
        ],
    )
    def test_the_database_lets_nothing_come_to_a_final_visit(self, visit_in, statement):
        final, other = visit_in(State.READ), visit_in(State.OBSERVED)
        make.photo(final.sheets.get())
        results.finalise(final, by=final.observer)
        make.feedback(other)
        make.sheet(other, {"ABC-01": 1}, voice=Voice.OWN)
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement.format(final=stored(final.pk)))
        assert Photo.objects.exists()

    @pytest.mark.parametrize("table", ["feedback", "photo", "sheet"])
    def test_the_database_empties_no_table_of_final_visits(self, visit_in, table):
        final = visit_in(State.READ)
        make.photo(final.sheets.get())
        make.feedback(final)
        results.finalise(final, by=final.observer)
        emptying = "DELETE FROM supervision_{}"
        if connection.vendor == "postgresql":
            connection.check_constraints()
            emptying = "TRUNCATE supervision_{} CASCADE"
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(emptying.format(table))


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
            "hand_to": lambda: visits.hand_to(visit, principal),
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


class TestHostileInput:
    def test_a_save_in_another_encoding_smuggles_in_no_nul(self, put, visit_in, observer):
        """JSON may come as UTF-16; PostgreSQL keeps no such sign, and answers with a break."""
        sheet = visit_in(State.RUNNING).sheets.get()
        answer = put(observer, sheet, {"ABC-01.note": "a\u0000b"}, base=1, encoding="utf-16")
        assert answer.status_code == 422

    def test_a_save_of_many_megabytes_is_refused(self, client, visit_in, observer):
        sheet = visit_in(State.RUNNING).sheets.get()
        url = reverse("supervision:sheet_save", args=[sheet.pk, uuid.uuid4()])
        body = {"base": 1, "changes": {"ABC-01.note": "a"}, "more": "x" * 10_000_000}
        client.force_login(observer)
        answer = client.put(url, body, content_type="application/json")
        assert answer.status_code in {400, 413, 422}

    def test_a_save_from_a_revision_that_is_still_to_come_overwrites_nothing(
        self, put, visit_in, observer
    ):
        """No sheet was ever seen at that revision; taken as it is, every clash would be silent."""
        sheet = visit_in(State.RUNNING).sheets.get()
        put(observer, sheet, {"ABC-01.score": 1}, base=1)
        answer = put(observer, sheet, {"ABC-01.score": 4}, base=2**31 - 1)
        assert answer.status_code == 422 or answer.json()["clashes"]

    def test_a_picture_that_unpacks_without_end_is_refused_in_words(
        self, client, visit_in, observer
    ):
        def part(kind, data):
            return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

        picture = b"".join(
            [
                b"\x89PNG\r\n\x1a\n",
                part(b"IHDR", pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)),
                part(b"zTXt", b"k\0\0" + compress(b"a" * 2_000_000)),
                part(b"IDAT", compress(b"\0" * 14)),
                part(b"IEND", b""),
            ]
        )
        sheet = visit_in(State.RUNNING).sheets.get()
        client.force_login(observer)
        url = reverse("supervision:photo_save", args=[sheet.pk, uuid.uuid4()])
        assert client.put(url, picture, content_type="image/png").status_code == 422

    def test_whoever_passes_a_step_on_is_answered_in_words(self, post, visit_in, school):
        """The step leaves the scope of a colleague who owned it; that is no forbidden act."""
        colleague = make.person(school, user=make.user(Role.TEACHER, school))
        step = make.follow_up(visit_in(State.READ), owner=colleague, due=date(2027, 1, 1))
        words = {"text": "Tulis", "owner": make.person(school).pk, "sign": "Ada"}
        answer = post(colleague.user, "follow_up_update", step.pk, **words, due="2027-01-01")
        assert answer.status_code in {200, 302}
