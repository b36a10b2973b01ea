"""A phone at the sheet of an agreed visit."""

import uuid
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from supervision.kinds import State
from supervision.services import visits
from tests import make


@pytest.fixture
def visit(school, principal):
    return make.visit(
        school, observer=principal, state=State.RUNNING, version=make.instrument_version(school)
    )


@pytest.fixture
def sheet(visit):
    return visits.sheet_of(visit)


@pytest.fixture
def phone(client, principal):
    client.force_login(principal)
    return client


def picture(side=2400, **options):
    out = BytesIO()
    Image.new("RGB", (side, side // 2), "teal").save(out, "JPEG", **options)
    return out.getvalue()


def put_photo(client, sheet, content, photo=None, item="ABC-01"):
    url = reverse("supervision:photo_save", args=[sheet.pk, photo or uuid.uuid4()])
    return client.put(f"{url}?item={item}", content, content_type="image/jpeg")
