"""Random kills under load.

Every mail must go out, whatever is killed. It may go out twice only where a process died between
handing it over and writing that down; the figures say how often.
"""

import time

import pytest

from tests.house.house import PARTS, a_house, wait_until
from tests.house.kills import kill
from tests.house.post_office import PostOffice
from tests.soak import ROUNDS, dice, report

pytestmark = [pytest.mark.house, pytest.mark.xdist_group("house")]

A_ROUND = 12
POST_SOME = """
from schools.mail import post
for number in range({first}, {first} + {count}):
    post(f"guru{{number}}@sekolah.test", "Kabar", "Isi")
"""
LEFT = """
from schools.models import OutgoingMail
print(OutgoingMail.objects.exclude(state="done").count())
"""


def test_no_mail_is_lost_whatever_is_killed(tmp_path):
    chance = dice("kills")
    # The one round of an ordinary run kills what comes back at once; the others wait for a lease.
    victims = ["broker", *chance.choices([*PARTS, "pool", "supervisor"], k=ROUNDS - 1)]
    with PostOffice(seconds=0.05) as office, a_house(tmp_path, EMAIL_URL=office.address) as house:
        house.start()
        for number, victim in enumerate(victims):
            house.shell(POST_SOME.format(first=number * A_ROUND, count=A_ROUND))
            kill(house, victim, chance)
        began = time.monotonic()
        wait_until(lambda: house.shell(LEFT) == "0", "every job is done", seconds=150)
        report(
            "kills",
            rounds=ROUNDS,
            killed=" ".join(victims),
            mails=len(office.recipients),
            of_them_twice=len(office.recipients) - len(set(office.recipients)),
            seconds_after_the_last=round(time.monotonic() - began, 1),
        )
        assert len(set(office.recipients)) == ROUNDS * A_ROUND
        assert len(office.recipients) <= ROUNDS * (A_ROUND + 2)
