"""Reads one file in a process of its own, and tells what it cost.

    python -m tests.staff.dapodik.measured < file

prints the code of the refusal (or "read"), the peak of memory in MB, and the seconds it took.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def measured(content: bytes) -> tuple[str, float, float]:
    command = [sys.executable, "-m", "tests.staff.dapodik.measured"]
    done = subprocess.run(command, input=content, cwd=ROOT, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    code, peak, seconds = done.stdout.decode().split()
    return code, float(peak), float(seconds)


def peak_in_megabytes() -> float:
    """On Linux not by getrusage alone: there a child starts from the peak of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024


def main():
    from staff.dapodik.reading import read
    from staff.dapodik.refusal import Refused

    content = sys.stdin.buffer.read()
    start = time.perf_counter()
    try:
        read("berkas.xlsx", content)
        code = "read"
    except Refused as refused:
        code = refused.code
    print(code, peak_in_megabytes(), time.perf_counter() - start)


if __name__ == "__main__":
    main()
