"""Visits for browser tests, made in the demo's installation that the browser visits."""

import json

MAKE = """
import json
from django.utils import timezone
from schools.models import User
from staff.models import Person
from supervision.models import InstrumentVersion, Visit
from supervision.services import visits
asked = json.loads({asked!r})
observer = User.objects.get(username=asked.pop("observer"))
school = observer.school
people = Person.objects.filter(placements__school=school, placements__until=None)
people = people.exclude(user=observer).distinct()
name = asked.pop("person")
person = people.get(user__username=name) if name else people.order_by("pk").first()
key, kind = asked.pop("instrument"), asked.pop("kind")
version = InstrumentVersion.objects.on_offer().filter(instrument__key=key).first() if key else None
visit = Visit.objects.create(
    school=school, observer=observer, planned_by=observer, kind=kind, version=version,
    person=None if kind == "walk" else person, date=timezone.localdate(timezone=school.zone),
    **asked,
)
sheet = visits.sheet_of(visit) if visit.state in ("agreed", "running", "observed") else None
print(json.dumps([str(visit.pk), str(sheet.pk) if sheet else None]))
"""
POINTS = """
from tests import make
content = make.rubric("ANG-01 ANG-02 ANG-03")
content["scale"] = {
    "type": "points_0_100", "min": 0, "max": 100, "step": 5, "labels": [], "allow_na": True,
    "anchors": [{"value": 60, "id": "Dengan bantuan"}, {"value": 80, "id": "Mandiri"}],
}
print(make.instrument_version(content=content).instrument.key)
"""
SET = """
from supervision.models import Visit
Visit.objects.filter(pk={pk!r}).update(state={state!r})
"""


def a_visit(manage, observer="kepsek", **fields):
    """A visit at the observer's school: the ids of the visit and of its sheet.

    With 24 items on it, unless `instrument` names another of the library, or is None.
    """
    asked = {
        "observer": observer,
        "person": None,
        "kind": "lesson",
        "instrument": "pelaksanaan-pembelajaran",
        "state": "running",
        "focus": "Murid bertanya",
        "criterion": "Tiga pertanyaan dari murid",
        **fields,
    }
    return json.loads(manage("shell", "-v0", "-c", MAKE.format(asked=json.dumps(asked))))


def an_instrument_in_points(manage):
    """The key of an instrument whose items get 0 to 100 points; the library has none."""
    return manage("shell", "-v0", "-c", POINTS)


def set_state(manage, visit_id, state):
    """Move a visit without its ceremonies, as if somebody elsewhere had."""
    manage("shell", "-v0", "-c", SET.format(pk=visit_id, state=state))


def open_sheet(page, visit_id):
    """Go to the sheet and wait until it can be filled."""
    page.goto(f"/kunjungan/{visit_id}/lembar/")
    ready(page)


def ready(page):
    page.wait_for_selector("html[data-sheet=ready]")


def tap(page, number, value):
    """Press the tile of the item with that number."""
    item = page.locator("[data-item]").nth(number - 1)
    item.locator(f".sj-tile:has(input[value='{value}'])").click()


def state_line(page):
    return page.locator("[data-state]").inner_text()


def wait_for_line(page, text, timeout=15_000):
    page.wait_for_function(
        "text => document.querySelector('[data-state]').textContent.includes(text)",
        arg=text,
        timeout=timeout,
    )


def values(page, sheet_id):
    """What stands on the sheet at the other end."""
    return page.request.get(f"/lembar/{sheet_id}/").json()["values"]
