"""What is said: the teacher first, feedback in four parts, read is not agreed, and corrections."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schools.models import AuditEntry
from supervision.kinds import State, VisitKind, Voice
from supervision.models import Feedback, Remark, Result, Visit
from tests import make

FOUR = {
    "goal": "Setiap kelompok didatangi",
    "seen": "Empat dari enam",
    "gap": "Dua kelompok",
    "next_step": "Mulai dari pintu",
}


def said(visit, moment):
    return [(one.voice, one.text, one.by) for one in visit.remarks.filter(moment=moment)]


# Before the visit, and the own view


def test_both_sides_speak_before_the_visit_and_both_read_it(post, read, visit_in, person, observer):
    visit = visit_in(State.AGREED)
    post(person.user, "remark_create", visit.pk, text="Perhatikan kelompok dekat pintu.")
    post(observer, "remark_create", visit.pk, text="Baik, saya catat menitnya.")
    assert said(visit, "before") == [
        (Voice.OWN, "Perhatikan kelompok dekat pintu.", person.user),
        (Voice.OBSERVER, "Baik, saya catat menitnya.", observer),
    ]
    for user in [person.user, observer]:
        page = read(user, "visit", visit.pk)
        assert "Perhatikan kelompok dekat pintu." in page
        assert "Baik, saya catat menitnya." in page


def test_after_the_visit_the_person_visited_speaks_and_the_observer_does_not(
    post, get, visit_in, person, observer
):
    visit = visit_in(State.OBSERVED)
    assert get(observer, "remark_create", visit.pk).status_code == 404
    post(person.user, "remark_create", visit.pk, text="Penutupnya terburu-buru.")
    assert said(visit, "own_view") == [(Voice.OWN, "Penutupnya terburu-buru.", person.user)]


def test_the_principal_puts_no_words_into_anyones_mouth(get, visit_in, principal):
    for state in [State.AGREED, State.OBSERVED]:
        assert get(principal, "remark_create", visit_in(state).pk).status_code == 404


def test_for_one_without_an_account_the_observer_writes_and_it_says_so(
    post, read, visit_in, school, observer
):
    ramlah = make.person(school, name="Ramlah", writes_through_others=True)
    visit = visit_in(State.OBSERVED, person=ramlah)
    post(observer, "remark_create", visit.pk, text="Anak-anak senang.")
    assert said(visit, "own_view") == [(Voice.OWN, "Anak-anak senang.", observer)]
    assert AuditEntry.objects.get(actor=observer).on_behalf_of == "Ramlah"
    assert f"Dicatat oleh {observer} atas nama Ramlah." in read(observer, "visit", visit.pk)


def test_before_the_visit_such_an_observer_says_whose_words_they_are(
    post, visit_in, school, observer
):
    ramlah = make.person(school, name="Ramlah", writes_through_others=True)
    visit = visit_in(State.AGREED, person=ramlah)
    assert "voice" in post(observer, "remark_create", visit.pk, text="Ya").context["form"].errors
    post(observer, "remark_create", visit.pk, text="Ya", voice="own")
    post(observer, "remark_create", visit.pk, text="Baik", voice="observer")
    assert [voice for voice, *_ in said(visit, "before")] == [Voice.OWN, Voice.OBSERVER]
    behalf = AuditEntry.objects.order_by("pk").values_list("on_behalf_of", flat=True)
    assert list(behalf) == ["Ramlah", ""]


def test_an_empty_line_is_not_taken(post, visit_in, person):
    visit = visit_in(State.AGREED)
    answer = post(person.user, "remark_create", visit.pk, text="  ")
    assert "text" in answer.context["form"].errors
    assert not Remark.objects.exists()


# Feedback


def test_feedback_has_four_parts(post, visit_in, observer):
    visit = visit_in(State.OBSERVED)
    post(observer, "feedback_create", visit.pk, **FOUR)
    row = Feedback.objects.get()
    assert {part: getattr(row, part) for part in FOUR} == FOUR


def test_a_draft_leads_back_to_the_visit_or_on_to_sharing_it(post, visit_in, observer):
    drafted, shared = visit_in(State.OBSERVED), visit_in(State.OBSERVED)
    answer = post(observer, "feedback_create", drafted.pk, **FOUR)
    assert answer.url == drafted.get_absolute_url()
    answer = post(observer, "feedback_create", shared.pk, **FOUR, share="1")
    assert answer.url == f"{shared.get_absolute_url()}bagikan/"
    assert Visit.objects.filter(state=State.OBSERVED).count() == 2  # asked first


def test_what_was_noted_in_the_classroom_stands_in_the_feedback_already(get, visit_in, observer):
    visit = visit_in(State.OBSERVED)
    sheet = visit.sheets.get(voice=Voice.OBSERVER)
    for at, text in [("09.20", "Dua murid menonton."), ("09.05", "Empat murid bertanya.")]:
        moment = {"at": at, "text": text, "codes": []}
        sheet.cells[f"moment.{at}"] = {"value": moment, "revision": 1}
    sheet.save()
    form = get(observer, "feedback_create", visit.pk).context["form"]
    assert form["seen"].value() == "Empat murid bertanya.\nDua murid menonton."


@pytest.mark.parametrize("part", FOUR)
def test_a_missing_part_is_refused_by_name_and_nothing_typed_is_lost(
    post, visit_in, observer, part
):
    visit = visit_in(State.OBSERVED)
    answer = post(observer, "feedback_create", visit.pk, **(FOUR | {part: " "}))
    form = answer.context["form"]
    assert list(form.errors) == [part]
    assert str(form.fields[part].label) in form.errors[part][0]
    kept = answer.content.decode()
    assert all(text in kept for name, text in FOUR.items() if name != part)
    assert not Feedback.objects.exists()


def test_only_the_observer_writes_feedback_and_only_after_the_visit(
    get, visit_in, observer, principal, person
):
    visit = visit_in(State.OBSERVED)
    for user in [principal, person.user]:
        assert get(user, "feedback_create", visit.pk).status_code == 404
    for state in [State.AGREED, State.SHARED, State.FINAL]:
        assert get(observer, "feedback_create", visit_in(state).pk).status_code == 404


def test_a_draft_is_changed_and_deleted_by_its_observer_until_it_is_shared(
    post, get, visit_in, observer, principal
):
    visit = visit_in(State.OBSERVED)
    draft = make.feedback(visit)
    assert get(principal, "feedback_update", draft.pk).status_code == 404
    post(observer, "feedback_update", draft.pk, **FOUR)
    draft.refresh_from_db()
    assert draft.seen == FOUR["seen"]
    visit.state, visit.shared_at = State.SHARED, timezone.now()
    visit.save()
    assert get(observer, "feedback_update", draft.pk).status_code == 404
    assert get(observer, "feedback_delete", draft.pk).status_code == 404
    visit.state = State.OBSERVED
    visit.save()
    post(observer, "feedback_delete", draft.pk)
    assert not Feedback.objects.exists()


# Sharing


def test_without_feedback_nothing_is_shared(post, visit_in, observer):
    visit = visit_in(State.OBSERVED)
    page = post(observer, "visit_share", visit.pk)
    assert page.context["form"].non_field_errors()
    visit.refresh_from_db()
    assert visit.state == State.OBSERVED


def test_the_question_says_that_the_own_view_is_still_missing(read, get, visit_in, observer):
    visit = visit_in(State.OBSERVED)
    make.feedback(visit)
    assert get(observer, "visit_share", visit.pk).context["lacks_own_view"]
    make.remark(visit)
    assert not get(observer, "visit_share", visit.pk).context["lacks_own_view"]


def test_it_is_shared_and_within_ten_minutes_withdrawn(post, visit_in, observer, person, get):
    visit = visit_in(State.OBSERVED)
    make.feedback(visit)
    post(observer, "visit_share", visit.pk)
    visit.refresh_from_db()
    assert visit.state == State.SHARED
    assert get(person.user, "visit_take_back", visit.pk).status_code == 404
    post(observer, "visit_take_back", visit.pk)
    visit.refresh_from_db()
    assert (visit.state, visit.shared_at) == (State.OBSERVED, None)


def test_what_was_shared_long_ago_stays_shared(post, visit_in, observer):
    visit = visit_in(State.SHARED)
    page = post(observer, "visit_take_back", visit.pk)
    assert page.context["form"].non_field_errors()
    visit.refresh_from_db()
    assert visit.state == State.SHARED


def test_the_principal_shares_no_draft_of_an_observer(get, visit_in, principal):
    assert get(principal, "visit_share", visit_in(State.OBSERVED).pk).status_code == 404


# Reading, replying, objecting


def test_marking_as_read_says_that_it_is_no_agreement(client, post, visit_in, person):
    visit = visit_in(State.SHARED)
    answer = post(person.user, "visit_read", visit.pk, text="Terima kasih.")
    page = client.get(answer["Location"]).content.decode()
    assert "Ditandai sudah dibaca. Ini tidak berarti Anda setuju" in page or (
        "Marked as read. This does not mean that you agree" in page
    )
    visit.refresh_from_db()
    assert visit.state == State.READ
    assert said(visit, "reply") == [(Voice.OWN, "Terima kasih.", person.user)]


def test_nobody_else_marks_it_as_read(get, visit_in, observer, principal, supervisor):
    visit = visit_in(State.SHARED)
    for user in [observer, principal, supervisor]:
        assert get(user, "visit_read", visit.pk).status_code == 404


def test_a_reply_stays_possible_when_the_result_is_final(post, read, visit_in, person, principal):
    visit = visit_in(State.FINAL)
    post(person.user, "reply", visit.pk, text="Saya sudah mencobanya lagi.")
    assert "Saya sudah mencobanya lagi." in read(principal, "visit", visit.pk)


def test_nobody_replies_before_it_is_shared(get, visit_in, person):
    assert get(person.user, "reply", visit_in(State.OBSERVED).pk).status_code == 404


def test_an_objection_to_an_item_waits_for_its_answer_and_both_stay(
    post, get, read, visit_in, person, principal, observer
):
    visit = visit_in(State.READ)
    post(person.user, "objection", visit.pk, code="ABC-02", text="Saya datangi menit ke-12.")
    objection = Remark.objects.get(moment="objection")
    assert objection.code == "ABC-02"
    step = get(observer, "visit", visit.pk).context["step"]
    assert step.button.url == f"/keberatan/{objection.pk}/jawab/"
    assert get(person.user, "answer_objection", objection.pk).status_code == 404
    post(principal, "answer_objection", objection.pk, text="Betul, akan dikoreksi.")
    page = read(person.user, "visit", visit.pk)
    assert "Saya datangi menit ke-12." in page
    assert "Betul, akan dikoreksi." in page
    assert get(observer, "answer_objection", objection.pk).context["hindrance"]


def test_answers_find_their_objections(get, visit_in, person, observer):
    visit = visit_in(State.READ)
    for code in ["ABC-01", "ABC-02"]:
        make.remark(visit, moment="objection", code=code, by=person.user)
    make.remark(visit, moment="answer", voice="observer", code="ABC-02", text="Ya")
    pairs = get(observer, "visit", visit.pk).context["objections"]
    assert [(one.code, bool(answer)) for one, answer in pairs] == [
        ("ABC-01", False),
        ("ABC-02", True),
    ]


def test_an_item_of_another_sheet_is_no_item(post, visit_in, person):
    visit = visit_in(State.READ)
    answer = post(person.user, "objection", visit.pk, code="XYZ-99", text="Lain")
    assert "code" in answer.context["form"].errors


# After the talk


def test_the_observer_says_whether_a_criterion_in_words_is_met(post, visit_in, observer, get):
    visit = visit_in(State.READ, criterion="Tiga pertanyaan")
    post(observer, "visit_verdict", visit.pk, is_met="True", met_note="Ada di papan", talk_share=60)
    visit.refresh_from_db()
    assert (visit.is_met, visit.met_note, visit.talk_share) == (True, "Ada di papan", 60)


def test_a_figure_decides_by_itself(post, visit_in, observer):
    visit = visit_in(State.READ, criterion="Tiga", at_least=90)
    post(observer, "visit_verdict", visit.pk, is_met="True", talk_share=60)
    visit.refresh_from_db()
    assert (visit.is_met, visit.talk_share) == (None, 60)


def test_a_share_of_more_than_all_is_refused_beside_the_field(post, visit_in, observer):
    answer = post(observer, "visit_verdict", visit_in(State.READ).pk, talk_share=101)
    assert "talk_share" in answer.context["form"].errors


def test_the_principal_judges_nothing_for_the_observer(get, visit_in, principal):
    assert get(principal, "visit_verdict", visit_in(State.READ).pk).status_code == 404


# Final, and corrected


def test_a_read_visit_becomes_final_and_freezes(post, visit_in, observer):
    visit = visit_in(State.READ)
    post(observer, "visit_finalise", visit.pk)
    visit.refresh_from_db()
    assert visit.state == State.FINAL
    assert Result.objects.get().percent == 75


def test_what_was_not_read_waits_seven_days(post, visit_in, observer, principal):
    visit = visit_in(State.SHARED)
    visit.shared_at = timezone.now() - timedelta(days=6)
    visit.save()
    assert post(principal, "visit_finalise", visit.pk).context["form"].non_field_errors()
    visit.shared_at = timezone.now() - timedelta(days=8)
    visit.save()
    post(principal, "visit_finalise", visit.pk)
    visit.refresh_from_db()
    assert visit.state == State.FINAL


def test_the_person_visited_finalises_and_corrects_nothing(get, visit_in, person):
    assert get(person.user, "visit_finalise", visit_in(State.READ).pk).status_code == 404
    assert get(person.user, "visit_correct", visit_in(State.FINAL).pk).status_code == 404


def test_a_peer_visit_never_becomes_a_result(get, visit_in, observer):
    visit = visit_in(State.READ, kind=VisitKind.PEER, version=None)
    assert get(observer, "visit_finalise", visit.pk).status_code == 404


def test_a_correction_stands_beside_the_old_result_with_its_reason(
    post, get, visit_in, principal, person
):
    visit = visit_in(State.FINAL)
    post(principal, "visit_correct", visit.pk, item="ABC-02", score="4", reason="Foto menyusul")
    assert [str(result.percent.normalize()) for result in Result.objects.all()] == [
        "75",
        "91.666666666667",
    ]
    correction = get(person.user, "visit", visit.pk).context["corrections"][0]
    assert (correction.before.percent, correction.after.percent) == ("75,00%", "91,67%")
    assert correction.items == [("Butir ABC-02", "2", "4")]
    assert correction.result.reason == "Foto menyusul"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"score": "9"}, "score"),
        ({"item": "XYZ-1"}, "item"),
        ({"reason": " "}, "reason"),
        ({"score": "2"}, "__all__"),  # as it is already
    ],
)
def test_a_correction_that_does_not_fit_is_refused_in_words(
    post, visit_in, principal, fields, wrong
):
    visit = visit_in(State.FINAL)
    sent = {"item": "ABC-02", "score": "4", "reason": "Foto menyusul", **fields}
    assert wrong in post(principal, "visit_correct", visit.pk, **sent).context["form"].errors
    assert Result.objects.count() == 1
