"""The question for a report about a cycle, oneself or a group, and its pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import Report
from reports.services import asking, building
from reports.tasks import build
from schools.models import Job
from tests import make
from tests.reports.numbers import lines

from .asking import COLLABORATION, PERFORMANCE, ask, final

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, principal):
    client.force_login(principal)
    client.cookies["django_language"] = "en"
    return client


def question(kind, place):
    return {"kind": kind, "place": f"{place._meta.model_name}-{place.pk}", "term": "20251"}


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("cycle", "collaboration", "A cycle is told of in a report on performance."),
        ("group", "performance", "A group is told of in a report on working together."),
        ("person", "collaboration", "What is told of yourself is performance."),
    ],
)
def test_a_wrong_pair_is_refused_in_a_sentence(
    signed_in, school, principal, cycle, group, name, kind, words
):
    places = {"cycle": cycle, "group": group, "person": make.person(school, user=principal)}
    page = signed_in.post(reverse("reports:ask"), question(kind, places[name]))
    assert words in page.content.decode()
    assert not Report.objects.exists()


def test_places_are_offered_by_what_they_are(signed_in, school, principal, cycle, group):
    make.person(school, user=principal)
    choices = signed_in.get(reverse("reports:ask")).context["form"].fields["place"].choices
    assert [str(title) for title, _rows in choices] == ["Schools", "Cycles", "Yourself", "Groups"]


def test_the_address_of_a_group_fills_in_working_together(signed_in, group, term):
    page = signed_in.get(f"{reverse('reports:ask')}?place=group-{group.pk}")
    assert page.context["form"].initial == {"kind": "collaboration", "place": f"group-{group.pk}"}


def test_a_teacher_asks_about_themselves_and_reads_it(client, school, teacher, version, term):
    final(school, 3, teacher, version)
    client.force_login(teacher.user)
    assert f"place=person-{teacher.pk}" in client.get(reverse("reports:own")).content.decode()
    client.post(reverse("reports:ask"), question("performance", teacher))
    report = Report.objects.get()
    build(report.pk)
    assert "75,00" in client.get(report.get_absolute_url()).content.decode()


def test_the_results_of_a_cycle_lead_to_its_report(signed_in, cycle):
    page = signed_in.get(reverse("supervision:cycle_results", args=[cycle.pk]))
    assert f"{reverse('reports:ask')}?place=cycle-{cycle.pk}" in page.content.decode()


def test_one_about_no_school_says_that_it_is_being_counted(signed_in, school, principal, cycle):
    report = make.report(None, principal, cycle=cycle, state=Job.State.RUNNING, done=0, total=1)
    assert "The figures are being counted." in (
        signed_in.get(report.get_absolute_url()).content.decode()
    )


def test_each_tells_what_was_agreed_on_and_no_more(school, cycle, principal, met):
    assert set(ask(PERFORMANCE, cycle, principal).parts[0]["numbers"]) == {
        *building.TOLD[PERFORMANCE],
        "items",
    }
    assert set(ask(COLLABORATION, met, principal).parts[0]["numbers"]) <= {
        *building.TOLD[COLLABORATION]
    } - {"network", "interventions"}


def test_it_is_behind_once_a_figure_of_its_schools_has_changed(
    school, cycle, principal, teacher, group
):
    summary = make.summary(cycle.term, lines=lines(1))
    kinds = {cycle: PERFORMANCE, teacher: PERFORMANCE, group: COLLABORATION}
    askers = {cycle: principal, teacher: teacher.user, group: principal}
    reports = [ask(kind, place, askers[place]) for place, kind in kinds.items()]
    assert not any(map(asking.is_behind, reports))
    summary.counted_at = timezone.now()
    summary.save()
    assert all(map(asking.is_behind, reports))
