"""Meetings for browser tests, made in the demo's installation that the browser visits."""

import json

MAKE = """
import json
from datetime import time, timedelta
from django.utils import timezone
from meetings.models import AgendaItem, Group, GroupMember, Meeting, Minutes
from meetings.services import minutes
from schools.models import User
from staff.models import Person
asked = json.loads({asked!r})
users = [User.objects.get(username=name) for name in asked["users"]]
me = users[0]
today = timezone.localdate(timezone=me.zone)
group = Group.objects.create(name=asked["name"], kind="kkg", home=me.school)
group.schools.set([user.school for user in users])
since = today - timedelta(days=100)
def member(person, **fields):
    return GroupMember.objects.create(group=group, person=person, since=since, **fields)
people = list(Person.objects.filter(placements__school=me.school, placements__until=None)
              .exclude(user__in=users).distinct()[: asked["people"]])
leads = [member(user.person, part="chair" if user == me else "notes") for user in users]
others = [member(person) for person in people]
def meeting(days, **fields):
    start, end = time(11), time(13)
    return Meeting.objects.create(group=group, date=today + timedelta(days=days), start=start,
                                  end=end, place="Perpustakaan", planned_by=me, **fields)
before = meeting(-14, title="Kartu tanya")
task = "carried"
cells = {{"here.all": True, f"here.{{others[1].pk}}": "sick"}}
for number, text in enumerate(["Coba kartu tanya di kelas rangkap", "Kumpulkan kisi-kisi"]):
    key = f"task.00000000-0000-7000-8000-{{before.pk.hex[:11]}}{{number}}"
    cells |= {{f"{{key}}.text": text, f"{{key}}.owner": str(others[number].pk),
              f"{{key}}.due": str(today - timedelta(days=2))}}
Minutes.objects.create(meeting=before, cells={{key: {{"value": value, "revision": 1}}
                                             for key, value in cells.items()}}, revision=1)
minutes.end(before, by=me)
now = meeting(0, title="Murid bertanya", kind=asked["kind"])
AgendaItem.objects.create(meeting=now, text="Murid yang tidak pernah bertanya", proposed_by=me)
meeting(14, title="Giliran bertanya")
stands = minutes.minutes_of(now)
print(json.dumps([str(now.pk), str(stands.pk)]))
"""
READ = """
import json
from meetings.models import Meeting
meeting = Meeting.objects.get(pk={pk!r})
print(json.dumps({{
    "state": meeting.state,
    "marks": sorted(meeting.attendance.values_list("mark", flat=True)),
    "tasks": [[task.text, str(task.owner), str(task.due)] for task in meeting.tasks.all()],
    "decisions": list(meeting.decisions.values_list("text", flat=True)),
    "problems": list(meeting.problems.values_list("title", flat=True)),
    "opinions": [text for difference in meeting.differences.all()
                 for text in difference.positions.values_list("text", flat=True)],
    "saves": meeting.minutes.saves.count(),
}}))
"""


def a_meeting(manage, *users, people=8, kind="session", name="KKG Gugus II Mutiara"):
    """A meeting of today, after one that left two tasks: its id and that of its minutes."""
    asked = {"users": users or ["guru"], "people": people, "kind": kind, "name": name}
    return json.loads(manage("shell", "-v0", "-c", MAKE.format(asked=json.dumps(asked))))


def what_came_of(manage, meeting_id):
    """The rows that ending the meeting has made."""
    return json.loads(manage("shell", "-v0", "-c", READ.format(pk=meeting_id)))
