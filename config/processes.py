"""Processes that the supervisor keeps running, and ends together with all they have started."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Stands in the environment of every process of a house and names its data directory.
MARK = "SEJAWAT_HOUSE"
PR_SET_PDEATHSIG = 1
# Threads of Python take turns, so one heap serves them all; with one each, 5 MB more lie about.
ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
LIBC = ctypes.CDLL(None)  # loaded here: between fork and exec is no time to load a library


@dataclass
class Child:
    """A Python module kept running. In a session of its own, so Ctrl-C does not reach it."""

    name: str
    command: str
    is_up: Callable[[], bool] = lambda: True
    ended_by: int = signal.SIGTERM
    seconds_to_end: float = 8
    orphaned_by: int = signal.SIGTERM  # what the kernel sends when the supervisor is killed
    process: subprocess.Popen | None = None
    started_at: float = 0
    pause: float = 1
    again_at: float = 0

    def start(self, environment, log):
        with log.open("ab") as output:
            self.process = spawn(
                ["-m", *self.command.split()],
                environment,
                orphaned_by=self.orphaned_by,
                stdout=output,
                stderr=output,
            )
        self.started_at, self.again_at = time.monotonic(), 0

    def has_died(self):
        return self.process is not None and self.process.poll() is not None

    def is_due(self):
        """Whether it has died and may start again: after a pause that doubles while it dies young.

        What it started itself, a worker's pool for instance, is ended first.
        """
        if not self.has_died():
            return False
        now = time.monotonic()
        if not self.again_at:
            self.pause = 1 if now - self.started_at > 60 else min(2 * self.pause, 30)
            self.again_at = now + self.pause
            say(f"{self.name} ended by itself; it is started again in {self.pause:g} s.")
            self.end_by_force()
        return now >= self.again_at

    def end(self):
        if self.process is None:
            return
        self.process.send_signal(self.ended_by)
        try:
            self.process.wait(self.seconds_to_end)
        except subprocess.TimeoutExpired:
            say(f"{self.name} did not stop within {self.seconds_to_end:g} s and is ended by force.")
        self.end_by_force()

    def end_by_force(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def spawn(arguments, environment, *, orphaned_by=signal.SIGTERM, **streams):
    """Start this same Python: a console script breaks where its path is long or has a space."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=partial(end_with_parent, orphaned_by),
        **streams,
    )


def end_with_parent(number):
    """Have the kernel send this signal to the calling process when its parent dies (Linux)."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, number)


def of_house(data):
    """Yield the processes that an earlier run on this data directory has left behind.

    They are known by the mark in their environment. A pid that was written down may meanwhile
    belong to a stranger; the mark never does.
    """
    mark = os.fsencode(f"{MARK}={data}")
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # it has just ended, or is somebody else's
            if mark in environment.read_bytes().split(b"\0"):
                yield int(environment.parent.name)


def end_of_house(data, patience=5):
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + patience
        for pid in of_house(data):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        while any(of_house(data)) and time.monotonic() < deadline:
            time.sleep(0.1)


def say(text):
    with suppress(OSError):  # the terminal may be gone; the house stops in order all the same
        print(text, flush=True)
