"""Dapodik lists bring nobody down and give nobody a right: privacy, races, roles."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.access import Role
from schools.models import AuditEntry, StoredFile
from schools.models.jobs import Job
from staff import tasks
from staff.kinds import Kind
from staff.models import DapodikImport, Person
from staff.services import imports
from tests import make

from ..dapodik.lists import BASO, PRIVATE, RAMLAH, SECRET, SUWITRI, table, xlsx
from .conftest import ALL_FOUR, HEAD, STAFF, TEACHERS, hand_in, look, people, say_yes


def test_nothing_of_the_private_columns_is_kept_anywhere(signed_in, school):
    assert SECRET in PRIVATE.values()
    job = hand_in(signed_in, school, first=TEACHERS)
    kept = json.dumps(job.plan) + look(signed_in, job).content.decode()
    assert SECRET not in kept
    assert RAMLAH["NIK"] not in kept
    say_yes(signed_in, job)
    rows = str(list(Person.objects.values())) + str(list(DapodikImport.objects.values()))
    assert SECRET not in rows
    assert RAMLAH["NIK"] not in rows


@pytest.mark.parametrize("end", ["saved", "stopped", "refused"])
def test_the_files_and_the_preview_are_gone_afterwards(signed_in, school, end):
    if end == "refused":
        job = hand_in(signed_in, school, first=b"%PDF-1.7 not a table")
    else:
        job = hand_in(signed_in, school, first=TEACHERS)
    if end == "saved":
        say_yes(signed_in, job)
    elif end == "stopped":
        signed_in.post(reverse("staff:import_cancel", args=[job.pk]))
    job.refresh_from_db()
    assert (job.step, job.plan) == ("over", {})
    assert not StoredFile.objects.exists()


def test_a_refused_file_is_explained_and_writes_nothing(signed_in, school):
    job = hand_in(signed_in, school, first=TEACHERS, second=b"%PDF-1.7 not a table")
    page = look(signed_in, job)
    assert page.context["reason"]
    assert job.outcome["refused"] == "wrong_kind"
    assert Person.objects.count() == 0


def test_a_preview_that_nobody_comes_back_to_is_forgotten(signed_in, school):
    job = hand_in(signed_in, school, first=TEACHERS)
    tasks.forget_left_behind()
    assert StoredFile.objects.count() == 1  # still fresh
    DapodikImport.objects.update(asked_at=timezone.now() - timedelta(days=2))
    tasks.forget_left_behind()
    job.refresh_from_db()
    assert (job.step, job.plan) == ("over", {})
    assert not StoredFile.objects.exists()


def test_if_someone_changed_a_person_meanwhile_it_is_looked_over_again(signed_in, school):
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS))
    promoted = xlsx(table(RAMLAH | {"Pangkat Golongan": "III/d"}, SUWITRI, school="SDN Melati"))
    job = hand_in(signed_in, school, first=promoted)
    seen = look(signed_in, job).context["seen"]
    Person.objects.filter(name="Sitti Ramlah").update(rank="IV/a")
    assert say_yes(signed_in, job, seen=seen) == {"moved": True}
    assert Person.objects.get(name="Sitti Ramlah").rank == "IV/a"
    assert look(signed_in, job).context["preview"].lines  # and can be saved now
    say_yes(signed_in, job)
    assert Person.objects.get(name="Sitti Ramlah").rank == "III/d"


def test_a_worker_that_dies_while_writing_leaves_no_row(signed_in, school, monkeypatch):
    job = hand_in(signed_in, school, first=TEACHERS, second=STAFF)
    add, done = imports.add, []

    def die_after_two(*args, **kwargs):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(add(*args, **kwargs))

    monkeypatch.setattr(imports, "add", die_after_two)
    with pytest.raises(KeyboardInterrupt):
        say_yes(signed_in, job)
    assert Person.objects.count() == 0
    monkeypatch.setattr(imports, "add", add)
    DapodikImport.objects.update(due_at=timezone.now())  # its lease has run out
    tasks.run_import(job.pk)
    assert people() == ALL_FOUR


def test_a_worker_that_lost_its_lease_writes_nothing(signed_in, school):
    job = hand_in(signed_in, school, first=TEACHERS)
    seen = look(signed_in, job).context["seen"]
    imports.confirm(job, by=job.asked_by, seen=seen, taken=None, leavers=[])
    slow = DapodikImport.objects.claim(job.pk)
    DapodikImport.objects.update(due_at=timezone.now())
    assert DapodikImport.objects.claim(job.pk)  # another worker has it now
    imports.run(slow)
    assert Person.objects.count() == 0


def test_a_second_yes_saves_nothing_twice(signed_in, school):
    job = hand_in(signed_in, school, first=TEACHERS)
    say_yes(signed_in, job)
    DapodikImport.objects.update(state=Job.State.DONE)
    tasks.run_import(job.pk)
    assert Person.objects.count() == 2


def test_the_role_of_a_principal_is_not_given_by_a_list(signed_in, school):
    """Whoever hands in a list is an operator, and cannot give that role."""
    say_yes(signed_in, hand_in(signed_in, school, first=STAFF))
    assert not school.memberships.filter(role=Role.PRINCIPAL).exists()


def test_nobody_changes_the_own_record_by_a_list(signed_in, school, operator):
    mine = make.person(school, Kind.CARETAKER, name="Andi Baso", user=operator)
    own = BASO | {"Jenis PTK": "Kepala Sekolah"}
    job = hand_in(signed_in, school, first=xlsx(table(own, school="SDN Melati")))
    preview = look(signed_in, job).context["preview"]
    assert [(held.name, len(held.reasons)) for held in preview.held] == [("Andi Baso", 1)]
    say_yes(signed_in, job)
    mine.refresh_from_db()
    assert mine.birth_date is None
    assert mine.placements.get().kind == Kind.CARETAKER


def test_a_yes_counts_with_the_rights_of_whoever_said_it(signed_in, client, school, principal):
    person = make.person(name="Sitti Ramlah", nuptk=RAMLAH["NUPTK"], user=make.user())
    own = xlsx(table(RAMLAH | {"Jenis PTK": "Kepala Sekolah"}, school="SDN Melati"))
    job = hand_in(signed_in, school, first=own)
    client.force_login(principal)
    say_yes(client, job)
    assert AuditEntry.objects.get(action="imported").actor == principal
    assert not person.user.memberships.filter(role=Role.PRINCIPAL).exists()


def test_a_yes_of_someone_dismissed_meanwhile_writes_nothing(signed_in, school, operator):
    job = hand_in(signed_in, school, first=TEACHERS)
    seen = look(signed_in, job).context["seen"]
    signed_in.post(reverse("staff:import_confirm", args=[job.pk]), {"seen": seen})
    operator.memberships.update(until=make.A_DAY)
    tasks.run_import(job.pk)
    assert not Person.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_principal_cannot_be_sent_away_by_a_list(signed_in, school, principal):
    head = make.person(school, Kind.PRINCIPAL, user=principal)
    job = hand_in(
        signed_in,
        school,
        first=TEACHERS,
        second=xlsx(table(BASO, title="Daftar Tenaga Kependidikan", school="SDN Melati")),
    )
    assert look(signed_in, job).context["preview"].missing == []
    say_yes(signed_in, job, leaves=[head.pk])
    assert head.placements.get().until is None


def test_the_email_of_a_head_is_not_taken_from_an_operator(signed_in, school):
    """A link to that account goes there."""
    trap = xlsx(table(HEAD | {"Email": "operator@contoh.id"}, title="Daftar Tenaga Kependidikan"))
    say_yes(signed_in, hand_in(signed_in, school, first=trap))
    assert Person.objects.get().email == ""


@pytest.mark.parametrize(
    "content",
    [
        ("Nama lengkap;Tanggal lahir;Jenis;NIP\nSitti;" + "1" * 5000 + ";Guru;\n").encode(),
        xlsx([["Daftar Guru"], ["Tanggal Unduh: 2026-99-99 08:15:00"], *table(RAMLAH)[4:]]),
    ],
)
def test_no_cell_brings_the_worker_down(signed_in, school, content):
    job = hand_in(signed_in, school, first=content)
    assert job.state == Job.State.DONE
    assert len(look(signed_in, job).context["preview"].lines) == 1
