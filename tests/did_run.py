"""Say what `make test` has run, and fail if a part of it did not: `python -m tests.did_run`."""

import sys
from pathlib import Path
from xml.etree import ElementTree

REPORTS = Path(__file__).resolve().parent.parent / "var"


def cases(database):
    """Return the tests that ran on this database, as names; skipped ones did not run."""
    report = ElementTree.parse(REPORTS / f"tests-{database}.xml")
    used = {each.get("value") for each in report.iterfind(".//property[@name='database']")}
    if used != {database}:
        raise SystemExit(f"The run for {database} used {used or 'no database'}.")
    return {
        f"{case.get('classname')}::{case.get('name')}"
        for case in report.iterfind(".//testcase")
        if case.find("skipped") is None
    }


def main():
    try:
        sqlite, postgresql = cases("sqlite"), cases("postgresql")
    except FileNotFoundError as missing:
        raise SystemExit(f"A run has left no report: {missing.filename}") from None
    browser = {case for case in sqlite if case.startswith("tests.browser.")}
    print(f"On SQLite {len(sqlite)} tests, {len(browser)} of them in a browser.")
    print(f"On PostgreSQL {len(postgresql)} tests.")
    if not browser:
        raise SystemExit("No browser test has run.")
    if sqlite - browser != postgresql:
        differing = sorted((sqlite - browser) ^ postgresql)
        raise SystemExit("Run on one database only:\n" + "\n".join(differing))


if __name__ == "__main__":
    sys.exit(main())
