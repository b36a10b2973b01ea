from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.rubrics.bands import SHAPES, band_of, band_problems, read_bands
from supervision.rubrics.library import band_sets
from supervision.rubrics.problems import Place
from tests.supervision.rubrics.sheets import HOSTILE, paths, replaced

SETS = {bands["id"]: bands["bands"] for bands in band_sets()}
# Percent and band as printed in the study of SDN Lulut 2: baseline, cycle I, cycle II; classes 1–6.
PUBLISHED = [
    ("35.75", "Kurang"), ("37.40", "Kurang"), ("40.50", "Kurang"),
    ("42.67", "Kurang"), ("44.65", "Kurang"), ("52.75", "Cukup"),
    ("46.75", "Kurang"), ("48.50", "Kurang"), ("50.50", "Kurang"),
    ("55.70", "Cukup"), ("58.80", "Cukup"), ("60.60", "Cukup"),
    ("53.50", "Cukup"), ("55.40", "Cukup"), ("60.55", "Cukup"),
    ("68.65", "Cukup"), ("75.25", "Baik"), ("77.10", "Baik"),
]  # fmt: skip


def label_of(percent, bands="lulut2"):
    return band_of(percent, read_bands(SETS[bands])).label.id


def band(start, tone, **facts):
    return {"from": start, "label": {"id": f"Dari {start}"}, "shape": SHAPES[tone], "tone": tone}


def codes(content):
    return [problem.code for problem in band_problems(content)]


@pytest.mark.parametrize(("percent", "printed"), PUBLISHED)
def test_the_published_study_gets_the_bands_it_printed(percent, printed):
    assert label_of(Decimal(percent)) == printed


def test_a_percent_is_not_rounded_before_it_is_compared():
    assert label_of(Decimal("50.9999")) == "Kurang"
    assert label_of(Fraction(51) - Fraction(1, 10**12)) == "Kurang"
    assert label_of(Fraction(51)) == label_of(Decimal("51.00")) == "Cukup"
    assert label_of(Fraction(200, 3)) == "Cukup"


def test_everything_from_0_to_100_has_a_band():
    assert (label_of(Decimal(0)), label_of(Decimal(100))) == ("Kurang", "Sangat Baik")


def test_a_bound_may_have_two_decimals():
    bands = [band(0, 1), band("55.25", 2), band(70.5, 3)]
    assert band_problems(bands) == []
    assert [one.start for one in read_bands(bands)] == [0, Decimal("55.25"), Decimal("70.5")]
    assert band_of(Fraction("55.249"), read_bands(bands)).tone == 1
    assert band_of(Fraction("55.25"), read_bands(bands)).tone == 2


@given(
    st.lists(st.integers(1, 10_000), min_size=1, max_size=4, unique=True),
    st.fractions(0, 100),
)
@settings(deadline=None)
def test_the_band_is_the_highest_one_that_was_reached(hundredths, percent):
    starts = [Decimal(0), *(Decimal(bound) / 100 for bound in sorted(hundredths))]
    content = [band(str(start), tone) for tone, start in enumerate(starts, 1)]
    assert band_problems(content) == []
    found = band_of(percent, read_bands(content))
    assert found.start <= percent
    assert all(start > percent for start in starts if start > found.start)


@pytest.mark.parametrize("bands", SETS.values(), ids=SETS)
def test_the_band_sets_of_the_library_are_sound(bands):
    assert band_problems(bands) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "wrong_shape"),
        ("bands", "wrong_shape"),
        ([], "too_few"),
        ([band(0, 1)], "too_few"),
        ([band(n, 1) for n in range(7)], "too_many"),
        ([band(1, 1), band(50, 2)], "first_not_zero"),
        ([band(0, 1), band(50, 2), band(50, 3)], "bounds_do_not_rise"),
        ([band(0, 1), band(60, 2), band(50, 3)], "bounds_do_not_rise"),
        ([band(0, 2), band(50, 1)], "tones_fall"),
        ([band(0, 1), band(50, 1)], "shape_twice"),
        ([band(0, 1), band(101, 2)], "not_a_bound"),
        ([band(0, 1), band("100.01", 2)], "not_a_bound"),
        ([band(0, 1), band(-1, 2)], "not_a_bound"),
        ([band(0, 1), band("50.125", 2)], "not_a_bound"),
        ([band(0, 1), band(50.125, 2)], "not_a_bound"),
        ([band(0, 1), band("50,5", 2)], "not_a_bound"),
        ([band(0, 1), band("٥٠", 2)], "not_a_bound"),
        ([band(0, 1), band(True, 2)], "not_a_bound"),
        ([band(0, 1), band(float("nan"), 2)], "not_a_bound"),
        ([band(0, 1), band(50, 2) | {"tone": 6}], "not_a_tone"),
        ([band(0, 1), band(50, 2) | {"tone": True}], "not_a_tone"),
        ([band(0, 1), band(50, 2) | {"shape": "heart"}], "unknown_word"),
        ([band(0, 1), band(50, 2) | {"label": {"id": " "}}], "empty"),
        ([band(0, 1), band(50, 2) | {"label": {"id": "x" * 41}}], "too_long"),
        ([band(0, 1), band(50, 2) | {"to": 100}], "unknown_key"),
        ([band(0, 1), 50], "wrong_shape"),
    ],
)
def test_a_set_that_would_mislead_is_named(content, code):
    assert code in codes(content)


def test_a_problem_says_which_band_it_is_in():
    (problem,) = band_problems([band(0, 1), band(50, 2) | {"label": None}])
    assert problem.where == Place("band_label", value="2")


@st.composite
def spoilt(draw):
    content = [band(0, 1), band(50, 2), band("75.5", 4)]
    places = [path for path in paths(content) if path]
    return replaced(content, draw(st.sampled_from(places)), draw(HOSTILE))


@given(HOSTILE | spoilt())
@settings(deadline=None, max_examples=300)
def test_bands_from_anywhere_never_raise_and_those_that_pass_can_be_used(content):
    if not band_problems(content):
        assert band_of(Fraction(100), read_bands(content)) == read_bands(content)[-1]
