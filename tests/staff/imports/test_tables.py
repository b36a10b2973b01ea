"""People in and out as our own table, and lists without a browser."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from schools.models import AuditEntry
from staff.models import Person

from .conftest import ALL_FOUR, STAFF, TEACHERS, hand_in, look, people, say_yes

# In and out as our own table


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_in_unchanged(signed_in, school, ending):
    say_yes(signed_in, hand_in(signed_in, school, first=TEACHERS, second=STAFF))
    Person.objects.filter(name="Sitti Ramlah").update(title_back="S.Pd.", niy="=1+1")
    out = signed_in.get(reverse(f"staff:people_{ending}"))
    job = hand_in(signed_in, school, first=out.content)
    preview = look(signed_in, job).context["preview"]
    assert ([line.name for line in preview.lines], preview.held) == ([], [])
    assert preview.counts["same"] == 4


def test_a_table_leaves_a_trace(signed_in, school, operator):
    signed_in.get(reverse("staff:people_csv"))
    assert AuditEntry.objects.filter(action="exported", actor=operator, school=school).exists()


# Without a browser


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / "guru.xlsx", tmp_path / "tendik.xlsx"]
    for path, content in zip(paths, [TEACHERS, STAFF], strict=True):
        path.write_bytes(content)
    return paths


def test_the_command_shows_and_writes_only_when_told(files, school, capsys):
    call_command("import_dapodik", *files, school=school.npsn, json=True)
    preview = json.loads(capsys.readouterr().out)
    assert preview["counts"] == {"same": 0, "changed": 0, "new": 4, "unsure": 0, "held": 0}
    assert Person.objects.count() == 0
    call_command("import_dapodik", *files, school=school.npsn, commit=True)
    assert people() == ALL_FOUR


def test_the_command_says_in_words_why_it_cannot(tmp_path, files, school):
    with pytest.raises(CommandError, match="99999999"):
        call_command("import_dapodik", *files, school="99999999")
    (tmp_path / "x.xlsx").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="Dapodik"):
        call_command("import_dapodik", tmp_path / "x.xlsx", school=school.npsn)
    with pytest.raises(CommandError, match="none"):
        call_command("import_dapodik", tmp_path / "none.xlsx", school=school.npsn)
