"""What tests of asked reports put there first, and how they ask and read."""

from reports.models import Report
from reports.readings import apart
from reports.readings.asked import Names, tables_of
from reports.services import asking
from reports.tasks import build
from schools.access import VIEW
from supervision.kinds import State, Voice
from supervision.models import InstrumentVersion
from supervision.services.results import finalise
from tests import make
from tests.reports.numbers import lines, person_line

PERFORMANCE, COLLABORATION = Report.Kind


def final(school, score, person, version, *, own=None, **fields):
    """A visit at which every item got `score` of 4; `own` is what they gave themselves."""
    fields = {"state": State.READ, "shared_at": make.a_moment(), **fields}
    visit = make.visit(school, person, version=version, **fields)
    make.sheet(visit, dict.fromkeys(version.rubric.codes, score))
    if own:
        values = dict.fromkeys(version.rubric.codes, own)
        make.sheet(visit, values, voice=Voice.OWN, shared_at=make.a_moment())
    finalise(visit, by=visit.observer)
    return visit


def ask(kind, place, by, term="20251"):
    report = asking.ask(kind, place, term, by=by)
    build(report.pk)
    report.refresh_from_db()
    return report


def tables(report):
    (part,) = report.parts
    found = {*part["numbers"].get("items", {}), *part["numbers"].get("items_before", {})}
    versions = InstrumentVersion.objects.filter(pk__in=found)
    found = tables_of(
        report.kind,
        True,
        report.parts,
        is_told=report.reads == VIEW,
        names=Names(rubrics={str(one.pk): one.rubric for one in versions}),
        of=apart.OF[report.place._meta.model_name],
    )
    return {table.key: [row.cells for row in table.rows] for table in found}


def open_to(user):
    return list(Report.objects.for_user(user))


def in_group(group, *people):
    return [person_line(one, groups=[group.pk], did=["asked", "attended"]) for one in people]


def counted(school, *people, **others):
    term = school.terms.filter(code="20251").first() or make.term(school=school)
    return make.summary(term, lines=lines(*people, **others))


def meeting(group, row, **fields):
    facts = {"row": row, "group": group.pk, "kind": "session", "date": "2025-08-02"}
    return facts | {"state": "held", "marks": {"present": 4, "excused": 1}} | fields
