"""The one part of a report about a cycle, about whoever asked, or about a group."""

from django.utils import timezone

from meetings.models import Group
from meetings.services.terms import half_year
from schools.access import READ
from staff.models import Person
from supervision.models import Cycle, FollowUp

from ..calculations import collaboration, performance
from ..calculations.choosing import Choice, chosen
from ..calculations.merging import merged
from ..calculations.units import ALL
from ..sources import visits
from . import gathering
from .asking import schools_of
from .together import counted

OF_CYCLE = "results changes bands coverage steps criterion self items".split()
OF_GROUP = "cadence attendance voices depth ideas decisions tasks kinds factors coverage".split()


def parts_of(report, places, _reads):
    """That one part, in the shape of a school's, and the moment it is from. `school` is what keeps
    the report open. Nothing where the place has closed to whoever asked."""
    at, parts = timezone.now(), []
    report.advance(0, len(places))
    for place in places:
        match place:
            case Cycle():
                found = {"school": place.school_id, "numbers": of_cycle(place)}
            case Person():
                found = of_person(place, report.term, report.requested_by)
            case Group():
                at, summaries = counted(report, schools_of(place))
                found = {"numbers": of_group(place, summaries)}
        parts.append({"school": None, "cluster": None, "name": "", "before": {}} | found)
    return at, parts


# A cycle


def of_cycle(cycle):
    """Its sums, and those of the items in the cycle that it follows."""
    numbers = performance.numbers(lines_of_cycle(cycle), today(cycle.school))
    told = {key: numbers[key] for key in OF_CYCLE}
    if cycle.follows:
        earlier = performance.numbers(lines_of_cycle(cycle.follows), today(cycle.school))
        told["items_before"] = earlier["items"]
    return told


def lines_of_cycle(cycle):
    """Of those who take part in it or were visited in it."""
    seen = visits.of_cycle(cycle)
    before = cycle.follows and visits.of_cycle(cycle.follows)
    there = visits.visited(seen) | set(cycle.participants.values_list("person", flat=True))
    return {
        "people": [
            line
            for line in gathering.people_of(cycle.term, seen, before)
            if line["person"] in there
        ],
        "steps": visits.promises(FollowUp.objects.filter(visit__in=seen)),
    }


# Oneself


def of_person(person, code, user):
    """Their way up to the end of a term, as far as they may read it."""
    last = half_year(code).last_day
    steps = FollowUp.objects.for_user(user).filter(owner=person, due__lte=last)
    promises = performance.follow_through(visits.promises(steps), f"{timezone.localdate()}")
    seen = visits.at_work(person=person, date__lte=last).for_user(user, READ)
    return {"numbers": {"steps": promises}, "visits": list(way(seen))}


def way(seen):
    """A line for each visit that was scored, in the order of time; `change` is since the last
    one before it that was measured alike."""
    results = visits.scored(visits.results(seen))
    own = {result.pk: [mine, theirs] for result, mine, theirs in visits.beside(seen, results)}
    before = {}
    for result in results:
        measure = visits.name_of_measure(result.version)
        value = visits.millionths(result.exact)
        yield {
            "date": f"{result.visit.date}",
            "instrument": str(result.version.instrument),
            "values": {ALL: value} | stages(result),
            "band": result.band_name,
            "change": value - before[measure] if measure in before else None,
            "own": own.get(result.pk),
        }
        before[measure] = value


def stages(result):
    return {
        name: visits.millionths(visits.percent(part["earned"], part["maximum"]))
        for name, part in visits.parts(result).items()
    }


# A group


def of_group(group, summaries):
    """What its schools hold of it: meetings at its home, each member at their own school."""
    summaries = summaries.select_related("term__school")
    numbers = merged(in_group(summary, group) for summary in summaries)
    return {key: numbers[key] for key in OF_GROUP if key in numbers}


def in_group(summary, group):
    lines = chosen(summary.lines, Choice(group=group.pk))
    people = [line for line in lines["people"] if line["is_home"]]
    numbers = collaboration.numbers(lines | {"people": people}, today(summary.term.school))
    return numbers | {"coverage": performance.coverage(people)}


def today(school):
    return f"{timezone.localdate(timezone=school.zone)}"
