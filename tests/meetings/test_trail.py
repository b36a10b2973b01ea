"""The trail as plain rows: order, depth, state and counts, added up in the head."""

from datetime import date, timedelta

from meetings.calculations.trail import Counts, Try, counts, only, ordered

DAY = date(2025, 9, 1)


def tried(key, *, after=0, parent=None, person=None, school="sdn", verdict="", seen=False):
    return Try(
        key=key,
        person=person or key,
        school=school,
        since=DAY + timedelta(days=after),
        verdict=verdict,
        parent=parent,
        is_seen=seen,
    )


def shape(tries):
    return [(one.key, depth) for one, depth in ordered(tries)]


def test_what_was_learnt_stands_under_whom_it_was_learnt_from_in_the_order_of_time():
    rows = [
        tried("lia", after=50),
        tried("suarjana", after=40, parent="melki"),
        tried("sarifa", after=60, parent="suarjana"),
        tried("ratna", after=30),
        tried("melki", after=20),
    ]
    assert shape(rows) == [("melki", 0), ("suarjana", 1), ("sarifa", 2), ("ratna", 0), ("lia", 0)]


def test_two_who_learnt_from_one_stand_in_the_order_of_time():
    rows = [tried("a"), tried("late", after=9, parent="a"), tried("early", after=3, parent="a")]
    assert [key for key, _ in shape(rows)] == ["a", "early", "late"]


def test_a_chain_of_any_length_is_followed():
    rows = [tried(0)] + [tried(n, after=n, parent=n - 1) for n in range(1, 1500)]
    assert shape(rows)[-1] == (1499, 1499)


def test_nobody_is_lost_who_learnt_from_one_outside_or_in_a_ring():
    rows = [tried("a", parent="gone"), tried("b", parent="c"), tried("c", parent="b", after=1)]
    assert shape([*rows, tried("d", parent="d")]) == [("a", 0), ("d", 0), ("b", 0), ("c", 1)]


def test_an_empty_trail_has_no_rows_and_counts_nobody():
    assert ordered([]) == []
    assert counts([]) == Counts()


def test_the_knot_says_what_became_of_it():
    assert tried("a").knot == "trying"
    assert tried("a", verdict="keep").knot == tried("a", verdict="change").knot == "used"
    assert tried("a", verdict="drop").knot == "stopped"
    assert tried("a", seen=True).knot == tried("a", verdict="keep", seen=True).knot == "seen"


def test_whoever_was_seen_and_stopped_later_has_stopped():
    assert tried("a", verdict="drop", seen=True).knot == "stopped"


def test_people_and_schools_are_counted_once():
    rows = [
        tried("a", verdict="keep", seen=True),
        tried("b", verdict="change", school="liwu"),
        tried("c", school="liwu"),
        tried("d", verdict="drop"),
    ]
    assert counts(rows) == Counts(tried=4, schools=2, used=2, trying=1, stopped=1, seen=1)


def test_of_somebody_who_stopped_and_began_again_the_newest_try_counts():
    rows = [tried(1, person="a", verdict="drop"), tried(2, person="a", after=30)]
    assert counts(rows) == Counts(tried=1, schools=1, trying=1)
    assert only(rows, "stopped") == []


def test_each_count_opens_as_many_rows_as_it_says():
    rows = [tried("a", verdict="keep", seen=True), tried("b"), tried("c", verdict="drop")]
    found = counts(rows)
    for what in ("used", "trying", "stopped", "seen"):
        assert len(only(rows, what)) == getattr(found, what) == 1
