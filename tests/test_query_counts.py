"""Lists ask the database a fixed number of times, however many rows they show."""

from datetime import timedelta

import pytest
from django.urls import reverse

from schools.access import Role
from staff.models import Person
from staff.services.years import set_class_teacher
from supervision.kinds import Stage, State
from tests import make
from tests.reports.numbers import lines, sample

# The most queries each list may need, session and account included. Raise one only with a reason.
# Session, account, memberships, count, rows: five is the least a list can do. Where rows may be
# one's own, the person of the account is asked for once besides: by a known key the database
# finds them among all, by a join it reads all.
PINS = {
    "reports:terms": 8,  # the districts and clusters one looks after; schools and terms to choose
    # One for each thing that can wait or stand here, of visits, of meetings and of reports; and
    # what the next stage of up to three cycles lacks.
    "home": 55,
    "staff:people": 10,  # whose records, whose names to hide
    "staff:classes": 9,  # the schools and years there are to choose from
    "staff:accounts": 11,
    "staff:imports": 5,
    "staff:corrections": 6,
    "reports:all_asked": 6,  # whether one may ask
    "schools:list": 6,  # whether there are districts to choose from
    "schools:districts": 5,
    "schools:clusters": 6,  # the same
    "schools:terms": 8,  # the same of schools, which they are, which of them one keeps; holidays
    "schools:subjects": 7,  # the same
    "schools:memberships": 6,  # which of them one may change
    "schools:history": 5,
    "supervision:instruments": 6,  # their newest versions
    "supervision:band_sets": 5,
    "supervision:visits": 12,  # three choices to narrow by, which rows open, own peer visits
    "supervision:follow_ups": 6,  # how many there are without the filter, which shows open ones
    "supervision:private_notes": 5,
    "supervision:home": 13,  # people, visits and classes of cycles; what waits, comes and was
    "supervision:cycle": 18,  # every part of a cycle, what each may do; factors, marked sentences
    "supervision:cycle_results": 14,  # of a chain: visits, results, sheets, versions, problems
    "supervision:cycle_schedule": 12,  # whom, when, where and by whom there is to choose from
    "supervision:school_results": 13,
    "reports:completeness": 8,  # people, classes, terms
    "reports:term": 11,  # the terms there are, the one before, people, instrument, codebook
    "reports:rows": 9,  # the day's reading, the steps, the people whose they are
    "meetings:differences": 10,  # counts of what came of them, where one may write
    "meetings:difference": 18,  # sides, words, meetings, decision, practice; what one may do
    "meetings:problems": 10,  # grades, subjects and groups to choose from, where one may write
    "meetings:problem": 16,
    # A meeting afterwards: page, files, papers, tasks
    "meetings:meeting": 32,  # attendance, what was said and came of it; factors, marked sentences
    "meetings:attendance": 7,
    "meetings:tasks": 6,  # how many there are without the filter
    "meetings:decisions": 14,  # groups, terms, which reasons are read, who had a say
}
# Pages of one row, which lists what hangs on it.
OF_ONE = {
    "meetings:meeting": "meeting",
    "meetings:attendance": "meeting",
    "supervision:cycle": "cycle",
    "supervision:cycle_results": "cycle",
    "supervision:cycle_schedule": "cycle",
    "supervision:school_results": "school",
    "reports:completeness": "school",
    "reports:term": "summary",
    "reports:rows": "summary",
    "meetings:difference": "difference",
    "meetings:problem": "problem",
}
MORE = {"reports:rows": ["steps"]}  # what else stands in the address


def fill(cluster, school, principal, rows):
    for year in range(rows):
        person = make.person(school)
        set_class_teacher(make.class_group(school=school), person.placements.get())
        make.invitation(make.person(school))
        make.correction_request(person)
        make.dapodik_import(school)
        make.report(school, principal)
        make.term(school=school, code=f"20{year:02}1")
        make.subject(school=school)
        make.user(Role.TEACHER, school)
        make.audit_entry(actor=make.user(), school=school)
        make.instrument_version(school)
        make.band_set(school)
        make.membership(principal, Role.TEACHER, make.school(cluster=cluster))
        visit = make.visit(
            school,
            person,
            class_group=make.class_group(school=school),
            cycle=make.cycle(school, number=year, term=school.terms.first()),
            state="shared",
        )
        make.follow_up(visit)
        make.private_note(principal, visit=visit)
    return fill_cycles(school, principal, rows) | fill_groups(school, principal, rows)


def fill_cycles(school, principal, rows):
    """Two cycles that follow each other, with as many people, visits and problems in each."""
    version, band_set = make.instrument_version(school), make.band_set(school)
    before = None
    for number in range(2):
        cycle = make.cycle(
            school,
            number=number,
            follows=before,
            version=version,
            band_set=band_set,
            stage=Stage.OBSERVATION,
        )
        for row in range(rows):
            person = make.person(school, user=make.user())
            make.participant(cycle, person)
            make.problem(cycle)
            make.reflection(cycle, person.user, person=person, gains="Mulai bertanya")
            state = [State.SHARED, State.PLANNED][row % 2]
            visit = make.visit(
                school,
                person,
                principal,
                cycle=cycle,
                state=state,
                version=version,
                band_set=band_set,
                class_group=make.class_group(school=school),
            )
            make.sheet(visit, {"ABC-01": 3})
        before = cycle
    people = list(Person.objects.filter(placements__school=school))
    summary = make.summary(school.terms.first(), numbers=sample(), lines=lines(*people))
    return {"cycle": cycle.pk, "school": school.pk, "summary": summary.pk}


def fill_groups(school, principal, rows):
    """Groups in which the principal is a member, each with opinions and class problems."""
    own = make.person(school, user=principal)
    for row in range(rows):
        group = make.group(school)
        make.member(group, own)
        difference, problem = make.difference(group), make.class_problem(group, grade=row)
        meeting = make.meeting(group, state="held")
        difference.decision = make.decision(meeting)
        difference.practice = problem.practice = make.practice(school, group=group)
        problem.subject, problem.meeting = f"Mapel {row}", meeting
        difference.save()
        problem.save()
        for _ in range(rows):
            member = make.member(group)
            make.position(difference).members.add(member)
            make.heard(difference, member)
            make.idea(problem, by=member.person)
            difference.meetings.add(make.meeting(group, state="held"))
    return {"difference": difference.pk, "problem": problem.pk}


def fill_meeting(school, principal, rows):
    """One meeting that was held, with as many of everything that hangs on it."""
    group = make.group(school)
    me = make.member(group, principal.person, part="chair")
    before = make.meeting(group, state="held", date=make.A_DAY - timedelta(7))
    meeting = make.meeting(group, state="held", ended_by=principal)
    following = make.meeting(group, date=make.A_DAY + timedelta(7))
    values = {"discussion": "Bangku digeser."}
    for row in range(rows):
        member = make.member(group)
        make.attendance(meeting, member, mark=["present", "sick"][row % 2])
        carried = make.agenda_item(before, owner=member, fate="carried")
        item = make.agenda_item(meeting, owner=member, carried_from=carried, fate="carried")
        make.agenda_item(following, carried_from=item)
        values[f"agenda.{item.pk}.note"] = "Kartu tanya."
        brought = make.task(before, member)
        values[f"carried.{brought.pk}.fate"] = "done"
        make.task(meeting, me, carried_from=brought)
        make.decision(meeting).voices.add(member, me)
        make.meeting_file(meeting, is_photo=bool(row % 2))
        make.difference(group).meetings.add(meeting)
        make.class_problem(group, member.person, meeting=meeting)
        make.practice(school, member.person, group=group, meeting=meeting)
        make.mention(school, meeting=meeting)
        other = make.group(school)
        make.member(other, me.person)
        make.decision(make.meeting(other, state="held")).voices.add(make.member(other))
    make.minutes(meeting, values)
    return {"meeting": meeting.pk}


@pytest.mark.parametrize("name", PINS)
@pytest.mark.parametrize("rows", [1, 12])
def test_a_list_keeps_its_pin(
    client, cluster, school, principal, name, rows, django_assert_max_num_queries
):
    made = fill(cluster, school, principal, rows)
    if name.startswith("meetings:"):
        made |= fill_meeting(school, principal, rows)
    url = reverse(name, args=[made[OF_ONE[name]], *MORE.get(name, [])] if name in OF_ONE else [])
    client.force_login(principal)
    client.get(url)  # the first request of a session also writes it
    with django_assert_max_num_queries(PINS[name]):
        page = client.get(url)
    assert page.status_code == 200


@pytest.mark.parametrize(("role", "pin"), [(Role.DISTRICT, 16), (Role.SUPERVISOR, 16)])
@pytest.mark.parametrize("rows", [1, 12])
def test_an_area_keeps_its_pin_whatever_the_number_of_schools(
    client, cluster, role, pin, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        make.summary(make.term(school=make.school(cluster=cluster)))
    place = {Role.DISTRICT: cluster.district, Role.SUPERVISOR: cluster}[role]
    client.force_login(make.user(role, place))
    url = reverse(f"reports:{place._meta.model_name}", args=[place.pk])
    client.get(url)
    with django_assert_max_num_queries(pin):
        page = client.get(url)
    assert page.status_code == 200
