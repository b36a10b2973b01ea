"""Sums over the visits of a term, small enough to be added up in the head."""

from datetime import date
from itertools import permutations

import pandas as pd
import pytest

from reports.calculations import performance
from reports.calculations.merging import merged
from reports.calculations.units import ALL, POINT


def measured(*rows):
    """Rows of person, percent and, where it matters, what else, in the order of time."""
    plain = {"stage": ALL, "measure": "one", "band": ""}
    return pd.DataFrame(
        [
            plain | {"person": person, "value": percent * POINT} | more
            for person, percent, more in rows
        ],
        columns=["person", "stage", "measure", "value", "band"],
    )


def seen(person, percent, **more):
    return person, percent, more


def people(**works):
    """ana="teacher", …"""
    return pd.DataFrame(works.items(), columns=["person", "work"])


def steps(*rows):
    frame = pd.DataFrame(rows, columns=["person", "done", "due", "closed"])
    return frame.astype({"done": bool})


STAFF_OF_FOUR = people(ana="teacher", beni="teacher", citra="staff", dewi="head")
DUE = date(2026, 9, 1)


class TestResults:
    def test_the_last_visit_of_each_person_counts(self):
        now = measured(seen("ana", 50), seen("beni", 70), seen("ana", 60))
        assert performance.results(now, STAFF_OF_FOUR) == {
            "teacher": {ALL: {"n": 2, "sum": 130 * POINT}}
        }

    def test_each_stage_has_its_own_n(self):
        now = measured(
            seen("ana", 50),
            seen("ana", 40, stage="planning"),
            seen("ana", 60, stage="teaching"),
            seen("beni", 70, stage="teaching"),
        )
        assert performance.results(now, STAFF_OF_FOUR)["teacher"] == {
            ALL: {"n": 1, "sum": 50 * POINT},
            "planning": {"n": 1, "sum": 40 * POINT},
            "teaching": {"n": 2, "sum": 130 * POINT},
        }

    def test_teachers_staff_and_heads_stay_apart(self):
        now = measured(seen("ana", 50), seen("citra", 60), seen("dewi", 90))
        found = performance.results(now, STAFF_OF_FOUR)
        assert {work: sums[ALL]["sum"] // POINT for work, sums in found.items()} == {
            "teacher": 50,
            "staff": 60,
            "head": 90,
        }

    def test_who_did_not_work_there_is_in_no_sum(self):
        assert performance.results(measured(seen("guest", 50)), STAFF_OF_FOUR) == {}

    def test_without_visits_there_is_no_sum_and_no_zero(self):
        assert performance.results(measured(), STAFF_OF_FOUR) == {}


class TestChanges:
    def changes(self, before, after):
        return performance.changes(measured(*before), measured(*after), STAFF_OF_FOUR)

    def test_they_are_over_those_measured_both_times(self):
        before = [seen("ana", 50), seen("beni", 60), seen("citra", 90)]
        after = [seen("ana", 53), seen("beni", 56), seen("dewi", 10)]
        assert self.changes(before, after) == {
            "teacher": {
                ALL: {
                    "n": 2,
                    "sum": -1 * POINT,
                    "squares": (9 + 16) * POINT**2,
                    "risen": 1,
                    "fallen": 1,
                }
            }
        }

    def test_who_stayed_has_neither_risen_nor_fallen(self):
        sums = self.changes([seen("ana", 50)], [seen("ana", 50)])["teacher"][ALL]
        assert (sums["n"], sums["risen"], sums["fallen"]) == (1, 0, 0)

    def test_another_instrument_is_not_compared(self):
        assert self.changes([seen("ana", 50)], [seen("ana", 60, measure="another")]) == {}

    def test_another_instrument_in_between_does_not_hide_what_compares(self):
        before = [seen("ana", 50), seen("ana", 99, measure="another")]
        assert self.changes(before, [seen("ana", 60)])["teacher"][ALL]["sum"] == 10 * POINT

    @pytest.mark.parametrize(("before", "after"), [([], [seen("ana", 60)]), ([], [])])
    def test_without_a_term_before_there_is_none(self, before, after):
        assert self.changes(before, after) == {}


class TestBands:
    def test_each_stands_where_the_last_result_put_them(self):
        now = measured(
            seen("ana", 50, band="0|Kurang|2"),
            seen("beni", 72, band="71|Baik|4"),
            seen("ana", 75, band="71|Baik|4"),
            seen("citra", 60, band="51|Cukup|3"),
        )
        assert performance.bands(now, STAFF_OF_FOUR) == {
            "teacher": {"71|Baik|4": 2},
            "staff": {"51|Cukup|3": 1},
        }

    def test_a_stage_stands_in_none_and_neither_does_a_result_without_bands(self):
        now = measured(seen("ana", 50), seen("ana", 50, stage="teaching", band="0|Kurang|2"))
        assert performance.bands(now, STAFF_OF_FOUR) == {}


def scores(*rows):
    """Rows of person, visit, item, score of 4."""
    return pd.DataFrame(
        [
            {"person": person, "version": "12", "visit": visit, "item": item}
            | {"earned": score, "maximum": 4}
            for person, visit, item, score in rows
        ]
    )


class TestItems:
    def test_the_last_sheet_of_each_person_is_added_up_item_by_item(self):
        found = performance.items(
            scores(
                ("ana", 1, "a1", 1), ("ana", 1, "a2", 1), ("beni", 2, "a1", 3), ("ana", 3, "a1", 4)
            ),
            STAFF_OF_FOUR,
        )
        # a2 did not apply in the last visit at Ana's: her first one does not stand in for it.
        assert found == {"12": {"a1": {"n": 2, "earned": 7, "maximum": 8}}}

    def test_what_was_found_about_a_head_is_in_none(self):
        assert performance.items(scores(("dewi", 1, "a1", 4)), STAFF_OF_FOUR) == {}


class TestCoverage:
    def test_everybody_there_counts_once_visited_or_not(self):
        visited = pd.Series(["beni", "citra", "citra", "guest"])
        assert performance.coverage(STAFF_OF_FOUR, visited) == {
            "teacher": {"all": 2, "visited": 1},
            "staff": {"all": 1, "visited": 1},
            "head": {"all": 1, "visited": 0},
        }


class TestCriterion:
    def test_the_last_verdict_on_each_person_counts_and_none_on_a_head(self):
        judged = pd.DataFrame(
            [("ana", False), ("beni", False), ("ana", True), ("dewi", True)],
            columns=["person", "met"],
        )
        assert performance.criterion(judged, STAFF_OF_FOUR) == {"judged": 2, "met": 1}

    def test_where_nothing_was_judged_nobody_is_counted(self):
        nothing = pd.DataFrame([], columns=["person", "met"])
        assert performance.criterion(nothing, STAFF_OF_FOUR) == {"judged": 0, "met": 0}


class TestBesideOwn:
    def test_the_last_visit_that_has_both_counts(self):
        differences = pd.DataFrame(
            [("ana", 9 * POINT), ("ana", 3 * POINT), ("beni", -4 * POINT), ("citra", 5 * POINT)],
            columns=["person", "difference"],
        )
        assert performance.beside_own(differences, STAFF_OF_FOUR) == {
            "teacher": {"n": 2, "sum": -1 * POINT, "squares": 25 * POINT**2},
            "staff": {"n": 1, "sum": 5 * POINT, "squares": 25 * POINT**2},
        }


class TestFollowThrough:
    def follow_through(self, *rows):
        of_others = performance.but_heads(steps(*rows), STAFF_OF_FOUR)
        return performance.follow_through(of_others, today=date(2026, 10, 1))

    def test_steps_are_done_in_time_late_or_dropped_and_the_rest_is_open(self):
        assert self.follow_through(
            ("ana", True, DUE, date(2026, 8, 30)),
            ("ana", True, DUE, date(2026, 9, 5)),
            ("beni", False, DUE, DUE),
            ("beni", False, DUE, None),
            ("citra", False, date(2026, 12, 1), None),
        ) == {"all": 5, "done": 2, "in_time": 1, "dropped": 1, "late": 1}

    def test_steps_after_a_visit_with_a_head_are_the_heads_own(self):
        assert self.follow_through(("dewi", True, DUE, DUE))["all"] == 0

    def test_without_any_all_are_none(self):
        assert set(self.follow_through().values()) == {0}


class TestLines:
    def lines(self, before=(), now=(), classes=(), visited=(), agreed=()):
        return performance.lines(
            STAFF_OF_FOUR,
            measured(*before),
            measured(*now),
            pd.DataFrame(classes, columns=["person", "class"]),
            pd.Series(visited, dtype=object),
            steps(*agreed),
        )

    def test_all_but_heads_have_one_also_those_never_visited(self):
        assert self.lines() == [
            {
                "person": person,
                "work": work,
                "class": "",
                "values": {},
                "before": {},
                "bands": {},
                "visited": False,
                "steps": {"all": 0, "done": 0},
            }
            for person, work in [("ana", "teacher"), ("beni", "teacher"), ("citra", "staff")]
        ]

    def test_it_says_what_was_found_last_and_what_before_in_the_same_way(self):
        ana, beni, _ = self.lines(
            before=[seen("ana", 50), seen("ana", 40, stage="planning"), seen("beni", 60)],
            now=[
                seen("ana", 55),
                seen("ana", 65, band="51|Cukup|3"),
                seen("ana", 70, stage="teaching"),
                seen("beni", 80, measure="another"),
            ],
            classes=[("ana", "Kelas 1"), ("ana", "Kelas 2")],
            visited=["ana", "ana"],
            agreed=[("ana", True, DUE, DUE), ("ana", False, DUE, None), ("beni", False, DUE, DUE)],
        )
        assert ana == {
            "person": "ana",
            "work": "teacher",
            "class": "Kelas 2",
            "values": {ALL: 65 * POINT, "teaching": 70 * POINT},
            "before": {ALL: 50 * POINT},
            "bands": {ALL: "51|Cukup|3"},
            "visited": True,
            "steps": {"all": 2, "done": 1},
        }
        assert (beni["values"], beni["before"]) == ({ALL: 80 * POINT}, {})


def test_schools_add_up_to_the_same_in_any_order():
    schools = [{"n": 2, "of": {"a": 1}}, {"n": 3}, {"n": 4, "of": {"a": 5, "b": 6}}]
    totals = [merged(order) for order in permutations(schools)]
    assert all(total == {"n": 9, "of": {"a": 6, "b": 6}} for total in totals)


def test_a_whole_of_wholes_is_the_whole():
    one, two, three = {"n": 1}, {"n": 2, "m": 4}, {"n": 3}
    assert merged([merged([one, two]), three]) == merged([one, two, three])
