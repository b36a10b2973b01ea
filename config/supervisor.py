"""The whole house on one machine: `python -m config.supervisor` starts it, Ctrl-C stops it.

Started from the ground up: broker, beat, worker, web. Stopped from the top down, each while what
it leans on still stands: no request can ask for new work any more, then the worker hands back
what it has not finished, then the broker writes it down. Standard library only, so that the one
process that must not fall over stays small.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from config import broker
from config.processes import MARK, ONE_HEAP, ROOT, Child, end_of_house, say, spawn

SECONDS_TO_START = 60
STOP_SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


class StartError(Exception):
    """The house cannot be started; the text is a sentence for the person at the console."""


class Stopped(BaseException):
    """Somebody asked the house to stop. Like KeyboardInterrupt, no `except Exception` holds it."""


class House:
    """Broker, beat, worker and web on one data directory, as the environment describes them."""

    def __init__(self, environment):
        def given(name, default):
            return environment.get(name, "").strip() or default

        self.data = Path(given("DATA_DIR", ROOT / "var")).resolve()
        self.host, self.port = given("HOST", "127.0.0.1"), given("PORT", "8000")
        self.address = f"http://{self.host}:{self.port}"
        outside = given("REDIS_URL", "")
        redis = outside or broker.address()
        self.environment = {
            **ONE_HEAP,
            **environment,
            "DATA_DIR": str(self.data),
            "REDIS_URL": redis,
            MARK: str(self.data),
        }
        own_broker = Child("broker", "config.broker", is_up=partial(broker.answers, redis))
        self.children = [
            *([] if outside else [own_broker]),
            Child("beat", "celery -A config beat --pidfile="),
            Child(
                "worker",
                # There is no other worker to get to know, so no time is spent on it.
                "celery -A config worker --pool prefork --concurrency 2"
                " --without-mingle --without-gossip",
                # Finish what takes a moment, hand back the rest.
                ended_by=signal.SIGQUIT,
                seconds_to_end=15,
                # The broker goes down with the supervisor, and a worker cannot end without it.
                orphaned_by=signal.SIGKILL,
            ),
            Child(
                "web",
                f"gunicorn config.wsgi --bind {self.host}:{self.port} --no-control-socket"
                f" --workers {given('WEB_WORKERS', '1')} --worker-class gthread"
                " --threads 8 --graceful-timeout 5",
                is_up=self.is_ready,
            ),
        ]

    def run(self):
        self.data.mkdir(parents=True, exist_ok=True)
        with self.alone():
            end_of_house(self.data)
            self.refuse_taken_port()
            try:
                welcome = self.prepare()
                self.start()
                say(f"\nSejawat is ready: {self.address}\n\n{welcome}\nCtrl-C stops it.")
                while True:
                    for child in self.children:
                        if child.is_due():
                            child.start(self.environment, self.log(child))
                    time.sleep(0.5)
            finally:
                self.stop()

    def alone(self):
        """Hold the data directory for as long as this process lives, however it dies."""
        lock = (self.data / "supervisor.lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StartError(f"Sejawat is already running: {lock.read()}") from None
        lock.truncate(0)
        lock.write(self.address)
        lock.flush()
        return lock

    def refuse_taken_port(self):
        try:
            socket.create_server((self.host, int(self.port))).close()
        except (ValueError, OverflowError):
            raise StartError(f"PORT: write a number up to 65535, not “{self.port}”.") from None
        except OSError as error:
            why = f"Sejawat cannot have {self.address} ({os.strerror(error.errno).lower()})"
            raise StartError(f"{why}; choose another port, for example PORT=8001.") from None

    def prepare(self):
        """Bring database and files up to date; return what the console should show in the end."""
        with spawn(
            ["manage.py", "prepare"], self.environment, stdout=subprocess.PIPE, text=True
        ) as process:
            try:
                welcome = process.stdout.read()
            except Stopped:
                process.terminate()
                raise
        if process.returncode:
            raise StartError("Sejawat could not be prepared; the lines above say why.")
        return welcome

    def start(self):
        for child in self.children:
            log = self.log(child)
            log.parent.mkdir(exist_ok=True)
            if log.exists():
                log.replace(log.with_suffix(".before.log"))
            child.start(self.environment, log)
            self.wait_for(child)

    def wait_for(self, child):
        """Wait until the child is up, or say which one keeps the house from standing."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not child.is_up():
            for other in self.children:
                if other.has_died():
                    raise StartError(f"{other.name} ended while starting: see {self.log(other)}")
            if time.monotonic() > deadline:
                why = f"{child.name} is not ready after {SECONDS_TO_START} s"
                raise StartError(f"{why}: see {self.log(child)}")
            time.sleep(0.1)

    def is_ready(self):
        """Whether the web process answers and finds database, broker and migrations in order."""
        try:
            with socket.create_connection((self.host, int(self.port)), timeout=5) as line:
                line.sendall(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                return line.recv(64).split()[1:2] == [b"200"]
        except OSError:
            return False

    def stop(self):
        listen_for(STOP_SIGNALS, signal.SIG_IGN)
        say("Stopping …")
        for child in reversed(self.children):
            child.end()
        end_of_house(self.data)

    def log(self, child):
        return self.data / "logs" / f"{child.name}.log"


def listen_for(signals, handler):
    for number in signals:
        signal.signal(number, handler)


def stop_asked(number, frame):
    listen_for(STOP_SIGNALS, signal.SIG_IGN)
    raise Stopped


def main():
    os.umask(0o077)  # what a school writes is nobody else's on this machine
    # Set by hand: a shell that starts a command with & has it ignore Ctrl-C.
    listen_for(STOP_SIGNALS, stop_asked)
    try:
        House(dict(os.environ)).run()
    except StartError as error:
        sys.exit(str(error))
    except Stopped:
        say("Stopped.")


if __name__ == "__main__":
    main()
