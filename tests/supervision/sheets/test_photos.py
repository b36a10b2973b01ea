"""Photos on a sheet: drawn anew, few, and none once it is shared."""

import uuid
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from schools.access import Role
from supervision.kinds import State
from supervision.models import Photo
from supervision.services.sheets import keep_photo
from tests import make

from .conftest import picture, put_photo


def test_a_photo_is_drawn_anew_and_stands_in_the_page(phone, sheet):
    exif = Image.Exif()
    exif[0x010E] = "di mana foto ini diambil"
    assert put_photo(phone, sheet, picture(exif=exif)).status_code == 200
    photo = Photo.objects.get()
    response = phone.get(reverse("supervision:photo", args=[photo.pk]))
    content = b"".join(response.streaming_content)
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "image/jpeg"
    drawn = Image.open(BytesIO(content))
    assert (drawn.format, drawn.size) == ("JPEG", (1600, 800))
    assert not drawn.getexif()
    assert b"di mana foto" not in content


def test_a_photo_sent_twice_is_one(phone, sheet):
    key = uuid.uuid4()
    assert (
        put_photo(phone, sheet, picture(), key).json()
        == put_photo(phone, sheet, picture(), key).json()
    )
    assert put_photo(phone, sheet, picture(), key, item="ABC-02").status_code == 409
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<svg/>", picture()[:300], b"\xff\xd8" + b"x" * (6 * 2**20)]
)
def test_what_is_no_photo_is_refused_in_words(phone, sheet, content):
    refused = put_photo(phone, sheet, content)
    assert refused.status_code == 422
    assert refused.json()["message"]
    assert not Photo.objects.exists()


def test_a_photo_of_no_item_of_the_sheet_is_refused(phone, sheet):
    assert put_photo(phone, sheet, picture(), item="ABC-99").status_code == 422


def test_a_sheet_holds_forty_photos(phone, sheet):
    for _number in range(40):
        make.photo(sheet)
    assert put_photo(phone, sheet, picture()).status_code == 422


def test_a_photo_is_removed_by_whoever_may_fill_the_sheet(phone, client, sheet, school):
    put_photo(phone, sheet, picture())
    photo = Photo.objects.get()
    url = reverse("supervision:photo_remove", args=[photo.pk])
    other = type(client)()
    other.force_login(make.user(Role.PRINCIPAL, school))
    assert other.post(url).status_code == 404
    assert phone.post(url).status_code == 204
    assert not Photo.objects.exists()


def test_after_sharing_no_photo_comes_or_goes(phone, sheet, visit, principal):
    keep_photo(sheet, uuid.uuid4(), "ABC-01", picture(100), by=principal)
    visit.state = State.SHARED
    visit.save()
    photo = Photo.objects.get()
    assert put_photo(phone, sheet, picture()).status_code == 404
    assert phone.post(reverse("supervision:photo_remove", args=[photo.pk])).status_code == 404
