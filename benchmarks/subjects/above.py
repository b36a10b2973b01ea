"""What is told above a school, from summaries: a district, and a nation."""

from itertools import groupby
from math import log
from operator import itemgetter

from django.db import connection

from reports.calculations.merging import merged
from reports.models import Summary
from schools.models import School

from ..measuring import Line, seconds, side_by_side
from ..raw import from_items, from_results, item_rows
from .rebuilding import count_missing

# Figures of a page, by their way through the numbers of the contract.
FIGURES = [
    ("results", "teacher", "all", "n"),
    ("results", "teacher", "all", "sum"),
    ("results", "teacher", "teaching", "n"),
    ("results", "teacher", "teaching", "sum"),
    ("coverage", "teacher", "all"),
    ("coverage", "teacher", "visited"),
    ("coverage", "staff", "all"),
    ("coverage", "staff", "visited"),
    ("steps", "all"),
    ("steps", "done"),
    ("criterion", "judged"),
    ("criterion", "met"),
]


def measure(worlds):
    with worlds.district():
        count_missing()
        yield district(worlds)
    with worlds.nation():
        yield nation(worlds)


def district(worlds):
    """A district in each of its terms: from stored sums, and from the scores of all items."""
    with item_rows() as items:
        found = side_by_side(
            worlds.scale.rounds,
            merged=district_merged,
            sql=lambda: in_sql("term.code"),
            scores=from_results,
            items=lambda: from_items(items),
        )
    ratio = found.ratio("merged", "scores")
    return Line(
        "district report from summaries ÷ one raw SQL over the scores of all items",
        "≤ 0.02",
        str(ratio),
        ratio.middle <= 0.02,
        made_of=f"{Summary.objects.count():,} summaries in {seconds(found.of('merged'))};"
        f" SQL that unnests the scores {seconds(found.of('scores'))}, over a table with a row for"
        f" each item {seconds(found.of('items'))} (ratio {found.ratio('merged', 'items')});"
        f" {len(FIGURES)} figures summed in SQL from the summaries {seconds(found.of('sql'))}"
        f" (ratio {found.ratio('sql', 'scores')})",
        limits="Reading JSON and adding it up in Python, for each summary with all that it holds.",
    )


def district_merged():
    """As a page does, a term at a time: everything that its summaries hold."""
    return merged_by("term__code", Summary.objects.all())


def merged_by(key, summaries):
    rows = summaries.order_by(key).values_list(key, "numbers").iterator(chunk_size=2000)
    return {
        found: merged(numbers for _key, numbers in group)
        for found, group in groupby(rows, key=itemgetter(0))
    }


def nation(worlds):
    """All schools of a nation by district: several ways."""
    districts = School.objects.values_list("district", flat=True).distinct()
    quarter = sorted(set(districts))[len(set(districts)) // 4]
    stored = by_district()
    found = side_by_side(
        worlds.scale.rounds - 1,
        merged=by_district,
        merged_quarter=lambda: by_district(up_to=quarter),
        sql=lambda: in_sql("school.district_id"),
        every=lambda: every_leaf(up_to=quarter),
        stored=lambda: merged(stored.values()),
    )
    ratio = found.ratio("merged", "sql")
    share = School.objects.filter(district__lte=quarter).count() / School.objects.count()
    grows = log(found.of("merged") / found.of("merged_quarter")) / log(1 / share)
    return Line(
        f"national page over {Summary.objects.count():,} schools’ summaries ÷ bare SQL",
        "≤ 2, growth exponent ≤ 1",
        f"{ratio}, exponent {grows:.2f}",
        ratio.middle <= 2 and grows <= 1.05,
        made_of=f"no such page is built; merged() over all rows {seconds(found.of('merged'))},"
        f" bare SQL of {len(FIGURES)} figures by district {seconds(found.of('sql'))},"
        f" SQL that sums every figure there is {seconds(found.of('every') / share)}"
        f" (measured on {share:.0%} of the schools), merged() over one stored summary for each of"
        f" {len(stored):,} districts {seconds(found.of('stored'))}"
        f" ({found.ratio('stored', 'sql')} of the bare SQL)",
        limits="Each row is read as JSON and added up in Python. A summary stored for each"
        " district, refreshed when one of its schools’ is, makes the page a matter of some hundred"
        " rows; JSON sums in SQL help only where few figures are asked for.",
    )


def by_district(up_to=None):
    """District → its sums."""
    rows = Summary.objects.all()
    if up_to:
        rows = rows.filter(term__school__district__lte=up_to)
    return merged_by("term__school__district", rows)


JOINED = (
    "FROM reports_summary summary JOIN schools_term term ON term.id = summary.term_id"
    " JOIN schools_school school ON school.id = term.school_id"
)


def in_sql(key):
    """Only the figures of the page, summed by the database."""
    sums = ", ".join(
        f"sum((summary.numbers #>> '{{{','.join(way)}}}')::numeric)" for way in FIGURES
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {sums} {JOINED} GROUP BY 1")
        return cursor.fetchall()


def every_leaf(up_to):
    """Whatever figures there are, by their way through the numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE leaf AS (
                SELECT school.district_id AS district, '' AS way, summary.numbers AS value {JOINED}
                WHERE school.district_id <= %s
                UNION ALL
                SELECT district, way || '.' || each.key, each.value
                FROM leaf, jsonb_each(leaf.value) each WHERE jsonb_typeof(leaf.value) = 'object'
            )
            SELECT district, way, sum(value::numeric) FROM leaf
            WHERE jsonb_typeof(value) = 'number' GROUP BY 1, 2
            """,
            [up_to],
        )
        return cursor.fetchall()
