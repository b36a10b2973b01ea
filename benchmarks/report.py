"""The findings of a run as a page to read."""

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from django.db import connection

from config.frontend import installed_chromium

SIGNS = {True: "holds", False: "**falls short**", None: "open"}


def write(run, path):
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(page(run)) + "\n")
    print(f"written: {path}", file=sys.stderr)


def page(run):
    yield "# What was measured"
    yield ""
    yield (
        "Ratios taken in turns within one run: the middle one, and from the lowest to the highest."
        " Seconds say only what a ratio is made of. The goals were set before anything was built."
    )
    yield ""
    yield from machine(run)
    yield ""
    yield "| work | goal | measured | |"
    yield "|---|---|---|---|"
    for line in run.lines:
        yield f"| {line.work} | {line.goal} | {line.found} | {SIGNS[line.holds]} |"
    yield ""
    yield "## What the ratios are made of"
    yield ""
    for line in run.lines:
        yield f"- **{line.work}.** {capital(line.made_of)}."
    short = [line for line in run.lines if line.holds is False]
    if short:
        yield ""
        yield "## What limits those that fall short"
        yield ""
        for line in short:
            yield f"- **{line.work}.** {line.limits}"


def machine(run):
    size = run.worlds.scale.district
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    filled = [f"{name} in {took:.0f} s" for name, took in run.worlds.filled.items()]
    yield f"- {run.began:%Y-%m-%d %H:%M}, {run.seconds / 60:.0f} minutes, size “{run.size}”"
    yield (
        f"- {processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {system()}; load before the"
        f" run {run.load_before:.1f}"
    )
    packages = ("django", "pandas", "psycopg2-binary", "celery", "xlsxwriter", "python-calamine")
    yield (
        f"- Python {platform.python_version()}, PostgreSQL {postgresql()}, Chromium"
        f" {browser()}, " + ", ".join(f"{name} {version(name)}" for name in packages)
    )
    yield (
        f"- District: {size.schools} schools, {size.schools * size.people:,} people,"
        f" {size.years} years of {size.cycles} cycles, {size.items} items,"
        f" {size.schools * size.meetings:,} meetings. Filled: {', '.join(filled)}"
    )


def capital(text):
    return text[:1].upper() + text[1:]


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def system():
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.partition("=")[2].strip('"')
    return platform.platform()


def postgresql():
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return cursor.fetchone()[0]


def browser():
    path = installed_chromium()
    if path is None:
        return "from npm"
    said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    return said.split()[1]
