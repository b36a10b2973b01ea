"""What reports keep, with marked words and their readers."""

from meetings.models import Group
from reports.models import Report, Summary
from schools.access import KNOW, VIEW, Role
from schools.models import School, Term
from staff.models import Person
from supervision.models import Cycle
from tests import make
from tests.reports.numbers import lines, person_line


def mark(world, name):
    """The numbers name nobody; a class in the lines of the people stands for all of them."""
    word = f"tk{next(world.numbers):05}z"
    line = person_line(world.rows[Person, name], **{"class": word})
    summary = make.summary(world.rows[Term, name], lines=lines(line))
    world.readers[word] = world.working_for(name, Role.PRINCIPAL, Role.SUPERVISOR)
    world.rows[Summary, name] = summary
    principal = {"own": Role.PRINCIPAL, "neighbour": "neighbour_principal", "elsewhere": "outsider"}
    word = f"tk{next(world.numbers):05}z"
    world.readers[word] = {str(principal[name])}
    world.rows[Report, name] = make.report(
        world.rows[School, name],
        world.actors[principal[name]],
        parts=[{"school": 1, "name": word, "numbers": {}, "before": {}}],
    )
    mark_apart(world, name, str(principal[name]))


def mark_apart(world, name, principal):
    """Reports that tell their asker alone; in “own” the teacher asks about self and group."""
    group, cycle = world.rows[Group, name], world.rows[Cycle, name]
    if name == "own":
        person, member = world.rows["teacher", name], str(Role.TEACHER)
        concerned, reads = {member}, KNOW
    else:
        person, member = world.rows[Person, name], principal
        concerned, reads = set(), VIEW

    def put(key, by, part, **fields):
        part = {"school": None, "cluster": None, "name": "", "numbers": {}, "before": {}} | part
        world.rows[key, name] = make.report(None, by, parts=[part], **fields)

    head = world.actors[principal]
    put("report of a cycle", head, {"name": world.word({principal})}, cycle=cycle)
    visit = {"date": "2025-08-04", "instrument": world.word(concerned), "values": {"all": 1}}
    visit |= {"band": "", "change": None, "own": None}
    put("report of a person", person.user, {"visits": [visit]}, person=person)
    asked = {"group": group, "reads": reads, "kind": Report.Kind.COLLABORATION}
    put("report of a group", world.actors[member], {"name": world.word({member})}, **asked)
