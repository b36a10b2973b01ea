"""What a term came to, and what was asked about it."""

from reports.models import Report, Summary
from schools.models import Job

from . import schools
from .basics import a_moment, numbers


def summary(of=None, **fields):
    """What the term `of` came to, counted just now."""
    defaults = {"state": Job.State.DONE, "counted_at": a_moment()}
    return Summary.objects.create(term=of or schools.term(), **defaults | fields)


def report(of, by, **fields):
    """What `by` asked about the school `of`, built just now from it alone; without one, about
    the cycle, person or group among `fields`."""
    asked = Report.objects.create(
        **{
            "requested_by": by,
            "school": of,
            "digest": f"{next(numbers)}",
            "kind": Report.Kind.PERFORMANCE,
            "term": "20251",
            "state": Job.State.DONE,
            "counted_at": a_moment(),
            "reads": "view",
            **fields,
        }
    )
    school = asked.cycle.school if asked.cycle else of
    asked.schools.set([school] if school and asked.state == Job.State.DONE else [])
    return asked
