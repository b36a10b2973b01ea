"""Instruments through their pages: found, read, copied, published."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from schools.access import Role
from schools.models import AuditEntry
from supervision.models import Instrument, InstrumentVersion
from supervision.services.instruments import edit, freeze, new_version, publish, rewrite
from tests import make

from .conftest import at, content_of, send

pytestmark = pytest.mark.django_db


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
