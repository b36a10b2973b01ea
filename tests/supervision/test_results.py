"""The arithmetic of a sheet, in numbers a reader can add up in the head."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.calculations.results import NOT_APPLICABLE, outcome, rounded, stored, tally
from supervision.rubrics import bands, model
from tests import make


def rubric(**content):
    return model.read(make.rubric(**content))


def percent(scores, **content):
    return outcome(rubric(**content), scores).percent


def test_all_threes_of_four_are_75():
    assert percent({f"ABC-0{n}": 3 for n in range(1, 5)}) == 75


def test_what_does_not_apply_leaves_both_sums():
    assert percent({"ABC-01": 3, "ABC-02": NOT_APPLICABLE}) == 75


def test_what_was_not_touched_is_missing_and_not_zero():
    found = outcome(rubric(), {"ABC-01": 4})
    assert found.percent == 100
    assert (found.total.scored, found.total.missing) == (1, 3)


def test_an_empty_sheet_has_no_percent_and_no_band():
    found = outcome(rubric(), {}, bands.read_bands(make.BANDS))
    assert found.percent is None
    assert found.band is None
    assert outcome(rubric(), {"ABC-01": NOT_APPLICABLE}).percent is None


def test_the_lowest_score_of_a_scale_from_one_is_not_zero():
    assert percent({"ABC-01": 1}) == 25
    assert percent({"ABC-01": 0}, low=0, high=2) == 0


def test_a_heavier_aspect_counts_as_often_as_its_weight_says():
    content = make.rubric("ABC-01 ABC-02")
    light, heavy = content["aspects"][0], make.rubric("XYZ-01")["aspects"][0]
    heavy |= {"code": "B", "weight": 3, "stage": "evaluation"}
    content["aspects"] = [light, heavy]
    found = outcome(model.read(content), {"ABC-01": 4, "ABC-02": 4, "XYZ-01": 2})
    assert found.percent == Fraction(14, 20) * 100  # 4 + 4 + 3×2 of 4 + 4 + 3×4
    assert found.aspects["B"].percent == 50
    assert found.stages["teaching"].percent == 100
    assert found.stages["evaluation"].percent == 50


def test_a_stage_is_summed_by_item_even_inside_another_aspect():
    content = make.rubric("ABC-01 ABC-02")
    content["aspects"][0]["items"][1]["stage"] = "evaluation"
    found = outcome(model.read(content), {"ABC-01": 4, "ABC-02": 2})
    assert found.aspects["A"].percent == 75
    assert (found.stages["teaching"].percent, found.stages["evaluation"].percent) == (100, 50)


def test_words_are_counted_and_never_become_a_percent():
    content = make.rubric(result="counts")
    content["scale"] = {
        "type": "yes_no",
        "labels": [{"value": "yes", "id": "Terlihat"}, {"value": "no", "id": "Belum"}],
        "allow_na": True,
    }
    for item in content["aspects"][0]["items"]:
        item["descriptors"] = {"yes": {"id": "Ya"}, "no": {"id": "Tidak"}}
    found = outcome(model.read(content), {"ABC-01": "yes", "ABC-02": "yes", "ABC-03": "no"})
    assert found.percent is None
    assert found.total.counts == {"yes": 2, "no": 1}


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("53.475", "53.48"), ("53.4749", "53.47"), ("0.005", "0.01"), ("65.075", "65.08")],
)
def test_people_read_two_decimals_rounded_half_up(exact, shown):
    assert str(rounded(Fraction(exact))) == shown


def test_a_band_begins_at_its_bound_and_not_where_rounding_would_reach_it():
    found = bands.read_bands(make.BANDS)
    assert bands.band_of(Fraction("70.996"), found).label.id == "Cukup"  # shown as 71,00
    assert bands.band_of(Fraction(71), found).label.id == "Baik"


SCORES = st.dictionaries(
    st.sampled_from(["ABC-01", "ABC-02", "ABC-03", "ABC-04"]),
    st.sampled_from([1, 2, 3, 4, NOT_APPLICABLE]),
)


@given(SCORES)
def test_whatever_the_scores_each_item_is_in_one_pile_and_the_percent_within_its_scale(scores):
    found = outcome(rubric(), scores)
    total = found.total
    assert total.scored + total.not_applicable + total.missing == 4
    assert found.percent is None or 25 <= found.percent <= 100
    assert sum(total.counts.values()) == total.scored


@given(SCORES, st.randoms())
def test_parts_add_up_to_the_whole_in_any_division(scores, dice):
    """So a district can be summed from its schools, in any order."""
    items = list(rubric().items)
    dice.shuffle(items)
    cut = dice.randrange(len(items) + 1)
    scale = rubric().scale
    one, other = tally(items[:cut], scale, scores), tally(items[cut:], scale, scores)
    whole = tally(items, scale, scores)
    assert (one.earned + other.earned, one.maximum + other.maximum) == (whole.earned, whole.maximum)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=20))
def test_points_are_averaged_when_every_item_weighs_the_same(points):
    codes = [f"ABC-{n:02}" for n in range(len(points))]
    content = make.rubric(" ".join(codes))
    content["scale"] = {"type": "points_0_100", "min": 0, "max": 100, "step": 1, "allow_na": True}
    for item in content["aspects"][0]["items"]:
        del item["descriptors"]
    found = outcome(model.read(content), dict(zip(codes, points, strict=True)))
    assert found.percent == Fraction(sum(points), len(points))


@given(st.fractions(0, 100))
def test_what_is_stored_rounds_to_what_people_read(percent):
    """Twelve decimals lose nothing that two would show, but for a tie a trillionth away."""
    near = abs(percent * 100 % 1 - Fraction(1, 2)) < Fraction(1, 10**9)
    assert near or rounded(Fraction(stored(percent))) == rounded(percent)
    assert isinstance(stored(percent), Decimal)
