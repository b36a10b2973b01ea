"""A final visit stays: a correction stands beside it, and the database refuses all else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from supervision.kinds import State
from supervision.models import Result
from supervision.services import results
from supervision.services.instruments import freeze
from tests import make


@pytest.fixture
def visit(school, principal):
    visit = make.visit(
        school,
        observer=principal,
        state=State.READ,
        version=make.instrument_version(school),
        band_set=make.band_set(school),
    )
    make.sheet(visit, {"ABC-01": 3, "ABC-02": 2, "ABC-03": "na"})
    make.feedback(visit)
    return results.finalise(visit, by=principal)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE supervision_visit SET focus = 'lain'",
        "UPDATE supervision_visit SET state = 'shared'",
        "DELETE FROM supervision_visit",
        "UPDATE supervision_sheet SET revision = 9",
        "DELETE FROM supervision_sheet",
        "UPDATE supervision_feedback SET gap = 'lain'",
        "DELETE FROM supervision_feedback",
        "INSERT INTO supervision_feedback (visit_id, goal, seen, gap, next_step, written_at)"
        " SELECT visit_id, goal, seen, gap, next_step, written_at FROM supervision_feedback",
        "UPDATE supervision_result SET percent = 100",
        "DELETE FROM supervision_result",
        "UPDATE supervision_remark SET text = 'lain'",
        "DELETE FROM supervision_remark",
    ],
)
def test_the_database_refuses_to_change_what_is_final(visit, statement):
    make.remark(visit)
    with pytest.raises(DatabaseError, match=r"final|append-only"), transaction.atomic():
        connection.cursor().execute(statement)


def test_what_is_not_final_yet_can_still_change(school):
    visit = make.visit(school, state=State.SHARED)
    make.sheet(visit)
    connection.cursor().execute("UPDATE supervision_visit SET focus = 'lain'")
    connection.cursor().execute("UPDATE supervision_sheet SET revision = 9")
    visit.refresh_from_db()
    assert visit.focus == "lain"


def test_a_version_in_use_cannot_be_reworded(visit):
    freeze(visit.version)
    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        connection.cursor().execute("UPDATE supervision_instrumentversion SET number = 7")


def test_the_result_holds_all_that_it_rests_on(visit):
    result = visit.result
    assert (result.earned, result.maximum, result.scored, result.not_applicable) == (5, 8, 2, 1)
    assert result.exact == 62.5
    assert result.band_name == "Cukup"
    assert result.role == "class_teacher"
    assert result.parts["aspects"] == {"A": {"earned": 5, "maximum": 8, "n": 2}}


def test_later_bands_do_not_reach_a_final_visit(visit):
    band_set = visit.band_set
    band_set.content["bands"][1]["from"] = 65
    band_set.save()
    assert results.outcome_of(visit).band.label.id == "Cukup"


def test_a_correction_stands_beside_what_it_corrects(visit, principal):
    results.correct(visit, scores={"ABC-02": 4}, reason="Salah tekan.", by=principal)
    old, new = visit.results.all()
    assert (old.exact, new.exact) == (62.5, 87.5)
    assert new.replaces == old
    assert list(Result.objects.current()) == [new]


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ({"ABC-01": 4}, " "),
        ({"ABC-01": 5}, "Di luar skala"),
        ({"ABC-01": 3}, "Tidak berubah"),
        ({"ABC-01": True}, "Bukan angka"),
    ],
)
def test_a_correction_needs_a_reason_and_a_score_that_fits(visit, principal, scores, reason):
    with pytest.raises(ValidationError):
        results.correct(visit, scores=scores, reason=reason, by=principal)
    assert visit.results.count() == 1


def test_a_visit_becomes_final_once_it_was_read_or_a_week_has_passed(school, principal):
    visit = make.visit(school, observer=principal, state=State.SHARED, shared_at=make.a_moment())
    assert results.finalise(visit, by=principal).state == State.FINAL


def test_before_that_it_is_refused_in_words(school, principal):
    visit = make.visit(school, observer=principal, state=State.SHARED, shared_at=timezone.now())
    with pytest.raises(ValidationError, match=r"tujuh hari|seven days"):
        results.finalise(visit, by=principal)
