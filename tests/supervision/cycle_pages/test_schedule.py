"""The schedule of a cycle."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from schools.access import Role
from schools.models import AuditEntry
from supervision.kinds import State
from supervision.models import Visit
from tests import make

from .conftest import taking_part, url


class TestTheSchedule:
    @pytest.fixture
    def cycle(self, school, by, version):
        return make.cycle(school, version=version)

    def lines(self, part, **values):
        return {f"{name}_{part.pk}": value for name, value in values.items()}

    def send(self, client, cycle, *lines):
        sent = {}
        for line in lines:
            sent |= line
        return client.post(url("cycle_schedule", cycle.pk), sent)

    def test_several_visits_are_planned_at_once_and_each_is_in_the_trail(
        self, client, school, by, cycle
    ):
        one, other, left = [taking_part(school, cycle) for _ in range(3)]
        self.send(
            client,
            cycle,
            self.lines(one, date="2025-08-04", start="08:00", observer=by.pk),
            self.lines(other, date="2025-08-05", observer=by.pk),
            self.lines(left, date="", observer=by.pk),
        )
        assert {visit.person for visit in Visit.objects.all()} == {one.person, other.person}
        assert AuditEntry.objects.filter(action="created", actor=by).count() == 2

    def test_a_visit_moves_with_its_reason_and_not_without(self, client, school, by, cycle):
        part = taking_part(school, cycle)
        visit = make.visit(school, part.person, by, cycle=cycle)
        line = self.lines(part, date="2025-08-04", observer=by.pk)
        page = self.send(client, cycle, line)
        assert set(page.context["form"].errors) == {f"reason_{part.pk}"}
        assert "2025-08-04" in page.content.decode()  # what was typed is still there
        self.send(client, cycle, line, self.lines(part, reason="Rapat"))
        visit.refresh_from_db()
        assert visit.date == date(2025, 8, 4)

    def test_nobody_observes_two_people_at_one_time(self, client, school, by, cycle):
        one, other = taking_part(school, cycle), taking_part(school, cycle)
        page = self.send(
            client,
            cycle,
            self.lines(one, date="2025-08-04", start="08:00", end="09:10", observer=by.pk),
            self.lines(other, date="2025-08-04", start="09:00", observer=by.pk),
        )
        assert set(page.context["form"].errors) == {f"start_{other.pk}"}
        assert one.person.name in str(page.context["form"].errors)
        assert not Visit.objects.exists()
        self.send(
            client,
            cycle,
            self.lines(one, date="2025-08-04", start="08:00", end="09:10", observer=by.pk),
            self.lines(other, date="2025-08-04", start="09:10", observer=by.pk),
        )
        assert Visit.objects.count() == 2

    def test_a_visit_outside_the_cycle_takes_the_observer_up_too(self, client, school, by, cycle):
        part = taking_part(school, cycle)
        today = timezone.localdate()
        term = cycle.term
        term.last_day = today + timedelta(days=30)
        term.save()
        make.visit(school, None, by, date=today, start=time(8), end=time(9))
        page = self.send(
            client,
            cycle,
            self.lines(part, date=today.isoformat(), start="08:30", observer=by.pk),
        )
        assert set(page.context["form"].errors) == {f"start_{part.pk}"}

    @pytest.mark.parametrize(
        ("values", "wrong"),
        [
            ({"date": "2026-03-02"}, "date"),
            ({"date": "", "start": "08:00"}, "date"),
            ({"date": "2025-08-04", "start": "09:00", "end": "08:00"}, "end"),
            ({"date": "2025-08-04", "end": "08:00"}, "start"),
            ({"date": "2025-08-04", "observer": ""}, "observer"),
            ({"date": "32-13-2025"}, "date"),
            ({"date": "2025-08-04", "observer": "987654321"}, "observer"),
        ],
    )
    def test_what_does_not_fit_is_said_beside_the_field(
        self, client, school, by, cycle, values, wrong
    ):
        part = taking_part(school, cycle)
        page = self.send(client, cycle, self.lines(part, **{"observer": by.pk, **values}))
        assert set(page.context["form"].errors) == {f"{wrong}_{part.pk}"}
        assert not Visit.objects.exists()

    def test_days_are_proposed_and_nothing_is_planned_by_that(self, client, school, by, cycle):
        today = timezone.localdate()
        cycle.term.first_day, cycle.term.last_day = today, today + timedelta(days=30)
        cycle.term.save()
        free = make.holiday(school, first_day=today, last_day=today + timedelta(days=7))
        parts = [taking_part(school, cycle) for _ in range(4)]
        page = client.get(url("cycle_schedule", cycle.pk), {"usul": ""})
        days = [page.context["form"][f"date_{part.pk}"].value() for part in parts]
        assert len(set(days)) == len(parts)
        assert min(days) > free.last_day
        assert all(day.weekday() < 5 for day in days)
        assert not Visit.objects.exists()

    def test_an_observer_is_somebody_whom_the_school_asked_and_never_the_person(
        self, client, school, by, cycle
    ):
        part = taking_part(school, cycle)
        make.membership(part.person.user, Role.OBSERVER, school)
        asked, stranger = make.user(Role.OBSERVER, school), make.user(Role.OBSERVER)
        page = client.get(url("cycle_schedule", cycle.pk))
        offered = dict(page.context["form"].fields[f"observer_{part.pk}"].choices)
        assert set(offered) == {by.pk, asked.pk}
        assert stranger.pk not in offered
        line = self.lines(part, date="2025-08-04", observer=part.person.user_id)
        assert not self.send(client, cycle, line).context["form"].is_valid()

    def test_a_visit_that_has_begun_stays_where_it_is(self, client, school, by, cycle):
        part = taking_part(school, cycle)
        visit = make.visit(school, part.person, by, cycle=cycle, state=State.RUNNING)
        self.send(client, cycle, self.lines(part, date="2025-08-04", observer=by.pk))
        visit.refresh_from_db()
        assert visit.date == make.A_DAY
        assert Visit.objects.count() == 1
