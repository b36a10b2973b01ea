"""Photos and files of a meeting: refused in words, kept once, shown only if we drew them."""

import uuid
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from meetings.models import MeetingFile
from meetings.services.files import MOST_FILES
from schools.models import AuditEntry
from tests import make

from .conftest import joined

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


def picture(colour="teal"):
    made = BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "JPEG")
    return made.getvalue()


def attach(client, user, meeting, content=PDF, name="kisi-kisi.pdf", caption=""):
    client.force_login(user)
    file = SimpleUploadedFile(name, content)
    url = reverse("meetings:meeting_file_create", args=[meeting.pk])
    return client.post(url, {"upload": file, "caption": caption})


def send(client, user, meeting, photo_id, content=None, **headers):
    client.force_login(user)
    url = reverse("meetings:meeting_photo", args=[meeting.pk, photo_id])
    return client.put(url, content or picture(), content_type="image/jpeg", headers=headers)


@pytest.fixture
def planned(group, chair):
    return make.meeting(group, planned_by=chair.person.user)


def test_a_member_attaches_a_file_also_after_the_minutes_are_closed(client, held_meeting, member):
    attach(client, member.person.user, held_meeting, caption="Kisi-kisi Matematika")
    (row,) = MeetingFile.objects.all()
    assert (row.caption, row.by, row.is_photo) == (
        "Kisi-kisi Matematika",
        member.person.user,
        False,
    )
    assert row.file.content() == PDF
    assert AuditEntry.objects.filter(action="created", subject=f"meetings.meetingfile:{row.pk}")


def test_a_refused_file_says_why_beside_the_field_and_keeps_the_caption(
    client, held_meeting, member
):
    answer = attach(
        client, member.person.user, held_meeting, b"<svg onload=alert(1)>", "a.pdf", "Papan"
    )
    assert answer.context["form"].errors["upload"]
    assert 'value="Papan"' in answer.content.decode()
    assert not MeetingFile.objects.exists()


def test_nothing_chosen_says_so(client, held_meeting, member):
    client.force_login(member.person.user)
    url = reverse("meetings:meeting_file_create", args=[held_meeting.pk])
    assert client.post(url, {}).context["form"].errors["upload"]


def test_whoever_only_reads_attaches_nothing(client, held_meeting, principal, operator):
    for user in [principal, operator]:
        assert attach(client, user, held_meeting).status_code == 404
    assert not MeetingFile.objects.exists()


def test_a_file_is_always_downloaded_and_never_shown(client, held_meeting, member):
    attach(client, member.person.user, held_meeting)
    row = MeetingFile.objects.get()
    answer = client.get(reverse("meetings:meeting_file", args=[row.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert AuditEntry.objects.filter(action="exported").count() == 1
    assert client.get(reverse("meetings:meeting_picture", args=[row.pk])).status_code == 404


def test_a_photo_that_we_drew_stands_in_the_page(client, held_meeting, member):
    attach(client, member.person.user, held_meeting, picture() + b"<script>", "papan.png")
    row = MeetingFile.objects.get()
    answer = client.get(reverse("meetings:meeting_picture", args=[row.pk]))
    assert answer["Content-Type"] == "image/jpeg"
    assert b"<script>" not in b"".join(answer.streaming_content)
    page = client.get(held_meeting.get_absolute_url()).content.decode()
    assert reverse("meetings:meeting_picture", args=[row.pk]) in page


def test_there_is_an_end_to_how_many(client, held_meeting, member):
    for _ in range(MOST_FILES):
        make.meeting_file(held_meeting)
    answer = attach(client, member.person.user, held_meeting)
    assert answer.context["form"].non_field_errors()
    assert held_meeting.files.count() == MOST_FILES


def test_its_owner_and_the_chair_remove_a_file_with_its_bytes(
    client, held_meeting, member, chair, group, school, django_capture_on_commit_callbacks
):
    attach(client, member.person.user, held_meeting)
    row = MeetingFile.objects.get()
    url, path = reverse("meetings:meeting_file_remove", args=[row.pk]), row.file.path
    client.force_login(joined(group, school, "Ratna").person.user)
    assert client.post(url).status_code == 404
    client.force_login(chair.person.user)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url).status_code == 302
    assert not MeetingFile.objects.exists()
    assert not default_storage.exists(path)
    assert AuditEntry.objects.filter(action="ended", subject=f"meetings.meetingfile:{row.pk}")


def test_a_photo_sent_again_is_the_same_row(client, planned, member):
    photo = uuid.uuid4()
    answers = [send(client, member.person.user, planned, photo) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.content for answer in answers}) == 1
    assert MeetingFile.objects.get().pk == photo
    assert AuditEntry.objects.filter(action="created").count() == 1


def test_an_id_that_another_person_or_meeting_has_is_refused(client, planned, group, member, chair):
    photo = uuid.uuid4()
    send(client, member.person.user, planned, photo)
    assert send(client, chair.person.user, planned, photo).status_code == 409
    other = make.meeting(group)
    assert send(client, member.person.user, other, photo).status_code == 409


def test_what_is_no_picture_is_refused_in_words(client, planned, member):
    answer = send(client, member.person.user, planned, uuid.uuid4(), b"<svg/>")
    assert answer.status_code == 422
    assert "PNG, JPEG" in answer.json()["message"]


def test_what_another_person_left_on_the_phone_is_not_sent_under_my_name(
    client, planned, member, chair
):
    taken_by = {"X-Sejawat-User": str(chair.person.user.pk)}
    answer = send(client, member.person.user, planned, uuid.uuid4(), **taken_by)
    assert answer.status_code == 403
    assert not MeetingFile.objects.exists()


def test_once_the_meeting_is_held_the_record_page_sends_no_more(client, held_meeting, member):
    assert send(client, member.person.user, held_meeting, uuid.uuid4()).status_code == 404
