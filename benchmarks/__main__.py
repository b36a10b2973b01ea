"""Measure ratios side by side on a PostgreSQL of their own: `python -m benchmarks [subjects]`.

Without subjects all are measured, and the findings written to benchmarks/RESULTS.md.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SUBJECTS = ("rebuilding", "above", "freshness", "pages", "weights", "files")


def arguments():
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    asked.add_argument("subjects", nargs="*", help=f"of {', '.join(SUBJECTS)}; all without")
    asked.add_argument("--size", default="full", choices=["full", "small"])
    asked.add_argument("--to", type=Path, help="where to write the findings")
    given = asked.parse_args()
    if unknown := set(given.subjects) - set(SUBJECTS):
        asked.error(f"no such subject: {', '.join(sorted(unknown))}")
    return given


def main():
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and not without stopping the server
    from .server import postgresql

    with postgresql() as url, tempfile.TemporaryDirectory(prefix="sejawat-bench-") as data:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # the browser's loop stays in this thread
            "DATABASE_URL": url,
            "DATA_DIR": data,
            "LOG_LEVEL": "ERROR",
        }
        import django

        django.setup()
        from .report import write
        from .running import run

        found = run(given.subjects or SUBJECTS, given.size)
        is_whole = given.size == "full" and not given.subjects
        write(found, given.to or (HERE if is_whole else Path("var")) / "RESULTS.md")


if __name__ == "__main__":
    main()
