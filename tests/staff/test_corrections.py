"""Asking for one's data to be put right, and being answered: once, by someone else, in the open."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from schools.models import AuditEntry, OutgoingMail
from staff.models import CorrectionRequest
from staff.services.corrections import AlreadyAnswered, answer_correction
from tests import make

TEXT = "Tanggal lahir saya 18 April 1985, bukan 8 April."
ANSWER = {"outcome": "done", "answer": "Sudah sesuai dengan SK."}
LONG_AGO = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def person(school, teacher):
    return make.person(school, user=teacher, name="Ma’rifatul Jannah", title_back="S.Pd.")


@pytest.fixture
def asked(person):
    return make.correction_request(person, by=person.user)


@pytest.fixture
def post(client):
    def send(user, name, *args, **fields):
        client.force_login(user)
        return client.post(reverse(name, args=args), fields)

    return send


@pytest.fixture
def get(client):
    def fetch(user, name, *args, **query):
        client.force_login(user)
        return client.get(reverse(name, args=args), query)

    return fetch


# Asking


def test_one_asks_for_ones_own_record_in_ones_own_name(post, person):
    answer = post(person.user, "staff:correction_create", text=TEXT)
    assert answer["Location"] == reverse("my_data")
    row = CorrectionRequest.objects.get()
    assert (row.person, row.entered_by, row.text) == (person, person.user, TEXT)
    assert not row.is_on_behalf()


def test_asking_leaves_a_line_about_oneself(post, person):
    post(person.user, "staff:correction_create", text=TEXT)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.about) == ("created", person.user, person.user)
    assert entry.on_behalf_of == ""
    assert entry.school == person.user.school
    assert TEXT not in str(entry.fields)


def test_an_empty_request_is_not_taken(post, person):
    answer = post(person.user, "staff:correction_create", text=" ")
    assert "text" in answer.context["form"].errors
    assert not CorrectionRequest.objects.exists()


def test_without_a_person_record_there_is_nothing_to_ask_for(get, post, principal):
    assert get(principal, "staff:correction_create").status_code == 404
    assert post(principal, "staff:correction_create", text=TEXT).status_code == 404


def test_another_name_cannot_be_slipped_in(post, person, school, operator):
    other = make.person(school)
    forged = {"person": other.pk, "entered_by": operator.pk, "outcome": "done", "answer": "ya"}
    post(person.user, "staff:correction_create", text=TEXT, **forged)
    row = CorrectionRequest.objects.get()
    assert (row.person, row.entered_by, row.outcome) == (person, person.user, "")


def test_the_operator_writes_down_what_someone_without_an_account_asks(post, get, school, operator):
    ramlah = make.person(school, name="Ramlah", title_back="S.Pd.")
    answer = post(operator, "staff:correction_for", ramlah.pk, text=TEXT)
    assert answer["Location"] == reverse("staff:corrections")
    row = CorrectionRequest.objects.get()
    assert (row.person, row.entered_by) == (ramlah, operator)
    assert row.is_on_behalf()
    entry = AuditEntry.objects.get()
    assert (entry.on_behalf_of, entry.about) == ("Ramlah", None)
    assert operator.name in get(operator, "staff:correction_answer", row.pk).content.decode()


def test_a_long_name_fits_into_the_trail(post, school, operator):
    person = make.person(school, name="Dian " * 20)
    post(operator, "staff:correction_for", person.pk, text=TEXT)
    assert len(AuditEntry.objects.get().on_behalf_of) == 80


def test_for_oneself_one_asks_on_the_own_page(post, school, operator):
    own = make.person(school, user=operator)
    assert post(operator, "staff:correction_for", own.pk, text=TEXT).status_code == 404


def test_a_school_that_someone_left_neither_asks_nor_answers_for_them(
    post, school, elsewhere, operator
):
    left = make.person(school, until=make.A_DAY, user=make.user("teacher", elsewhere))
    make.placement(left, elsewhere)
    asked = make.correction_request(left, by=left.user)
    assert post(operator, "staff:correction_for", left.pk, text=TEXT).status_code == 404
    answer = post(operator, "staff:correction_answer", asked.pk, outcome="kept", answer="Tidak.")
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["colleague", "outsider", "supervisor"])
def test_others_write_nothing_down_for_a_person(who, post, person, school, request):
    user = make.user("teacher", school) if who == "colleague" else request.getfixturevalue(who)
    assert post(user, "staff:correction_for", person.pk, text=TEXT).status_code == 404
    assert not CorrectionRequest.objects.exists()


# Who waits


def test_the_list_shows_what_waits_here_the_longest_first(get, asked, person, school, operator):
    longest = make.correction_request(make.person(school), asked_at=LONG_AGO)
    answered = make.correction_request(person, answered_at=LONG_AGO, answered_by=operator)
    elsewhere = make.correction_request(make.person(make.school()))
    shown = get(operator, "staff:corrections").context["object_list"]
    assert list(shown) == [longest, asked]
    everything = get(operator, "staff:corrections", tampil="semua").context["object_list"]
    assert list(everything) == [longest, asked, answered]
    assert elsewhere not in everything


def test_ones_own_request_is_not_among_those_to_answer(get, school, operator):
    make.correction_request(make.person(school, user=operator), by=operator)
    assert not get(operator, "staff:corrections").context["object_list"]


def test_a_teacher_finds_no_request_of_others_and_none_to_answer(get, asked, person, school):
    for user in [person.user, make.user("teacher", school)]:
        assert not get(user, "staff:corrections", tampil="semua").context["object_list"]


def test_me_leads_those_who_answer_to_the_requests(get, operator, teacher):
    link = reverse("staff:corrections")
    assert link in get(operator, "me").content.decode()
    assert link not in get(teacher, "me").content.decode()


def test_the_list_asks_the_database_no_more_for_many_rows(
    client, get, school, operator, django_assert_max_num_queries
):
    get(operator, "staff:corrections")
    for _ in range(12):
        make.correction_request(make.person(school), answered_by=operator, answered_at=LONG_AGO)
    with django_assert_max_num_queries(6):  # the reader's own person among them
        client.get(reverse("staff:corrections"), {"tampil": "semua"})


# Answering


def test_an_answer_says_what_became_of_it_by_whom_and_when(post, asked, operator):
    answer = post(operator, "staff:correction_answer", asked.pk, **ANSWER)
    assert answer["Location"] == reverse("staff:corrections")
    asked.refresh_from_db()
    assert (asked.outcome, asked.answer) == ("done", ANSWER["answer"])
    assert asked.answered_by == operator
    assert asked.answered_at


def test_answering_leaves_a_line_about_the_person_without_the_words(post, asked, operator, school):
    post(operator, "staff:correction_answer", asked.pk, **ANSWER)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor) == ("changed", operator)
    assert (entry.about, entry.school) == (asked.person.user, school)
    assert entry.fields == ["answer", "outcome"]


@pytest.mark.parametrize("missing", ["outcome", "answer"])
def test_an_answer_has_an_outcome_and_words(missing, post, asked, operator):
    answer = post(operator, "staff:correction_answer", asked.pk, **ANSWER | {missing: ""})
    assert list(answer.context["form"].errors) == [missing]
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_the_person_concerned_reads_question_and_answer_in_my_data(post, get, asked, operator):
    post(operator, "staff:correction_answer", asked.pk, **ANSWER)
    page = get(asked.person.user, "my_data").content.decode()
    assert asked.text in page
    assert ANSWER["answer"] in page
    assert operator.name in page


def test_nobody_answers_their_own_request(get, post, school, operator):
    own = make.correction_request(make.person(school, user=operator), by=operator)
    assert get(operator, "staff:correction_answer", own.pk).status_code == 404
    assert post(operator, "staff:correction_answer", own.pk, **ANSWER).status_code == 404
    own.refresh_from_db()
    assert own.answered_at is None


def test_the_principal_answers_the_operator(post, school, operator, principal):
    asked = make.correction_request(make.person(school, user=operator), by=operator)
    post(principal, "staff:correction_answer", asked.pk, **ANSWER)
    asked.refresh_from_db()
    assert asked.answered_by == principal


def test_there_is_no_second_answer(post, get, asked, operator, principal):
    post(operator, "staff:correction_answer", asked.pk, **ANSWER)
    second = {"outcome": "kept", "answer": "Tidak jadi."}
    answer = post(principal, "staff:correction_answer", asked.pk, **second)
    assert answer["Location"] == reverse("staff:correction_answer", args=[asked.pk])
    asked.refresh_from_db()
    assert (asked.outcome, asked.answered_by) == ("done", operator)
    assert AuditEntry.objects.count() == 1
    page = get(principal, "staff:correction_answer", asked.pk).content.decode()
    assert operator.name in page
    assert "<textarea" not in page


def test_an_answer_that_breaks_off_leaves_the_given_one_in_sight(post, asked, operator, principal):
    """Also a form that does not hold is not laid over the answer that was given."""
    post(operator, "staff:correction_answer", asked.pk, **ANSWER)
    answer = post(principal, "staff:correction_answer", asked.pk, outcome="kept", answer="")
    assert answer.status_code == 302


def test_of_two_who_answer_at_once_one_is_too_late(asked, operator, principal):
    """Both have read the row while it had no answer."""
    first, second = CorrectionRequest.objects.get(), CorrectionRequest.objects.get()
    answer_correction(first, by=operator, **ANSWER)
    with pytest.raises(AlreadyAnswered):
        answer_correction(second, by=principal, outcome="kept", answer="Tidak jadi.")
    asked.refresh_from_db()
    assert asked.answered_by == operator


def test_whoever_is_too_late_by_a_moment_is_shown_the_given_answer(
    post, asked, operator, principal, monkeypatch
):
    """The page had no answer yet when the form came in."""
    from staff.views import corrections

    def beaten(row, **fields):
        answer_correction(CorrectionRequest.objects.get(), by=operator, **ANSWER)
        return answer_correction(row, **fields)

    monkeypatch.setattr(corrections, "answer_correction", beaten)
    answer = post(principal, "staff:correction_answer", asked.pk, outcome="kept", answer="Tetap.")
    assert answer["Location"] == reverse("staff:correction_answer", args=[asked.pk])
    assert not AuditEntry.objects.exists()


# Telling


def test_mail_tells_that_there_is_an_answer_and_nothing_of_it(post, asked, operator):
    account = asked.person.user
    account.email, account.language = "jannah@contoh.id", "en"
    account.save()
    post(operator, "staff:correction_answer", asked.pk, **ANSWER)
    sent = OutgoingMail.objects.get()
    assert (sent.recipient, sent.subject) == (
        "jannah@contoh.id",
        "Sejawat: your request about your data has an answer",
    )
    for told in [ANSWER["answer"], asked.text, asked.person.name, "Jannah", operator.name]:
        assert told not in sent.body


@pytest.mark.parametrize("account", [{"email": ""}, {"email": "x@contoh.id", "is_active": False}])
def test_nobody_is_mailed_who_has_no_address_or_no_open_account(account, post, asked, operator):
    type(asked.person.user).objects.filter(pk=asked.person.user.pk).update(**account)
    post(operator, "staff:correction_answer", asked.pk, **ANSWER)
    assert not OutgoingMail.objects.exists()


def test_the_answer_to_someone_without_an_account_is_passed_on_by_hand(
    client, get, school, operator
):
    asked = make.correction_request(make.person(school, name="Ramlah"), by=operator)
    client.cookies["django_language"] = "en"
    page = get(operator, "staff:correction_answer", asked.pk).content.decode()
    assert "Ramlah has no account yet" in page


def test_someone_without_an_account_is_answered_and_not_mailed(post, school, operator):
    asked = make.correction_request(make.person(school), by=operator)
    post(operator, "staff:correction_answer", asked.pk, **ANSWER)
    asked.refresh_from_db()
    assert asked.answered_by == operator
    assert not OutgoingMail.objects.exists()
