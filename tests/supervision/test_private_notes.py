"""A private note is its author's alone: on no page, in no download, for no role."""

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from schools.access import Role
from schools.models import AuditEntry
from supervision.kinds import State
from supervision.models import PrivateNote, Visit
from tests import make
from tests.access import world as worlds
from tests.access.pages import PAGES
from tests.access.test_matrix import CSRF, arguments, content
from tests.test_architecture import ADDRESSES

CANARY, UNWRITTEN = "burungkenarihijau", "burungkenaribirua"


@pytest.fixture
def note(visit_in, person):
    return make.private_note(person.user, visit=visit_in(State.SHARED), text=CANARY)


def test_its_author_writes_reads_changes_and_deletes_it(post, read, visit_in, person):
    visit = visit_in(State.AGREED)
    post(person.user, "private_note_create", query=f"?visit={visit.pk}", text="Untuk nanti")
    note = PrivateNote.objects.get()
    assert (note.author, note.visit, note.text) == (person.user, visit, "Untuk nanti")
    assert "Untuk nanti" in read(person.user, "private_notes")
    assert "Untuk nanti" in read(person.user, "visit", visit.pk)
    post(person.user, "private_note_update", note.pk, text="Sudah dicoba")
    assert "Sudah dicoba" in read(person.user, "private_note", note.pk)
    post(person.user, "private_note_delete", note.pk)
    assert not PrivateNote.objects.exists()


def test_deleting_asks_once(get, note, person):
    assert get(person.user, "private_note_delete", note.pk).status_code == 200
    assert PrivateNote.objects.exists()


@pytest.mark.parametrize("name", ["private_note", "private_note_update", "private_note_delete"])
def test_to_everybody_else_it_is_not_there(
    get, post, note, observer, principal, operator, supervisor, school, name
):
    keeper = make.user(is_superuser=True)
    others = [observer, principal, operator, supervisor, keeper, make.user(Role.TEACHER, school)]
    for user in others:
        assert get(user, name, note.pk).status_code == 404
        assert post(user, name, note.pk, text="Diganti").status_code in {404, 405}
    note.refresh_from_db()
    assert note.text == CANARY


def test_a_note_about_a_visit_needs_the_visit_to_be_open_to_its_author(get, visit_in, outsider):
    visit = visit_in(State.SHARED)
    client_page = get(outsider, "private_note_create", visit=visit.pk)
    assert client_page.status_code == 404
    assert get(outsider, "private_note_create", visit="bukan-kunjungan").status_code == 404


def test_the_author_finds_it_in_the_own_data_and_nobody_in_theirs(client, note, person, observer):
    for user, finds in [(person.user, True), (observer, False)]:
        client.force_login(user)
        shown = client.get(reverse("my_data")).content.decode()
        assert (CANARY in shown) is finds


def test_nobody_but_the_author_reads_in_the_history_that_there_is_a_note(
    post, client, note, person, principal
):
    post(person.user, "private_note_update", note.pk, text=CANARY * 2)
    entry = AuditEntry.objects.get(subject__startswith="supervision.privatenote")
    assert entry.school is None
    assert entry.fields == ["text"]
    seen = AuditEntry.objects.for_user(principal)
    assert not seen.filter(pk=entry.pk).exists()


def test_there_is_no_admin_that_could_show_notes():
    assert not apps.is_installed("django.contrib.admin")
    assert "django.contrib.admindocs" not in settings.INSTALLED_APPS


def test_no_search_of_anyone_else_finds_a_note(db, clean_cache):
    """It answers as for words that nobody wrote. What pages show unasked, the matrix looks at."""
    world = worlds.build()
    author = world.actors[Role.TEACHER]
    for visit in Visit.objects.all():
        make.private_note(author, visit=visit, text=CANARY)
    searched = sorted(name for name, address in ADDRESSES.items() if searches(address.callback))
    assert {"staff:people", "meetings:tasks", "meetings:practices"} <= set(searched)
    for actor, account in world.actors.items():
        if account in {None, author}:
            continue
        client = Client()
        client.force_login(account)
        for name in searched:
            url = reverse(name, args=arguments(world, PAGES[name], "own" if PAGES[name].of else ""))
            found, nothing = (
                CSRF.sub(b"", content(client.get(url, {"q": word}))).replace(word.encode(), b"")
                for word in [CANARY, UNWRITTEN]
            )
            assert found == nothing, (actor, name)


def searches(view):
    """Whether the page takes words to search for: all that do name their form of filters."""
    form = getattr(getattr(view, "view_class", None), "filter_form_class", None)
    return form is not None and "q" in form.base_fields
