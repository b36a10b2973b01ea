"""Counting all summaries of a district anew: how long, how much memory, and with two workers."""

import cProfile
import os
import pstats
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

from config import broker
from config.processes import ROOT
from reports.models import Summary
from reports.tasks import count
from schools.models import School, Term

from .. import tracing
from ..measuring import Line, children, memory, seconds, side_by_side, wait_until
from ..raw import from_items, from_results, item_rows
from ..server import address

PART = 20  # one school in so many is counted, and the time multiplied
IN_A_BATCH = 120  # summaries, for one worker and for two in turns
PACKAGES = ("pandas", "django", "psycopg2", "reports", "supervision")


def measure(worlds):
    with worlds.district():
        add_missing()
        yield rebuild(worlds)
        yield from workers(worlds)


def rebuild(worlds):
    """All summaries ÷ one SQL statement that finds the same means, bands and changes."""
    schools = list(School.objects.order_by("pk").values_list("pk", flat=True)[::PART])
    times = School.objects.count() / len(schools)
    chosen = list(Summary.objects.filter(term__school__in=schools).values_list("pk", flat=True))
    with item_rows() as items:
        found = side_by_side(
            worlds.scale.rounds,
            summaries=lambda: count_all(chosen),
            scores=from_results,
            items=lambda: from_items(items),
        )
    ratio = found.ratio("summaries", "scores", times)
    each = found.of("summaries") / len(chosen)
    queries, in_sql = asked(chosen)
    return Line(
        "rebuild all summaries of a district ÷ one raw SQL over the scores of all items",
        "≤ 0.5",
        str(ratio),
        ratio.middle <= 0.5,
        made_of=f"{len(chosen)} summaries at {seconds(each)} each, × {times:.3g};"
        f" SQL that unnests the scores {seconds(found.of('scores'))};"
        f" over a table with a row for each item {seconds(found.of('items'))},"
        f" against which the ratio is {found.ratio('summaries', 'items', times)}",
        limits=f"Each summary asks {queries} queries ({in_sql:.0%} of its time) and makes many"
        f" frames of a few rows, whose fixed cost is far above that of the rows."
        f" Where a summary's time goes: {shares(chosen)}.",
    )


def add_missing():
    missing = Term.objects.filter(summary=None)
    Summary.objects.bulk_create([Summary(term=term) for term in missing])


def count_missing():
    """So that every term has its numbers, also where nothing has been rebuilt in this run."""
    add_missing()
    uncounted = list(Summary.objects.filter(counted_at=None).values_list("pk", flat=True))
    if uncounted:
        with working(2) as two:
            two.work(uncounted)


def count_all(pks):
    """As a worker would, one after the other."""
    make_due(pks)
    for pk in pks:
        count(pk)


def make_due(pks):
    Summary.objects.filter(pk__in=pks).update(
        state=Summary.State.QUEUED, due_at=timezone.now(), attempts=0, token=None
    )


def asked(pks):
    """Queries of one summary, and the share of its time that it waits for them."""
    began = time.perf_counter()
    with tracing.queries() as spent:
        count_all(pks[:60])
    taken = time.perf_counter() - began
    return round(spent["queries"] / len(pks[:60])), spent["seconds"] / taken


def shares(pks):
    """How the time of counting is spread over packages, by the profiler."""
    profile = cProfile.Profile()
    profile.runcall(count_all, pks[:30])
    spent, whole = dict.fromkeys(PACKAGES, 0.0), 0.0
    for (path, _line, name), (_cc, _nc, own, _all, _callers) in pstats.Stats(profile).stats.items():
        whole += own
        package = next((one for one in PACKAGES if f"/{one}/" in path), None)
        package = package or next((one for one in PACKAGES if one in name), None)
        if package:
            spent[package] += own
    told = [f"{package} {own / whole:.0%}" for package, own in spent.items()]
    return ", ".join([*told, f"Python itself and others {1 - sum(spent.values()) / whole:.0%}"])


# With real workers


def workers(worlds):
    """Two pool processes ÷ one, on the same summaries in turns, with the memory they take."""
    every = list(Summary.objects.order_by("pk").values_list("pk", flat=True))
    chosen = every[:: max(len(every) // IN_A_BATCH, 1)]
    with working(1) as one, working(2) as two:
        two.work(every[:8])  # to warm up
        one.work(every[:8])
        found = side_by_side(
            worlds.scale.rounds,
            one=lambda: one.work(chosen),
            two=lambda: two.work(chosen),
            burn_one=lambda: burn(1),
            burn_two=lambda: burn(2),
        )
        before = two.peak()
        two.work(every)
        after, held = two.peak(), two.held()
    gain, ceiling = found.ratio("one", "two"), found.ratio("burn_one", "burn_two", 2)
    yield Line(
        "two workers ÷ one, rebuild of a district",
        "≥ 1.7, or the shared limit named and shown",
        str(gain),
        gain.middle >= 1.7,
        made_of=f"{len(chosen)} summaries: {seconds(found.of('one'))} and"
        f" {seconds(found.of('two'))}; two processes that only reckon, in turns with them, come"
        f" to {ceiling} times one",
        limits=f"PostgreSQL and the broker share the {os.cpu_count()} cores with the workers.",
    )
    yield Line(
        "worker memory while a district is rebuilt",
        "≤ 350 MiB, and it grows with a school only",
        f"{after:.0f} MiB at its peak",
        after <= 350,
        made_of=f"{held:.0f} MiB Pss afterwards; the peak after {len(chosen)} summaries was"
        f" {before:.0f} MiB, after {len(every)} more {after:.0f} MiB",
        limits="What pandas takes at import.",
    )


@contextmanager
def working(processes):
    """A Celery worker with so many processes, on a broker of its own."""
    url = broker.address()
    environment = {
        **os.environ,
        "REDIS_URL": url,
        "DATA_DIR": str(settings.DATA_DIR / f"workers-{processes}"),
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": address(),
        "LOG_LEVEL": "ERROR",
    }
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    started = {"cwd": ROOT, "env": environment, **quiet}
    store = subprocess.Popen([sys.executable, "-m", "config.broker"], **started)
    wait_until(lambda: broker.answers(url))
    worker = subprocess.Popen(
        [
            sys.executable,
            *"-m celery -A config worker --pool prefork --without-mingle --without-gossip".split(),
            *f"--concurrency {processes} --loglevel ERROR".split(),
        ],
        **started,
    )
    try:
        yield Workers(url, worker.pid)
    finally:
        for process in (worker, store):
            process.terminate()
            process.wait(30)


class Workers:
    def __init__(self, url, pid):
        self.url, self.pid = url, pid

    def work(self, pks):
        """Send all these and wait until they are counted."""
        from celery import current_app

        make_due(pks)
        with current_app.connection_for_write(self.url) as line:
            for summary in Summary.objects.filter(pk__in=pks).only("pk"):
                current_app.send_task(summary.task, [summary.pk], connection=line)
        waiting = Summary.objects.filter(pk__in=pks).exclude(state=Summary.State.DONE)
        wait_until(lambda: not waiting.exists())

    def peak(self):
        return max(memory(pid, "VmHWM") for pid in children(self.pid))

    def held(self):
        return max(memory(pid, "Pss") for pid in children(self.pid))


def burn(processes):
    """Nothing but reckoning, in so many processes at once."""
    code = "sum(number * number for number in range(6_000_000))"
    started = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(processes)]
    for process in started:
        process.wait()
