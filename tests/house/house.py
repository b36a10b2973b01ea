"""A whole house for a test: the supervisor and its processes, on a data directory of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2

from config import processes

ROOT = Path(__file__).resolve().parents[2]
READY = "Ctrl-C stops it."
PATIENCE = 60
# How to tell the processes apart by their command line, in the order in which they must stop.
PARTS = {
    "web": "config.wsgi",
    "worker": "config worker",
    "beat": "config beat",
    "broker": "valkey-server",
}


def wait_until(holds, what, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, f"after {seconds} s still waiting until {what}"
        time.sleep(0.02)
    return found


def ignore_ctrl_c():
    """As a shell does for what it starts with &. The supervisor must listen all the same."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class House:
    def __init__(self, folder, *, root=ROOT, **given):
        self.folder, self.root = folder, root
        self.data, self.console = folder / "data", folder / "console.txt"
        self.port = free_port()
        self.given = {
            **{name: os.environ[name] for name in ("HOME", "PATH", "LANG") if name in os.environ},
            "DATA_DIR": str(self.data),
            "PORT": str(self.port),
            **given,
        }
        self.supervisor = None

    def launch(self, **other):
        with self.console.open("w") as console:
            self.supervisor = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"],
                cwd=self.root,
                env={**self.given, **other},
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                preexec_fn=ignore_ctrl_c,
            )

    def start(self):
        self.launch()
        wait_until(self.has_settled, "the house is ready")
        assert READY in self.said(), self.said() + self.logs()
        return self

    def has_settled(self):
        return READY in self.said() or self.supervisor.poll() is not None

    def said(self):
        return self.console.read_text()

    def logs(self):
        return "".join(f"\n== {path}\n{path.read_text()}" for path in self.data.glob("logs/*.log"))

    def get(self, path):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10)

    def answers(self, path="/readyz"):
        try:
            return self.get(path).status == 200
        except OSError:
            return False

    def pids(self):
        return set(processes.of_house(self.data))

    def part(self, name):
        """Return the main process of web, worker, beat or broker, which leads its session."""
        mains = (pid for pid in self.pids() if PARTS[name] in command(pid) and session(pid) == pid)
        return next(mains, None)

    def pool(self):
        """Return the processes in which the worker does its jobs."""
        worker = self.part("worker")
        return sorted(pid for pid in self.pids() if session(pid) == worker != pid)

    def environment(self):
        """Return what the house gave its processes: the made-up address of the broker among it."""
        content = Path(f"/proc/{self.part('worker')}/environ").read_text()
        return dict(line.split("=", 1) for line in content.split("\0") if "=" in line)

    def manage(self, *arguments):
        """Run manage.py with what the house was given, whether it stands or not."""
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=self.root,
            env=self.given,
            capture_output=True,
            text=True,
        )

    def shell(self, code):
        """Run code with the house's own settings; return what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code],
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def interrupt(self):
        self.supervisor.send_signal(signal.SIGINT)

    def stop(self):
        self.interrupt()
        assert self.supervisor.wait(PATIENCE) == 0, self.said()

    def demolish(self):
        """Leave nothing running, whatever the test did."""
        if self.supervisor and self.supervisor.poll() is None:
            self.supervisor.terminate()
            self.supervisor.wait(PATIENCE)
        processes.end_of_house(self.data)


@contextmanager
def a_house(folder, **given):
    """Yield a house that is not started yet, on SQLite or on a PostgreSQL database of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    with own_database() as database:
        house = House(folder, **database, **given)
        try:
            yield house
        finally:
            house.demolish()


@contextmanager
def own_database():
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield {}
        return
    name = f"house_{uuid4().hex}"
    run_sql(server, f"CREATE DATABASE {name}")
    try:
        yield {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    finally:
        run_sql(server, f"DROP DATABASE {name} WITH (FORCE)")


def run_sql(server, statement):
    connection = psycopg2.connect(server)
    connection.autocommit = True
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()


def command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def session(pid):
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None
