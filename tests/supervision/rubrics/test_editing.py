from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.rubrics.checking import problems
from supervision.rubrics.editing import (
    blank,
    blank_scale,
    changed_text,
    moved,
    with_aspect,
    with_head,
    with_item,
    with_scale,
    without_aspect,
    without_item,
)
from supervision.rubrics.files import dump, load
from supervision.rubrics.library import rubrics
from supervision.rubrics.model import read
from supervision.rubrics.vocabulary import SCALES, USES
from tests.supervision.rubrics.sheets import pair, sheet


def codes(content):
    return [[item["code"] for item in aspect["items"]] for aspect in content["aspects"]]


def all_codes(content):
    return [code for aspect in codes(content) for code in aspect]


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("scale_type", SCALES)
def test_a_blank_instrument_lacks_only_people_and_aspects(use, scale_type):
    content = blank("  Lembar  Kami ", use, scale_type)
    missing = [(problem.where.part, problem.code) for problem in problems(content)]
    assert missing == [("kinds", "too_few"), ("aspects", "too_few")]
    assert content["name"] == {"id": "Lembar Kami"}
    assert load(dump(content)) == content


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Lembar Kami (2026)", "lembar-kami-2026"),
        ("Évaluasi “mutu”", "evaluasi-mutu"),
        ("5S di kelas", "instrumen-5s-di-kelas"),
        ("教室", "instrumen"),
        ("", "instrumen"),
        ("panjang " * 20, "panjang-panjang-panjang-panjang-panjang-panjang-panjang-panj"),
    ],
)
def test_the_id_is_made_from_the_name(name, slug):
    assert blank(name, "talk", "none")["id"] == slug


def test_only_a_scored_visit_begins_with_a_percent():
    assert blank("A", "scored_visit", "levels_1_4")["result"] == "percent"
    assert blank("A", "self", "levels_1_4")["result"] == "counts"
    assert blank("A", "scored_visit", "yes_no")["result"] == "counts"


def test_an_instrument_can_be_built_from_nothing():
    content = blank("Lembar kami", "scored_visit", "levels_1_3")
    content = with_head(content, target={"kinds": ["librarian"], "filled_by": ["principal"]})
    content = with_aspect(content, None, {"name": {"id": "Koleksi"}})
    described = {str(value): {"id": f"Terlihat {value}"} for value in (1, 2, 3)}
    facts = {"measures": {"id": "Koleksi tercatat"}, "descriptors": described}
    content = with_item(content, "A", None, facts)
    content = with_item(content, "A", None, facts)
    assert problems(content) == []
    assert read(content).codes == ("LEM-01", "LEM-02")


def test_a_fact_that_is_none_is_taken_away():
    content = with_head(sheet(), suggested_bands="lulut2", purpose=pair("Melihat"))
    assert content["suggested_bands"] == "lulut2"
    assert "suggested_bands" not in with_head(content, suggested_bands=None)


def test_a_new_code_follows_those_that_were_ever_given():
    content = without_item(sheet(), "ABC-03")
    assert content["retired"] == ["ABC-03"]
    assert all_codes(with_item(content, "B", None, {})) == ["ABC-01", "ABC-02", "ABC-04"]


def test_a_new_code_after_all_were_removed_keeps_their_prefix():
    content = without_aspect(without_aspect(sheet(), "A"), "B")
    content = with_item(with_aspect(content, None, {}), "C", None, {})
    assert content["retired"] == ["A", "ABC-01", "ABC-02", "ABC-03", "B"]
    assert codes(content) == [["ABC-04"]]


def test_codes_of_another_shape_are_left_alone():
    content = with_item(sheet(), "A", "ABC-01", {"code": "1A"})
    assert with_item(content, "A", None, {})["aspects"][0]["items"][-1]["code"] == "ABC-04"
    for code in ("ABC-02", "ABC-03"):
        content = without_item(content, code)
    assert all_codes(with_item(content | {"retired": []}, "B", None, {})) == ["1A", "LEM-01"]


def test_a_change_of_facts_keeps_the_rest_of_an_item_or_aspect():
    content = with_item(sheet(), "A", "ABC-01", {"weight": 2, "stage": "teaching"})
    assert content["aspects"][0]["items"][0] == (
        sheet()["aspects"][0]["items"][0] | {"weight": 2, "stage": "teaching"}
    )
    content = with_aspect(sheet(), "A", {"name": pair("Rencana"), "stage": None})
    assert content["aspects"][0]["name"] == pair("Rencana")
    assert "stage" not in content["aspects"][0]
    assert codes(content) == codes(sheet())


def test_items_move_within_their_aspect_and_over_its_edge():
    assert codes(moved(sheet(), "ABC-02", -1)) == [["ABC-02", "ABC-01"], ["ABC-03"]]
    assert codes(moved(sheet(), "ABC-02", +1)) == [["ABC-01"], ["ABC-02", "ABC-03"]]
    assert codes(moved(sheet(), "ABC-03", -1)) == [["ABC-01", "ABC-02", "ABC-03"], []]
    assert (
        codes(moved(sheet(), "ABC-01", -1)) == codes(moved(sheet(), "ABC-03", +1)) == codes(sheet())
    )


def test_aspects_move_with_their_items():
    assert codes(moved(sheet(), "B", -1)) == [["ABC-03"], ["ABC-01", "ABC-02"]]
    assert codes(moved(sheet(), "B", +1)) == codes(moved(sheet(), "A", -1)) == codes(sheet())


@pytest.mark.parametrize(
    "change",
    [
        lambda content: with_aspect(content, "Z", {}),
        lambda content: without_aspect(content, "Z"),
        lambda content: with_item(content, "Z", None, {}),
        lambda content: with_item(content, "B", "ABC-01", {}),
        lambda content: without_item(content, "ABC-09"),
        lambda content: moved(content, "ABC-09", 1),
    ],
)
def test_what_is_not_there_cannot_be_changed(change):
    with pytest.raises(KeyError):
        change(sheet())


def test_another_scale_keeps_the_items_and_what_they_say_of_the_same_values():
    content = with_scale(sheet("levels_1_5"), blank_scale("levels_1_3"))
    assert all_codes(content) == all_codes(sheet())
    assert list(content["aspects"][0]["items"][0]["descriptors"]) == ["1", "2", "3"]
    assert problems(content) == []


def test_another_scale_keeps_the_result_where_it_can_be_had():
    counted = sheet("levels_1_4", result="counts")
    assert with_scale(counted, blank_scale("levels_1_5"))["result"] == "counts"
    content = with_scale(sheet(suggested_bands="lulut2"), blank_scale("yes_no"))
    assert content["result"] == "counts"
    assert "suggested_bands" not in content
    assert with_scale(content, blank_scale("levels_1_4"))["result"] == "counts"


def test_items_become_prompts_that_ask_what_they_measured():
    content = with_scale(sheet(), blank_scale("none"))
    assert problems(content) == []
    assert (
        content["aspects"][0]["items"][0]["prompt"] == sheet()["aspects"][0]["items"][0]["measures"]
    )


def test_a_scale_without_not_applicable_takes_it_from_the_items():
    hint = {"allow_na": True, "na_hint": pair("Tidak ada kelompok")}
    content = with_item(sheet(), "A", "ABC-01", hint)
    content = with_scale(content, content["scale"] | {"allow_na": False})
    assert not {"allow_na", "na_hint"} & set(content["aspects"][0]["items"][0])
    assert problems(content) == []


def test_a_changed_text_drops_its_translation():
    assert changed_text(pair("Lama"), "Baru", "id") == {"id": "Baru"}
    assert changed_text(pair("Lama"), "New", "en") == {"id": "New"}
    assert changed_text({"id": "Lama"}, "New", "en") == {"id": "New"}
    assert changed_text(None, " Baru  sekali ", "id") == {"id": "Baru sekali"}


def test_a_text_that_was_only_shown_keeps_its_translation():
    assert changed_text(pair("Lama"), " Lama ", "id") == pair("Lama")
    assert changed_text(pair("Lama"), "Lama in English", "en") == pair("Lama")
    assert changed_text({"id": "Lama"}, "Lama", "en") == {"id": "Lama"}


@st.composite
def steps(draw):
    """What somebody does at a builder: which change, where, and how."""
    return draw(st.sampled_from(CHANGES)), draw(st.integers(0, 99)), draw(st.sampled_from([-1, 1]))


CHANGES = ["aspect", "item", "no_aspect", "no_item", "move_aspect", "move_item", "scale", "reword"]


def changed(content, change, number, by):
    aspects = [aspect["code"] for aspect in content["aspects"]]
    items = [(aspect["code"], i["code"]) for aspect in content["aspects"] for i in aspect["items"]]
    if change == "aspect" or not aspects:
        return with_aspect(content, None, {"name": {"id": "Baru"}})
    aspect = aspects[number % len(aspects)]
    if change == "item" or not items:
        return with_item(content, aspect, None, {"measures": {"id": "Baru"}})
    where, code = items[number % len(items)]
    return {
        "no_aspect": lambda: without_aspect(content, aspect),
        "no_item": lambda: without_item(content, code),
        "move_aspect": lambda: moved(content, aspect, by),
        "move_item": lambda: moved(content, code, by),
        "scale": lambda: with_scale(content, blank_scale(SCALES[number % len(SCALES)])),
        "reword": lambda: with_item(content, where, code, {"measures": {"id": f"Baru {number}"}}),
    }[change]()


@given(st.sampled_from(rubrics()) | st.builds(sheet), st.lists(steps(), max_size=12))
@settings(deadline=None, max_examples=80)
def test_no_code_ever_comes_to_mean_something_else(content, changes):
    given_out = {*all_codes(content)}
    for change in changes:
        before, kept = set(all_codes(content)), deepcopy(content)
        after_change = changed(content, *change)
        assert content == kept
        content = after_change
        codes_now = all_codes(content)
        assert len(set(codes_now)) == len(codes_now)
        assert not (set(codes_now) - before) & given_out
        given_out |= set(codes_now)


@given(st.builds(sheet), st.lists(steps(), max_size=12))
@settings(deadline=None, max_examples=80)
def test_what_a_builder_makes_is_at_worst_unfinished(content, changes):
    for change in changes:
        content = changed(content, *change)
    assert {problem.code for problem in problems(content)} <= {"empty", "too_few"}
    assert load(dump(content)) == content


@given(st.builds(sheet), st.integers(0, 9), st.sampled_from(["move_aspect", "move_item"]))
@settings(deadline=None)
def test_a_move_changes_the_order_and_nothing_else(content, number, change):
    there = changed(content, change, number, 1)
    assert sorted(all_codes(there)) == sorted(all_codes(content))
    assert read(there).item("ABC-01").descriptors == read(content).item("ABC-01").descriptors
