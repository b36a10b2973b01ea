"""A phone that sends what it likes to the record of a meeting."""

import json
import uuid

import pytest
from django.urls import reverse

from meetings.services import minutes


@pytest.fixture
def put(client):
    """Send one save of minutes, as their page does."""

    def send(user, meeting, changes, base=0):
        client.force_login(user)
        sheet = minutes.minutes_of(meeting)
        url = reverse("meetings:record_save", args=[sheet.pk, uuid.uuid4()])
        body = json.dumps({"base": base, "changes": changes})
        return client.put(url, body, content_type="application/json")

    return send
