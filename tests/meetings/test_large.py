"""A group of 2,000 members, five years of weekly meetings, minutes of a megabyte.

Pages of it ask the database as often as those of a small group, and stay light. Gzip stands in
for the brotli of a running site, which is smaller still.
"""

import gzip
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.kinds import MeetingState
from meetings.models import Attendance, GroupMember, Meeting
from staff.models import Person
from tests import make

AGAIN = 20_000  # bytes of a page whose parts are in the phone already
WEEKS = 260


def group_of(teacher, school, *, members, meetings, words):
    group = make.group(school)
    me = make.member(group, make.person(school, user=teacher), part="chair")
    people = Person.objects.bulk_create(
        Person(name=f"Anggota {number:04} dari Gugus Mutiara") for number in range(members)
    )
    rows = GroupMember.objects.bulk_create(
        GroupMember(group=group, person=person, since=make.A_DAY - timedelta(weeks=WEEKS))
        for person in people
    )
    days = [make.A_DAY - timedelta(weeks=number) for number in range(meetings)]
    held = Meeting.objects.bulk_create(
        Meeting(
            group=group,
            title=f"Pertemuan {number}",
            date=day,
            state=MeetingState.HELD,
            planned_by=teacher,
        )
        for number, day in enumerate(days)
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=member)
        for number, meeting in enumerate(held)
        for member in (rows if number == 0 else rows[:20])
    )
    sentence = "Ibu Ratna menggambar kelompoknya di tanah dengan ranting. "
    cells = {"discussion": sentence * (words // len(sentence))}
    make.minutes(held[0], cells | {f"agenda.{n}.note": "x" * 10 for n in range(3)})
    following = make.meeting(group, planned_by=teacher, date=make.A_DAY + timedelta(weeks=1))
    task = make.task(held[0], me)
    return {"group": group.pk, "meeting": held[0].pk, "planned": following.pk, "task": task.pk}


PAGES = {
    "meetings:home": None,
    "meetings:groups": None,
    "meetings:group": "group",
    "meetings:meeting": "meeting",
    "meetings:record": "planned",
    "meetings:tasks": None,
    "meetings:decisions": None,
    "meetings:problems": None,
    "meetings:differences": None,
    "meetings:practices": None,
    "home": None,
}


def asked(client, url):
    client.get(url)  # the first request of a session also writes it
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return len(queries), len(gzip.compress(page.content))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_large_group_asks_no_more_and_stays_light(client, school, teacher, name):
    sizes = {
        "small": {"members": 70, "meetings": 30, "words": 2_000},
        "large": {"members": 2_000, "meetings": WEEKS, "words": 1_000_000},
    }
    found = {}
    for size, facts in sizes.items():
        user = teacher if size == "small" else make.user("teacher", school)
        made = group_of(user, school, **facts)
        client.force_login(user)
        url = reverse(name, args=[made[PAGES[name]]] if PAGES[name] else [])
        found[size] = asked(client, url)
    assert found["large"][0] <= found["small"][0], found
    assert found["large"][1] <= AGAIN, found
