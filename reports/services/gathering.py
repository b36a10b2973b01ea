"""The lines of a term: the people and the rows that its sums are made of.

A number is a sum over lines, a filter chooses among them, and whoever may read the people of a
school opens a number to see them.
"""

from collections import defaultdict

from supervision.services.cycle_results import class_order

from ..calculations import people as found
from ..calculations.collaboration import at_their_own
from ..calculations.performance import HEAD
from ..sources import meetings, visits


def lines_of(term, earlier):
    """All of one school's term; `earlier` is the term before, if there was one."""
    people = people_of(term, visits.of_term(term), earlier and visits.of_term(earlier))
    others = {line["person"] for line in people if line["work"] != HEAD}
    held = meetings.meetings(term)
    return {
        "people": people,
        "steps": [line for line in visits.steps(term) if line["person"] in others],
        "meetings": held,
        "groups": meetings.groups(term, held),
        "voices": meetings.voices(term),
        "decisions": meetings.decisions(term),
        "tasks": meetings.tasks(term),
        "practices": meetings.practices(term),
        "shares": meetings.shares(term),
        "named": meetings.named(term),
        "programmes": meetings.programmes(term),
    }


def people_of(term, seen, seen_before=None):
    """A line for whoever worked there in the term, by class and then as they came: what the
    visits `seen` found, beside those `seen_before`."""
    results = visits.results(seen)
    before = visits.results(seen_before) if seen_before is not None else []
    works = visits.people(term)
    for person, subject, grades in visits.taught(results):
        if person in works:
            works[person]["subjects"].update({subject} - {""})
            works[person]["grades"].update(grades)
    now, earlier = visits.measured(results), visits.measured(before)
    values, values_before = found.values(now), found.values_before(earlier, now)
    bands, items = found.bands(now), visits.items(results)
    classes, visited = visits.classes(results), visits.visited(seen)
    verdicts, differences = visits.verdicts(results), visits.differences(seen, results)
    own = at_their_own(meetings.works(term), term.school_id)
    groups, did = by_first(meetings.members(term)), by_first(meetings.did(term))
    lines = [
        {
            "person": person,
            "work": work["work"],
            "is_home": person in own,
            "class": classes.get(person, ""),
            "subjects": sorted(work["subjects"]),
            "grades": sorted(work["grades"]),
            "groups": sorted(groups[person]),
            "values": values.get(person, {}),
            "before": values_before.get(person, {}),
            "band": bands.get(person, ""),
            "items": items.get(person, {}),
            "visited": person in visited,
            "met": verdicts.get(person),
            "own": differences.get(person),
            "did": sorted(did[person]),
        }
        for person, work in works.items()
    ]
    return sorted(lines, key=lambda line: class_order(line["class"]))


def by_first(pairs):
    grouped = defaultdict(set)
    for first, second in pairs:
        grouped[first].add(second)
    return grouped
