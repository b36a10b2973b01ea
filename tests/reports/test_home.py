from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import Report
from reports.services import asking
from reports.waiting.asked import reports_to_open
from schools.access import Role
from schools.models import School
from schools.models.places import school_year_on
from staff.kinds import Kind
from staff.services.accounts import invite
from staff.services.years import set_class_teacher
from supervision.kinds import Stage, State
from tests import make


def waiting(client, user):
    client.force_login(user)
    return [todo.url for todo in client.get(reverse("home")).context["todos"]]


def run_a_term(school):
    today = timezone.localdate()
    days = {"first_day": today - timedelta(days=9), "last_day": today + timedelta(days=9)}
    return make.term(school=school, code="20252", **days)


def test_a_school_without_a_running_term_waits_for_its_dates(client, school, operator):
    make.term(school=school)  # of last year
    assert reverse("schools:term_create") in waiting(client, operator)
    run_a_term(school)
    assert reverse("schools:term_create") not in waiting(client, operator)


def test_a_missing_letterhead_waits_for_those_who_keep_the_school(
    client, operator, teacher, school
):
    school.letterhead = ""
    school.save()
    page = reverse("schools:update", args=[school.pk])
    assert page in waiting(client, operator)
    assert page not in waiting(client, teacher)


@pytest.mark.parametrize("role", Role)
def test_the_second_step_waits_for_those_who_need_it(client, db, role):
    needed = role in {Role.PRINCIPAL, Role.OPERATOR, Role.SUPERVISOR, Role.DISTRICT}
    assert (reverse("mfa_activate_totp") in waiting(client, make.user(role))) is needed


def test_someone_with_several_roles_gets_the_home_of_the_leading_one(client, school):
    user = make.user(Role.TEACHER, school)
    make.membership(user, Role.OBSERVER, school)
    client.force_login(user)
    assert client.get(reverse("home")).context["membership"].role == Role.OBSERVER


def test_an_account_without_a_role_has_a_calm_home(client, db):
    assert waiting(client, make.user()) == []


def bar(client, user):
    client.force_login(user)
    return [entry["url"] for entry in client.get(reverse("home")).context["shell"]["nav"]]


def test_someone_with_one_school_goes_straight_to_it(client, school, elsewhere, teacher):
    assert school.get_absolute_url() in bar(client, teacher)
    make.membership(teacher, Role.TEACHER, elsewhere)
    assert reverse("schools:list") in bar(client, teacher)


def test_the_frame_names_every_place_of_the_reader(client, school, elsewhere, teacher):
    make.membership(teacher, Role.TEACHER, elsewhere)
    client.force_login(teacher)
    both = f"{school.short_name}, {elsewhere.short_name}"
    assert f'<p class="school">{both}</p>' in client.get("/").text
    make.membership(teacher, Role.STAFF, make.school(name="ZZ"))
    client.force_login(make.anew(teacher))
    assert f'<p class="school">{school.short_name} dan 2 lainnya</p>' in client.get("/").text


def test_someone_above_schools_chooses_from_the_list(client, school, supervisor):
    assert reverse("schools:list") in bar(client, supervisor)


def test_the_entry_of_a_section_is_lit_on_the_pages_below_it(client, school, operator):
    client.force_login(operator)
    entries = client.get(reverse("staff:person_create")).context["shell"]["nav"]
    assert [entry["url"] for entry in entries if entry["is_current"]] == [reverse("staff:people")]


def test_the_keeper_is_asked_for_principals_until_they_have_a_link(client, school):
    head, keeper = make.person(school, Kind.PRINCIPAL), make.user(is_superuser=True)
    page = reverse("staff:invite", args=[head.pk])
    assert page in waiting(client, keeper)
    invite(head, by=keeper)
    assert page not in waiting(client, keeper)


def test_what_the_operator_is_asked_for_goes_away_as_it_is_done(client, school, operator):
    run_a_term(school)
    assert waiting(client, operator)[0] == reverse("staff:imports")
    person = make.person(school)
    asked = waiting(client, operator)
    assert reverse("staff:classes") in asked
    assert reverse("staff:accounts") in asked
    group = make.class_group(school=school, year=school_year_on(timezone.localdate()))
    set_class_teacher(group, person.placements.get())
    person.writes_through_others = True
    person.save()
    asked = waiting(client, operator)
    assert {reverse("staff:classes"), reverse("staff:accounts")}.isdisjoint(asked)


def test_a_correction_waits_for_those_who_answer_it(client, school, operator, teacher):
    asked = make.correction_request(make.person(school, user=teacher), by=teacher)
    page = reverse("staff:correction_answer", args=[asked.pk])
    assert page in waiting(client, operator)
    assert page not in waiting(client, teacher)


def test_a_cycle_that_looks_back_waits_for_those_who_took_part(client, school, teacher, principal):
    cycle = make.cycle(school, stage=Stage.REFLECTION)
    part = make.participant(cycle, make.person(school, user=teacher))
    page = reverse("supervision:reflection", args=[cycle.pk])
    assert page in waiting(client, teacher)
    make.reflection(cycle, teacher, person=part.person, gains="Semua bertanya")
    assert page not in waiting(client, teacher)


@pytest.mark.parametrize("period", ["", "2025-08", "term"])
def test_a_report_that_is_ready_waits_until_it_is_opened(client, school, principal, period):
    report = make.report(school, principal, period=period, state="running")
    page = report.get_absolute_url()
    assert page not in waiting(client, principal)
    client.get(page)  # while it is built there is nothing to read yet
    Report.objects.update(state="done")
    assert page in waiting(client, principal)
    client.get(page, headers={"HX-Request": "true"})  # whoever watches it is sent to the page
    assert page in waiting(client, principal)
    client.get(page)
    assert page not in waiting(client, principal)
    asking.build_anew(report)
    Report.objects.update(state="done")
    assert page in waiting(client, principal)


def test_reports_of_any_place_wait_in_one_query(school, principal, django_assert_num_queries):
    make.term(school=school)
    for place in [make.cycle(school), make.group(school), make.person(school, user=principal)]:
        make.report(None, principal, **{place._meta.model_name: place})
    assert principal.reach  # both are known to the whole page
    assert principal.persons
    with django_assert_num_queries(1):
        assert len(list(reports_to_open(principal))) == 3


def test_a_report_that_has_stopped_waits_until_it_is_tried_again(client, school, principal):
    report = make.report(school, principal, state="failed")
    page = report.get_absolute_url()
    client.force_login(principal)
    client.get(page)
    assert page in waiting(client, principal)
    client.post(reverse("reports:asked_again", args=[report.pk]))
    assert page not in waiting(client, principal)


def test_a_report_waits_for_nobody_but_who_asked_and_may_still_read_it(
    client, school, principal, supervisor
):
    report = make.report(school, principal)
    report.schools.add(school)
    page = report.get_absolute_url()
    assert page in waiting(client, principal)
    assert page not in waiting(client, supervisor)
    principal.memberships.update(until=timezone.localdate() - timedelta(1))
    assert page not in waiting(client, principal)


def test_the_numbers_of_the_school_open_the_rows_they_were_counted_from(client, school, principal):
    make.person(school, Kind.SUBJECT_TEACHER, user=make.user())
    make.person(school, Kind.LIBRARIAN)
    client.force_login(principal)
    shown = {}
    for count in client.get(reverse("home")).context["counts"]:
        rows = client.get(count.url).context["object_list"]
        shown[len(rows)] = shown.get(len(rows), 0) + (str(len(rows)) in count.words)
    assert shown == {1: 3}  # one teacher, one of the staff, one who has not signed in


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.PRINCIPAL, "/siklus/baru/"),
        (Role.TEACHER, "/kelompok/"),
        (Role.STAFF, "/kelompok/"),
        (Role.SUPERVISOR, "/laporan/"),
        (Role.DISTRICT, "/laporan/"),
    ],
)
def test_while_nothing_is_under_way_the_home_says_what_one_can_begin(client, db, role, first):
    user = make.user(role)
    if user.school:
        make.person(user.school, user=user)
    client.force_login(user)
    begin = client.get(reverse("home")).context["to_begin"]
    assert begin[0].url == first
    assert all(client.get(step.url).status_code == 200 for step in begin)


def test_what_is_under_way_takes_the_place_of_what_one_can_begin(client, school, teacher):
    make.meeting(
        make.member(make.group(school), make.person(school, user=teacher)).group,
        date=timezone.localdate(),
    )
    client.force_login(teacher)
    assert client.get(reverse("home")).context["to_begin"] == ()


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.TEACHER, Role.STAFF, Role.OBSERVER])
def test_a_phone_leads_to_meetings_and_practices_and_me_to_all_the_rest(client, school, role):
    user = make.user(role, school)
    first = bar(client, user)[:5]
    assert {reverse("meetings:home"), reverse("meetings:practices")} < set(first)
    page = client.get(reverse("me")).content.decode()
    for url in bar(client, user)[5:]:
        assert f'href="{url}"' in page


def test_the_school_supervisor_comes_to_meetings_and_practices(client, supervisor):
    assert {reverse("meetings:home"), reverse("meetings:practices")} < set(bar(client, supervisor))


class TestCycles:
    """What a cycle asks of whoever leads the school, from its plan to its end."""

    @pytest.fixture(autouse=True)
    def there(self, school):
        run_a_term(school)
        self.person = make.person(school)

    def test_a_school_at_work_without_a_cycle_plans_one(self, client, school, principal, operator):
        page = f"{reverse('supervision:cycle_create')}?sekolah={school.pk}"
        assert page in waiting(client, principal)
        assert page not in waiting(client, operator)
        cycle = make.cycle(school)
        assert page not in waiting(client, principal)
        cycle.stage = Stage.CLOSED
        cycle.save()
        assert page in waiting(client, principal)

    def test_a_stage_that_can_be_opened_waits(self, client, school, principal):
        cycle = make.cycle(school, version=make.instrument_version(school))
        part = make.participant(cycle, self.person)
        page = reverse("supervision:cycle_advance", args=[cycle.pk])
        assert page not in waiting(client, principal)
        part.accepted_at = timezone.now()
        part.save()
        assert page in waiting(client, principal)

    def test_visits_wait_for_their_dates_and_then_no_more(self, client, school, principal):
        cycle = make.cycle(school, stage=Stage.ACTION)
        page = reverse("supervision:cycle_schedule", args=[cycle.pk])
        assert page in waiting(client, principal)
        make.visit(school, self.person, principal, cycle=cycle)
        assert page not in waiting(client, principal)

    def test_the_principal_looks_back_in_all_four_parts(self, client, school, principal):
        cycle = make.cycle(school, stage=Stage.REFLECTION)
        page = reverse("supervision:reflection", args=[cycle.pk])
        assert page in waiting(client, principal)
        whole = {"gains": "a", "challenges": "b", "factors": "c", "next_step": "d"}
        make.reflection(cycle, principal, is_principal=True, **whole)
        assert page not in waiting(client, principal)


def test_a_visit_whose_observer_has_left_waits_for_the_principal(client, school, principal):
    observer = make.user(Role.OBSERVER, school)
    visit = make.visit(school, observer=observer)
    page = reverse("supervision:visit_hand", args=[visit.pk])
    assert page not in waiting(client, principal)
    observer.memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert page in waiting(client, principal)
    client.post(page, {"observer": principal.memberships.get().pk})
    assert page not in waiting(client, principal)


def test_a_class_at_its_hour_comes_before_the_feedback_of_the_same_day(client, school):
    observer = make.user(Role.OBSERVER, school)
    observed, agreed = (
        make.visit(school, observer=observer, date=timezone.localdate(), state=state, start=start)
        for state, start in [("observed", time(8)), ("agreed", time(9))]
    )
    first, second = waiting(client, observer)
    assert first == reverse("supervision:sheet", args=[agreed.pk])
    assert second == reverse("supervision:feedback_create", args=[observed.pk])
    make.feedback(observed)
    assert waiting(client, observer)[1] == observed.get_absolute_url()


@pytest.mark.parametrize(
    ("state", "page"), [(State.PLANNED, "visit_accept"), (State.OBSERVED, "remark_create")]
)
def test_what_a_visit_waits_for_is_done_where_the_home_leads(client, school, teacher, state, page):
    visit = make.visit(school, make.person(school, user=teacher), state=state)
    assert reverse(f"supervision:{page}", args=[visit.pk]) in waiting(client, teacher)


def test_who_looks_after_many_schools_reads_in_a_line_where_each_of_them_stands(client, db):
    cluster = make.cluster()
    schools = [make.school(cluster=cluster) for _ in range(7)]
    for school in schools:
        make.participant(make.cycle(school), make.person(school))
    client.force_login(make.user(Role.SUPERVISOR, cluster))
    home = client.get(reverse("home"))
    assert [school.pk for school in home.context["schools"]] == [school.pk for school in schools]
    assert all("0 dari 1" in school.stands for school in home.context["schools"])
    assert home.context["cycles"] == []


def test_the_page_of_a_school_leads_who_looks_after_it_to_its_results(client, principal):
    school = make.school(cluster=make.cluster())
    make.membership(principal, Role.PRINCIPAL, school)
    page = school.get_absolute_url()
    results = reverse("supervision:school_results", args=[school.pk])
    client.force_login(make.user(Role.SUPERVISOR, school.cluster))
    assert results in client.get(page).content.decode()
    client.force_login(principal)
    assert results not in client.get(page).content.decode()


def test_the_page_of_a_school_leads_on_to_the_next_that_one_looks_after(client, db):
    cluster, (first, last) = make.cluster(), [make.school(name=f"SDN {n} Wakatobi") for n in (1, 2)]
    elsewhere = make.school(name="SDN 1B Wakatobi")
    School.objects.filter(pk__in=[first.pk, last.pk]).update(cluster=cluster)
    client.force_login(make.user(Role.SUPERVISOR, cluster))
    page = client.get(first.get_absolute_url()).content.decode()
    assert f'href="{last.get_absolute_url()}"' in page
    assert elsewhere.get_absolute_url() not in page
    assert "Sekolah berikutnya" not in client.get(last.get_absolute_url()).content.decode()


def test_a_librarian_finds_reading_help_on_the_home(client, school):
    librarian = make.user(Role.STAFF, school)
    lead = make.person(school, Kind.LIBRARIAN, user=librarian)
    client.force_login(librarian)
    assert reverse("meetings:support_create") in client.get(reverse("home")).content.decode()
    support = make.support(school, lead)
    home = client.get(reverse("home")).content.decode()
    assert support.get_absolute_url() in home
    assert reverse("meetings:support_create") not in home
