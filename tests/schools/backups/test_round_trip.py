"""What was kept comes back: row for row, file for file, and the house goes on from there."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from schools import jobs
from schools.backups import rows
from schools.backups.making import one_moment
from schools.backups.numbers import last_given
from schools.models import AuditEntry, District, Holiday, School, User
from staff.models import DapodikImport
from supervision.kinds import State
from supervision.models import Sheet, Visit
from tests import make

from .houses import a_home

OURS = ("schools_", "staff_", "meetings_", "supervision_", "reports_")


@pytest.fixture(scope="module")
def restored(backup, db, tmp_path_factory):
    with a_home(tmp_path_factory.mktemp("restored")) as home:
        with home.entered():
            call_command("restore", backup)
        yield home


def test_every_row_and_every_file_comes_back(lived_in, restored):
    assert restored.content() == lived_in.content()


def test_the_house_that_was_kept_is_rich_enough_to_prove_it(lived_in):
    tables, files = lived_in.content()
    empty = {table for table, facts in tables.items() if not facts["parts"]}
    assert {table for table in empty if table.startswith(OURS)} == set()
    assert len(files) > 3


def test_what_is_final_comes_back_with_what_hangs_on_it_and_stays_final(restored):
    with restored.entered(), transaction.atomic():
        visit = Visit.objects.filter(state=State.FINAL, sheets__isnull=False).first()
        assert visit
        with pytest.raises(DatabaseError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(focus="Lain")
        with pytest.raises(DatabaseError), transaction.atomic():
            Sheet.objects.filter(visit=visit).delete()


def test_what_was_done_cannot_be_undone_afterwards_either(restored):
    with restored.entered(), pytest.raises(DatabaseError):
        AuditEntry.objects.update(action="lain")


def test_a_number_is_not_given_a_second_time(lived_in, restored):
    with lived_in.entered():
        given = rows_ever_made(Holiday, School)
    with restored.entered(), transaction.atomic():
        school = make.school()
        assert school.pk == given[School] + 1
        assert make.holiday(school).pk == given[Holiday] + 1
        transaction.set_rollback(True)


def rows_ever_made(*kinds):
    return {kind: last_given(kind._meta.db_table) for kind in kinds}


def test_work_that_was_under_way_is_found_by_the_sweeper(restored):
    with restored.entered():
        assert DapodikImport.objects.due().filter(attempts=1).exists()
        assert DapodikImport in jobs.kinds()


def test_passwords_still_open_their_accounts(restored):
    with restored.entered():
        assert User.objects.filter(is_superuser=True).get().check_password("satu kata sandi")


def test_a_backup_is_of_one_moment_and_nobody_waits_for_it(empty):
    with empty.entered():
        with one_moment():
            assert not District.objects.exists()
            with empty.entered():  # somebody else, meanwhile
                make.district()
            assert not District.objects.exists()
        assert District.objects.exists()


# What a backup holds


def test_every_table_is_kept_or_left_out_with_a_reason(lived_in):
    with lived_in.entered():
        there = set(connection.introspection.table_names())
    assert there == {table for table, _model in rows.tables()} | set(rows.LEFT_OUT)


def test_all_stored_files_are_rows_of_one_model():
    """Files are kept as schools.StoredFile names them; a file field would be overlooked."""
    for model in apps.get_models(include_auto_created=True):
        assert not [f for f in model._meta.fields if isinstance(f, models.FileField)], model


def test_rows_are_in_the_same_order_on_either_database():
    """Numbers and UUIDs are; texts are sorted as the database sees fit."""
    ordered = (models.AutoField, models.UUIDField, models.OneToOneField)
    assert all(isinstance(model._meta.pk, ordered) for _table, model in rows.tables())
