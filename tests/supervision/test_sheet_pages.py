"""The pages of a sheet: who fills, who reads, what stands there, and the questions around it."""

import json
import re
import uuid

import pytest
from django.urls import reverse

from schools.access import Role
from schools.models import AuditEntry
from supervision.kinds import State, VisitKind, Voice
from supervision.models import Sheet
from supervision.rubrics import library
from supervision.services import visits
from tests import make

MOMENT = f"moment.{uuid.UUID(int=7)}"


def url(name, row):
    return reverse(f"supervision:{name}", args=[row.pk])


@pytest.fixture
def version(school):
    return make.instrument_version(school)


@pytest.fixture
def visit(school, principal, version):
    return make.visit(school, observer=principal, state=State.RUNNING, version=version)


def opened(client, who, name, row):
    client.force_login(who)
    return client.get(url(name, row))


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


# The observer's sheet


def test_the_observer_fills_a_sheet_that_is_made_when_first_opened(client, principal, visit):
    page = opened(client, principal, "sheet", visit)
    sheet = Sheet.objects.get()
    assert f'data-sheet="{sheet.pk}"' in words(page)
    assert f'data-user="{principal.pk}"' in words(page)
    assert client.get(url("sheet", visit)).status_code == 200
    assert Sheet.objects.count() == 1


def test_the_page_starts_from_what_stands_on_the_sheet(client, principal, visit):
    values = {"ABC-01": 3, "ABC-02": "na", "ABC-03.note": "Tiga “kelompok” <b>"}
    make.sheet(visit, values)
    page = words(opened(client, principal, "sheet", visit))
    kept = json.loads(
        re.search(r'data-values="([^"]*)"', page)[1]
        .replace("&quot;", '"')
        .replace("&lt;", "<")
        .replace("&gt;", ">")
    )
    assert kept == {"ABC-01.score": 3, "ABC-02.score": "na", "ABC-03.note": "Tiga “kelompok” <b>"}
    assert 'name="ABC-01.score" value="3" checked' in page
    assert 'name="ABC-02.score" value="na" checked' in page
    assert "Tiga “kelompok” &lt;b&gt;</textarea>" in page
    assert "Tingkat 4" in page  # every descriptor stands in place
    assert "<noscript>" in page


def test_another_principal_reads_a_draft_and_is_noted_as_reader(client, school, visit):
    make.sheet(visit, {"ABC-01": 3})
    reader = make.user(Role.PRINCIPAL, school)
    page = opened(client, reader, "sheet", visit)
    assert "data-sheet" not in words(page)
    assert AuditEntry.objects.filter(actor=reader, action="read").count() == 1


def test_the_person_visited_sees_nothing_of_a_draft(client, visit):
    make.sheet(visit, {"ABC-01": 3})
    assert opened(client, visit.person.user, "sheet", visit).status_code == 404


@pytest.mark.parametrize("state", [State.SHARED, State.READ, State.FINAL])
def test_an_old_visit_is_read_with_its_own_version(client, visit, principal, state):
    """All of it: notes, evidence, photos, field notes, and every level of its own instrument."""
    sheet = make.sheet(
        visit,
        {
            "ABC-01": 3,
            "ABC-01.note": "Tiga kelompok menjelaskan",
            "ABC-02.evidence": "Foto papan tulis",
            MOMENT: {"at": "08.31", "text": "Enam murid bertanya", "codes": ["ABC-02"]},
        },
    )
    photo = make.photo(sheet, code="ABC-02")
    type(visit).objects.filter(pk=visit.pk).update(state=state)
    make.instrument_version(content=make.rubric(low=1, high=5))  # what is used today
    for reader in [principal, visit.person.user]:
        page = words(opened(client, reader, "sheet", visit))
        for text in ["Tingkat 4", "Tiga kelompok menjelaskan", "Foto papan tulis", "08.31"]:
            assert text in page
        assert "Enam murid bertanya" in page
        assert reverse("supervision:photo", args=[photo.pk]) in page
        assert "data-sheet" not in page
        assert "Tingkat 5" not in page


def test_a_plan_that_is_not_accepted_says_what_is_still_open(client, principal, visit):
    visit.state = State.PLANNED
    visit.save()
    page = words(opened(client, principal, "sheet", visit))
    assert str(visit.person) in page
    assert "disepakati" in page.lower() or "accept" in page.lower()
    assert not Sheet.objects.exists()


def test_the_operator_reads_no_sheet(client, operator, visit):
    make.sheet(visit, {"ABC-01": 3})
    type(visit).objects.filter(pk=visit.pk).update(state=State.SHARED)
    assert opened(client, operator, "sheet", visit).status_code == 404


def test_what_was_agreed_last_time_stands_at_the_top(client, school, principal, visit):
    earlier = make.visit(
        school, visit.person, principal, state=State.SHARED, focus="murid bertanya"
    )
    make.follow_up(earlier, text="Siapkan tiga pertanyaan pembuka")
    assert "Siapkan tiga pertanyaan pembuka" in words(opened(client, principal, "sheet", visit))


@pytest.mark.parametrize("content", library.rubrics(), ids=lambda content: content["id"])
def test_every_instrument_of_the_library_can_be_filled_and_read(client, school, principal, content):
    version = make.instrument_version(school, content)
    visit = make.visit(school, observer=principal, state=State.RUNNING, version=version)
    page = words(opened(client, principal, "sheet", visit))
    rubric = version.rubric
    for item in rubric.items:
        assert f'data-item="{item.code}"' in page
        if rubric.scale.is_prose:
            assert f'name="{item.code}.answer"' in page
        else:
            for value in rubric.scale.values:
                assert f'name="{item.code}.score" value="{value}"' in page
            left_out = f'name="{item.code}.score" value="na"' in page
            assert left_out == item.allow_na
    type(visit).objects.filter(pk=visit.pk).update(state=State.SHARED)
    assert client.get(url("sheet", visit)).status_code == 200


def test_points_are_a_number_with_its_range(client, school, principal):
    content = make.rubric()
    content["scale"] = {
        "type": "points_0_100",
        "min": 0,
        "max": 100,
        "step": 5,
        "labels": [],
        "anchors": [{"value": 80, "id": "Mandiri"}],
        "allow_na": True,
    }
    visit = make.visit(
        school,
        observer=principal,
        state=State.RUNNING,
        version=make.instrument_version(school, content),
    )
    page = words(opened(client, principal, "sheet", visit))
    assert 'type="number"' in page
    assert 'min="0" max="100" step="5"' in page
    assert "Mandiri" in page


def test_a_visit_without_an_instrument_has_field_notes_alone(client, school, principal):
    visit = make.visit(school, observer=principal, state=State.RUNNING)
    page = words(opened(client, principal, "sheet", visit))
    assert "data-moments" in page
    assert "data-item=" not in page


def test_the_sheet_is_drawn_with_few_queries(
    client, principal, visit, django_assert_max_num_queries
):
    make.sheet(visit, {"ABC-01": 3})
    opened(client, principal, "sheet", visit)
    with django_assert_max_num_queries(14):
        client.get(url("sheet", visit))


# The own sheet


def test_a_self_assessment_is_filled_by_the_person_and_hidden_until_shared(
    client, principal, visit
):
    page = words(opened(client, visit.person.user, "own_sheet", visit))
    own = Sheet.objects.get(voice=Voice.OWN)
    assert f'data-sheet="{own.pk}"' in page
    own.cells = {"ABC-01.score": {"value": 2, "revision": 1}}
    own.save()
    assert opened(client, principal, "own_sheet", visit).status_code == 404
    client.force_login(visit.person.user)
    assert client.get(url("own_sheet_share", own)).status_code == 200
    assert client.post(url("own_sheet_share", own)).status_code == 302
    read = opened(client, principal, "own_sheet", visit)
    assert read.status_code == 200
    assert "data-sheet" not in words(read)


def test_an_empty_self_assessment_is_not_shared(client, visit):
    own = visits.sheet_of(visit, Voice.OWN)
    client.force_login(visit.person.user)
    assert client.post(url("own_sheet_share", own)).status_code == 200
    own.refresh_from_db()
    assert own.shared_at is None


def test_a_self_assessment_can_still_be_shared_after_the_feedback(client, visit):
    own = make.sheet(visit, {"ABC-01": 2}, voice=Voice.OWN)
    type(visit).objects.filter(pk=visit.pk).update(state=State.SHARED)
    client.force_login(visit.person.user)
    assert client.post(url("own_sheet_share", own)).status_code == 302
    own.refresh_from_db()
    assert own.shared_at


# Side by side


@pytest.fixture
def both(visit):
    make.sheet(visit, {"ABC-01": 2, "ABC-02": 4, "ABC-03": 3, "ABC-04": "na"})
    own = make.sheet(visit, {"ABC-01": 3, "ABC-02": 1, "ABC-03": 3}, voice=Voice.OWN)
    type(visit).objects.filter(pk=visit.pk).update(state=State.SHARED)
    return own


def test_own_scores_stand_first_and_what_differs_most_above(client, visit, both):
    page = opened(client, visit.person.user, "side_by_side", visit)
    assert [pair["number"] for pair in page.context["differing"]] == [2, 1]
    assert [pair["own"]["said"] for pair in page.context["differing"]] == [1, 3]
    assert len(page.context["everything"]) == 4
    [axis] = page.context["axes"]
    assert (axis["own"]["said"], axis["seen"]["said"]) == ("58,33", "75,00")


def test_scores_on_an_instrument_planned_before_are_left_out(client, visit):
    make.sheet(visit, {"ABC-01": 2, "OLD-01": 1})
    make.sheet(visit, {"ABC-01": 3, "OLD-01": 4}, voice=Voice.OWN)
    type(visit).objects.filter(pk=visit.pk).update(state=State.SHARED)
    page = opened(client, visit.person.user, "side_by_side", visit)
    assert [pair["number"] for pair in page.context["differing"]] == [1]


def test_side_by_side_opens_only_once_both_may_be_read(client, principal, visit, both):
    assert opened(client, principal, "side_by_side", visit).status_code == 404
    assert not AuditEntry.objects.filter(actor=principal, action="read").exists()
    both.shared_at = make.a_moment()
    both.save()
    assert opened(client, principal, "side_by_side", visit).status_code == 200
    type(visit).objects.filter(pk=visit.pk).update(state=State.OBSERVED)
    assert opened(client, visit.person.user, "side_by_side", visit).status_code == 404


# Rooms


@pytest.fixture
def walk(school, principal):
    content = next(one for one in library.rubrics() if one["id"] == "kunjungan-singkat")
    return make.visit(
        school,
        observer=principal,
        kind=VisitKind.WALK,
        state=State.RUNNING,
        version=make.instrument_version(school, content),
    )


def test_each_room_of_a_walk_through_has_a_sheet_of_its_own(client, school, principal, walk):
    room = make.class_group(school=school, name="4A")
    last_year = make.class_group(school=school, name="4B", year=2024)
    client.force_login(principal)
    assert client.get(url("sheet", walk)).url == url("rooms", walk)
    asked = client.get(url("room_add", walk))
    assert list(asked.context["form"].fields["room"].queryset) == [room]
    opened_one = client.post(url("room_add", walk), {"room": room.pk})
    sheet = Sheet.objects.get(room=room)
    assert opened_one.url == url("room_sheet", sheet)
    assert f'data-sheet="{sheet.pk}"' in words(client.get(url("room_sheet", sheet)))
    again = client.post(url("room_add", walk), {"room": last_year.pk})
    assert again.status_code == 200
    assert Sheet.objects.count() == 1


def test_all_rooms_together_are_counts_without_a_percent_or_a_name(client, school, principal, walk):
    code = walk.version.rubric.codes[0]
    for value in ["yes", "yes", "no", "na"]:
        make.sheet(walk, {code: value}, room=make.class_group(school=school))
    page = opened(client, principal, "rooms", walk)
    [first, *_rest] = page.context["lines"]
    assert [n for _label, n in first["counts"]] == [2, 1]
    assert (first["left_out"], first["missing"]) == (1, 0)
    assert "%" not in re.sub(r"%[0-9A-F]{2}", "", words(page).split("<main")[1].split("</main")[0])


def test_a_room_belongs_to_its_observer_alone(client, school, walk):
    sheet = make.sheet(walk, room=make.class_group(school=school))
    other = make.user(Role.TEACHER, school)
    for name, row in [("rooms", walk), ("room_add", walk), ("room_sheet", sheet)]:
        assert opened(client, other, name, row).status_code == 404


# The end of an observation


def test_the_end_says_what_has_no_score_and_takes_it_as_it_is(client, principal, visit):
    make.sheet(visit, {"ABC-01": 3})
    asked = opened(client, principal, "finish", visit)
    assert asked.context["details"] == [f"{n}. Butir ABC-0{n}" for n in (2, 3, 4)]
    assert asked.context["hindrance"] == ""
    client.post(url("finish", visit))
    visit.refresh_from_db()
    assert visit.state == State.OBSERVED


def test_the_end_waits_for_required_evidence(client, school, principal):
    content = make.rubric()
    content["aspects"][0]["items"][0]["required_evidence"] = True
    visit = make.visit(
        school,
        observer=principal,
        state=State.RUNNING,
        version=make.instrument_version(school, content),
    )
    sheet = make.sheet(visit, {"ABC-01": 3})
    asked = opened(client, principal, "finish", visit)
    assert "1. Butir ABC-01" in asked.context["hindrance"]
    client.post(url("finish", visit))
    visit.refresh_from_db()
    assert visit.state == State.RUNNING
    make.photo(sheet, code="ABC-01")
    client.post(url("finish", visit))
    visit.refresh_from_db()
    assert visit.state == State.OBSERVED


def test_only_the_observer_ends_an_observation(client, school, visit):
    make.sheet(visit, {"ABC-01": 3})
    for stranger in [make.user(Role.PRINCIPAL, school), visit.person.user]:
        assert opened(client, stranger, "finish", visit).status_code == 404


def test_the_history_holds_what_was_not_chosen_and_shows_it_to_its_sender_alone(
    client, school, principal
):
    observer = make.user(Role.OBSERVER, school)
    version = make.instrument_version(school)
    visit = make.visit(school, observer=observer, state="running", version=version)
    sheet = make.sheet(visit)
    for value in (3, 2):
        url = reverse("supervision:sheet_save", args=[sheet.pk, uuid.uuid4()])
        client.force_login(observer)
        body = {"base": 0, "changes": {"ABC-01.score": value}, "device": "HP"}
        client.put(url, body, content_type="application/json")
    history = reverse("supervision:sheet_history", args=[sheet.pk])
    saves = client.get(history).context["saves"]
    assert [(save["entries"][0][1], save["clashed"]) for save in saves] == [(2, True), (3, False)]
    client.force_login(principal)
    assert client.get(history).context["saves"] == []
