"""The cast of every test: two schools in one cluster, a third elsewhere, one person per role."""

import gc

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone, translation

from schools.access import Role

from . import make


def pytest_collection_finish():
    """What was imported stays, so looking for rubbish in it over and over is time lost."""
    gc.freeze()
    gc.set_threshold(100_000, 20)


@pytest.fixture(scope="session", autouse=True)
def quick():
    """Cheap password hashes, no second step, no broker."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        SECOND_FACTOR_REQUIRED=False,  # tests/schools/test_second_factor.py turns it on
        CELERY_BROKER_URL="memory://",
    ):
        yield


@pytest.fixture
def files_folder(tmp_path):
    return tmp_path / "files"


def files_in(folder):
    """Stored files in this folder, plain static names."""
    return override_settings(
        STORAGES={
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": folder, "base_url": None},
            },
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
    )


@pytest.fixture(autouse=True)
def apart(files_folder):
    """Files in a folder of the test's own, and its own clock and language."""
    timezone.deactivate()  # the last request of another test left those of its reader
    translation.activate("id")
    with files_in(files_folder):
        yield


@pytest.fixture(autouse=True)
def wake_calls(monkeypatch):
    """Waking a worker is only noted down; the tests that are about jobs start a real one."""
    calls = []
    monkeypatch.setattr(
        "schools.jobs.current_app.send_task", lambda *args, **kwargs: calls.append((args, kwargs))
    )
    return calls


@pytest.fixture
def clean_cache(db):
    cache.clear()


@pytest.fixture
def cluster(db):
    return make.cluster(name="Gugus Mutiara")


@pytest.fixture
def school(cluster):
    return make.school(short_name="SDN Melati", cluster=cluster)


@pytest.fixture
def neighbour(cluster):
    """Another school of the same cluster."""
    return make.school(short_name="SDN Kenanga", cluster=cluster)


@pytest.fixture
def elsewhere(db):
    """A school of another cluster and district."""
    return make.school(short_name="SDN Jauh")


@pytest.fixture
def principal(school):
    return make.user(Role.PRINCIPAL, school)


@pytest.fixture
def teacher(school):
    return make.user(Role.TEACHER, school)


@pytest.fixture
def operator(school):
    return make.user(Role.OPERATOR, school)


@pytest.fixture
def supervisor(cluster):
    return make.user(Role.SUPERVISOR, cluster)


@pytest.fixture
def outsider(elsewhere):
    """A principal too, but of another school: the strongest stranger."""
    return make.user(Role.PRINCIPAL, elsewhere)
