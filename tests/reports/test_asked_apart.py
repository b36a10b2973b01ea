"""Reports about a cycle, about oneself and about a group: what is in them, and for whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import Report
from reports.readings import apart
from reports.readings.asked import Names, tables_of
from reports.services import asking, building
from reports.tables import HIDDEN
from reports.tasks import build
from schools.access import KNOW, VIEW, Role
from schools.models import Job
from supervision.kinds import Fate, State, VisitKind, Voice
from supervision.models import InstrumentVersion
from supervision.services.results import finalise
from tests import make
from tests.reports.numbers import lines, person_line

pytestmark = pytest.mark.django_db
PERFORMANCE, COLLABORATION = Report.Kind


@pytest.fixture
def term(school):
    return make.term(school=school, code="20251")


@pytest.fixture
def version(school):
    return make.instrument_version(school)


@pytest.fixture
def cycle(school, term):
    return make.cycle(school, term=term)


@pytest.fixture
def teacher(school):
    """Somebody who works at the school, with an account."""
    return make.person(school, user=make.user(Role.TEACHER, school))


def final(school, score, person, version, *, own=None, **fields):
    """A visit at which every item got `score` of 4; `own` is what they gave themselves."""
    fields = {"state": State.READ, "shared_at": make.a_moment(), **fields}
    visit = make.visit(school, person, version=version, **fields)
    make.sheet(visit, dict.fromkeys(version.rubric.codes, score))
    if own:
        values = dict.fromkeys(version.rubric.codes, own)
        make.sheet(visit, values, voice=Voice.OWN, shared_at=make.a_moment())
    finalise(visit, by=visit.observer)
    return visit


def ask(kind, place, by, term="20251"):
    report = asking.ask(kind, place, term, by=by)
    build(report.pk)
    report.refresh_from_db()
    return report


def tables(report):
    (part,) = report.parts
    found = {*part["numbers"].get("items", {}), *part["numbers"].get("items_before", {})}
    versions = InstrumentVersion.objects.filter(pk__in=found)
    found = tables_of(
        report.kind,
        True,
        report.parts,
        is_told=report.reads == VIEW,
        names=Names(rubrics={str(one.pk): one.rubric for one in versions}),
        of=apart.OF[report.place._meta.model_name],
    )
    return {table.key: [row.cells for row in table.rows] for table in found}


def open_to(user):
    return list(Report.objects.for_user(user))


# A cycle


def test_a_cycle_tells_of_its_own_visits_alone(school, cycle, version, principal, teacher):
    final(school, 3, teacher, version, cycle=cycle)
    final(school, 4, make.person(school), version)
    results = tables(ask(PERFORMANCE, cycle, principal))["results-teacher"]
    assert results[0] == {"what": "Seluruh instrumen", "n": 1, "value": 75}


def test_of_a_cycle_those_count_who_take_part(school, cycle, version, principal, teacher):
    make.participant(cycle, teacher)
    make.participant(cycle, make.person(school))
    make.person(school)
    final(school, 3, teacher, version, cycle=cycle)
    numbers = ask(PERFORMANCE, cycle, principal).parts[0]["numbers"]
    assert numbers["coverage"] == {"teacher": {"all": 2, "visited": 1}}


def test_a_cycle_compares_with_the_one_it_follows_over_those_measured_both_times(
    school, cycle, version, principal, teacher
):
    second = make.cycle(school, term=cycle.term, number=2, follows=cycle)
    final(school, 2, teacher, version, cycle=cycle)
    final(school, 3, teacher, version, cycle=second)
    final(school, 1, make.person(school), version, cycle=second)
    found = tables(ask(PERFORMANCE, second, principal))
    assert (found["changes"][0]["n"], found["changes"][0]["change"]) == (1, 25)
    assert ask(PERFORMANCE, cycle, principal).parts[0]["numbers"]["changes"] == {}


def test_items_stand_in_the_order_of_the_instrument_beside_the_cycle_before(
    school, cycle, version, principal, teacher
):
    second = make.cycle(school, term=cycle.term, number=2, follows=cycle)
    final(school, 2, teacher, version, cycle=cycle)
    final(school, 3, teacher, version, cycle=second)
    rows = tables(ask(PERFORMANCE, second, principal))["items-lembar"]
    named = [item.measures.id for item in version.rubric.items]
    assert [row["item"] for row in rows] == named
    assert rows[0] == {"item": named[0], "n": 1, "before": 50, "now": 75}


def test_items_of_another_instrument_stand_alone(school, cycle, version, principal, teacher):
    second = make.cycle(school, term=cycle.term, number=2, follows=cycle)
    content = make.rubric()
    content["id"] = "lain"
    final(school, 2, teacher, make.instrument_version(school, content), cycle=cycle)
    final(school, 3, teacher, version, cycle=second)
    found = tables(ask(PERFORMANCE, second, principal))
    assert "items-lain" not in found
    assert set(found["items-lembar"][0]) == {"item", "n", "now"}


def test_a_cycle_tells_how_its_steps_went_and_whether_its_criterion_was_met(
    school, version, principal, teacher, term
):
    cycle = make.cycle(school, term=term, at_least=70)
    visit = final(school, 3, teacher, version, cycle=cycle)
    make.follow_up(visit, state=Fate.SOLVED, outcome="Ada", closed_at=make.a_moment())
    make.follow_up(final(school, 3, teacher, version))
    numbers = ask(PERFORMANCE, cycle, principal).parts[0]["numbers"]
    assert numbers["criterion"] == {"judged": 1, "met": 1}
    assert (numbers["steps"]["all"], numbers["steps"]["done"]) == (1, 1)


def test_a_cycle_lies_in_its_own_term_whichever_was_asked_for(school, cycle, principal):
    first = asking.ask(PERFORMANCE, cycle, "20242", by=principal)
    assert first.term == "20251"
    assert asking.ask(PERFORMANCE, cycle, "20251", by=principal) == first


def test_a_cycle_is_offered_to_whoever_reads_its_school(
    cycle, principal, supervisor, operator, teacher, neighbour
):
    head = make.user(Role.PRINCIPAL, neighbour)
    for user in (principal, supervisor, operator, teacher.user, head):
        offered = [row for rows in asking.places_for(user) for row in rows]
        assert (cycle in offered) == (user in (principal, supervisor))


def test_the_report_of_a_cycle_closes_with_the_role(cycle, principal):
    report = ask(PERFORMANCE, cycle, principal)
    assert open_to(principal) == [report]
    principal.memberships.update(until=timezone.localdate() - timedelta(1))
    principal = make.anew(principal)
    assert open_to(principal) == []
    assert asking.told_of(cycle, principal) == (VIEW, [])


# Oneself


def test_of_oneself_each_visit_stands_with_its_change_since_the_one_measured_alike(
    school, version, teacher, term
):
    other = make.instrument_version(school, make.rubric() | {"id": "lain"})
    final(school, 2, teacher, version, date=make.A_DAY)
    final(school, 4, teacher, other, date=make.A_DAY + timedelta(1))
    final(school, 3, teacher, version, date=make.A_DAY + timedelta(2), own=4)
    found = tables(ask(PERFORMANCE, teacher, teacher.user))
    assert [(row["value"], row["change"]) for row in found["visits"]] == [
        (50, None),
        (100, None),
        (75, 25),
    ]
    assert found["stages"][2]["teaching"] == 75
    assert [(row["mine"], row["theirs"], row["more"]) for row in found["own"]] == [(100, 75, 25)]


def test_the_way_ends_with_the_term(school, version, teacher, term):
    final(school, 2, teacher, version, date=make.A_DAY)
    final(school, 3, teacher, version, date=make.A_DAY.replace(year=2026))
    assert len(ask(PERFORMANCE, teacher, teacher.user).parts[0]["visits"]) == 1


def test_of_oneself_the_own_steps_count(school, version, teacher, term):
    visit = final(school, 3, teacher, version)
    done = {"state": Fate.SOLVED, "outcome": "Ada", "closed_at": make.a_moment()}
    make.follow_up(visit, due=make.a_moment().date(), **done)
    make.follow_up(visit)
    make.follow_up(visit, owner=make.person(school))
    steps = ask(PERFORMANCE, teacher, teacher.user).parts[0]["numbers"]["steps"]
    assert (steps["all"], steps["done"], steps["in_time"], steps["late"]) == (2, 1, 1, 1)


def test_what_is_not_final_or_of_a_colleague_is_not_in_it(school, version, teacher, term):
    final(school, 3, make.person(school), version)
    make.visit(school, teacher, version=version, state=State.SHARED)
    make.visit(school, teacher, version=version, kind=VisitKind.PEER)
    assert ask(PERFORMANCE, teacher, teacher.user).parts[0]["visits"] == []


def test_nobody_is_told_of_another_person(school, principal, supervisor, teacher, term):
    for user in (principal, supervisor, make.user(is_superuser=True), make.user()):
        assert teacher not in [row for rows in asking.places_for(user) for row in rows]
        assert ask(PERFORMANCE, teacher, user).parts == []
        assert open_to(user) == []


def test_the_report_about_oneself_closes_when_the_account_is_another_persons(school, teacher, term):
    report = ask(PERFORMANCE, teacher, teacher.user)
    user = teacher.user
    assert open_to(user) == [report]
    type(teacher).objects.filter(pk=teacher.pk).update(user=make.user())
    assert open_to(user) == []


# A group


@pytest.fixture
def group(school, neighbour):
    return make.group(school, neighbour)


def in_group(group, *people):
    return [person_line(one, groups=[group.pk], did=["asked", "attended"]) for one in people]


def counted(school, *people, **others):
    term = school.terms.filter(code="20251").first() or make.term(school=school)
    return make.summary(term, lines=lines(*people, **others))


def meeting(group, row, **fields):
    facts = {"row": row, "group": group.pk, "kind": "session", "date": "2025-08-02"}
    return facts | {"state": "held", "marks": {"present": 4, "excused": 1}} | fields


@pytest.fixture
def met(school, neighbour, group):
    """A group of four here and two next door, which met twice."""
    other = make.group(school)
    held = [meeting(group, "1"), meeting(group, "2"), meeting(other, "3")]
    counted(school, *in_group(group, 1, 2, 3, 4), person_line(9), meetings=held)
    guest = person_line(4, groups=[group.pk], is_home=False)
    counted(neighbour, *in_group(group, 5, 6), guest)
    return group


def member_of(group, school):
    user = make.user(Role.TEACHER, school)
    make.member(group, make.person(school, user=user))
    return user


def test_a_group_is_the_sum_of_what_its_schools_hold_of_it(met, principal):
    numbers = ask(COLLABORATION, met, principal).parts[0]["numbers"]
    assert numbers["kinds"] == {"session": 2}
    assert numbers["attendance"] == {"asked": 10, "present": 8, "marks": {"excused": 2}}
    assert numbers["depth"]["members"] == numbers["depth"]["attended"] == 6
    assert numbers["coverage"]["teacher"]["all"] == 6  # each at their own school alone
    assert "network" not in numbers


def test_of_a_group_what_is_out_of_date_is_found_anew(school, group, term, principal):
    make.summary(term, state=Job.State.QUEUED, lines=lines(*in_group(group, 1, 2)))
    make.member(group)
    held = make.meeting(group, state="held")
    make.attendance(held, group.members.get(), mark="present")
    numbers = ask(COLLABORATION, group, principal).parts[0]["numbers"]
    assert numbers["depth"]["members"] == 1
    assert sum(numbers["kinds"].values()) == 1


def test_a_member_reads_it_and_the_principal_of_its_home(met, principal, school, neighbour):
    head = make.user(Role.PRINCIPAL, neighbour)
    member = member_of(met, neighbour)
    colleague = make.user(Role.TEACHER, school)
    make.person(school, user=colleague)
    told = {user: asking.told_of(met, user) for user in (principal, member, head, colleague)}
    assert told == {
        principal: (VIEW, [met]),
        member: (KNOW, [met]),
        head: (KNOW, []),
        colleague: (KNOW, []),
    }


def test_it_closes_to_a_member_who_leaves(met, neighbour):
    member = member_of(met, neighbour)
    report = ask(COLLABORATION, met, member)
    assert open_to(member) == [report]
    met.members.update(until=make.A_DAY)
    assert open_to(member) == []


def test_what_the_principal_read_does_not_stay_open_to_a_mere_member(met, principal, school):
    make.member(met, make.person(school, user=principal))
    ask(COLLABORATION, met, principal)
    principal.memberships.update(role=Role.TEACHER)
    principal = make.anew(principal)
    assert open_to(principal) == []
    report = ask(COLLABORATION, met, principal)
    assert report.reads == KNOW
    assert open_to(principal) == [report]


@pytest.mark.parametrize(("others", "is_told"), [(5, True), (4, False)])
def test_members_are_told_of_people_from_five_others_on(school, group, others, is_told):
    user = member_of(group, school)
    voices = [{"row": "1", "group": group.pk, "is_ours": True, "person": 0}]
    people = in_group(group, *range(others + 1))
    counted(school, *people, meetings=[meeting(group, "1")], voices=voices)
    found = tables(ask(COLLABORATION, group, user))
    values = [row["value"] for row in found["people"]]
    assert all((value is HIDDEN) != is_told for value in values)
    assert [row["value"] for row in found["kinds"]] == [1]  # what was done, everybody knows


# The question and its pages


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
