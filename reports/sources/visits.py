"""People of a term, the visits at their work and what was promised after them."""

import hashlib
from collections import defaultdict
from fractions import Fraction

import pandas as pd
from django.db.models import Prefetch, Q

from staff.kinds import HEADS, TEACHERS
from staff.models import ClassTeacher, Placement
from supervision.calculations.cycles import measure_of
from supervision.calculations.results import NOT_APPLICABLE, tally
from supervision.kinds import SUPERVISION, Fate, Voice
from supervision.models import FollowUp, Result, Sheet, Visit
from supervision.services.cycle_results import met, versions_used

from ..calculations.performance import HEAD
from ..calculations.units import ALL, POINT


def at_work(**which):
    """Visits at somebody's work."""
    return Visit.objects.filter(kind__in=sorted(SUPERVISION), **which)


def of_term(term):
    return at_work(school=term.school_id, date__range=span(term))


def of_cycle(cycle):
    return at_work(cycle=cycle)


def span(term):
    return term.first_day, term.last_day


# Results, in the order of time


def results(seen):
    """The last word on each of these visits that is final, with its version."""
    found = Result.objects.current().filter(visit__in=seen)
    found = found.select_related("visit__cycle", "visit__class_group")
    found = list(found.order_by("visit__date", "visit__final_at", "visit", "pk"))
    versions = versions_used(found)
    for result in found:
        result.version = versions.get(result.version_id)
    return found


def measured(results):
    """A row for each person, stage and visit that was scored."""
    results = scored(results)
    versions = {result.version_id: result.version for result in results}
    names = {pk: name_of_measure(version) for pk, version in versions.items()}
    rows = []
    for result in results:
        measure, band = names[result.version_id], key_of(result.band)
        whole = {ALL: {"earned": result.earned, "maximum": result.maximum}}
        for stage, part in (whole | parts(result)).items():
            value = millionths(percent(part["earned"], part["maximum"]))
            rows.append((result.visit.person_id, stage, measure, value, band))
    return pd.DataFrame(rows, columns=["person", "stage", "measure", "value", "band"])


def scored(results):
    return [result for result in results if result.maximum]


def parts(result):
    """Stages of teaching, and of the education staff what their service is looked at for."""
    found = result.parts.get("stages", {}) | result.parts.get("services", {})
    return {name: part for name, part in found.items() if part["maximum"]}


def percent(earned, maximum):
    return Fraction(earned) / Fraction(maximum) * 100


def millionths(points):
    return round(points * POINT)


def key_of(band):
    """Bands of different schools are one if they begin alike, are called alike and look alike."""
    return f"{band.start.normalize():f}|{band.label.id}|{band.tone}" if band else ""


def name_of_measure(version):
    """Versions that measure alike share it."""
    return hashlib.sha256(repr(measure_of(version.rubric)).encode()).hexdigest()[:12]


def items(results):
    """person → version → item → earned of how much, on the last sheet of that version. What does
    not apply is not in it."""
    found = defaultdict(dict)
    for result in scored(results):
        rubric = result.version.rubric
        tallies = {
            item.code: tally([item], rubric.scale, result.scores)
            for item in scored_items(rubric, result.scores)
        }
        found[result.visit.person_id][str(result.version_id)] = {
            code: [one.earned, one.maximum] for code, one in tallies.items()
        }
    return found


def scored_items(rubric, *sheets):
    """The items that have a score on each of these sheets."""
    return [
        item
        for item in rubric.items
        if all(scores.get(item.code) not in {None, NOT_APPLICABLE} for scores in sheets)
    ]


def verdicts(results):
    """person → whether their work met its criterion, or that of its cycle, when last judged."""
    judged = {}
    for result in results:
        is_met = met(result.visit, result.exact, result.is_met)
        if is_met is not None:
            judged[result.visit.person_id] = is_met
    return judged


def differences(seen, results):
    """person → own percent minus the observer's at the last visit that has both."""
    return {result.visit.person_id: mine - theirs for result, mine, theirs in beside(seen, results)}


def beside(seen, results):
    """Result, own percent and the observer's over the items that both scored, of each visit at
    which both measured alike and the self-assessment was shared."""
    sheets = Sheet.objects.filter(voice=Voice.OWN, shared_at__isnull=False, visit__in=seen)
    own = {sheet.visit_id: sheet for sheet in sheets}
    versions = versions_used(own.values())
    for result in scored(results):
        sheet = own.get(result.visit_id)
        if sheet and mirrors(versions.get(sheet.version_id), result.version):
            rubric = result.version.rubric
            items = scored_items(rubric, sheet.scores, result.scores)
            mine, theirs = (
                tally(items, rubric.scale, scores).percent
                for scores in (sheet.scores, result.scores)
            )
            if mine is not None:
                yield result, millionths(mine), millionths(theirs)


def mirrors(own, version):
    """Whether both ask for the same items on the same scale, by whatever name."""
    return own is not None and measure_of(own.rubric)[1:] == measure_of(version.rubric)[1:]


def classes(results):
    """person → in which class they were seen last."""
    return {found.visit.person_id: found.class_name for found in results if found.class_name}


# People


def people(term):
    """person → as what they worked there in the end, which subjects are theirs and which grades."""
    there = Placement.objects.filter(school=term.school_id, since__lte=term.last_day)
    there = there.filter(Q(until=None) | Q(until__gte=term.first_day)).order_by("since", "pk")
    own = ClassTeacher.objects.filter(class_group__year=term.year)
    own = Prefetch("classes", own.select_related("class_group"))
    found = {}
    for placement in there.prefetch_related("subjects", own):
        one = found.setdefault(placement.person_id, {"subjects": set(), "grades": set()})
        one["work"] = work_of(placement.kind)
        one["subjects"].update(subject.name for subject in placement.subjects.all())
        for teacher in placement.classes.all():
            one["grades"].update(teacher.class_group.grades)
    return found


def taught(results):
    """person, subject and grades of each visit, as it was seen."""
    return [
        (found.visit.person_id, found.subject_name, grades_of(found.visit.class_group))
        for found in results
    ]


def grades_of(class_group):
    return class_group.grades if class_group else ()


def work_of(kind):
    if kind in HEADS:
        return HEAD
    return "teacher" if kind in TEACHERS else "staff"


def visited(seen):
    return set(seen.took_place().values_list("person", flat=True))


def steps(term):
    """Steps after visits that fell due in the term, by whose work was visited."""
    here = at_work(school=term.school_id)
    return promises(FollowUp.objects.filter(visit__in=here, due__range=span(term)))


def promises(steps):
    """A line for each step that was not carried over."""
    rows = steps.exclude(state=Fate.CARRIED).select_related("visit__school")
    return [
        {"row": str(step.pk), "person": step.visit.person_id}
        | promised(step.state == Fate.SOLVED, step.due, step.closed_at, step.visit.school.zone)
        for step in rows.order_by("due", "pk")
    ]


def promised(is_done, due, closed_at, zone):
    """What a line says of something promised. Days as words: they stand in order as well."""
    closed = closed_at and f"{closed_at.astimezone(zone).date()}"
    return {"is_done": is_done, "due": f"{due}", "closed": closed}
