"""What a district came to, asked in SQL over the scores of all items: the measure of the others.

Means by school, term and aspect, people by band, and each person's change from term to term.
"""

from contextlib import contextmanager

from django.db import connection

from supervision.models import InstrumentVersion

UNNESTED = """
    SELECT result.visit_id, result.version_id, score.key AS code, score.value::int AS value
    FROM supervision_result result, jsonb_each_text(result.scores) score
    WHERE score.value <> 'na'
      AND NOT EXISTS (
        SELECT FROM supervision_result newer WHERE newer.replaces_id = result.id)
"""
REPORT = """
WITH item AS ({items}),
by_aspect AS (
    SELECT visit.id AS visit, visit.school_id AS school, cycle.term_id AS term,
           visit.person_id AS person, visit.date AS date, aspect.name AS aspect,
           sum(item.value) AS earned, 4 * count(*) AS maximum
    FROM item
    JOIN aspects aspect ON aspect.version = item.version_id AND aspect.code = item.code
    JOIN supervision_visit visit ON visit.id = item.visit_id
    JOIN supervision_cycle cycle ON cycle.id = visit.cycle_id
    GROUP BY 1, 2, 3, 4, 5, 6
),
by_visit AS (
    SELECT school, term, person, date, 100.0 * sum(earned) / sum(maximum) AS percent
    FROM by_aspect GROUP BY visit, school, term, person, date
),
last AS (
    SELECT DISTINCT ON (term, person) * FROM by_visit ORDER BY term, person, date DESC
),
change AS (
    SELECT school, term, percent - lag(percent) OVER (PARTITION BY person ORDER BY date) AS points
    FROM last
)
SELECT 'mean', school, term, aspect, count(*), avg(100.0 * earned / maximum)
FROM by_aspect GROUP BY 2, 3, 4
UNION ALL
SELECT 'band', school, term, width_bucket(percent, ARRAY[56.0, 71.0, 86.0])::text, count(*), NULL
FROM last GROUP BY 2, 3, 4
UNION ALL
SELECT 'change', school, term, '', count(points), avg(points) FROM change GROUP BY 2, 3
"""


def from_results():
    with connection.cursor() as cursor:
        return report(cursor, UNNESTED)


@contextmanager
def item_rows():
    """A table with one row for each item, as a schema without JSON would hold them."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE item_rows AS {UNNESTED}")
        cursor.execute("CREATE INDEX ON item_rows (visit_id)")
        cursor.execute("ANALYZE item_rows")
        yield "SELECT * FROM item_rows"
        cursor.execute("DROP TABLE item_rows")


def from_items(items):
    with connection.cursor() as cursor:
        return report(cursor, items)


def report(cursor, items):
    cursor.execute("CREATE TEMP TABLE IF NOT EXISTS aspects (version bigint, code text, name text)")
    cursor.execute("TRUNCATE aspects")
    cursor.executemany("INSERT INTO aspects VALUES (%s, %s, %s)", aspects())
    cursor.execute("ANALYZE aspects")
    cursor.execute(REPORT.format(items=items))
    return cursor.fetchall()


def aspects():
    return [
        (version.pk, item.code, aspect.code)
        for version in InstrumentVersion.objects.filter(instrument__school=None)
        for aspect in version.rubric.aspects
        for item in aspect.items
    ]
