"""Sheets and the instruments under them, and what stays of a visit."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from schools.envelopes import Unacceptable
from supervision.forms.visits import ReplanForm
from supervision.kinds import State, Voice
from supervision.models import InstrumentVersion, Photo, Visit
from supervision.services import results, sheets, visits
from supervision.services.instruments import freeze, new_version, rewrite
from supervision.views.talks import VisitVerdict
from supervision.views.visit_page import answered
from tests import make

from .conftest import before


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
