"""Dapodik lists on their way through the product: handed in, looked over, written, forgotten."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from schools.access import Role
from schools.models import AuditEntry, StoredFile
from schools.models.jobs import Job
from schools.models.places import school_year_on
from staff import tasks
from staff.kinds import Kind
from staff.models import DapodikImport, Person, Placement
from staff.services import imports
from tests import make

from .dapodik.lists import BASO, PRIVATE, RAMLAH, SECRET, SUWITRI, table, xlsx

HEAD = {
    "Nama": "Nurhaedah Tombili",
    "NIP": "197204181996032901",
    "JK": "P",
    "Tanggal Lahir": "1972-04-18",
    "Status Kepegawaian": "PNS",
    "Jenis PTK": "Kepala Sekolah",
}
LATE = {"Nama": "Fitri Handayani Moluo", "Tanggal Lahir": "1999-04-05", "Jenis PTK": "Guru Mapel"}
TEACHERS = xlsx(table(RAMLAH, SUWITRI, school="SDN Melati"))
STAFF = xlsx(table(HEAD, BASO, title="Daftar Tenaga Kependidikan", school="SDN Melati"))


def upload(content, name="daftar.xlsx"):
    return SimpleUploadedFile(name, content)


def hand_in(client, school, **files):
    """Hand files in, let the worker read them, and return the import."""
    sent = {name: upload(content) for name, content in files.items()}
    answer = client.post(reverse("staff:imports"), {"school": school.pk} | sent)
    assert answer.status_code == 302, answer.context["form"].errors
    job = DapodikImport.objects.latest("pk")
    tasks.run_import(job.pk)
    job.refresh_from_db()
    return job


def look(client, job):
    return client.get(job.get_absolute_url())


def say_yes(client, job, **chosen):
    """Press “save” on the preview with every tick as it stands, but for what `chosen` changes."""
    page = look(client, job).context
    lines = page["preview"].lines
    sent = {
        "seen": page["seen"],
        "take": [line.key for line in lines if line.is_ticked],
    }
    client.post(reverse("staff:import_confirm", args=[job.pk]), sent | chosen)
    tasks.run_import(job.pk)
    job.refresh_from_db()
    return job.outcome


def people():
    return {
        (placement.person.name, placement.kind)
        for placement in Placement.objects.not_ended().select_related("person")
    }


ALL_FOUR = {
    ("Sitti Ramlah", "class_teacher"),
    ("Ni Luh Ayu Suwitri", "subject_teacher"),
    ("Nurhaedah Tombili", "principal"),
    ("Andi Baso", "caretaker"),
}


@pytest.fixture
def signed_in(client, operator):
    client.force_login(operator)
    return client


def test_two_lists_become_a_school(signed_in, school):
    job = hand_in(signed_in, school, first=TEACHERS, second=STAFF)
    assert Person.objects.count() == 0  # nothing before someone has looked
    preview = look(signed_in, job).context["preview"]
    assert preview.counts["new"] == 4
    assert "13 Juli 2026" in preview.summary
    assert say_yes(signed_in, job) == {"added": 4, "changed": 0, "ended": 0, "skipped": 0}
    assert people() == ALL_FOUR
    assert school.placements.principal_on(timezone.localdate()).person.name == "Nurhaedah Tombili"


def test_one_list_after_the_other_gives_the_same(signed_in, school):
    say_yes(signed_in, hand_in(signed_in, school, first=STAFF))
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS))
    assert people() == ALL_FOUR


def test_people_of_a_first_list_are_here_since_the_school_year_began(signed_in, school, operator):
    make.person(school, Kind.OPERATOR, user=operator)
    today = timezone.localdate()
    july = today.replace(year=school_year_on(today), month=7, day=1)
    say_yes(signed_in, hand_in(signed_in, school, first=STAFF))
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS))
    more = xlsx(table(RAMLAH, SUWITRI, LATE, school="SDN Melati"))
    say_yes(signed_in, hand_in(signed_in, school, first=more))
    since = dict(Placement.objects.values_list("person__name", "since"))
    assert {since[name] for name, _kind in ALL_FOUR} == {july}
    assert since[LATE["Nama"]] == today


def test_the_same_lists_again_change_nothing(signed_in, school):
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS, second=STAFF))
    before = list(Person.objects.order_by("pk").values()), list(Placement.objects.values())
    again = hand_in(signed_in, school, first=TEACHERS, second=STAFF)
    preview = look(signed_in, again).context["preview"]
    assert (preview.counts["same"], preview.lines) == (4, [])
    say_yes(signed_in, again)
    assert before == (
        list(Person.objects.order_by("pk").values()),
        list(Placement.objects.values()),
    )


def test_what_was_set_here_stays(signed_in, school):
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS))
    Person.objects.filter(name="Sitti Ramlah").update(title_back="S.Pd.", niy="12-7", phone="0899")
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS))
    ramlah = Person.objects.get(name="Sitti Ramlah")
    assert (ramlah.title_back, ramlah.niy) == ("S.Pd.", "12-7")
    assert ramlah.phone == "081234500001"  # the list knows phones better


def test_a_change_is_shown_field_by_field_and_can_be_left_out(signed_in, school):
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS))
    promoted = xlsx(table(RAMLAH | {"Pangkat Golongan": "III/d"}, SUWITRI, school="SDN Melati"))
    job = hand_in(signed_in, school, first=promoted)
    (line,) = look(signed_in, job).context["preview"].lines
    assert [change[1:] for change in line.changes] == [("III/c", "III/d")]
    say_yes(signed_in, job, take=[])
    assert Person.objects.get(name="Sitti Ramlah").rank == "III/c"
    say_yes(signed_in, hand_in(signed_in, school, first=promoted))
    assert Person.objects.get(name="Sitti Ramlah").rank == "III/d"


def test_who_is_missing_stays_until_someone_says_that_they_left(signed_in, school):
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS))
    fewer = xlsx(table(RAMLAH, school="SDN Melati"))
    job = hand_in(signed_in, school, first=fewer)
    (missing,) = look(signed_in, job).context["preview"].missing
    assert missing.name == "Ni Luh Ayu Suwitri"
    say_yes(signed_in, job)
    assert Placement.objects.not_ended().count() == 2
    job = hand_in(signed_in, school, first=fewer)
    offered = re.findall(r'name="leaves" value="(.*?)"', look(signed_in, job).content.decode())
    say_yes(signed_in, job, leaves=offered)
    assert Placement.objects.get(person=missing).until == timezone.localdate()


def test_only_people_the_preview_names_as_missing_can_be_sent_away(signed_in, school):
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS))
    ramlah = Person.objects.get(name="Sitti Ramlah")
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS), leaves=[ramlah.pk])
    assert Placement.objects.get(person=ramlah).until is None


def test_a_damaged_number_is_left_out_and_the_person_goes_in(signed_in, school):
    damaged = xlsx(table(RAMLAH | {"NIP": 198509032010012000}, school="SDN Melati"))
    job = hand_in(signed_in, school, first=damaged)
    page = look(signed_in, job)
    (held,) = page.context["preview"].held
    assert (held.name, held.row) == ("Sitti Ramlah", 6)
    assert "Excel" in page.content.decode()
    say_yes(signed_in, job)
    assert Person.objects.get(name="Sitti Ramlah").nip == ""


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


def test_someone_known_at_another_school_gets_a_placement(signed_in, school, elsewhere):
    known = make.person(
        elsewhere, name="Sitti Ramlah", nuptk=RAMLAH["NUPTK"], phone="0811", title_back="S.Pd."
    )
    job = hand_in(signed_in, school, first=TEACHERS)
    states = {line.name: line.state for line in look(signed_in, job).context["preview"].lines}
    assert states["Sitti Ramlah"] == "arrives"
    say_yes(signed_in, job)
    known.refresh_from_db()
    assert not known.placements.get(school=school).is_home
    assert (known.phone, known.title_back) == ("0811", "S.Pd.")  # the home school keeps them
    again = hand_in(signed_in, school, first=TEACHERS)
    assert look(signed_in, again).context["preview"].lines == []


def test_someone_written_down_by_hand_is_asked_about_and_not_doubled(signed_in, school):
    mine = make.person(school, Kind.CARETAKER, name="Andi Baso")
    job = hand_in(signed_in, school, first=STAFF)
    lines = look(signed_in, job).context["preview"].lines
    (line,) = [one for one in lines if one.name == "Andi Baso"]
    assert (line.state, line.is_ticked) == ("unsure", False)
    say_yes(signed_in, job, take=[line.key])
    mine.refresh_from_db()
    assert str(mine.birth_date) == "1999-02-28"
    assert Person.objects.filter(name="Andi Baso").count() == 1


@pytest.mark.parametrize("taken", [[], ["everything"]])
def test_what_has_to_be_asked_is_not_written_without_a_yes(signed_in, school, taken):
    mine = make.person(school, Kind.CARETAKER, name="Andi Baso")
    say_yes(signed_in, hand_in(signed_in, school, first=STAFF), take=taken)
    mine.refresh_from_db()
    assert mine.birth_date is None


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


def test_the_preview_shows_all_that_would_be_written(signed_in, school):
    page = look(signed_in, hand_in(signed_in, school, first=TEACHERS)).content.decode()
    for value in (RAMLAH["NIP"], RAMLAH["NUPTK"], RAMLAH["Email"], RAMLAH["HP"]):
        assert value in page


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


def test_the_import_stands_in_the_trail(signed_in, school, operator):
    job = hand_in(signed_in, school, first=TEACHERS)
    say_yes(signed_in, job)
    assert AuditEntry.objects.filter(action="imported", actor=operator, school=school).exists()


def test_a_form_without_files_says_so(signed_in, school):
    page = signed_in.post(reverse("staff:imports"), {"school": school.pk})
    assert page.context["form"].errors["first"]


def test_a_file_over_the_limit_is_not_taken(signed_in, school):
    sent = {"school": school.pk, "first": upload(b"x" * (5 * 2**20 + 1))}
    page = signed_in.post(reverse("staff:imports"), sent)
    assert page.context["form"].errors["first"]
    assert not DapodikImport.objects.exists()


def test_whoever_waits_is_shown_the_preview_as_soon_as_it_is_there(signed_in, school):
    job = make.dapodik_import(school)
    ask = {"HX-Request": "true"}
    assert "HX-Refresh" not in signed_in.get(job.get_absolute_url(), headers=ask)
    DapodikImport.objects.update(state=Job.State.DONE)
    assert signed_in.get(job.get_absolute_url(), headers=ask)["HX-Refresh"] == "true"


# In and out as our own table


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_in_unchanged(signed_in, school, ending):
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS, second=STAFF))
    Person.objects.filter(name="Sitti Ramlah").update(title_back="S.Pd.", niy="=1+1")
    out = signed_in.get(reverse(f"staff:people_{ending}"))
    job = hand_in(signed_in, school, first=out.content)
    preview = look(signed_in, job).context["preview"]
    assert ([line.name for line in preview.lines], preview.held) == ([], [])
    assert preview.counts["same"] == 4


def test_a_table_leaves_a_trace(signed_in, school, operator):
    signed_in.get(reverse("staff:people_csv"))
    assert AuditEntry.objects.filter(action="exported", actor=operator, school=school).exists()


# Without a browser


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / "guru.xlsx", tmp_path / "tendik.xlsx"]
    for path, content in zip(paths, [TEACHERS, STAFF], strict=True):
        path.write_bytes(content)
    return paths


def test_the_command_shows_and_writes_only_when_told(files, school, capsys):
    call_command("import_dapodik", *files, school=school.npsn, json=True)
    preview = json.loads(capsys.readouterr().out)
    assert preview["counts"] == {"same": 0, "changed": 0, "new": 4, "unsure": 0, "held": 0}
    assert Person.objects.count() == 0
    call_command("import_dapodik", *files, school=school.npsn, commit=True)
    assert people() == ALL_FOUR


def test_the_command_says_in_words_why_it_cannot(tmp_path, files, school):
    with pytest.raises(CommandError, match="99999999"):
        call_command("import_dapodik", *files, school="99999999")
    (tmp_path / "x.xlsx").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="Dapodik"):
        call_command("import_dapodik", tmp_path / "x.xlsx", school=school.npsn)
    with pytest.raises(CommandError, match="none"):
        call_command("import_dapodik", tmp_path / "none.xlsx", school=school.npsn)
