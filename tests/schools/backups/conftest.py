"""A lived-in house and its backup, made once; an empty one for each test."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from schools.models import Holiday
from schools.models.jobs import Job
from tests import make
from tests.access import world

from .houses import a_home


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """Without the transaction that is usual for a test: it is only copied, and never written to."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def lived_in(db, tmp_path_factory):
    with a_home(tmp_path_factory.mktemp("lived-in")) as home:
        with home.entered():
            world.build()
            live_on()
        yield home


def live_on():
    """What the world of the access tests has no need of."""
    school = make.school()
    make.audit_entry()
    make.stored_file(bytes(range(256)) * 5000, school=school)
    make.holiday(school)
    gone = make.holiday(school)
    Holiday.objects.filter(pk=gone.pk).delete()
    a_while_ago = timezone.now() - timedelta(hours=1)
    make.dapodik_import(school, state=Job.State.RUNNING, due_at=a_while_ago, attempts=1)
    Group.objects.create(name="Of Django, and not in use")
    for model in apps.get_models():
        for field in model._meta.many_to_many:
            row, other = model.objects.last(), field.related_model.objects.first()
            if row and other:
                getattr(row, field.name).add(other)


@pytest.fixture(scope="module")
def backup(lived_in, tmp_path_factory):
    path = tmp_path_factory.mktemp("backups") / "sejawat.zip"
    with lived_in.entered():
        call_command("backup", path)
    return path


@pytest.fixture(scope="module")
def untouched(db, tmp_path_factory):
    """An empty house for whoever leaves it as it was."""
    with a_home(tmp_path_factory.mktemp("untouched")) as home:
        yield home


@pytest.fixture
def empty(db, tmp_path):
    with a_home(tmp_path) as home:
        yield home
