"""The trail of a practice: who learnt it from whom, in the order of time, and what became of it."""

from dataclasses import dataclass
from datetime import date

DROP = "drop"
TRYING, USED, STOPPED, SEEN = "trying", "used", "stopped", "seen"


@dataclass(frozen=True)
class Try:
    """One person tries a practice. `parent` is the key of the try that it was learnt from."""

    key: object
    person: object
    school: object
    since: date
    verdict: str = ""
    parent: object = None
    is_seen: bool = False

    @property
    def state(self):
        """Being tried until there is a verdict; what is kept or changed is still used."""
        if not self.verdict:
            return TRYING
        return STOPPED if self.verdict == DROP else USED

    @property
    def knot(self):
        """Seen in class says more than used; that somebody stopped is never painted over."""
        return SEEN if self.is_seen and self.state != STOPPED else self.state


def in_time(one):
    return one.since, str(one.key)


def ordered(tries):
    """Each try with its depth: parents before what was learnt from them, each branch in time.

    What was learnt from somebody outside `tries` counts as learnt from the author. Rows that name
    each other in a ring are not lost: the earliest of them opens the ring.
    """
    tries = sorted(tries, key=in_time)
    keys = {one.key for one in tries}
    children, roots = {}, []
    for one in tries:
        if one.parent in keys and one.parent != one.key:
            children.setdefault(one.parent, []).append(one)
        else:
            roots.append(one)
    found, seen = [], set()

    def walk(start):
        waiting = [(start, 0)]
        while waiting:
            one, depth = waiting.pop()
            if one.key not in seen:
                seen.add(one.key)
                found.append((one, depth))
                waiting += [(child, depth + 1) for child in reversed(children.get(one.key, []))]

    for one in roots + tries:  # the second round opens rings, which have no root
        walk(one)
    return found


def latest(tries):
    """Of each person the newest try: somebody may have stopped once, and begun again."""
    return list({one.person: one for one in sorted(tries, key=in_time)}.values())


@dataclass(frozen=True)
class Counts:
    """People, not tries; each in one state."""

    tried: int = 0
    schools: int = 0
    used: int = 0
    trying: int = 0
    stopped: int = 0
    seen: int = 0


def counts(tries):
    now = latest(tries)
    states = [one.state for one in now]
    return Counts(
        tried=len(now),
        schools=len({one.school for one in now}),
        used=states.count(USED),
        trying=states.count(TRYING),
        stopped=states.count(STOPPED),
        seen=len({one.person for one in tries if one.is_seen}),
    )


def only(tries, what):
    """The tries behind one of the counts."""
    if what == SEEN:
        return [one for one in tries if one.is_seen]
    return [one for one in latest(tries) if one.state == what]
