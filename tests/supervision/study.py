"""The published study, entered as a school would enter it: six teachers, three measurements."""

import json
import uuid
from datetime import date, timedelta

from schools.access import Role
from schools.envelopes import opened
from supervision.kinds import Stage, VisitKind, Voice
from supervision.models import Cycle, Visit
from supervision.services import cycles, results, sheets, talks, visits
from tests import make

BASELINE = ["35.75", "37.40", "40.50", "42.67", "44.65", "52.75"]
FIRST = ["46.75", "48.50", "50.50", "55.70", "58.80", "60.60"]
SECOND = ["53.50", "55.40", "60.55", "68.65", "75.25", "77.10"]
BANDS = [
    {"from": 0, "label": {"id": "Kurang"}, "shape": "triangle_down", "tone": 2},
    {"from": 51, "label": {"id": "Cukup"}, "shape": "square", "tone": 3},
    {"from": 71, "label": {"id": "Baik"}, "shape": "circle", "tone": 4},
    {"from": 86, "label": {"id": "Sangat Baik"}, "shape": "star", "tone": 5},
]
ITEMS = [f"KS-{number:02}" for number in range(1, 21)]


def rubric(codes=ITEMS, **content):
    """Twenty items of 0 to 100 points each, so that the printed percents can come about."""
    text = make.rubric(" ".join(codes), **content)
    text["scale"] = {
        "type": "points_0_100",
        "min": 0,
        "max": 100,
        "step": 1,
        "allow_na": True,
        "anchors": [],
    }
    for aspect in text["aspects"]:
        for item in aspect["items"]:
            item["descriptors"] = {}
    return text


def scores_for(percent):
    """Points on twenty items that come to `percent`; for 42.67 two of them do not apply."""
    items = 18 if percent == "42.67" else 20
    total = 768 if percent == "42.67" else round(float(percent) * 20)
    each, more = divmod(total, items)
    points = [each + (place < more) for place in range(items)] + ["na"] * (20 - items)
    return dict(zip(ITEMS, points, strict=True))


def six_teachers(school):
    """One for each class, 1 to 6; their names run against the order of their results."""
    people = []
    for grade in range(1, 7):
        person = make.person(school, user=make.user(Role.TEACHER, school), name=f"Guru {7 - grade}")
        group = make.class_group(school=school, name=f"Kelas {grade}", grade=grade)
        people.append((person, group))
    return people


def enter_cycle(
    school, people, percents, *, by, version, band_set, follows=None, until=Stage.CLOSED
):
    """Plan it, accept it, visit everyone, share, read and finalise; up to the stage `until`."""
    cycle = cycles.plan_cycle(
        Cycle(
            school=school,
            term=school.terms.get(),
            follows=follows,
            number=0,
            focus="Kerja kelompok",
            criterion="Semua guru paling sedikit Cukup" if follows else "",
            at_least=51 if follows else None,
            version=version,
            band_set=band_set,
        ),
        [person for person, _group in people],
        by=by,
    )
    for part in cycle.participants.all():
        cycles.accept_part(part, by=part.person.user)
    cycle = cycles.advance(cycle)
    day = date(2025, 8, 4) + timedelta(weeks=6) * cycle.number
    for (person, group), percent in zip(people, percents, strict=True):
        if percent is None:
            cycle.participants.filter(person=person).update(reason="Cuti melahirkan")
        else:
            visit_with(cycle, person, group, percent, day=day, by=by)
    cycle = cycles.advance(cycle)
    if until == Stage.OBSERVATION:
        return cycle
    cycle = cycles.advance(cycle)
    if until == Stage.REFLECTION:
        return cycle
    make.reflection(
        cycle, by, is_principal=True, gains="a", challenges="b", factors="c", next_step="d"
    )
    make.reflection(cycle, people[0][0].user, person=people[0][0], gains="e")
    Cycle.objects.filter(pk=cycle.pk).update(is_met=True)
    return cycles.advance(cycle)


def visit_with(cycle, person, group, percent, *, day, by, final=True):
    visit = visits.plan(
        Visit(
            school=cycle.school,
            cycle=cycle,
            kind=VisitKind.LESSON,
            person=person,
            observer=by,
            class_group=group,
            date=day,
            focus=cycle.focus,
            version=cycle.version,
            band_set=cycle.band_set,
            at_least=cycle.at_least,
        ),
        by=by,
    )
    visits.accept(visit, voice=Voice.OWN)
    visit = visits.start(visit)
    changes = {f"{code}.score": value for code, value in scores_for(percent).items()}
    body = json.dumps({"base": 0, "changes": changes, "device": "HP"}).encode()
    sheets.save(visits.sheet_of(visit), opened(uuid.uuid4(), body), by=by)
    visit = talks.finish(visit)
    make.feedback(visit)
    visit = talks.share(visit)
    if final:
        visit = results.finalise(talks.mark_read(visit), by=by)
    return visit


def enter(school, by, **options):
    """All three cycles; the last one is returned."""
    version = make.instrument_version(school, rubric())
    band_set = make.band_set(school, BANDS, name="51–71–86")
    people = six_teachers(school)
    chain = {"by": by, "version": version, "band_set": band_set}
    cycle = None
    for percents in [BASELINE, FIRST, SECOND]:
        cycle = enter_cycle(school, people, percents, follows=cycle, **chain)
    return cycle
