"""The command that makes a backup."""

import stat
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import translation

from schools.models import StoredFile
from tests import make


def run(*arguments):
    out, err = StringIO(), StringIO()
    with translation.override("en"):
        call_command("backup", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_says_what_it_holds_and_a_check_says_the_same(lived_in, tmp_path):
    path = tmp_path / "a.zip"
    with lived_in.entered():
        made, _ = run(path)
        number = StoredFile.objects.count()
    assert f"{number} files" in made
    assert run(path, "--check")[0] == made


def test_only_its_owner_reads_it(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_check_of_a_damaged_one_says_so(backup, tmp_path):
    short = tmp_path / "short.zip"
    short.write_bytes(backup.read_bytes()[:-500])
    with pytest.raises(CommandError, match="ends too early"):
        run(short, "--check")


def test_it_overwrites_nothing(empty, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"last week's")
    with empty.entered(), pytest.raises(CommandError, match="exists already"):
        run(path)
    assert path.read_bytes() == b"last week's"


def test_what_a_killed_run_left_behind_is_in_nobodys_way(empty, tmp_path):
    (tmp_path / ".a.zip.part").write_bytes(b"half")
    with empty.entered():
        run(tmp_path / "a.zip")
    assert [path.name for path in tmp_path.glob("*a.zip*")] == ["a.zip"]


def test_one_that_cannot_be_written_leaves_nothing_behind(empty, tmp_path):
    with empty.entered(), pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "no such folder" / "a.zip")


def test_files_that_are_gone_or_rotten_are_named_and_the_rest_is_kept(empty, tmp_path):
    with empty.entered():
        sound, rotten, gone = (make.stored_file(content=name) for name in (b"a", b"b", b"c"))
        default_storage.delete(gone.path)
        (empty.files / rotten.path).write_bytes(b"x")
        made, told = run(tmp_path / "a.zip")
    assert "2 files" in made
    assert (gone.path in told, rotten.path in told, sound.path in told) == (True, True, False)
