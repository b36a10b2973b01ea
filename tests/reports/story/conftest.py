"""The demo's story, told once for all tests of this folder: it takes long to tell."""

from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from reports.demo import world
from reports.demo.loading import load


def pytest_collection_modifyitems(items):
    """One process has them all, so that the story is told once there too."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("story"))


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """Each test takes back what it does; the last takes back the story."""
    story = world(timezone.localdate())
    with django_db_blocker.unblock(), transaction.atomic():
        load(story)
        yield story
        transaction.set_rollback(True)


@pytest.fixture
def told(loaded, db):
    return loaded
