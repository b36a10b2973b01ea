"""The addresses that a phone speaks to: any save, any number of times, or a clear refusal."""

import json
import uuid

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from schools.access import Role
from schools.envelopes import Different, opened
from schools.models import AuditEntry
from supervision.kinds import Stage, State, VisitKind, Voice
from supervision.models import SavedSheet, Sheet
from supervision.services import visits
from supervision.services.sheets import save
from tests import make

from .conftest import picture, put_photo

MOMENT = f"moment.{uuid.UUID(int=7)}"


def put(client, sheet, changes, base=0, save_id=None, **extra):
    body = json.dumps({"base": base, "changes": changes, "device": "HP"})
    return put_raw(client, sheet, body, save_id, **extra)


def put_raw(client, sheet, body, save_id=None, **extra):
    url = reverse("supervision:sheet_save", args=[sheet.pk, save_id or uuid.uuid4()])
    return client.put(url, body, content_type="application/json", **extra)


def values(sheet):
    sheet.refresh_from_db()
    return sheet.values


def test_a_save_stands_and_says_when(phone, sheet):
    answer = put(phone, sheet, {"ABC-01.score": 3, "ABC-02.note": "Tiga kelompok"}).json()
    assert values(sheet) == {"ABC-01.score": 3, "ABC-02.note": "Tiga kelompok"}
    assert (answer["revision"], answer["held"], answer["clashes"]) == (1, False, {})
    assert answer["saved_at"].count(".") == 1


def test_the_same_envelope_again_gives_the_same_answer_and_one_row(phone, sheet):
    key = uuid.uuid4()
    first = put(phone, sheet, {"ABC-01.score": 3}, save_id=key)
    put(phone, sheet, {"ABC-01.score": 4}, base=1)
    again = put(phone, sheet, {"ABC-01.score": 3}, save_id=key)
    assert (again.status_code, again.json()) == (200, first.json())
    assert SavedSheet.objects.count() == 2
    assert values(sheet) == {"ABC-01.score": 4}


def test_the_same_id_with_other_content_is_409_and_changes_nothing(phone, sheet):
    key = uuid.uuid4()
    put(phone, sheet, {"ABC-01.score": 3}, save_id=key)
    assert put(phone, sheet, {"ABC-01.score": 1}, save_id=key).status_code == 409
    assert values(sheet) == {"ABC-01.score": 3}


def test_an_id_that_stands_on_another_sheet_is_409(phone, school, principal, sheet):
    other = visits.sheet_of(
        make.visit(school, observer=principal, state=State.RUNNING, version=sheet.version)
    )
    key = uuid.uuid4()
    put(phone, other, {"ABC-01.score": 3}, save_id=key)
    assert put(phone, sheet, {"ABC-01.score": 3}, save_id=key).status_code == 409
    assert values(sheet) == {}


def test_a_second_device_is_told_both_values_with_device_and_hour(phone, sheet, principal):
    put(phone, sheet, {"ABC-01.score": 2, "ABC-02.score": 1})
    answer = put(phone, sheet, {"ABC-01.score": 3, "ABC-03.score": 4}).json()
    assert answer["clashes"]["ABC-01.score"] | {"at": "?"} == {
        "value": 2,
        "device": "HP",
        "at": "?",
        "by": principal.name,
    }
    assert answer["news"] == {"ABC-02.score": 1}
    assert values(sheet) == {"ABC-01.score": 2, "ABC-02.score": 1, "ABC-03.score": 4}
    # What was not taken is not lost: the envelope keeps it.
    assert any(saved.changes.get("ABC-01.score") == 3 for saved in SavedSheet.objects.all())


def test_the_answer_to_a_clash_is_a_save_from_what_was_seen(phone, sheet):
    put(phone, sheet, {"ABC-01.score": 2})
    asked = put(phone, sheet, {"ABC-01.score": 3}).json()
    answered = put(phone, sheet, {"ABC-01.score": 3}, base=asked["revision"]).json()
    assert answered["clashes"] == {}
    assert values(sheet) == {"ABC-01.score": 3}


NONSENSE = {
    "no JSON": b"{",
    "nothing": b"",
    "a list": b"[]",
    "no changes": b'{"base": 0, "changes": {}}',
    "changes that are a list": b'{"base": 0, "changes": [1]}',
    "no base": b'{"changes": {"ABC-01.score": 3}}',
    "a base in words": b'{"base": "0", "changes": {"ABC-01.score": 3}}',
    "a base that is true": b'{"base": true, "changes": {"ABC-01.score": 3}}',
    "a base below zero": b'{"base": -1, "changes": {"ABC-01.score": 3}}',
    "a base beyond any": b'{"base": 99999999999999999999, "changes": {"ABC-01.score": 3}}',
    "a device that is a number": b'{"base": 0, "device": 1, "changes": {"ABC-01.score": 3}}',
    "bytes that are no text": b'{"base": 0, "changes": {"ABC-01.note": "\xff"}}',
    "NUL in a note": b'{"base": 0, "changes": {"ABC-01.note": "a\\u0000b"}}',
    "NUL in the device": b'{"base": 0, "device": "\\u0000", "changes": {"ABC-01.score": 3}}',
    "half a character": b'{"base": 0, "changes": {"ABC-01.note": "\\ud800"}}',
    "very deep": b"[" * 100_000,
}


@pytest.mark.parametrize("body", NONSENSE.values(), ids=NONSENSE)
def test_what_cannot_be_read_is_refused_in_words(phone, sheet, body):
    refused = put_raw(phone, sheet, body)
    assert refused.status_code == 422
    assert refused.json()["message"]
    assert not SavedSheet.objects.exists()


MISFITS = [
    ("ABC-01.score", True),
    ("ABC-01.score", 0),
    ("ABC-01.score", 5),
    ("ABC-01.score", 3.0),
    ("ABC-01.score", "3"),
    ("ABC-01.score", "NA"),
    ("ABC-01.score", [3]),
    ("ABC-01.score", {"value": 3}),
    ("ABC-01.score", 10**30),
    ("ABC-99.score", 3),
    ("ABC-99.score", None),
    ("ABC-01.percent", 3),
    ("ABC-01.percent", None),
    ("ABC-01", 3),
    ("", 3),
    ("ABC-01.note", 3),
    ("ABC-01.note", "x" * 3001),
    ("ABC-01.evidence", ["foto"]),
    ("moment.1", {"at": "08.31", "text": "a", "codes": []}),
    ("moment.1", None),
    (MOMENT, "a"),
    (MOMENT, {"at": "8.31", "text": "a", "codes": []}),
    (MOMENT, {"at": "24.00", "text": "a", "codes": []}),
    (MOMENT, {"at": "08.31\n", "text": "a", "codes": []}),
    (MOMENT, {"at": "08.31", "text": "", "codes": []}),
    (MOMENT, {"at": "08.31", "text": "a"}),
    (MOMENT, {"at": "08.31", "text": "a", "codes": ["ABC-99"]}),
    (MOMENT, {"at": "08.31", "text": "a", "codes": [[]]}),
    (MOMENT, {"at": "08.31", "text": "a", "codes": [], "by": 1}),
]


@pytest.mark.parametrize(("key", "value"), MISFITS)
def test_what_has_no_place_on_the_sheet_is_refused_whole(phone, sheet, key, value):
    refused = put(phone, sheet, {"ABC-02.score": 3, key: value})
    assert refused.status_code == 422
    assert refused.json()["message"]
    assert values(sheet) == {}


def test_ten_thousand_cells_are_refused(phone, sheet):
    many = {f"ABC-{number}.score": 3 for number in range(10_000)}
    assert put(phone, sheet, many).status_code == 422


def test_what_is_not_applicable_is_so_only_where_the_item_allows_it(phone, school, principal):
    content = make.rubric()
    content["aspects"][0]["items"][0]["allow_na"] = False
    visit = make.visit(
        school,
        observer=principal,
        state=State.RUNNING,
        version=make.instrument_version(school, content),
    )
    sheet = visits.sheet_of(visit)
    assert put(phone, sheet, {"ABC-01.score": "na"}).status_code == 422
    assert put(phone, sheet, {"ABC-02.score": "na"}).status_code == 200


def test_a_moment_names_the_items_it_belongs_to(phone, sheet):
    told = {"at": "08.31", "text": "Enam murid bertanya", "codes": ["ABC-01", "ABC-03"]}
    assert put(phone, sheet, {MOMENT: told}).status_code == 200
    assert values(sheet) == {MOMENT: told}


def test_the_first_save_begins_an_agreed_visit(phone, visit, sheet):
    type(visit).objects.filter(pk=visit.pk).update(state=State.AGREED)
    put(phone, sheet, {"ABC-01.score": 3})
    visit.refresh_from_db()
    assert visit.state == State.RUNNING
    assert AuditEntry.objects.filter(subject=AuditEntry.name_of(visit), fields=["state"]).exists()


def test_a_closed_cycle_takes_no_first_save(phone, school, visit, sheet):
    visit.cycle = make.cycle(school, stage=Stage.CLOSED)
    visit.state = State.AGREED
    visit.save()
    refused = put(phone, sheet, {"ABC-01.score": 3})
    assert refused.status_code == 422
    assert values(sheet) == {}


def test_the_trail_says_once_a_day_that_a_sheet_was_written_on(phone, sheet):
    for number in range(3):
        put(phone, sheet, {"ABC-01.score": number + 1}, base=number)
    about = AuditEntry.objects.filter(subject=AuditEntry.name_of(sheet))
    assert about.count() == 1
    assert about.get().about == sheet.visit.person.user


@pytest.mark.parametrize("state", [State.SHARED, State.READ, State.CALLED_OFF])
def test_what_comes_too_late_is_kept_apart(phone, visit, sheet, state):
    put(phone, sheet, {"ABC-01.score": 3})
    visit.state = state
    visit.save()
    late = put(phone, sheet, {"ABC-01.score": 1}, base=1)
    assert (late.status_code, late.json()["held"]) == (200, True)
    assert values(sheet) == {"ABC-01.score": 3}
    assert SavedSheet.objects.get(is_held=True).changes == {"ABC-01.score": 1}


def test_a_final_visit_keeps_late_saves_apart(phone, visit, sheet):
    put(phone, sheet, {"ABC-01.score": 3})
    type(visit).objects.filter(pk=visit.pk).update(state=State.FINAL)
    late = put(phone, sheet, {"ABC-01.score": 1}, base=1)
    assert (late.status_code, late.json()["held"]) == (200, True)
    assert values(sheet) == {"ABC-01.score": 3}


def test_nobody_writes_on_the_sheet_of_another(client, school, visit, sheet):
    person = visit.person.user
    strangers = [make.user(Role.PRINCIPAL, school), make.user(Role.OBSERVER, school), person]
    for stranger in strangers:
        client.force_login(stranger)
        assert put(client, sheet, {"ABC-01.score": 3}).status_code == 404
        state = client.get(reverse("supervision:sheet_state", args=[sheet.pk]))
        assert (state.status_code == 200) == stranger.holds({Role.PRINCIPAL})
    assert values(sheet) == {}


def test_an_observer_whose_role_has_ended_is_a_stranger(client, school, sheet):
    guest = make.user(Role.OBSERVER, school)
    sheet.visit.observer = guest
    sheet.visit.save()
    client.force_login(guest)
    assert put(client, sheet, {"ABC-01.score": 3}).status_code == 200
    held = guest.memberships.get()
    held.until = make.A_DAY
    held.save()
    assert put(client, sheet, {"ABC-02.score": 3}, base=1).status_code == 404


def test_a_self_assessment_is_written_by_the_person_alone(client, visit, principal):
    own = visits.sheet_of(visit, Voice.OWN)
    client.force_login(visit.person.user)
    assert put(client, own, {"ABC-01.score": 2}).status_code == 200
    client.force_login(principal)
    assert put(client, own, {"ABC-01.score": 4}).status_code == 404
    assert client.get(reverse("supervision:sheet_state", args=[own.pk])).status_code == 404


def test_what_waits_on_a_shared_phone_is_not_sent_by_the_next_person(phone, sheet, visit):
    writer = {"headers": {"X-Sejawat-User": str(visit.person.user_id)}}
    assert put(phone, sheet, {"ABC-01.score": 3}, **writer).status_code == 403
    assert values(sheet) == {}


def test_a_save_without_the_token_of_the_form_is_refused(principal, sheet):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(principal)
    assert put(strict, sheet, {"ABC-01.score": 3}).status_code == 403


def test_signed_out_is_a_redirect(client, sheet):
    assert put(client, sheet, {"ABC-01.score": 3}).status_code == 302


def test_the_state_is_what_stands_now(phone, sheet):
    put(phone, sheet, {"ABC-01.score": 3})
    put(phone, sheet, {"ABC-01.score": None}, base=1)
    state = phone.get(reverse("supervision:sheet_state", args=[sheet.pk])).json()
    assert state == {"revision": 2, "values": {"ABC-01.score": None}}


def test_a_wrong_id_at_the_same_moment_is_a_refusal_and_no_break(sheet, principal, monkeypatch):
    """Two sheets, one id, at once: the second finds the key taken when it writes."""
    envelope = opened(uuid.uuid4(), b'{"base": 0, "changes": {"ABC-01.score": 3}}')
    other = visits.sheet_of(sheet.visit, Voice.OWN)
    make.saved_sheet(other, id=envelope.id)
    nothing = SavedSheet.objects.none()
    monkeypatch.setattr(SavedSheet._base_manager, "filter", lambda **_: nothing)
    with pytest.raises(Different), transaction.atomic():
        save(sheet, envelope, by=principal)
    assert values(sheet) == {}


def test_a_walk_through_without_an_instrument_takes_notes_alone(phone, school, principal):
    visit = make.visit(school, observer=principal, kind=VisitKind.WALK, state=State.RUNNING)
    sheet = visits.sheet_of(visit)
    told = {"at": "08.31", "text": "Pojok baca ramai", "codes": []}
    assert put(phone, sheet, {MOMENT: told}).status_code == 200
    assert put(phone, sheet, {"ABC-01.score": 3}).status_code == 422
    assert put_photo(phone, sheet, picture(), item="ABC-01").status_code == 422
    assert Sheet.objects.get().moments[0]["text"] == "Pojok baca ramai"


def test_a_sheet_is_told_in_words_with_its_zeros_and_the_hours_of_its_notes():
    note = {"at": "08.20", "text": "Tiga kelompok selesai", "codes": []}
    said = {
        "ABC-02.score": "na",
        "ABC-01.score": 0,
        "ABC-01.note": "",
        f"moment.{uuid.uuid4()}": note,
    }
    sheet = Sheet(cells={key: {"value": value} for key, value in said.items()})
    with override("id"):
        told = "ABC-01, skor: 0; ABC-02, skor: Tidak berlaku; 08.20 Tiga kelompok selesai"
        assert sheet.words == told
