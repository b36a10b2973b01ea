from time import monotonic

import pytest
from hypothesis import example, given, settings

from supervision.rubrics.checking import ENOUGH, problems
from supervision.rubrics.files import dump, load
from supervision.rubrics.model import read
from supervision.rubrics.problems import Place
from supervision.rubrics.vocabulary import KINDS, SCALES
from tests.supervision.rubrics.sheets import (
    HOSTILE,
    aspect,
    full,
    item,
    lacking,
    pair,
    paths,
    replaced,
    sheet,
    sound,
    spoilt,
)

FIRST = ("aspects", 0, "items", 0)


def codes(content):
    return [problem.code for problem in problems(content)]


def spoil(path, value, scale_type="levels_1_4"):
    return problems(replaced(sheet(scale_type), path, value))


@pytest.mark.parametrize("scale_type", SCALES)
def test_a_sound_instrument_has_no_problems(scale_type):
    assert problems(sheet(scale_type)) == []


@given(sound())
@settings(deadline=None, max_examples=50)
def test_any_instrument_that_keeps_to_the_format_has_no_problems(content):
    assert problems(content) == []


@given(HOSTILE)
@settings(deadline=None)
def test_nothing_that_is_no_instrument_raises_or_passes(content):
    assert problems(content)


@given(spoilt())
@settings(deadline=None, max_examples=400)
def test_spoilt_instruments_never_raise_and_those_that_pass_can_be_used(content):
    if not problems(content):
        read(content)
        assert load(dump(content)) == content


@pytest.mark.parametrize("scale_type", SCALES)
def test_whichever_part_is_missing_or_null_the_rest_can_be_used_or_has_problems(scale_type):
    content = full(scale_type)
    assert problems(content) == []
    for path in [path for path in paths(content) if path]:
        for spoilt_content in (lacking(content, path), replaced(content, path, None)):
            if not problems(spoilt_content):
                read(spoilt_content)
                assert load(dump(spoilt_content)) == spoilt_content


@example(replaced(sheet(), ("scale", "labels", 0, "value"), True))
@example(replaced(sheet(), ("scale", "labels", 0, "value"), 1.0))
@given(spoilt())
@settings(deadline=None)
def test_the_values_of_a_sound_scale_are_of_the_type_that_scores_have(content):
    if not problems(content):
        scale = read(content).scale
        assert {type(value) for value in scale.values} <= {int if scale.is_numeric else str}


def test_a_huge_document_is_answered_in_a_moment():
    lines = [{"code": str(n), "look_for": [[]] * 1000} for n in range(5000)]
    started = monotonic()
    found = problems(sheet(aspects=[aspect("A", lines)] * 5000, retired=list(range(100_000))))
    assert len(found) == ENOUGH
    assert monotonic() - started < 5


def test_a_document_that_contains_itself_is_answered():
    content = sheet()
    content["aspects"].append(content)
    assert "unknown_key" in codes(content)


@pytest.mark.parametrize(
    ("path", "value", "code", "place"),
    [
        (("schema",), 2, "unknown_schema", Place("instrument")),
        (("schema",), True, "unknown_schema", Place("instrument")),
        (("id",), "Lembar Kami", "not_an_id", Place("instrument")),
        (("version",), 0, "not_a_version", Place("instrument")),
        (("name",), {"en": "Ours"}, "empty", Place("name")),
        (("name",), None, "empty", Place("name")),
        (("name", "id"), " ", "empty", Place("name")),
        (("name", "id"), "x" * 121, "too_long", Place("name")),
        (("name", "en"), "x" * 121, "too_long", Place("name")),
        (("name", "id"), "a\x00b", "unshowable", Place("name")),
        (("name", "id"), "a\ud800b", "unshowable", Place("name")),
        (("name", "fr"), "Nôtre", "unknown_key", Place("name")),
        (("purpose",), {"id": "x" * 601}, "too_long", Place("purpose")),
        (("use",), "inspection", "unknown_word", Place("instrument")),
        (("mirrors",), "lain", "mirror_of_no_self", Place("instrument")),
        (("tujuan",), "apa", "unknown_key", Place("instrument")),
        (("target",), [], "wrong_shape", Place("target")),
        (("target", "kinds"), [], "too_few", Place("kinds")),
        (("target", "kinds"), ["guru_kelas"], "unknown_word", Place("kinds")),
        (("target", "filled_by"), ["pupil"], "unknown_word", Place("filled_by")),
        (("target", "duration_minutes"), {"min": 5}, "not_minutes", Place("duration")),
        (("target", "duration_minutes"), {"min": 9, "max": 8}, "runs_backwards", Place("duration")),
        (("target", "notes"), [{"id": "Di lapangan."}], "empty", Place("whom", value="1")),
        (("scale",), None, "wrong_shape", Place("scale")),
        (("scale", "type"), "levels_1_9", "unknown_word", Place("scale")),
        (("scale", "allow_na"), 1, "not_true_or_false", Place("scale")),
        (("scale", "min"), 0, "unknown_key", Place("scale")),
        (("scale", "labels"), [], "labels_do_not_fit", Place("labels")),
        (("scale", "labels", 0, "value"), True, "labels_do_not_fit", Place("labels")),
        (("scale", "labels", 0, "id"), "x" * 41, "too_long", Place("label", value="1")),
        (("result",), "none", "result_does_not_fit", Place("instrument")),
        (("result",), "grade", "unknown_word", Place("instrument")),
        (("suggested_bands",), "Dua", "not_an_id", Place("instrument")),
        (("retired",), ["ABC-01"], "code_retired", Place("item", "ABC-01")),
        (("retired",), ["A"], "code_retired", Place("aspect", "A")),
        (("retired",), ["X-1", "X-1"], "retired_codes", Place("instrument")),
        (("aspects",), [], "too_few", Place("aspects")),
        (("aspects", 1), "B", "wrong_shape", Place("aspect", "2")),
        (("aspects", 1, "code"), "A", "code_twice", Place("aspect", "A")),
        (("aspects", 1, "name"), {"id": ""}, "empty", Place("aspect_name", "B")),
        (("aspects", 1, "weight"), 1.5, "not_a_weight", Place("aspect", "B")),
        (("aspects", 1, "weight"), True, "not_a_weight", Place("aspect", "B")),
        (("aspects", 1, "weight"), 0, "not_a_weight", Place("aspect", "B")),
        (("aspects", 1, "stage"), "closing", "unknown_word", Place("aspect", "B")),
        (("aspects", 1, "items"), [], "too_few", Place("aspect", "B")),
        ((*FIRST, "code"), "abc-1", "not_a_code", Place("item", "A.1")),
        ((*FIRST, "code"), "ABCDEFGHIJ-01", "not_a_code", Place("item", "A.1")),
        ((*FIRST, "code"), "ABC-01\n", "not_a_code", Place("item", "A.1")),
        ((*FIRST, "code"), "ABC-03", "code_twice", Place("item", "ABC-03")),
        ((*FIRST, "measures"), {"id": "x" * 201}, "too_long", Place("measures", "ABC-01")),
        ((*FIRST, "weight"), 101, "not_a_weight", Place("item", "ABC-01")),
        ((*FIRST, "stage"), "end", "unknown_word", Place("item", "ABC-01")),
        ((*FIRST, "prompt"), {"id": "Apa?"}, "unknown_key", Place("item", "ABC-01")),
        ((*FIRST, "descriptors"), None, "wrong_shape", Place("item", "ABC-01")),
        ((*FIRST, "descriptors", "5"), pair("Lima"), "unknown_key", Place("item", "ABC-01")),
        ((*FIRST, "descriptors", "3"), None, "empty", Place("descriptor", "ABC-01", "3")),
        ((*FIRST, "descriptors", "3"), {"id": "x" * 301}, "too_long",
         Place("descriptor", "ABC-01", "3")),
        ((*FIRST, "allow_na"), "yes", "not_true_or_false", Place("item", "ABC-01")),
        ((*FIRST, "na_hint"), {"id": ""}, "empty", Place("na_hint", "ABC-01")),
        ((*FIRST, "look_for"), [{"id": ""}], "empty", Place("look_for", "ABC-01", "1")),
        ((*FIRST, "look_for"), [pair("Lihat")] * 6, "too_many", Place("item", "ABC-01")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(path, value, code, place):
    assert (code, place) in [(problem.code, problem.where) for problem in spoil(path, value)]


@pytest.mark.parametrize(
    ("scale_type", "path", "value", "code"),
    [
        ("yes_no", ("result",), "percent", "percent_needs_numbers"),
        ("verbal", ("result",), "percent", "percent_needs_numbers"),
        ("none", ("result",), "percent", "percent_needs_numbers"),
        ("points_0_100", ("result",), "counts", "result_does_not_fit"),
        ("yes_no", ("suggested_bands",), "lulut2", "bands_without_percent"),
        ("points_0_100", ("scale", "max"), 101, "not_a_range"),
        ("points_0_100", ("scale", "max"), 0, "not_a_range"),
        ("points_0_100", ("scale", "step"), 7, "not_a_range"),
        ("points_0_100", ("scale", "step"), 0, "not_a_range"),
        ("points_0_100", ("scale", "anchors"), [{"value": 101, "id": "x"}], "anchor_out_of_range"),
        (
            "points_0_100",
            ("scale", "anchors"),
            [{"value": 5, "id": "x"}] * 2,
            "anchors_do_not_rise",
        ),
        ("points_0_100", (*FIRST, "descriptors"), {"50": pair("x")}, "unknown_key"),
        ("verbal", ("scale", "labels", 0, "value"), "Not yet", "not_a_value"),
        ("verbal", ("scale", "labels", 0, "value"), 1, "not_a_value"),
        ("verbal", ("scale", "labels", 0, "value"), "usually", "value_twice"),
        ("verbal", ("scale", "labels"), [{"value": "usually", "id": "Ya"}], "too_few"),
        ("none", (*FIRST, "prompt"), None, "empty"),
        ("none", (*FIRST, "prompt"), {"id": "x" * 401}, "too_long"),
        ("none", (*FIRST, "speaker"), "pupil", "unknown_word"),
        ("none", (*FIRST, "required"), "yes", "not_true_or_false"),
        ("none", (*FIRST, "descriptors"), {}, "unknown_key"),
    ],
)
def test_each_scale_has_its_own_rules(scale_type, path, value, code):
    assert code in [problem.code for problem in spoil(path, value, scale_type)]


def test_an_item_may_only_be_not_applicable_where_the_scale_allows_it():
    content = replaced(sheet(), (*FIRST, "allow_na"), True)
    assert problems(content) == []
    assert codes(replaced(content, ("scale", "allow_na"), False)) == ["na_not_on_scale"]


def test_a_mirror_is_a_self_assessment():
    assert problems(sheet(use="self", mirrors="lembar-lain")) == []


def test_points_need_no_descriptors_and_may_lack_anchors_and_range():
    content = sheet("points_0_100")
    content["scale"] = {"type": "points_0_100", "allow_na": True}
    del content["aspects"][0]["items"][0]["descriptors"]
    assert problems(content) == []
    assert read(content).scale.highest == 100


def test_an_instrument_has_at_most_120_items_and_20_aspects():
    def lines(first, count):
        return [
            sheet()["aspects"][0]["items"][0] | {"code": f"X-{first + n}"} for n in range(count)
        ]

    full = [aspect("A", lines(0, 60)), aspect("B", lines(60, 60))]
    assert problems(sheet(aspects=full)) == []
    assert codes(sheet(aspects=[*full, aspect("C", lines(120, 1))])) == ["too_many_items"]
    aspects = [aspect(f"A{n}", lines(n, 1)) for n in range(21)]
    assert problems(sheet(aspects=aspects[:20])) == []
    assert codes(sheet(aspects=aspects)) == ["too_many"]


def test_a_school_need_not_translate():
    content = sheet()
    for path in [("name",), (*FIRST, "measures"), (*FIRST, "descriptors", "1")]:
        content = replaced(content, path, {"id": "Hanya Indonesia"})
    assert problems(content) == []


def test_every_kind_of_work_can_be_visited():
    assert spoil(("target", "kinds"), list(KINDS)) == []


def test_a_value_from_outside_is_repeated_briefly_and_without_control_characters():
    (problem,) = spoil(("use",), "\x00" + "x" * 10_000)
    assert problem.values == {"key": "use", "value": " " + "x" * 39}
    (problem,) = spoil(("use",), 10**5000)
    assert problem.values["value"] == "…"


def test_an_item_on_an_unusable_scale_is_still_looked_at():
    content = replaced(sheet(aspects=[aspect("A", [item("x")])]), ("scale", "type"), "stars")
    assert codes(content) == ["unknown_word", "not_a_code"]
