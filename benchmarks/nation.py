"""Schools of which there is nothing but summaries: as many as a nation has."""

from datetime import UTC, date, datetime

from django.db import connection

from reports.models import Summary
from schools.models import AuditEntry, Cluster, District, Job, School, Term
from tests.reports import numbers as contract

from .district import invented_name
from .rows import Rows, after_the_last, go_on_behind

KINDS_OF_SCHOOL = 200  # so many different summaries; each school has one of them
IN_A_DISTRICT = 370  # schools
AT_ONCE = 5_000
ITEMS = 24
COUNTED_AT = datetime(2026, 7, 1, tzinfo=UTC)


def load(schools):
    """A nation in one term: districts, schools, a summary for each of them."""
    rows = Rows(start=after_the_last)
    rows.rng.seed("nation")
    kinds = [varied(whole_contract(), rows.rng) for _ in range(KINDS_OF_SCHOOL)]
    for number in range(schools):
        if number % IN_A_DISTRICT == 0:
            nth = number // IN_A_DISTRICT + 1
            district = rows.add(District, name=f"Kabupaten {nth}", province=f"Provinsi {nth % 38}")
        school = add_school(rows, district, None, number)
        term = rows.add(
            Term,
            school=school,
            code="20252",
            first_day=date(2026, 1, 5),
            last_day=date(2026, 6, 19),
        )
        add_summary(rows, term, rows.rng.choice(kinds))
        if number % AT_ONCE == AT_ONCE - 1:
            rows.write()
    rows.write()
    go_on_behind(rows.keys)


def summaries_of_all():
    """A summary for every term there is, as if counted long ago."""
    rows = Rows(start=after_the_last)
    rows.rng.seed("summaries")
    kinds = [varied(whole_contract(), rows.rng) for _ in range(KINDS_OF_SCHOOL)]
    for term in Term.objects.order_by("pk"):
        add_summary(rows, term, rows.rng.choice(kinds))
    rows.write()
    go_on_behind(rows.keys)


def more_schools(schools):
    """So many more in the district, each with the terms, the summaries and the trail of one that
    is there in full."""
    rows = Rows(start=after_the_last)
    rows.rng.seed("more")
    kinds = [varied(whole_contract(), rows.rng) for _ in range(KINDS_OF_SCHOOL)]
    models = list(School.objects.order_by("pk").prefetch_related("terms"))
    cluster = Cluster.objects.create(name="Gugus jauh", district=models[0].district)
    like = []  # pairs of keys: the new school, and the one it is like
    for number in range(schools):
        model = models[number % len(models)]
        school = add_school(rows, model.district, cluster, number)
        like.append((school.pk, model.pk))
        for term in model.terms.all():
            days = {"first_day": term.first_day, "last_day": term.last_day}
            new = rows.add(Term, school=school, code=term.code, **days)
            add_summary(rows, new, rows.rng.choice(kinds))
    rows.write()
    go_on_behind(rows.keys)
    copy_trail(like)


def copy_trail(like):
    """In SQL: these are millions of rows."""
    table = AuditEntry._meta.db_table
    columns = [field.column for field in AuditEntry._meta.fields if not field.primary_key]
    taken = ["new.school" if name == "school_id" else f"old.{name}" for name in columns]
    pairs = ", ".join(f"({new}, {old})" for new, old in like)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(taken)}"
            f" FROM {table} old JOIN (VALUES {pairs}) AS new (school, model)"
            " ON old.school_id = new.model"
        )


def add_school(rows, district, cluster, number):
    return rows.add(
        School,
        npsn=f"N{number:07}",
        name=f"SD Negeri {invented_name(rows.rng)}",
        short_name=f"SDN {number}",
        form=School.Form.SD,
        status=School.Status.STATE,
        district=district,
        cluster=cluster,
    )


def add_summary(rows, term, numbers):
    rows.add(
        Summary,
        term=term,
        state=Job.State.DONE,
        numbers=numbers,
        due_at=COUNTED_AT,
        asked_at=COUNTED_AT,
        counted_at=COUNTED_AT,
    )


def whole_contract():
    """What a summary holds by the contract, with all items of an instrument."""
    numbers = contract.sample()
    sums = next(iter(next(iter(numbers["items"].values())).values()))
    numbers["items"] = {"1": {f"M-{number:02}": sums for number in range(1, ITEMS + 1)}}
    return numbers


def varied(numbers, rng):
    """The same with other figures, a half to twice as large; zero stays zero."""
    if isinstance(numbers, dict):
        return {key: varied(value, rng) for key, value in numbers.items()}
    return round(numbers * rng.uniform(0.5, 2))
