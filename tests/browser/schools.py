"""Schools for browser tests, each a small world of its own among those of the demo.

The makers below are called through `there`, in the installation that the browser visits:

    school = there(manage, a_school, people={"Salma Hulopi": "principal", "Rizal Isa": "teacher"})
    page = walk.someone(school["accounts"]["Rizal Isa"])
"""

import json
from datetime import timedelta

from django.utils import timezone

from schools.access import Role
from schools.models import School, User
from schools.models.places import school_year_on
from staff.kinds import ROLE_OF, Kind
from staff.models import Person
from staff.services.accounts import free_username
from tests import make

CALL = """
import json
from {module} import {name}
print(json.dumps({name}(**json.loads({asked!r})), default=str))
"""


def there(manage, maker, **asked):
    """Call a maker in the installation that the browser visits, and return what it returns."""
    module, name = maker.__module__, maker.__name__
    call = CALL.format(module=module, name=name, asked=json.dumps(asked))
    return json.loads(manage("shell", "-v0", "-c", call).splitlines()[-1])


def a_school(people=None, term=True, **fields):
    """A school in its running term, with people who can sign in: {name: kind of work}.

    Each class teacher has a class. Returns the school's id and everybody's user name.
    """
    school = make.school(time_zone="Asia/Makassar", **fields)
    today = timezone.localdate(timezone=school.zone)
    year = school_year_on(today)
    if term:
        half = "1" if today.month > 6 else "2"
        first_day, last_day = today - timedelta(weeks=10), today + timedelta(weeks=8)
        make.term(school=school, code=f"{year}{half}", first_day=first_day, last_day=last_day)
    accounts = {name: joins(school.pk, kind, name=name) for name, kind in (people or {}).items()}
    return {"id": school.pk, "name": school.name, "accounts": accounts}


def joins(school, kind, name=None, username=None):
    """Somebody begins to work at a school: new by name, or known already by user name."""
    school = School.objects.get(pk=school)
    year = school_year_on(timezone.localdate())
    if username:
        person = Person.objects.get(user__username=username)
    else:
        person = Person.objects.create(name=name, user=an_account(name))
    placement = make.placement(person, school, kind=kind)
    if kind == Kind.CLASS_TEACHER:
        grade = school.class_groups.filter(year=year).count() + 1
        group = make.class_group(school=school, year=year, name=f"Kelas {grade}", grade=grade)
        placement.classes.create(class_group=group)
    role = Role.OPERATOR if kind == Kind.OPERATOR else ROLE_OF[kind]
    make.membership(person.user, role, school)
    return person.user.username


def an_officer(name, role, school):
    """Somebody above a school: its district's office, or its supervisor."""
    school = School.objects.get(pk=school)
    user = an_account(name)
    make.membership(user, role, school.district if role == Role.DISTRICT else school)
    return user.username


def an_account(name):
    """With the password of the demo's accounts, so that `signed_in` can use it."""
    user = make.user(name=name, username=free_username(name))
    user.password = User.objects.get(username="guru").password
    user.save()
    return user
