"""Reports under random kills: each is built exactly once, whatever is killed, and stays as built.

All schools of a round wait to be counted, so its reports meet over them, in several processes.
A round asks for some and kills something in the midst, or has a process of the worker sleep past
its lease; the next round begins as soon as all has been begun, while what the kill interrupted
still waits for its lease. A trigger in the database witnesses each report that is written as done.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlencode

import psycopg2
import pytest

from config import processes
from tests.house.house import House, a_house, wait_until
from tests.house.kills import is_whole, kill, kill_server, own_server, stopped
from tests.soak import ROUNDS, dice, report

pytestmark = [pytest.mark.house, pytest.mark.xdist_group("house")]

SCHOOLS = 12
A_ROUND = 12
QUEUED = 200 if ROUNDS > 1 else 40
PREPARE = f"""
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from schools.access import Role
from schools.models import School
from tests import make
from tests.reports.numbers import sample
cluster = make.cluster()
user = make.user(Role.SUPERVISOR, cluster, username="pengawas")
for number in range({SCHOOLS}):
    term = make.term(school=make.school(cluster=cluster), code="20251")
    if number:  # the other has none yet
        make.summary(term, numbers=sample())
client = Client()
client.force_login(user)
Authenticator.objects.create(user=user, type="totp", data={{}})
with connection.cursor() as cursor:
    moment = "extract(epoch from clock_timestamp())"
    witness = "INSERT INTO seen_done VALUES (NEW.id, %s)"
    when = "AFTER UPDATE OF state ON reports_report FOR EACH ROW WHEN (NEW.state = 'done')"
    cursor.execute("CREATE TABLE seen_done (id integer, at double precision)")
    if connection.vendor == "postgresql":
        cursor.execute(
            "CREATE FUNCTION see_done() RETURNS trigger LANGUAGE plpgsql AS $$"
            f"BEGIN {{witness % moment}}; RETURN NEW; END $$"
        )
        cursor.execute(f"CREATE TRIGGER see {{when}} EXECUTE FUNCTION see_done()")
    else:
        moment = "(julianday('now') - 2440587.5) * 86400"
        cursor.execute(f"CREATE TRIGGER see {{when}} BEGIN {{witness % moment}}; END")
print(client.session.session_key, *School.objects.values_list("pk", flat=True))
"""
# Each number that is printed is of a report that was promised. One that was asked for in vain
# (the database was away) is asked for again: the same question gives the same row.
ASK = """
import time
from django.db import Error, connection
from django.utils import timezone
from reports.models import Report, Summary
from reports.services.asking import ask
from schools.models import Cluster, User
user, cluster = User.objects.get(username="pengawas"), Cluster.objects.get()
places = [cluster, *cluster.schools.order_by("pk")]
kinds = list(Report.Kind)
Summary.objects.update(state="queued", token=None, attempts=0, due_at=timezone.now())
for number in range({count}):
    while True:
        try:
            asked = ask(
                kinds[number % 2], places[number % len(places)], "20251",
                by=user, period="{round}-%s" % number,
            )
        except Error:
            connection.close()
            time.sleep(0.1)
        else:
            print(asked.pk, flush=True)
            break
"""
A_MINUTE_LATER = """
from django.utils import timezone
from reports.models import Report, Summary
from schools.tasks import wake_waiting_jobs
Report.objects.filter(state="running", period__startswith="{round}").update(due_at=timezone.now())
Summary.objects.filter(state="running").update(due_at=timezone.now())
wake_waiting_jobs()
"""
BUILD_STOPPED_ANEW = """
from reports.models import Report
from reports.services.asking import build_anew
stopped = Report.objects.filter(state="failed", attempts=3)
print(len(stopped))
for one in stopped:
    build_anew(one)
"""
TELL = """
import json
from django.db import connection
from reports.models import Report

def is_whole(report):
    schools = [report.school] if report.school else report.cluster.schools.order_by("name", "pk")
    expected = [school.pk for school in schools]
    return (
        [part["school"] for part in report.parts] == expected
        and all(part["numbers"] for part in report.parts)
        and {school.pk for school in report.schools.all()} == {*expected}
    )

with connection.cursor() as cursor:
    cursor.execute("SELECT id, at FROM seen_done")
    seen = cursor.fetchall()
rows = {
    one.pk: {
        "state": one.state,
        "attempts": one.attempts,
        "is_whole": is_whole(one),
        "counted_at": one.counted_at and one.counted_at.timestamp(),
    }
    for one in Report.objects.all()
}
print(json.dumps({"seen": seen, "rows": rows}))
"""


@contextmanager
def asking(house, number, count):
    """Another process that asks; yields the numbers of what it was promised, as they come."""
    asked = []
    environment = house.environment()
    environment.pop(processes.MARK)  # a supervisor that starts again would end it
    process = subprocess.Popen(
        [
            *(sys.executable, "manage.py", "shell", "--verbosity", "0", "--command"),
            ASK.format(round=number, count=count),
        ],
        cwd=house.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )

    def until(enough):
        while len(asked) < enough and (line := process.stdout.readline()):
            asked.append(int(line))
        return asked

    try:
        yield until
        until(count)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


class Form:
    """The page on which a report is asked for, for somebody who is signed in."""

    def __init__(self, house, session, *schools):
        self.house, self.session, self.schools = house, session, schools
        self.took = []

    def save(self):
        """Ask for what nobody has asked before; return the number of the row."""
        turn, school = divmod(len(self.took), len(self.schools))
        token = "t" * 32
        asked = {
            "kind": ["performance", "collaboration"][turn],
            "place": f"school-{self.schools[school]}",
            "term": "20251",
            "csrfmiddlewaretoken": token,
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
        }
        line = HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        began = time.monotonic()
        line.request("POST", "/laporan/minta/", urlencode(asked), headers)
        answer = line.getresponse()
        self.took.append(time.monotonic() - began)
        line.close()
        assert answer.status == 302
        return int(answer.headers["Location"].strip("/").split("/")[-1])


def a_round(house, number, victim, chance, form, server=None):
    """Ask and kill; return what was promised, and the moment of the kill."""
    count = QUEUED if victim == "broker" else A_ROUND
    saved = []
    with asking(house, number, count) as until:
        if victim == "broker":  # all of them wait, and it is away while the form is saved
            with stopped([house.supervisor.pid, house.part("worker"), *house.pool()]):
                until(count)
                at = time.time()
                os.kill(house.part("broker"), signal.SIGKILL)
                saved.append(form.save())
        else:
            until(chance.randrange(1, count))
            time.sleep(chance.uniform(0, 0.3))
            at = time.time()
            if victim == "sleeper":
                oversleep(house, number, chance)
            elif victim == "database":
                kill_server(server)
            else:
                kill(house, victim, chance)
        promised = until(count) + saved
    wait_until(lambda: is_whole(house), "all is well again")
    wait_until(lambda: not left(house, "attempts = 0"), "all has been begun", seconds=150)
    return promised, at


def oversleep(house, number, chance):
    """Have one of the pool stand still until the others have done all there is of the round.

    Not one that is just writing: on SQLite nobody else could.
    """
    of_it = f"period LIKE '{number}-%'"
    while True:
        with stopped([chance.choice(wait_until(house.pool, "the worker has its pool"))]):
            time.sleep(1)
            if is_locked(house):
                continue
            house.shell(A_MINUTE_LATER.format(round=f"{number}-"))
            wait_until(lambda: not left(house, of_it), "others have done it", seconds=90)
            return


def left(house, which):
    """How many reports are not built yet, of those."""
    time.sleep(0.2)
    query = "SELECT count(*) FROM reports_report WHERE state IN ('queued', 'running') AND "
    with database(house) as cursor:
        cursor.execute(query + which)
        return cursor.fetchone()[0]


def is_locked(house):
    """Whether others have to wait for somebody who is in the midst of writing."""
    with database(house) as cursor:
        try:
            if "DATABASE_URL" in house.given:
                cursor.execute("SELECT 1 FROM reports_report FOR UPDATE NOWAIT")
            else:
                cursor.execute("BEGIN IMMEDIATE")
        except (sqlite3.OperationalError, psycopg2.OperationalError):
            return True
    return False


@contextmanager
def database(house):
    server = house.given.get("DATABASE_URL")
    file = house.data / "db.sqlite3"
    with closing(psycopg2.connect(server) if server else sqlite3.connect(file)) as connection:
        yield connection.cursor()


def endure(house, victims, chance, server=None):
    """All rounds; then what became of each report, and how long each round took to recover."""
    form = Form(house, *house.shell(PREPARE).split())
    rounds = [
        a_round(house, number, victim, chance, form, server)
        for number, victim in enumerate(victims)
    ]
    anew = 0
    while True:
        wait_until(lambda: not left(house, "true"), "every report is built", seconds=200)
        # What was hit in all three attempts: whoever asked for it is told so, and repeats it.
        if not (stopped_ones := int(house.shell(BUILD_STOPPED_ANEW))):
            break
        anew += stopped_ones
    told = json.loads(house.shell(TELL))
    rows = {int(pk): row for pk, row in told["rows"].items()}
    seen = {}
    for pk, at in told["seen"]:
        seen.setdefault(pk, []).append(at)
    promised = [pk for pks, _at in rounds for pk in pks]
    lost = [pk for pk in promised if pk not in rows or rows[pk]["state"] != "done"]
    doubled = [pk for pk, moments in seen.items() if len(moments) > 1]
    torn = [pk for pk, row in rows.items() if not row["is_whole"]]
    for victim in sorted(set(victims)):
        mine = [one for one, named in zip(rounds, victims, strict=True) if named == victim]
        took = [max(0, max(seen[pk][0] for pk in pks) - at) for pks, at in mine]
        report(
            f"reports, {victim} hit",
            times=len(took),
            asked=sum(len(pks) for pks, _at in mine),
            begun_again=sum(rows[pk]["attempts"] > 1 for pks, _at in mine for pk in pks),
            recovery_median=f"{median(took):.1f} s",
            recovery_maximum=f"{max(took):.1f} s",
        )
    report(
        "reports, all",
        rounds=len(rounds),
        asked=len(promised),
        lost=len(lost),
        doubled=len(doubled),
        torn=len(torn),
        stopped_after_three_attempts_and_built_anew=anew,
    )
    assert not lost
    assert not doubled
    assert not torn
    assert all(row["counted_at"] < seen[pk][0] + 0.1 for pk, row in rows.items())
    assert sorted(rows) == sorted(seen) == sorted(promised)
    if form.took:
        report(
            "reports asked for while the broker is down",
            forms=len(form.took),
            answer_median=f"{median(form.took):.2f} s",
            answer_maximum=f"{max(form.took):.2f} s",
        )


def shuffled(names, chance):
    """Each of them in each round, so that none dies so often that it is started late."""
    return [name for _round in range(ROUNDS) for name in chance.sample(names, len(names))]


# In an ordinary run what comes back at once; the others wait a minute for a lease.
FIRST = ["broker", "sleeper"]
OTHERS = ["pool", "worker", "supervisor"]


@pytest.mark.parametrize("names", [FIRST, OTHERS][:ROUNDS], ids="-".join)
def test_each_report_is_built_once_whatever_is_killed(tmp_path, names):
    chance = dice("reports " + " ".join(names))
    with a_house(tmp_path) as house:
        house.start()
        endure(house, shuffled(names, chance), chance)


if ROUNDS > 1:  # what the kill interrupts waits a minute for its lease

    def test_each_report_is_built_once_though_the_database_is_killed(tmp_path):
        chance = dice("reports and database")
        with own_server() as server:
            house = House(tmp_path, DATABASE_URL=server.get_uri())
            try:
                house.start()
                endure(house, ["database"] * ROUNDS, chance, server)
            finally:
                house.demolish()
