"""No job is lost: not by Ctrl-C in the middle of work, not by kill -9."""

import signal

import pytest

from tests.house.house import PARTS, a_house, wait_until
from tests.house.post_office import PostOffice

pytestmark = [pytest.mark.house, pytest.mark.xdist_group("house")]

ADDRESSES = [f"guru{number}@sekolah.test" for number in range(40)]
POST_ALL = f"""
from django.db import transaction
from schools.mail import post
with transaction.atomic():
    for address in {ADDRESSES}:
        post(address, "Kabar", "Isi")
"""
COUNT_DONE = """
from schools.models import OutgoingMail
print(OutgoingMail.objects.filter(state="done").count())
"""


@pytest.fixture
def office():
    with PostOffice(seconds=0.2) as office:
        yield office


@pytest.fixture
def house(tmp_path, office):
    with a_house(tmp_path, EMAIL_URL=office.address) as house:
        yield house.start()


def order_of_ending(house):
    """Watch the parts while the house stops; return their names as they end."""
    running = {name: house.part(name) for name in PARTS}
    assert all(running.values())
    ended = []

    def all_have_ended():
        alive = house.pids()
        ended.extend(name for name, pid in running.items() if pid not in alive | {None})
        running.update(dict.fromkeys(ended))
        return len(ended) == len(PARTS)

    wait_until(all_have_ended, "all parts have ended")
    return ended


def test_ctrl_c_in_the_middle_of_work_loses_no_job_and_leaves_no_process(house, office):
    house.shell(POST_ALL)
    wait_until(lambda: len(office.recipients) > 5, "some mail is out")

    house.interrupt()
    assert order_of_ending(house) == ["web", "worker", "beat", "broker"]
    assert house.supervisor.wait(20) == 0
    assert not house.pids()
    assert len(office.recipients) < len(ADDRESSES)

    house.start()
    wait_until(lambda: len(office.recipients) >= len(ADDRESSES), "all mail is out")
    wait_until(lambda: house.shell(COUNT_DONE) == str(len(ADDRESSES)), "all jobs are done")
    assert sorted(office.recipients) == sorted(ADDRESSES)


def test_after_kill_nothing_of_it_stays_and_the_next_start_does_the_rest(house, office):
    house.shell(POST_ALL)
    wait_until(lambda: office.recipients, "some mail is out")

    house.supervisor.send_signal(signal.SIGKILL)
    house.supervisor.wait()
    wait_until(lambda: not house.pids(), "what it had started has ended too")

    house.start()
    # Two were being sent when the worker was killed; their lease runs out after a minute.
    wait_until(lambda: len(set(office.recipients)) >= len(ADDRESSES) - 2, "the rest is out")
