"""Instruments through their pages: found, copied, written, published, taken along as a file."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from schools.access import Role
from schools.models import AuditEntry
from supervision.models import Instrument, InstrumentVersion
from supervision.rubrics import files
from supervision.rubrics.checking import problems
from supervision.services.instruments import (
    edit,
    freeze,
    load_library,
    new_version,
    publish,
    rewrite,
)
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(db):
    load_library()


@pytest.fixture
def version(school):
    """A draft of the school's own."""
    return make.instrument_version(school, is_draft=True)


@pytest.fixture
def writer(client, principal):
    client.force_login(principal)
    return client


def at(name, *args):
    return reverse(f"supervision:{name}", args=args)


def send(client, name, /, *args, **answers):
    """Fill a form in as it stands and send it: only what is answered differs."""
    url = at(name, *args)
    form = client.get(url).context["form"]
    filled = {field.name: field.value() for field in form if field.value() not in (None, False)}
    return client.post(url, filled | answers)


def content_of(version):
    return InstrumentVersion.objects.get(pk=version.pk).content


def upload(client, written, **answers):
    file = SimpleUploadedFile("lembar.yaml", written)
    return client.post(at("instrument_import"), {"file": file, **answers})


# The list, and reading


def test_the_list_puts_the_schools_own_before_the_library(writer, library, version):
    owners = [owner for owner, _uses in writer.get(at("instruments")).context["groups"]]
    assert owners == [version.instrument.school, None]


def test_the_list_is_grouped_by_use_in_the_order_of_a_cycle(writer, library):
    [(_library, uses)] = writer.get(at("instruments")).context["groups"]
    labels = [use for use, _rows in uses]
    assert labels == [str(use.label) for use in Instrument.Use]


def test_the_list_is_narrowed_by_use_and_by_source(writer, library, version):
    page = writer.get(at("instruments"), {"kind": "talk", "source": "library"})
    assert {row.use for row in page.context["object_list"]} == {"talk"}
    page = writer.get(at("instruments"), {"source": "own"})
    assert list(page.context["object_list"]) == [version.instrument]


def test_a_newcomer_reads_the_library_and_no_schools_own(client, library, version):
    client.force_login(make.user())
    shown = Instrument.objects.get(key="pelaksanaan-pembelajaran")
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "Murid siap belajar saat pelajaran dimulai" in page
    assert "Pelajaran dimulai saat banyak murid masih mengobrol" in page  # a descriptor
    assert "Pengamat masuk setelah pelajaran dimulai" in page  # when it does not apply
    assert "Catat jam bel" in page  # which evidence
    assert client.get(version.instrument.get_absolute_url()).status_code == 404


def test_an_instrument_is_read_in_the_language_of_the_reader(client, library):
    client.force_login(make.user(language="en"))
    shown = Instrument.objects.get(key="pelaksanaan-pembelajaran")
    page = client.get(shown.get_absolute_url(), headers={"accept-language": "en"})
    assert "Pupils are ready when the lesson starts" in page.content.decode()


def test_every_instrument_of_the_library_can_be_read(writer, library):
    for instrument in Instrument.objects.all():
        page = writer.get(instrument.get_absolute_url())
        assert page.content.decode().count("<h3>") == len(instrument.latest.rubric.items)


def test_a_teacher_reads_the_published_version_while_a_new_one_is_written(
    client, teacher, principal, school
):
    old = make.instrument_version(school, frozen_at=timezone.now())
    draft = new_version(old.instrument, by=principal)
    client.force_login(teacher)
    assert client.get(old.instrument.get_absolute_url()).context["version"] == old
    assert client.get(at("version", draft.pk)).status_code == 404


def test_a_teacher_is_told_that_the_only_version_is_a_draft(client, teacher, version):
    client.force_login(teacher)
    page = client.get(version.instrument.get_absolute_url())
    assert page.status_code == 200
    assert "Butir ABC-01" not in page.content.decode()


def test_the_page_counts_the_visits_of_each_version_for_those_who_lead(writer, school):
    used = make.instrument_version(school, frozen_at=timezone.now())
    make.visit(school, version=used)
    page = writer.get(used.instrument.get_absolute_url())
    assert [sibling.used_by for sibling in page.context["versions"]] == [1]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("version_edit", ()),
        ("version_head", ()),
        ("version_scale", ()),
        ("version_publish", ()),
        ("aspect_create", ()),
        ("aspect_update", ("A",)),
        ("aspect_remove", ("A",)),
        ("item_create", ("A",)),
        ("item_update", ("ABC-01",)),
        ("item_remove", ("ABC-01",)),
    ],
)
def test_a_teacher_finds_no_page_that_changes_an_instrument(client, teacher, version, name, args):
    client.force_login(teacher)
    before = content_of(version)
    assert client.get(at(name, version.pk, *args)).status_code == 404
    assert client.post(at(name, version.pk, *args), {"name": "Lain"}).status_code in {404, 405}
    assert content_of(version) == before


# Copying, versions, publishing


def test_a_copy_is_a_draft_of_the_school_that_changes_nothing_in_the_library(
    writer, library, school
):
    shown = Instrument.objects.get(key="pustakawan", school=None)
    answer = writer.post(at("instrument_copy", shown.pk))
    copy = InstrumentVersion.objects.get(instrument__school=school)
    assert answer.url == at("version_edit", copy.pk)
    assert copy.is_draft
    assert copy.content["aspects"] == shown.latest.content["aspects"]
    assert not InstrumentVersion.objects.on_offer().filter(pk=copy.pk).exists()
    assert AuditEntry.objects.filter(school=school, action="created").exists()


def test_who_leads_two_schools_says_which_of_them_gets_the_copy(
    client, library, principal, school, neighbour, elsewhere
):
    make.membership(principal, Role.PRINCIPAL, neighbour)
    make.membership(principal, Role.TEACHER, elsewhere)
    client.force_login(principal)
    shown = Instrument.objects.get(key="pustakawan", school=None)
    offered = client.get(at("instrument_copy", shown.pk)).context["form"].fields["school"].queryset
    assert set(offered) == {school, neighbour}
    client.post(at("instrument_copy", shown.pk), {"school": elsewhere.pk})
    assert not Instrument.objects.exclude(school=None).exists()
    client.post(at("instrument_copy", shown.pk), {"school": neighbour.pk})
    assert Instrument.objects.filter(school=neighbour).exists()


def test_a_version_in_use_says_that_it_stays_and_offers_a_new_one(writer, school):
    used = make.instrument_version(school, frozen_at=timezone.now())
    for name, args in [("version_edit", ()), ("item_update", ("ABC-01",))]:
        page = writer.get(at(name, used.pk, *args))
        assert at("version_create", used.instrument_id) in page.content.decode()
    writer.post(at("version_create", used.instrument_id))
    writer.post(at("version_create", used.instrument_id))  # pressed twice
    assert [row.number for row in used.instrument.versions.all()] == [2, 1]


@pytest.mark.parametrize(
    ("name", "args", "sent"),
    [
        ("version_head", (), {"name": "Lain"}),
        ("version_scale", (), {"type": "yes_no"}),
        ("aspect_create", (), {"name": "Lain"}),
        ("aspect_update", ("A",), {"name": "Lain", "weight": 1}),
        ("aspect_remove", ("A",), {}),
        ("item_create", ("A",), {"measures": "Lain", "weight": 1}),
        ("item_update", ("ABC-01",), {"measures": "Lain", "weight": 1}),
        ("item_remove", ("ABC-01",), {}),
        ("part_move", (), {"move": "ABC-01:down"}),
    ],
)
def test_no_request_changes_a_version_in_use(writer, school, name, args, sent):
    version = make.instrument_version(school)
    page = writer.get(at(name, version.pk, *args))
    seen = page.context["form"]["seen"].value() if page.status_code == 200 else ""
    version.frozen_at = timezone.now()
    version.save()
    before = content_of(version)
    writer.post(at(name, version.pk, *args), sent | {"seen": seen})
    assert content_of(version) == before


def test_a_version_that_came_into_use_in_this_very_moment_is_refused_in_words(version):
    meanwhile = InstrumentVersion.objects.get()
    freeze(meanwhile)
    for change in (rewrite, edit):
        with pytest.raises(ValidationError):
            change(version, {} if change is rewrite else dict)
    with pytest.raises(ValidationError):
        publish(version)


def test_an_unfinished_draft_cannot_be_published(writer, version):
    send(writer, "item_create", version.pk, "A", measures="Murid bertanya")
    writer.post(at("version_publish", version.pk))
    assert InstrumentVersion.objects.get().is_draft


def test_once_published_it_is_on_offer(writer, version):
    assert not InstrumentVersion.objects.on_offer().exists()
    writer.post(at("version_publish", version.pk))
    assert list(InstrumentVersion.objects.on_offer()) == [version]


def test_a_published_version_that_comes_to_lack_something_is_a_draft_again(writer, school):
    version = make.instrument_version(school)
    send(writer, "item_create", version.pk, "A", measures="Murid bertanya")
    assert InstrumentVersion.objects.get().is_draft


def test_what_is_out_of_use_is_not_on_offer(writer, school):
    version = make.instrument_version(school)
    writer.post(at("instrument_use", version.instrument_id), {"is_active": "False"})
    assert not InstrumentVersion.objects.on_offer().exists()


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


# Two at once


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


# Files from anywhere


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\xff\xfe\x00",
        b"!!python/object/apply:os.system ['true']",
        b"a: &x [1]\nb: *x",
        b"- 1\n- 2",
        b"[" * 5000,
        b"a: " + b"x" * 300_001,
        b"PK\x03\x04 not a sheet",
        b"schema: 1",
    ],
    ids=["empty", "letters", "tag", "alias", "list", "deep", "large", "zip", "unfinished"],
)
def test_a_hostile_file_is_refused_in_words_and_nothing_is_saved(writer, school, written):
    page = upload(writer, written)
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not Instrument.objects.exists()


def test_a_file_with_mistakes_has_them_listed_by_item(writer, school):
    content = make.rubric()
    content["aspects"][0]["items"][2]["measures"] = {"id": ""}
    page = upload(writer, files.dump(content).encode())
    assert [line for line in page.context["form"].problems if "ABC-03" in line]
    assert not Instrument.objects.exists()


def test_the_preview_cannot_be_used_to_smuggle_in_what_was_not_checked(writer, school):
    writer.post(at("instrument_import"), {"source": "schema: 1"})
    assert not Instrument.objects.exists()


def test_texts_from_a_file_are_shown_as_text(writer, school):
    content = make.rubric(purpose={"id": "<script>alert(1)</script>"})
    page = upload(writer, files.dump(content).encode()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_two_files_of_one_name_become_two_instruments(writer, school):
    source = files.dump(make.rubric())
    for _time in range(2):
        writer.post(at("instrument_import"), {"source": source})
    assert sorted(row.key for row in Instrument.objects.all()) == ["lembar", "lembar-2"]
    assert all(problems(row.content) == [] for row in InstrumentVersion.objects.all())
