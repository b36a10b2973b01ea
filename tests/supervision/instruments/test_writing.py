"""Instruments written by forms, by one and by two at once."""

import pytest

from schools.access import Role
from schools.models import AuditEntry
from supervision.models import Instrument, InstrumentVersion
from supervision.rubrics import files
from supervision.rubrics.checking import problems
from supervision.services.instruments import rewrite
from tests import make

from .conftest import at, content_of, send, upload

pytestmark = pytest.mark.django_db


# Writing


def test_an_instrument_is_made_by_forms_alone_exported_and_brought_back(
    client, writer, school, outsider, elsewhere
):
    writer.post(
        at("instrument_create"),
        {
            "name": "Pojok baca",
            "use": "scored_visit",
            "scale": "levels_1_3",
            "kinds": ["class_teacher", "librarian"],
        },
    )
    made = InstrumentVersion.objects.get()
    send(
        writer,
        "version_head",
        made.pk,
        purpose="Melihat pojok baca",
        shortest=20,
        longest=40,
    )
    send(writer, "version_scale", made.pk, label_0="Belum", label_1="Mulai", label_2="Jalan")
    send(writer, "aspect_create", made.pk, name="Ruang", stage="teaching", weight=2)
    send(writer, "aspect_create", made.pk, name="Kebiasaan", service="quality")
    described = {f"level_{level}": f"Terlihat tingkat {level}" for level in (1, 2, 3)}
    for aspect, measures in [("A", "Buku terjangkau"), ("B", "Murid membaca"), ("B", "Ada jadwal")]:
        send(
            writer,
            "item_create",
            made.pk,
            aspect,
            measures=measures,
            required_evidence="on",
            evidence_hint="Foto rak",
            na_hint="Kelas berbagi ruang",
            **described,
        )
    writer.post(at("part_move", made.pk), {"move": "POJ-03:up"})
    send(writer, "item_remove", made.pk, "POJ-01")
    send(writer, "item_create", made.pk, "A", measures="Buku baru", **described)
    content = content_of(made)
    assert problems(content) == []
    assert [[item["code"] for item in aspect["items"]] for aspect in content["aspects"]] == [
        ["POJ-04"],
        ["POJ-03", "POJ-02"],
    ]

    written = writer.get(at("version_file", made.pk)).content
    assert files.load(written) == content
    assert AuditEntry.objects.filter(action="exported", school=school).count() == 1

    client.force_login(outsider)
    preview = upload(client, written)
    assert not Instrument.objects.filter(school=elsewhere).exists()  # only looked at so far
    client.post(at("instrument_import"), {"source": preview.context["source"]})
    assert InstrumentVersion.objects.get(instrument__school=elsewhere).content == content


def test_a_prompt_is_written_with_who_answers_it(writer, school):
    version = make.instrument_version(school, make.rubric(use="talk"))
    send(writer, "version_scale", version.pk, type="none")
    send(
        writer,
        "item_create",
        version.pk,
        "A",
        measures="Kesan",
        prompt="Bagaimana tadi?",
        speaker="teacher",
        required="on",
    )
    item = content_of(version)["aspects"][0]["items"][-1]
    assert item == {
        "code": "ABC-05",
        "measures": {"id": "Kesan"},
        "prompt": {"id": "Bagaimana tadi?"},
        "speaker": "teacher",
        "required": True,
    }


def test_levels_in_words_are_named_and_keep_their_place(writer, version):
    send(writer, "version_scale", version.pk, type="verbal")
    send(writer, "version_scale", version.pk, label_0="Belum", label_1="Kadang", label_2="Selalu")
    labels = content_of(version)["scale"]["labels"]
    assert [label["id"] for label in labels] == ["Belum", "Kadang", "Selalu"]
    assert [label["value"] for label in labels] == ["not_yet", "usually", "selalu"]
    send(writer, "version_scale", version.pk, label_2="")
    assert len(content_of(version)["scale"]["labels"]) == 2


def test_another_scale_keeps_what_is_said_of_the_levels_they_share(writer, version):
    answer = send(writer, "version_scale", version.pk, type="levels_1_3")
    assert answer.url == at("version_scale", version.pk)  # its levels are named next
    item = content_of(version)["aspects"][0]["items"][0]
    assert set(item["descriptors"]) == {"1", "2", "3"}


def test_an_english_reader_leaves_the_indonesian_text_alone(client, library, school):
    account = make.user(Role.PRINCIPAL, school, language="en")
    client.force_login(account)
    shown = Instrument.objects.get(key="pelaksanaan-pembelajaran", school=None)
    client.post(at("instrument_copy", shown.pk))
    copy = InstrumentVersion.objects.get(instrument__school=school)
    send(client, "item_update", copy.pk, "PEL-01", required_evidence="on")
    old, new = (row["aspects"][0]["items"][0] for row in (copy.content, content_of(copy)))
    assert new == old | {"required_evidence": True}


def test_the_overview_says_in_words_what_is_missing_and_leads_there(writer, version):
    send(writer, "item_create", version.pk, "A", measures="Murid bertanya")
    page = writer.get(at("version_edit", version.pk))
    assert page.context["number_missing"] == 4  # a description of each level
    assert at("item_update", version.pk, "ABC-05") in page.content.decode()
    assert at("version_publish", version.pk) not in page.content.decode()


def test_what_does_not_fit_is_said_beside_the_field_and_nothing_typed_is_lost(writer, version):
    page = send(writer, "item_update", version.pk, "ABC-01", measures="", level_1="x" * 301)
    form = page.context["form"]
    assert set(form.errors) == {"measures", "level_1"}
    assert "x" * 301 in page.content.decode()


def test_a_part_that_is_not_there_is_not_found(writer, version):
    for name, code in [("item_update", "XYZ-01"), ("item_create", "Q"), ("aspect_remove", "Q")]:
        assert writer.get(at(name, version.pk, code)).status_code == 404
        assert writer.post(at(name, version.pk, code), {"seen": "x"}).status_code == 404


def stale_form(client, version, meanwhile):
    """Open the form of an item, let somebody else rewrite the version, then send it."""
    url = at("item_update", version.pk, "ABC-01")
    form = client.get(url).context["form"]
    filled = {field.name: field.value() for field in form if field.value() not in (None, False)}
    rewrite(version, meanwhile(content_of(version)))
    return url, filled | {"measures": "Tulisan saya"}


def reworded(content):
    content["aspects"][0]["items"][0]["measures"] = {"id": "Tulisan orang lain"}
    return content


# Two at once


def test_a_stale_save_overwrites_nothing_and_shows_both(writer, version):
    url, filled = stale_form(writer, version, reworded)
    page = writer.post(url, filled)
    assert content_of(version)["aspects"][0]["items"][0]["measures"]["id"] == "Tulisan orang lain"
    shown = page.content.decode()
    assert "Tulisan saya" in shown
    assert "Tulisan orang lain" in shown
    again = filled | {"seen": page.context["form"]["seen"].value()}
    assert writer.post(url, again).status_code == 302  # now it was chosen
    assert content_of(version)["aspects"][0]["items"][0]["measures"]["id"] == "Tulisan saya"


def test_two_who_write_different_items_do_not_meet(writer, version):
    def another(content):
        content["aspects"][0]["items"][1]["measures"] = {"id": "Butir tetangga"}
        return content

    url, filled = stale_form(writer, version, another)
    assert writer.post(url, filled).status_code == 302
    items = content_of(version)["aspects"][0]["items"]
    assert [item["measures"]["id"] for item in items[:2]] == ["Tulisan saya", "Butir tetangga"]


def test_what_was_typed_for_a_removed_item_is_given_back(writer, version):
    url = at("item_update", version.pk, "ABC-01")
    send(writer, "item_remove", version.pk, "ABC-01")
    page = writer.post(url, {"measures": "Tulisan panjang saya", "seen": "x"})
    assert "Tulisan panjang saya" in page.content.decode()


def test_nothing_is_removed_that_was_changed_after_it_was_shown(writer, version):
    url = at("item_remove", version.pk, "ABC-01")
    seen = writer.get(url).context["form"]["seen"].value()
    rewrite(version, reworded(content_of(version)))
    page = writer.post(url, {"seen": seen})
    assert "Tulisan orang lain" in page.content.decode()
    assert len(content_of(version)["aspects"][0]["items"]) == 4
