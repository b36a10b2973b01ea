"""What reports keep, with marked words and their readers."""

from reports.models import Report, Summary
from schools.access import Role
from schools.models import School, Term
from staff.models import Person
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
