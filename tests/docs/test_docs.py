"""What docs/ says of the code is so."""

import re

import pytest
from django.db.models import Q

from schools.access import Own
from schools.personal_data import models_about_people
from tests.browser.pictures import SCENES
from tests.docs import DOCS, made, security

ROOT = DOCS.parent
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"")
PAGES = [*ROOT.glob("*.md"), *DOCS.glob("*.md")]


@pytest.mark.parametrize("path", made())
def test_what_is_made_from_the_code_is_up_to_date(path):
    assert (DOCS / path).read_text() == made()[path], "make docs writes it anew"


def test_a_condition_without_words_is_not_passed_over():
    with pytest.raises(LookupError):
        list(security.in_words(Q(state="somehow")))


def test_a_way_to_its_owner_without_words_is_not_passed_over():
    with pytest.raises(LookupError):
        list(security.openings([Own("visit__stranger__user")]))


def test_a_private_note_is_open_to_its_author_alone():
    row = security.Row("", "supervision.PrivateNote")
    assert security.opened(row) == {"person": ["its author"]}


def test_of_two_ways_to_the_same_rows_the_wider_one_is_told():
    ways = {("own", ("once shared",)): None, ("own", ()): None, ("school", ("once shared",)): None}
    assert security.widest(ways) == ["own", "school, once shared"]


def test_every_record_about_people_has_its_line():
    told = {row.model for rows in security.TABLES.values() for row in rows}
    assert {model._meta.label for model in models_about_people()} <= told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page):
    links = [link or picture for link, picture in LINK.findall(page.read_text())]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_each_picture_has_a_scene_that_takes_it_anew():
    assert {path.stem for path in (DOCS / "img").glob("*.png")} == set(SCENES)
