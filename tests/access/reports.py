"""What reports keep, with marked words and their readers."""

from reports.models import Summary
from schools.access import Role
from schools.models import Term
from staff.models import Person
from tests import make
from tests.reports.numbers import people


def mark(world, name):
    """The numbers name nobody; a class in the lines of the people stands for all of them."""
    word = f"tk{next(world.numbers):05}z"
    (line,) = people(world.rows[Person, name])
    summary = make.summary(world.rows[Term, name], people=[line | {"class": word}])
    world.readers[word] = world.working_for(name, Role.PRINCIPAL, Role.SUPERVISOR)
    world.rows[Summary, name] = summary
