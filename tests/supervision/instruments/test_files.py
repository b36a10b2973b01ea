"""Instruments from files, whoever wrote them."""

import pytest

from supervision.models import Instrument, InstrumentVersion
from supervision.rubrics import files
from supervision.rubrics.checking import problems
from tests import make

from .conftest import at, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\xff\xfe\x00",
        b"!!python/object/apply:os.system ['true']",
        b"a: &x [1]\nb: *x",
        b"- 1\n- 2",
        b"[" * 5000,
        b"a: " + b"x" * 300_001,
        b"PK\x03\x04 not a sheet",
        b"schema: 1",
    ],
    ids=["empty", "letters", "tag", "alias", "list", "deep", "large", "zip", "unfinished"],
)
def test_a_hostile_file_is_refused_in_words_and_nothing_is_saved(writer, school, written):
    page = upload(writer, written)
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not Instrument.objects.exists()


def test_a_file_with_mistakes_has_them_listed_by_item(writer, school):
    content = make.rubric()
    content["aspects"][0]["items"][2]["measures"] = {"id": ""}
    page = upload(writer, files.dump(content).encode())
    assert [line for line in page.context["form"].problems if "ABC-03" in line]
    assert not Instrument.objects.exists()


def test_the_preview_cannot_be_used_to_smuggle_in_what_was_not_checked(writer, school):
    writer.post(at("instrument_import"), {"source": "schema: 1"})
    assert not Instrument.objects.exists()


def test_texts_from_a_file_are_shown_as_text(writer, school):
    content = make.rubric(purpose={"id": "<script>alert(1)</script>"})
    page = upload(writer, files.dump(content).encode()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_two_files_of_one_name_become_two_instruments(writer, school):
    source = files.dump(make.rubric())
    for _time in range(2):
        writer.post(at("instrument_import"), {"source": source})
    assert sorted(row.key for row in Instrument.objects.all()) == ["lembar", "lembar-2"]
    assert all(problems(row.content) == [] for row in InstrumentVersion.objects.all())
