"""What is told above a school: every page and every report draws the same line."""

import random

from reports.readings.area import AreaReading, School
from reports.readings.asked import tables_of
from reports.readings.told import WHOLE, hidden
from reports.tables import HIDDEN

from .numbers import percent


def test_a_cluster_that_would_give_a_school_beside_it_away_is_hidden_with_its_schools():
    # 12 in the cluster and 15 in all: the three outside it could be worked out.
    counted = [("a", 1, 6), ("b", 1, 6), ("c", None, 3)]
    assert hidden(counted) == {"a", "b", "c", ("cluster", 1)}


def test_nothing_is_hidden_where_everyone_is_among_five_or_more():
    assert hidden([("a", 1, 5), ("b", 2, 6), ("c", None, 7)]) == frozenset()


def test_a_district_of_four_people_is_not_told():
    assert WHOLE in hidden([("a", 1, 2), ("b", 1, 2)])


def test_a_report_tells_no_school_that_the_page_of_its_district_hides():
    chance = random.Random(6)
    for _ in range(300):
        shape = [
            (key, chance.choice([None, 1, 2]), chance.randint(0, 9))
            for key in range(1, chance.randint(2, 9))
        ]
        assert told_by_report(shape) == told_by_page(shape), shape


def numbers_of(n):
    return {"results": {"teacher": {"teaching": percent(n, 68)}}} if n else {}


def told_by_page(shape):
    schools = tuple(
        School(key=key, name=str(key), numbers=numbers_of(n), cluster=cluster)
        for key, cluster, n in shape
    )
    table = AreaReading(name="all", term="", around=schools).table
    return {row.cells["school"] for row in table.rows if is_told(row.cells["teaching"])}


def told_by_report(shape):
    parts = [
        {
            "school": key,
            "cluster": cluster,
            "name": str(key),
            "numbers": numbers_of(n),
            "before": {},
        }
        for key, cluster, n in shape
    ]
    found = tables_of("performance", False, parts, is_told=False)
    rows = [row for table in found if table.key == "results-teacher" for row in table.rows]
    return {
        "all" if row.is_total else row.cells["school"]
        for row in rows
        if is_told(row.cells["teaching"])
    }


def is_told(value):
    return value is not None and value is not HIDDEN
