"""A backup that is not whole is refused in words, and nothing at all is changed by it."""

import json
import random
import shutil
from hashlib import sha256
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from schools.backups.sums import SEAL, seal
from schools.models import School
from tests import make

NOTHING = "Nothing was changed."


@pytest.fixture
def copy(backup, tmp_path):
    return shutil.copy(backup, tmp_path / "copy.zip")


def refused(home, path):
    """Try to restore; return why it was refused, in English, having seen that nothing changed."""
    before = home.content()
    with home.entered(), translation.override("en"), pytest.raises(CommandError) as refusal:
        call_command("restore", path)
    assert home.content() == before
    return str(refusal.value)


def put_together_anew(path, change):
    """Write the ZIP again after `change` of its parts, with a seal that is right."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with path.open("w+b") as stream:
        with ZipFile(stream, "w") as archive:
            archive.comment = b"0" * SEAL
            for name, content in parts.items():
                archive.writestr(name, content)
        seal(stream)


def with_row(table, **other):
    """Change the first row of a table, and the manifest with it."""

    def change(parts):
        name = f"tables/{table}.jsonl"
        first, rest = parts[name].split(b"\n", 1)
        line = json.dumps(
            json.loads(first) | other, sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        parts[name] = line.encode() + b"\n" + rest
        manifest = json.loads(parts["manifest.json"])
        facts = {"size": len(parts[name]), "sha256": sha256(parts[name]).hexdigest()}
        manifest["tables"][table] |= facts
        parts["manifest.json"] = json.dumps(manifest).encode()

    return change


def with_migrations(change_names):
    def change(parts):
        manifest = json.loads(parts["manifest.json"])
        change_names(manifest["migrations"])
        parts["manifest.json"] = json.dumps(manifest).encode()

    return change


@pytest.mark.parametrize("seed", range(8))
def test_one_that_was_cut_short(untouched, copy, seed):
    content = copy.read_bytes()
    copy.write_bytes(content[: random.Random(seed).randrange(2, len(content))])
    assert "ends too early" in refused(untouched, copy)


@pytest.mark.parametrize("missing", [1, SEAL, SEAL + 1])
def test_one_that_lacks_no_more_than_its_end(untouched, copy, missing):
    copy.write_bytes(copy.read_bytes()[:-missing])
    assert "ends too early" in refused(untouched, copy)


@pytest.mark.parametrize("seed", range(8))
def test_one_in_which_a_single_bit_has_turned(untouched, copy, seed):
    chance = random.Random(seed)
    content = bytearray(copy.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    copy.write_bytes(content)
    assert NOTHING in refused(untouched, copy)


def test_one_from_which_a_file_was_taken(untouched, copy):
    def take(parts):
        del parts[next(name for name in parts if name.startswith("files/"))]

    put_together_anew(copy, take)
    assert "put together anew" in refused(untouched, copy)


def test_one_in_which_a_row_was_changed_without_the_manifest(untouched, copy):
    def change(parts):
        parts["tables/schools_user.jsonl"] = parts["tables/schools_user.jsonl"].replace(b"a", b"e")

    put_together_anew(copy, change)
    assert "put together anew" in refused(untouched, copy)


@pytest.mark.parametrize("content", [b"", b"P", b"Nama;NIP\n", b"PK\5\6" + bytes(18)])
def test_a_file_of_another_kind(untouched, copy, content):
    copy.write_bytes(content)
    assert NOTHING in refused(untouched, copy)


def test_a_file_that_is_not_there(untouched, tmp_path):
    assert "none.zip" in refused(untouched, tmp_path / "none.zip")


def test_one_of_an_older_sejawat(untouched, copy):
    put_together_anew(copy, with_migrations(lambda names: names.remove("staff.0001_people")))
    assert "older Sejawat" in refused(untouched, copy)


def test_one_of_a_newer_sejawat(untouched, copy):
    put_together_anew(copy, with_migrations(lambda names: names.append("staff.9999_tomorrow")))
    assert "newer Sejawat" in refused(untouched, copy)


def test_one_whose_rows_point_at_nothing(untouched, copy):
    put_together_anew(copy, with_row("schools_membership", user_id=987_654))
    assert "The database did not take it" in refused(untouched, copy)


def test_one_whose_rows_come_back_otherwise(untouched, copy):
    """The files have been put in their place by then, and go again."""
    put_together_anew(copy, with_row("schools_user", date_joined="2026-01-01T07:00:00+07:00"))
    assert "came back otherwise" in refused(untouched, copy)
    assert not [path for path in untouched.files.rglob("*") if path.is_file()]


def test_into_a_house_where_people_live(empty, backup):
    with empty.entered():
        make.user()
    assert "rows in schools_user already" in refused(empty, backup)


def test_into_a_folder_that_holds_files(empty, backup):
    (empty.files / "ab").mkdir(parents=True)
    (empty.files / "ab" / "abcd").write_bytes(b"of whom?")
    assert "stored files already, ab/abcd" in refused(empty, backup)


def test_twice(empty, backup):
    with empty.entered():
        call_command("restore", backup)
        assert School.objects.exists()
    assert "Restore into an empty database" in refused(empty, backup)
