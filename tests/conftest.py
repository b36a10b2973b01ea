"""The cast of every test: two schools in one cluster, a third elsewhere, one person per role."""

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from schools.access import Role

from . import make


@pytest.fixture(autouse=True)
def quick_and_apart(settings, tmp_path):
    """Cheap password hashes, plain static names, files in a folder of the test's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.SECOND_FACTOR_REQUIRED = False  # tests/schools/test_second_factor.py turns it on
    settings.CELERY_BROKER_URL = "memory://"
    timezone.deactivate()  # the last request of another test left its reader's clock and language
    translation.activate("id")


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
