"""Where the time of something goes: queries, templates, the rest."""

import cProfile
import pstats
import re
import time
from collections import Counter
from contextlib import contextmanager

from django.db import connection

TIMES = 10
TABLE = re.compile(r'(?:FROM|UPDATE|INTO) "(\w+)"')


@contextmanager
def queries():
    """How many were asked, the seconds they took, and those of each query by its words."""
    spent = {"queries": 0, "seconds": 0.0, "each": Counter()}

    def note(execute, sql, *arguments):
        began = time.perf_counter()
        try:
            return execute(sql, *arguments)
        finally:
            taken = time.perf_counter() - began
            spent["queries"] += 1
            spent["seconds"] += taken
            spent["each"][sql] += taken

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
    slowest = [
        f"{TABLE.search(sql)[1]} {seconds / TIMES * 1000:.0f} ms"
        for sql, seconds in spent["each"].most_common(3)
        if TABLE.search(sql)
    ]
    return (
        f"{spent['queries'] // TIMES} queries take {spent['seconds'] / taken:.0%} of its time"
        f" ({taken / TIMES * 1000:.1f} ms), most of all {', '.join(slowest)}; by the profiler"
        f" {share(profile, 'render'):.0%} lies within templates,"
        f" {share(profile, 'execute_sql'):.0%} within queries."
    )


def share(profile, name):
    """The part of the whole time that lies within functions of that name, nested ones once."""
    stats = pstats.Stats(profile)
    within = max(
        (all_time for (_p, _l, found), (*_n, all_time, _c) in stats.stats.items() if found == name),
        default=0.0,
    )
    return min(within / stats.total_tt, 1)
