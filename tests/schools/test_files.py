from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from schools.models import StoredFile
from tests import make


def picture(side=900, kind="JPEG", **options):
    out = BytesIO()
    Image.new("RGB", (side, side), "teal").save(out, kind, **options)
    return out.getvalue()


def school_form(school, **fields):
    given = ["name", "short_name", "form", "status", "time_zone", "letterhead"]
    return {name: getattr(school, name) for name in given} | fields


def send_logo(client, school, content, name="logo.jpg"):
    url = reverse("schools:update", args=[school.pk])
    return client.post(url, school_form(school, new_logo=SimpleUploadedFile(name, content)))


def test_a_logo_is_drawn_anew_and_served_as_a_private_attachment(client, school, operator):
    exif = Image.Exif()
    exif[0x010E] = "di mana foto ini diambil"
    client.force_login(operator)
    assert send_logo(client, school, picture(exif=exif)).status_code == 302
    response = client.get(reverse("schools:logo", args=[school.pk]))
    content = b"".join(response.streaming_content)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    drawn = Image.open(BytesIO(content))
    assert (drawn.format, max(drawn.size)) == ("PNG", 512)
    assert b"di mana foto" not in content


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"%PDF-1.7",
        b"",
        picture()[:200],
        picture(kind="GIF"),
    ],
)
def test_what_is_no_picture_is_refused_in_words_and_nothing_is_kept(
    client, school, operator, content
):
    client.force_login(operator)
    response = send_logo(client, school, content)
    assert response.status_code == 200
    assert response.context["form"].errors["new_logo"]
    assert not StoredFile.objects.exists()


def test_a_new_logo_takes_the_place_of_the_old_one(
    client, school, operator, django_capture_on_commit_callbacks
):
    client.force_login(operator)
    send_logo(client, school, picture())
    old = StoredFile.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        send_logo(client, school, picture(side=64))
    new = StoredFile.objects.get()
    assert new.pk != old.pk
    assert default_storage.exists(new.path)
    assert not default_storage.exists(old.path)


def test_a_school_without_a_logo_has_no_logo_page(client, school, operator):
    client.force_login(operator)
    assert client.get(reverse("schools:logo", args=[school.pk])).status_code == 404


def test_bytes_lie_under_a_random_name_that_tells_nothing(db):
    row = make.stored_file(b"isi", name="../../SK Kepala Sekolah.png")
    assert row.name == "SK Kepala Sekolah.png"
    assert "SK" not in row.path
    assert default_storage.open(row.path).read() == b"isi"
