"""A phone that sends what it likes to a sheet."""

import json
import uuid

import pytest
from django.urls import reverse


@pytest.fixture
def put(client):
    """Send one save of a sheet, as its page does."""

    def send(user, sheet, changes, base=0, encoding="utf-8"):
        client.force_login(user)
        body = json.dumps({"base": base, "changes": changes}).encode(encoding)
        url = reverse("supervision:sheet_save", args=[sheet.pk, uuid.uuid4()])
        return client.put(url, body, content_type="application/json")

    return send


def before(monkeypatch, owner, name, happens):
    """Let something happen between the reading of a row and what a request does with it."""
    real = getattr(owner, name)

    def late(*args, **kwargs):
        happens()
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, late)
