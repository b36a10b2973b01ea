"""A library, a version of a school, and its principal at the pages of instruments."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from supervision.models import InstrumentVersion
from supervision.services.instruments import load_library
from tests import make


@pytest.fixture
def library(db):
    load_library()


@pytest.fixture
def version(school):
    """A draft of the school's own."""
    return make.instrument_version(school, is_draft=True)


@pytest.fixture
def writer(client, principal):
    client.force_login(principal)
    return client


def at(name, *args):
    return reverse(f"supervision:{name}", args=args)


def send(client, name, /, *args, **answers):
    """Fill a form in as it stands and send it: only what is answered differs."""
    url = at(name, *args)
    form = client.get(url).context["form"]
    filled = {field.name: field.value() for field in form if field.value() not in (None, False)}
    return client.post(url, filled | answers)


def content_of(version):
    return InstrumentVersion.objects.get(pk=version.pk).content


def upload(client, written, **answers):
    file = SimpleUploadedFile("lembar.yaml", written)
    return client.post(at("instrument_import"), {"file": file, **answers})
