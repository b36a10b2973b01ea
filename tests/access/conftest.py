"""The world that all tests of this folder look at: it takes long to build."""

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.conftest import files_in

from . import world as worlds


@pytest.fixture(scope="package")
def files_folder(tmp_path_factory):
    """Those of the world stay with it."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker, files_folder):
    with django_db_blocker.unblock(), transaction.atomic(), files_in(files_folder):
        cache.clear()
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db):
    """Each test takes back what it does; the last takes back the world."""
    return built
