"""What reports keep, with marked words and their readers."""

from reports.models import Summary
from schools.access import Role
from schools.models import Term
from tests import make


def mark(world, name):
    """The numbers name nobody; a class in the lines of the people stands for all of them."""
    word = f"tk{next(world.numbers):05}z"
    summary = make.summary(world.rows[Term, name], people=[{"class": word}])
    world.readers[word] = world.working_for(name, Role.PRINCIPAL, Role.SUPERVISOR)
    world.rows[Summary, name] = summary
