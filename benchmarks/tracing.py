"""Where the time of something goes: queries, templates, the rest."""

import cProfile
import pstats
import time
from contextlib import contextmanager

from django.db import connection

TIMES = 20


@contextmanager
def queries():
    """How many were asked, and the seconds they took."""
    spent = {"queries": 0, "seconds": 0.0}

    def note(execute, *arguments):
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent["queries"] += 1
            spent["seconds"] += time.perf_counter() - began

    with connection.execute_wrapper(note):
        yield spent


def traced(ask):
    """In words: how many queries one page asks, and which share of its time goes where."""
    with queries() as spent:
        began = time.perf_counter()
        for _ in range(TIMES):
            ask()
        taken = time.perf_counter() - began
    profile = cProfile.Profile()
    profile.runcall(ask)
    return (
        f"{spent['queries'] // TIMES} queries take {spent['seconds'] / taken:.0%} of its time"
        f" ({taken / TIMES * 1000:.1f} ms); by the profiler {share(profile, 'render'):.0%} lies"
        f" within templates, {share(profile, 'execute_sql'):.0%} within the ORM."
    )


def share(profile, name):
    """The part of the whole time that lies within functions of that name, nested ones once."""
    stats = pstats.Stats(profile)
    within = max(
        (all_time for (_p, _l, found), (*_n, all_time, _c) in stats.stats.items() if found == name),
        default=0.0,
    )
    return min(within / stats.total_tt, 1)
