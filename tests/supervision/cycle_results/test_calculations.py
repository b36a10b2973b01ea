"""What cycles came to: the pure parts, and the figure."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from supervision import findings
from supervision.calculations.cycles import (
    Change,
    Measured,
    band_moves,
    change,
    comparable_run,
    in_all,
    is_met,
    only,
)
from supervision.figures import dumbbell
from supervision.rubrics.model import read
from tests import make

# Fractions made of integers: hypothesis draws its own too slowly for a busy machine.
a_percent = st.integers(0, 200_000).map(lambda number: Fraction(number, 2000))
percents = st.dictionaries(st.integers(1, 12), a_percent, max_size=12)


class TestThePureParts:
    @given(percents)
    def test_a_mean_lies_between_lowest_and_highest(self, found):
        measured = Measured(found)
        if not found:
            assert (measured.mean, measured.spread, measured.n) == (None, None, 0)
            return
        assert measured.lowest <= measured.mean <= measured.highest
        assert measured.spread == measured.highest - measured.lowest >= 0

    @given(percents, percents)
    def test_a_change_is_of_those_in_both_and_turns_round(self, one, other):
        there, back = change(Measured(one), Measured(other)), change(Measured(other), Measured(one))
        assert set(there.by_person) == set(one) & set(other)
        assert {who: -by for who, by in there.by_person.items()} == back.by_person
        assert there.risen == back.fallen
        assert there.risen + there.fallen <= there.n

    @given(percents, percents)
    def test_the_mean_change_is_the_change_of_the_means_of_those_in_both(self, one, other):
        both = in_all([Measured(one), Measured(other)])
        before, after = only(Measured(one), both), only(Measured(other), both)
        if both:
            assert change(before, after).mean == after.mean - before.mean
        else:
            assert change(before, after).mean is None

    @given(percents, st.fractions(0, 10, max_denominator=50))
    def test_everybody_rising_alike_leaves_the_spread(self, found, by):
        after = Measured({who: what + by for who, what in found.items()})
        assert after.spread == Measured(found).spread

    @given(percents, percents)
    def test_band_moves_count_everyone_in_both_once(self, one, other):
        assert sum(band_moves(one, other)) == len(set(one) & set(other))

    @given(st.fractions(0, 100), st.decimals(0, 100, places=2))
    def test_a_criterion_is_met_at_the_figure_and_above(self, percent, at_least):
        assert is_met(percent, at_least) == (percent >= Fraction(at_least))
        assert is_met(Fraction(at_least), at_least)
        assert is_met(None, at_least) is None
        assert is_met(percent, None) is None

    @given(st.lists(st.sampled_from([None, "a", "b"]), min_size=1, max_size=8))
    def test_a_run_reaches_back_until_the_instrument_changes(self, kinds):
        made = {"a": read(make.rubric()), "b": read(make.rubric("ABC-09")), None: None}
        start = comparable_run([made[kind] for kind in kinds])
        run = kinds[start:]
        assert len(set(run)) == 1
        assert start == 0 or kinds[start - 1] != run[0] or run[0] is None

    def test_nobody_in_both_changes_nothing(self):
        assert Change({}).mean is None
        assert in_all([]) == frozenset()

    @given(st.fractions(-100, 100, max_denominator=999))
    def test_a_fall_is_written_like_a_rise_with_its_sign(self, difference):
        up, down = findings.points(abs(difference)), findings.points(-abs(difference))
        assert up.lstrip("+") == down.lstrip("−")


class TestTheFigure:
    @given(
        st.lists(
            st.lists(
                st.one_of(st.none(), a_percent),
                min_size=3,
                max_size=3,
            ),
            min_size=1,
            max_size=12,
        ),
        st.sampled_from([dumbbell.PHONE, dumbbell.WIDE]),
    )
    def test_every_mark_lies_on_the_paper_and_missing_ones_are_not_drawn(self, people, layout):
        bands = [(0, "Kurang", 2), (51, "Cukup", 3), (71, "Baik", 4)]
        told = [(f"Orang {n}", values, [], "") for n, values in enumerate(people)]
        drawing = dumbbell.draw(told, [0, 1, 2], bands, layout)
        for track, values in zip(drawing.tracks, people, strict=True):
            assert len(track.marks) == sum(value is not None for value in values)
            for mark in track.marks:
                assert layout.left <= float(mark.x) <= layout.width - layout.right + 0.1
                assert 0 < float(mark.y) < drawing.height

    def test_no_line_crosses_a_change_of_instrument(self):
        told = [("Orang", [40, 50, 60], [2], "60,00")]
        (track,) = dumbbell.draw(told, [0, 1, 2], [(0, "Kurang", 2)], dumbbell.WIDE).tracks
        assert len(track.marks) == 3
        assert len(track.runs) == 1

    def test_the_axis_says_where_it_is_cut(self):
        drawing = dumbbell.draw(
            [("Orang", [36, 77], [], "")], [0, 1], [(0, "K", 2)], dumbbell.PHONE
        )
        assert [words for _x, words, _a in drawing.ticks] == ["30", "90"]
        assert dumbbell.bounds([]) == (0, 100)
