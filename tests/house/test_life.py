"""The house starts, answers, mends itself, and leaves nothing behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys

import pytest

from config.processes import MARK, end_of_house
from tests.house.house import PARTS, ROOT, House, a_house, command, wait_until

pytestmark = [pytest.mark.house, pytest.mark.xdist_group("house")]


DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(99)"


@pytest.fixture(scope="module")
def awkward_clone(tmp_path_factory):
    """A copy of the sources where paths have spaces and are too long for a shebang or a socket."""
    clone = (
        tmp_path_factory.mktemp("clone") / ("a long way down " * 5) / ("and on " * 6) / "sejawat"
    )
    left_out = shutil.ignore_patterns(".git", ".venv", "node_modules", "var", "__pycache__")
    shutil.copytree(ROOT, clone, ignore=left_out)
    (clone / "node_modules").symlink_to(ROOT / "node_modules")
    assert len(str(clone)) > 110
    return clone


@pytest.fixture(scope="module")
def house(awkward_clone):
    with a_house(awkward_clone / "var", root=awkward_clone, DEMO="true") as house:
        yield house.start()


def test_the_console_says_where_it_is_and_who_can_sign_in(house):
    said = house.said()
    assert f"http://127.0.0.1:{house.port}" in said
    assert "kepsek" in said
    assert "password" in said


def test_pages_come_with_their_style(house):
    page = house.get("/").read().decode()
    styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
    assert styles
    for style in styles:
        assert house.get(style).status == 200


def test_no_password_stands_on_a_command_line(house):
    secret = house.environment()["REDIS_URL"].split("@")[0].rsplit(":", 1)[1]
    assert len(secret) > 30
    for process in os.listdir("/proc"):
        assert secret not in command(process)


def test_what_a_school_writes_is_closed_to_others_on_the_machine(house):
    written = [path for path in house.data.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if path.stat().st_mode & 0o077]


def test_each_part_that_dies_is_started_again(house):
    before = {name: house.part(name) for name in PARTS}
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    for name, pid in before.items():
        wait_until(lambda: house.part(name) not in {None, pid}, f"{name} is back")  # noqa: B023
        assert f"{name} ended by itself" in house.said()
    wait_until(house.answers, "all is well again")


def test_a_second_start_is_refused_in_one_sentence(house):
    second = House(
        house.folder.with_name("second"), root=house.root, DATA_DIR=house.given["DATA_DIR"]
    )
    second.folder.mkdir()
    second.launch()
    assert second.supervisor.wait(10) == 1
    assert second.said() == f"Sejawat is already running: http://127.0.0.1:{house.port}\n"
    assert house.answers()


def test_a_taken_port_is_refused_in_one_sentence(tmp_path):
    with a_house(tmp_path) as house, socket.create_server(("127.0.0.1", house.port)):
        house.launch()
        assert house.supervisor.wait(10) == 1
        (sentence,) = house.said().splitlines()
        assert f"http://127.0.0.1:{house.port}" in sentence
        assert "choose another port" in sentence
        assert not (house.data / "db.sqlite3").exists()


@pytest.mark.parametrize("port", ["eight", "99999", "-1"])
def test_a_port_that_is_none_is_refused_in_one_sentence(tmp_path, port):
    with a_house(tmp_path) as house:
        house.launch(PORT=port)
        assert house.supervisor.wait(10) == 1
        assert house.said() == f"PORT: write a number up to 65535, not “{port}”.\n"


def test_ctrl_c_while_it_starts_leaves_nothing(tmp_path):
    with a_house(tmp_path) as house:
        house.launch()
        wait_until(house.pids, "it has begun")
        house.stop()
        assert "Sejawat is ready" not in house.said()
        assert not house.pids()


def test_a_hung_process_of_an_earlier_run_is_ended_and_a_stranger_is_not(tmp_path):
    def deaf(data):
        return subprocess.Popen(
            [sys.executable, "-c", DEAF], env={MARK: str(data)}, stdout=subprocess.PIPE
        )

    with deaf(tmp_path) as ours, deaf(tmp_path / "other") as strange:
        ours.stdout.readline()
        strange.stdout.readline()
        end_of_house(tmp_path, patience=0.2)
        assert ours.wait(5) == -signal.SIGKILL
        assert strange.poll() is None
        strange.kill()
