"""Who opened what is about someone else leaves a line, once a day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone

from schools.models import AuditEntry
from schools.scoped_views import ScopedDetailView
from staff.models import Person
from tests import make


class PersonPage(ScopedDetailView):
    model = Person
    reading_is_recorded = True


@pytest.fixture
def concerned(school, teacher):
    return make.person(school, user=teacher)


@pytest.fixture
def opens(rf):
    def open_page(reader, person, view=PersonPage):
        request = rf.get("/")
        request.user = reader
        return view.as_view()(request, pk=person.pk)

    return open_page


def test_opening_a_record_says_who_and_about_whom(opens, concerned, principal, school):
    opens(principal, concerned)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.about) == (principal, "read", concerned.user)
    assert (entry.subject, entry.school) == (f"staff.person:{concerned.pk}", school)
    assert entry.address == "127.0.0.1"


def test_the_line_about_someone_with_two_schools_stands_at_the_readers(
    opens, concerned, elsewhere, principal
):
    make.placement(concerned, elsewhere)
    opens(principal, concerned)
    assert list(AuditEntry.objects.values_list("actor", "school")) == [
        (principal.pk, principal.school.pk)
    ]


def test_reading_about_oneself_leaves_no_line(opens, concerned):
    opens(concerned.user, concerned)
    assert not AuditEntry.objects.exists()


def test_a_record_of_someone_without_an_account_is_read_in_the_open_too(opens, school, principal):
    opens(principal, make.person(school))
    assert AuditEntry.objects.get().about is None


def test_each_reader_and_each_record_has_a_line_of_its_own(
    opens, concerned, principal, operator, school
):
    other = make.person(school)
    for _ in range(3):
        opens(principal, concerned)
        opens(principal, other)
        opens(operator, concerned)
    lines = AuditEntry.objects.values_list("actor", "subject")
    assert sorted(lines) == sorted(
        (reader.pk, f"staff.person:{person.pk}")
        for reader, person in [(principal, concerned), (principal, other), (operator, concerned)]
    )


def test_another_day_is_another_line_by_the_clock_of_the_reader(opens, concerned, principal):
    makassar = ZoneInfo("Asia/Makassar")
    before_midnight = datetime(2026, 7, 27, 23, 50, tzinfo=makassar)
    with timezone.override(makassar):
        for moment in [before_midnight, before_midnight + timedelta(minutes=9)]:
            with time_machine.travel(moment, tick=False):
                opens(principal, concerned)
        assert AuditEntry.objects.count() == 1
        with time_machine.travel(before_midnight + timedelta(minutes=11), tick=False):
            opens(principal, concerned)
        assert AuditEntry.objects.count() == 2


def test_a_change_of_today_does_not_count_as_having_read(opens, concerned, principal):
    make.audit_entry(actor=principal, subject=f"staff.person:{concerned.pk}")
    opens(principal, concerned)
    assert AuditEntry.objects.filter(action="read").count() == 1


def test_a_page_that_did_not_open_was_not_read(opens, concerned, outsider):
    with pytest.raises(Http404):
        opens(outsider, concerned)
    assert not AuditEntry.objects.exists()


def test_other_pages_record_no_reading(opens, concerned, principal):
    plain = type("PlainPage", (ScopedDetailView,), {"model": Person})
    opens(principal, concerned, view=plain)
    assert not AuditEntry.objects.exists()


def test_opening_again_costs_two_questions_more_than_the_row(
    opens, concerned, principal, django_assert_num_queries
):
    opens(principal, concerned)
    with django_assert_num_queries(3):  # the row, whom it is about, whether it was noted
        opens(principal, concerned)
