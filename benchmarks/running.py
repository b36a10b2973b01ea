"""Runs the measurements one after the other and keeps what each of them found."""

import os
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from .worlds import SCALES, Worlds


@dataclass
class Run:
    size: str
    worlds: Worlds
    lines: list  # of Line
    began: datetime
    load_before: float  # of the machine, over a minute
    seconds: float = 0


def run(subjects, size):
    began, clock = datetime.now(), time.perf_counter()
    found = Run(size, Worlds(SCALES[size]), [], began, os.getloadavg()[0])
    for name in subjects:
        subject = import_module(f"benchmarks.subjects.{name}")
        for line in subject.measure(found.worlds):
            mark = {True: "holds", False: "falls short", None: "open"}[line.holds]
            print(f"{line.work}: {line.found} [{line.goal}: {mark}]", file=sys.stderr)
            found.lines.append(line)
    found.seconds = time.perf_counter() - clock
    return found
