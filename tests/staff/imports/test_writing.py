"""Dapodik lists become people: looked over, chosen from, written."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.models import AuditEntry
from schools.models.jobs import Job
from schools.models.places import school_year_on
from staff.kinds import Kind
from staff.models import DapodikImport, Person, Placement
from tests import make

from ..dapodik.lists import RAMLAH, SUWITRI, table, xlsx
from .conftest import ALL_FOUR, STAFF, TEACHERS, hand_in, look, people, say_yes, upload

LATE = {"Nama": "Fitri Handayani Moluo", "Tanggal Lahir": "1999-04-05", "Jenis PTK": "Guru Mapel"}


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


def test_the_preview_shows_all_that_would_be_written(signed_in, school):
    page = look(signed_in, hand_in(signed_in, school, first=TEACHERS)).content.decode()
    for value in (RAMLAH["NIP"], RAMLAH["NUPTK"], RAMLAH["Email"], RAMLAH["HP"]):
        assert value in page


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
