"""The page of a meeting shows each reader what they may see of it, and where it came from."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.calculations.reading import Passage, parts
from meetings.calculations.record import LONGEST_TEXT
from schools.models import AuditEntry
from tests import make, printed

from .conftest import joined

pytestmark = pytest.mark.django_db
XSS = "<script>alert('notulen')</script>"


def page(client, user, name, *args, query=""):
    client.force_login(user)
    answer = client.get(reverse(f"meetings:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_member_of_the_other_school_reads_all_of_it(client, held_meeting, member):
    make.minutes(held_meeting, {"discussion": "Bangku digeser.\n\n- kartu\n- giliran"})
    make.decision(
        held_meeting, text="Setiap anak satu bagian", options=["Undi", "Bagi"]
    ).voices.add(member)
    make.task(held_meeting, member, text="Membuat kartu")
    text = page(client, member.person.user, "meeting", held_meeting.pk)
    for said in ["Bangku digeser.", "<br>• ", "kartu", "Setiap anak satu bagian", "Undi"]:
        assert said in text
    assert "Membuat kartu" in text


def test_whoever_may_not_read_sees_attendance_without_reasons(
    client, held_meeting, member, operator
):
    make.attendance(held_meeting, member, mark="sick", reason="Demam tinggi")
    make.minutes(held_meeting, {"discussion": "Rahasia kecil"})
    reading = page(client, member.person.user, "meeting", held_meeting.pk)
    assert "Demam tinggi" in reading
    told = page(client, operator, "meeting", held_meeting.pk)
    assert "Melki Tandilolo" in told
    assert "Demam tinggi" not in told
    assert "Rahasia kecil" not in told


def test_the_school_supervisor_reads_what_was_decided_but_not_who_spoke(
    client, held_meeting, member, supervisor
):
    row = make.decision(held_meeting, text="Kartu dipakai", reason="Ramai", options=["Undian"])
    row.voices.add(member)
    text = page(client, supervisor, "meeting", held_meeting.pk)
    assert "Kartu dipakai" in text
    assert not any(word in text for word in ["Ramai", "Undian", "Melki"])


def test_attendance_is_counted_in_strokes(client, held_meeting, group, chair):
    for _ in range(7):
        make.attendance(held_meeting, make.member(group))
    make.attendance(held_meeting, chair, mark="duty")
    text = page(client, chair.person.user, "meeting", held_meeting.pk)
    assert "turus-5" in text
    assert "turus-2" in text
    assert "7 of 8" in text or "7 dari 8" in text


def test_what_was_carried_over_leads_to_both_meetings(client, held_meeting, group, chair):
    later = make.meeting(
        group, date=held_meeting.date + timedelta(14), planned_by=chair.person.user
    )
    item = make.agenda_item(held_meeting, text="Kisi-kisi", fate="carried")
    make.agenda_item(later, text="Kisi-kisi", carried_from=item)
    task = make.task(held_meeting, chair, text="Kumpulkan", fate="carried")
    make.task(later, chair, text="Kumpulkan", carried_from=task)
    here = page(client, chair.person.user, "meeting", held_meeting.pk)
    there = page(client, chair.person.user, "meeting", later.pk)
    assert here.count(later.get_absolute_url()) >= 3  # the item, the task, the next meeting
    assert there.count(held_meeting.get_absolute_url()) >= 3


def test_what_is_still_open_stands_on_the_page_of_the_next_meeting(
    client, held_meeting, group, chair
):
    make.task(held_meeting, chair, text="Belum selesai")
    later = make.meeting(group, date=held_meeting.date + timedelta(7))
    assert "Belum selesai" in page(client, chair.person.user, "meeting", later.pk)


def test_what_people_typed_is_only_shown(client, held_meeting, chair):
    held_meeting.title, held_meeting.place = XSS, XSS
    held_meeting.save()
    item = make.agenda_item(held_meeting, text=XSS, suggestion=XSS)
    make.minutes(held_meeting, {"discussion": XSS, f"agenda.{item.pk}.note": XSS, "next": XSS})
    make.attendance(held_meeting, guest=XSS)
    make.attendance(held_meeting, chair, mark="sick", reason=XSS)
    make.decision(held_meeting, text=XSS, reason=XSS, options=[XSS])
    make.task(held_meeting, chair, text=XSS, note=XSS, fate="done")
    make.meeting_file(held_meeting, caption=XSS)
    for name in ["meeting", "minutes", "meeting_summary", "attendance"]:
        text = page(client, chair.person.user, name, held_meeting.pk)
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


def test_a_megabyte_of_minutes_shows_its_beginning_and_the_rest_in_parts(
    client, held_meeting, chair
):
    items = [make.agenda_item(held_meeting, text=f"Pokok {n}") for n in range(50)]
    notes = {f"agenda.{item.pk}.note": "Lima kata dan titik. " * 950 for item in items}
    notes["discussion"] = "Ujung sekali"
    make.minutes(held_meeting, notes)
    assert sum(map(len, notes.values())) > 990_000
    first = page(client, chair.person.user, "meeting", held_meeting.pk)
    assert len(first) < 60_000
    assert reverse("meetings:minutes", args=[held_meeting.pk]) in first
    part = page(client, chair.person.user, "minutes", held_meeting.pk)
    assert len(part) < 60_000
    assert "Ujung sekali" in page(
        client, chair.person.user, "minutes", held_meeting.pk, query="?page=999"
    )


def test_parts_lose_nothing_and_are_never_too_long():
    texts = ["Satu.\n\nDua\ntiga\n" * 40, "x" * 700, "kata " * 200, ""]
    passages = [Passage(str(n), text) for n, text in enumerate(texts)]
    found = parts(passages, 100)
    assert all(sum(len(passage.text) for passage in part) <= 100 for part in found)
    said = {}
    for part in found:
        for passage in part:
            assert passage.follows == (passage.key in said)
            said[passage.key] = said.get(passage.key, "") + passage.text
    assert said == {str(n): text for n, text in enumerate(texts) if text}


def test_the_longest_cell_there_can_be_fits_into_few_parts():
    assert len(parts([Passage("a", "x" * LONGEST_TEXT)])) == 1


def test_two_thousand_names_stand_on_pages_of_their_own(client, held_meeting, group, chair):
    people = [make.member(group, name=f"Anggota {n}") for n in range(300)]
    for one in people:
        make.attendance(held_meeting, one, mark="present" if one.pk % 3 else "excused")
    text = page(client, chair.person.user, "meeting", held_meeting.pk)
    assert text.count("Anggota ") <= 150
    assert reverse("meetings:attendance", args=[held_meeting.pk]) in text
    listed = page(client, chair.person.user, "attendance", held_meeting.pk)
    assert listed.count("Anggota ") == 100


# ---- the text to copy ----


def test_the_invitation_to_copy_leaves_out_what_nobody_wrote(client, group, chair):
    meeting = make.meeting(group, title="Kartu tanya", place="", bring="")
    make.agenda_item(meeting, text="Kartu")
    text = page(client, chair.person.user, "meeting_summary", meeting.pk)
    assert "KKG Mutiara, Kartu tanya" in text
    assert "Kartu" in text
    assert "\N{SYMBOL FOR NULL}" not in text
    assert f"http://testserver{meeting.get_absolute_url()}" in text


def test_the_summary_to_copy_tells_decisions_and_tasks_but_no_reasons(
    client, held_meeting, group, chair, member
):
    make.minutes(held_meeting, {"next": "*Kartu* berpasangan", "discussion": "Panjang sekali"})
    make.attendance(held_meeting, chair)
    make.attendance(held_meeting, member, mark="sick", reason="Demam")
    make.decision(held_meeting, text="Kartu dipakai")
    make.task(held_meeting, member, text="Membuat kartu")
    make.task(held_meeting, chair, text="Mencatat")
    difference = make.difference(group)
    difference.meetings.add(held_meeting)
    make.position(difference, text="Lebih baik lisan")
    text = page(client, chair.person.user, "meeting_summary", held_meeting.pk)
    for said in ["Kartu dipakai", "- Membuat kartu (Melki Tandilolo", "Kartu berpasangan"]:
        assert said in text
    for kept in ["Demam", "Lebih baik lisan", "Panjang sekali", "wa.me"]:
        assert kept not in text


# ---- papers ----


@pytest.fixture
def with_papers(held_meeting, group, chair, member):
    joined(group, held_meeting.group.home, "Ratna Pakpahan", part="notes")
    make.minutes(held_meeting, {"discussion": "Bangku digeser."})
    make.attendance(held_meeting, chair)
    make.attendance(held_meeting, member, mark="sick", reason="Demam")
    make.attendance(held_meeting, guest="Ketua komite")
    difference = make.difference(group, topic="Kartu tanya")
    difference.meetings.add(held_meeting)
    make.position(difference, text="Lebih baik lisan").members.add(member)
    return held_meeting


def paper(client, user, name, meeting, kind=""):
    client.force_login(user)
    answer = client.get(reverse(f"meetings:{name}", args=[meeting.pk]) + kind)
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(printed.text(answer.content).split())


def test_the_minutes_are_printed_with_who_led_and_who_wrote(client, with_papers, member):
    text = paper(client, member.person.user, "minutes_pdf", with_papers)
    for said in [
        "Bangku digeser.",
        "Sudarmin",
        "Ratna Pakpahan",
        "Ketua komite",
        "Lebih baik lisan",
    ]:
        assert said in text
    assert "Melki Tandilolo (sakit)" in text
    assert "Demam" not in text
    entry = AuditEntry.objects.get(action="exported")
    assert entry.actor == member.person.user


def test_papers_stay_indonesian_for_a_reader_in_english(client, with_papers, member):
    client.cookies["django_language"] = "en"
    text = paper(client, member.person.user, "minutes_pdf", with_papers)
    assert "NOTULEN PERTEMUAN KKG" in text
    assert "Not settled" not in text


def test_the_attendance_list_is_the_operators_too_and_the_minutes_are_not(
    client, with_papers, operator
):
    text = paper(client, operator, "attendance_pdf", with_papers, "?kertas=f4")
    assert "Hadir 1 dari 2. Sakit 1." in text
    assert "SDN Kenanga" in text  # the school of the member
    assert "Demam" not in text
    client.force_login(operator)
    missing = client.get(reverse("meetings:minutes_pdf", args=[with_papers.pk]))
    assert missing.status_code == 404


def test_whoever_chaired_on_that_day_signs(client, with_papers, chair, member, principal):
    chair.until = with_papers.date
    chair.save()
    member.part, member.since = "chair", with_papers.date + timedelta(1)
    member.save()
    text = paper(client, principal, "minutes_pdf", with_papers)
    assert "Pemimpin pertemuan : Sudarmin" in text


def test_the_invitation_is_signed_by_chair_and_head(client, group, chair, school):
    head = make.person(school, kind="principal", name="Nurhaedah Tombili")
    meeting = make.meeting(group, date=timezone.localdate() + timedelta(3), place="Perpustakaan")
    make.agenda_item(meeting, text="Kartu tanya", owner=chair)
    text = paper(client, chair.person.user, "invitation_pdf", meeting)
    for said in ["Kartu tanya (Sudarmin)", "Perpustakaan", head.name, "Mengetahui,"]:
        assert said in text
