"""How things are measured: in turns within one run, told as ratios with their spread."""

import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PATIENCE = 1800  # seconds


@dataclass(frozen=True)
class Times:
    """Seconds of several ways to do one thing, round by round."""

    rounds: list  # of {way: seconds}

    def of(self, way):
        return median(each[way] for each in self.rounds)

    def ratio(self, one, other, times=1):
        """How much longer `one` takes than `other`, if `one` had to be done `times` as often."""
        return Ratio([each[one] * times / each[other] for each in self.rounds])


@dataclass(frozen=True)
class Ratio:
    rounds: list

    @property
    def middle(self):
        return median(self.rounds)

    def __str__(self):
        low, high = min(self.rounds), max(self.rounds)
        return f"{plain(self.middle)} ({plain(low)}–{plain(high)})"


def plain(number):
    """With as many digits as one can compare by."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}" if number >= 1 else f"{number:.2g}"


def seconds(number):
    return f"{number * 1000:.3g} ms" if number < 1 else f"{number:.3g} s"


def side_by_side(rounds, **ways):
    """Take each way in turn, so that what else the machine does falls on all of them."""
    return Times([{name: timed(way) for name, way in ways.items()} for _ in range(rounds)])


def timed(way):
    began = time.perf_counter()
    way()
    return time.perf_counter() - began


@dataclass(frozen=True)
class Line:
    """One line of the table of goals, as this run found it."""

    work: str
    goal: str
    found: str
    holds: bool | None  # None where it cannot be told yet
    made_of: str = ""  # the times or bytes behind it
    limits: str = ""  # what stands in the way, where it falls short


def wait_until(holds):
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.02)


def memory(pid, name):
    """MiB of a process: VmHWM is its peak, Pss its share of what it holds now."""
    file = "smaps_rollup" if name == "Pss" else "status"
    for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def children(pid):
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]
