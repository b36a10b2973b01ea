"""Who reads and writes what hangs on a visit. Each rule is written once, for any path to it."""

from dataclasses import replace

from django.db.models import Q

from schools.access import ALWAYS, Own, Role, held

from .kinds import NOT_SHARED, SHARED, VisitKind

VISITING = (Role.PRINCIPAL, Role.OBSERVER, Role.SUPERVISOR)


def at(path, name):
    """The lookup of a field of the visit that `path` leads to; "" is the visit itself."""
    return f"{path}__{name}" if path else name


def in_states(path, states):
    return Q(**{at(path, "state__in"): sorted(states)})


def not_peer(path):
    """A peer visit belongs to host and guest, until the host opens it to the school."""
    return ~Q(**{at(path, "kind"): VisitKind.PEER}) | Q(**{at(path, "is_open"): True})


def concerned(path, when=ALWAYS):
    return Own(at(path, "person__user"), when=when)


def observing(path, when=ALWAYS):
    """The observer, while their role there lets them visit; a guest by being invited.

    Never of a visit at their own work, whoever was written down as its observer.
    """
    guest = Q(**{at(path, "kind"): VisitKind.PEER})
    observer, person = at(path, "observer"), at(path, "person__user")
    return (
        held(*VISITING, own=observer, others=person, when=when),
        Own(observer, when=guest & when),
    )


def leading(path, when=ALWAYS):
    """The principal, of others' visits and never of those at their own work."""
    return held(Role.PRINCIPAL, when=not_peer(path) & when, others=at(path, "person__user"))


def narrowed(rules, condition):
    """The same rules, for fewer rows."""
    return tuple(replace(rule, when=rule.when & condition) for rule in rules)


def readers(path):
    """Scores, notes, feedback and what is said of them."""
    shared = in_states(path, SHARED)
    return (
        concerned(path, shared),
        *observing(path),
        leading(path),
        held(Role.SUPERVISOR, when=shared & not_peer(path)),
    )


def not_yet_shared(path):
    return in_states(path, NOT_SHARED)
