"""The library: loaded at every start, never edited by a school, in both languages."""

import pytest
from django.core.management import call_command
from django.utils import translation

from meetings.kinds import Theme
from meetings.models import Factor, LevelSet
from meetings.services.factors import in_force, leave_out, offered, reword
from meetings.services.levels import change_levels, copy_levels
from tests import make

pytestmark = pytest.mark.django_db

WORDS = {"name": "Air", "definition": "Sumur kering", "points": "hinders", "response": "Giliran"}


@pytest.fixture
def library():
    call_command("load_meetings_library")


def test_it_can_be_loaded_at_every_start(library):
    before = set(Factor.objects.values_list("pk", "code", "name"))
    call_command("load_meetings_library")
    assert set(Factor.objects.values_list("pk", "code", "name")) == before
    assert (Factor.objects.count(), LevelSet.objects.count()) == (30, 2)


def test_every_factor_has_a_theme_that_can_be_worded(library):
    assert {factor.theme for factor in Factor.objects.all()} <= set(Theme.values)


def test_it_speaks_both_languages(library):
    levels, factor = LevelSet.objects.get(key="membaca-permulaan"), Factor.objects.get(code="time")
    assert (str(levels), str(factor)) == ("Membaca permulaan", "Waktu bersama")
    assert [level["name"] for level in levels.worded_levels()][:2] == ["Pemula", "Huruf"]
    with translation.override("en"):
        assert (str(levels), str(factor)) == ("Early reading", "Time together")
        assert [level["name"] for level in levels.worded_levels()][:2] == ["Beginner", "Letter"]


def test_a_copy_is_the_schools_and_the_library_stays(library, school):
    origin = LevelSet.objects.get(key="membaca-permulaan")
    own = copy_levels(origin, school)
    change_levels(own, name="Kita", how_to_check="", levels=[{"name": "Awal"}, *origin.levels[1:]])
    origin.refresh_from_db()
    own.refresh_from_db()
    assert origin.levels[0]["name"] == "Pemula"
    assert [level["code"] for level in own.levels][:2] == ["awal", "huruf"]


def test_levels_in_use_keep_their_words(school):
    levels = make.level_set(school)
    support = make.support(school, level_set=levels)
    new = change_levels(levels, name="Baru", how_to_check="", levels=[{"name": "Lancar"}])
    levels.refresh_from_db()
    assert new.pk != levels.pk
    assert (levels.is_active, new.is_active) == (False, True)
    assert [level["name"] for level in support.level_set.levels] == ["Huruf", "Kata"]


def test_only_another_name_of_the_list_needs_no_new_row(school):
    levels = make.level_set(school)
    make.support(school, level_set=levels)
    same = change_levels(levels, name="Baru", how_to_check="Satu-satu", levels=levels.levels)
    assert (same.pk, same.name) == (levels.pk, "Baru")


def test_a_factor_of_the_library_is_worded_anew_in_a_row_of_the_school(library, school):
    origin = Factor.objects.get(code="time")
    own = reword(origin, school, theme="load", **WORDS)
    origin.refresh_from_db()
    assert (origin.name, own.name, own.school) == ("Waktu bersama", "Air", school)
    codes = in_force(Factor.objects.all(), school).filter(code="time")
    assert list(codes) == [own]


def test_what_sentences_are_marked_with_keeps_its_words(school):
    old = make.factor(school, name="Waktu")
    mention = make.mention(school, factor=old)
    new = reword(old, school, theme="load", **WORDS)
    mention.refresh_from_db()
    assert (mention.factor.name, new.name) == ("Waktu", "Air")
    assert list(in_force(Factor.objects.all(), school)) == [new]


def test_what_often_helps_changes_in_place(school):
    own = make.factor(school)
    make.mention(school, factor=own)
    same = {name: getattr(own, name) for name in ("name", "definition", "points", "theme")}
    assert reword(own, school, **same, response="Baru").pk == own.pk


def test_one_of_the_library_is_left_out_at_one_school_alone(library, school, neighbour):
    time = Factor.objects.get(code="time")
    leave_out(time, school)
    assert not in_force(Factor.objects.all(), school).filter(code="time").exists()
    assert in_force(Factor.objects.all(), neighbour).filter(code="time").exists()
    time.refresh_from_db()
    assert time.is_active


def test_what_the_school_uses_most_is_offered_first(library, school, neighbour):
    trust, time = (Factor.objects.get(code=code) for code in ("trust", "time"))
    for place, factor, times in [(school, trust, 2), (school, time, 1), (neighbour, time, 5)]:
        for number in range(times):
            make.mention(place, factor=factor, quote=f"Kalimat {number}")
    assert list(offered(Factor.objects.all(), school)[:2]) == [trust, time]
