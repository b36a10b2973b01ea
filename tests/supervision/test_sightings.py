"""A visit says that a practice was seen; a step agreed on becomes a topic of one's group."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import AgendaItem, Sighting
from meetings.services.agenda import take_off
from schools.access import Role
from schools.models import AuditEntry
from supervision.kinds import State, VisitKind
from tests import make

pytestmark = pytest.mark.django_db
BETWEEN = [State.RUNNING, State.OBSERVED, State.SHARED, State.READ]


@pytest.fixture
def practice(school):
    return make.practice(school, audience="school", title="Kartu tanya berpasangan")


@pytest.fixture
def tried(practice, person):
    return make.adoption(practice, person, adaptation="Kartunya bergambar")


@pytest.fixture
def choices(get):
    def offered(user, visit):
        page = get(user, "practice_seen", visit.pk)
        assert page.status_code == 200
        return [value for value, _words in page.context["form"].fields["seen"].choices]

    return offered


@pytest.mark.parametrize("state", BETWEEN)
def test_the_observer_says_that_a_practice_was_seen_and_the_trail_leads_here(
    client, post, visit_in, observer, person, tried, state
):
    visit = visit_in(state)
    post(observer, "practice_seen", visit.pk, seen=str(tried.pk))
    row = Sighting.objects.get()
    assert (row.practice, row.adoption, row.person) == (tried.practice, tried, person)
    assert (row.date, row.school, row.by) == (visit.date, visit.school, observer)
    assert row.path == visit.get_absolute_url()
    client.force_login(person.user)
    trail = client.get(reverse("meetings:practice", args=[tried.practice_id]))
    assert f'href="{row.path}"' in trail.content.decode()
    assert AuditEntry.objects.filter(actor=observer, fields=["note", "seen"]).exists()


def test_the_principal_says_so_too_and_the_person_visited_never(
    get, post, visit_in, principal, person, tried
):
    visit = visit_in(State.SHARED)
    assert get(person.user, "practice_seen", visit.pk).status_code == 404
    post(principal, "practice_seen", visit.pk, seen=str(tried.pk))
    assert Sighting.objects.get().by == principal


def test_to_choose_from_are_own_practices_and_those_still_tried(
    choices, visit_in, observer, person, school, tried
):
    own = make.practice(school, person, audience="school")
    dropped = make.adoption(
        make.practice(school, audience="school"), person, verdict="drop", happened="Ramai"
    )
    of_another = make.adoption(tried.practice)
    offered = choices(observer, visit_in(State.OBSERVED))
    assert set(offered) == {str(own.pk), str(tried.pk)}
    assert not {str(dropped.pk), str(of_another.pk)} & set(offered)


def test_their_own_practice_is_seen_at_its_origin(post, visit_in, observer, person, school):
    own = make.practice(school, person, audience="school")
    post(observer, "practice_seen", visit_in(State.OBSERVED).pk, seen=str(own.pk))
    assert Sighting.objects.get().adoption is None


def test_what_the_observer_cannot_see_is_not_offered(choices, visit_in, observer, person, tried):
    group = make.group(tried.school)
    hidden = make.adoption(make.practice(tried.school, group=group), person)
    assert str(hidden.pk) not in choices(observer, visit_in(State.OBSERVED))


def test_what_was_said_once_is_not_asked_again(choices, post, visit_in, observer, tried):
    visit = visit_in(State.OBSERVED)
    post(observer, "practice_seen", visit.pk, seen=str(tried.pk))
    post(observer, "practice_seen", visit.pk, seen=str(tried.pk))
    assert Sighting.objects.count() == 1


@pytest.mark.parametrize("state", [State.AGREED, State.FINAL, State.CALLED_OFF])
def test_before_the_visit_and_once_it_is_final_nothing_is_said(
    get, visit_in, observer, tried, state
):
    assert get(observer, "practice_seen", visit_in(state).pk).status_code == 404


def test_a_peer_visit_tells_nobody(get, visit_in, observer, tried):
    visit = visit_in(State.SHARED, kind=VisitKind.PEER)
    assert get(observer, "practice_seen", visit.pk).status_code == 404


def test_it_is_taken_back_while_the_visit_is_not_final(post, get, visit_in, observer, tried):
    visit = visit_in(State.OBSERVED)
    post(observer, "practice_seen", visit.pk, seen=str(tried.pk))
    row = Sighting.objects.get()
    other = visit_in(State.OBSERVED)
    assert get(observer, "seen_withdraw", other.pk, row.pk).status_code == 404
    post(observer, "seen_withdraw", visit.pk, row.pk)
    assert not Sighting.objects.exists()


def test_once_the_visit_is_final_it_stays(post, get, visit_in, observer, tried):
    visit = visit_in(State.OBSERVED)
    post(observer, "practice_seen", visit.pk, seen=str(tried.pk))
    visit.state = State.FINAL
    visit.save()
    assert get(observer, "seen_withdraw", visit.pk, Sighting.objects.get().pk).status_code == 404


def test_the_person_visited_takes_nothing_back(post, get, visit_in, observer, person, tried):
    visit = visit_in(State.SHARED)
    post(observer, "practice_seen", visit.pk, seen=str(tried.pk))
    row = Sighting.objects.get()
    assert get(person.user, "seen_withdraw", visit.pk, row.pk).status_code == 404


def test_before_the_visit_its_page_names_what_is_being_tried(read, visit_in, observer, tried):
    told = read(observer, "visit", visit_in(State.AGREED).pk)
    assert "Kartu tanya berpasangan" in told
    assert "Kartunya bergambar" in told


def test_a_practice_for_a_group_is_named_on_no_visit_page_beyond_it(
    read, visit_in, observer, principal, person, school
):
    group = make.group(school)
    tried = make.adoption(make.practice(school, group=group, title="Hanya kelompok"), person)
    before, after = visit_in(State.AGREED), visit_in(State.SHARED)
    make.sighting(
        tried.practice, adoption=tried, person=person, by=principal, path=after.get_absolute_url()
    )
    for visit in [before, after]:
        assert "Hanya kelompok" not in read(observer, "visit", visit.pk)
        assert "Hanya kelompok" in read(person.user, "visit", visit.pk)


def test_what_was_noted_of_it_is_read_with_the_visit_and_on_the_trail(
    client, post, read, visit_in, observer, person, principal, supervisor, school, tried
):
    note = "Kelima kartu <dipegang> sampai selesai"
    told = "Kelima kartu &lt;dipegang&gt; sampai selesai"
    visit = visit_in(State.OBSERVED)
    post(observer, "practice_seen", visit.pk, seen=str(tried.pk), note=note)

    def trail(user):
        client.force_login(user)
        return client.get(reverse("meetings:practice", args=[tried.practice_id])).content.decode()

    for user in [observer, person.user, principal]:
        assert told in trail(user)
    assert told in read(observer, "visit", visit.pk)
    for user in [person.user, supervisor]:  # not shared with them yet
        assert told not in read(user, "visit", visit.pk)
    assert visit.get_absolute_url() in trail(supervisor)
    assert told not in trail(supervisor)
    for colleague in [tried.practice.person.user, make.user(Role.TEACHER, school)]:
        assert "Kelima kartu" not in trail(colleague)
    visit.state, visit.shared_at = State.SHARED, make.a_moment()
    visit.save()
    assert told in read(supervisor, "visit", visit.pk)


def test_problems_of_the_class_stand_in_the_visit_for_whoever_reads_them(
    read, visit_in, observer, person, principal, school
):
    group = make.group(school)
    make.member(group, person)
    visit = visit_in(State.SHARED)
    the_next = visit.date + timedelta(days=1)
    problem = make.class_problem(group, person, title="Kelas sepakat 2/5", opened=visit.date)
    later = make.class_problem(group, person, opened=the_next)
    for user in [person.user, principal]:
        page = read(user, "visit", visit.pk)
        assert f'href="{problem.get_absolute_url()}">Kelas sepakat 2/5' in page
        assert later.get_absolute_url() not in page
    assert "Kelas sepakat" not in read(observer, "visit", visit.pk)


# A step becomes a topic


@pytest.fixture
def step(visit_in):
    return make.follow_up(visit_in(State.SHARED), text="Rahasia kunjungan", sign="Hanya kita")


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=3)


@pytest.fixture
def group(school, person):
    group = make.group(school)
    make.member(group, person)
    return group


def test_the_person_concerned_brings_it_in_words_of_their_own(
    client, post, person, step, group, soon
):
    later = make.meeting(group, date=soon + timedelta(days=14))
    following = make.meeting(group, date=soon)
    answer = post(
        person.user, "follow_up_topic", step.pk, text="Cara menunggu jawaban", meeting=following.pk
    )
    assert answer.status_code == 302
    item = AgendaItem.objects.get()
    assert (item.meeting, item.text, item.suggestion) == (following, "Cara menunggu jawaban", "")
    assert item.proposed_by == person.user
    refused = post(person.user, "follow_up_topic", step.pk, text="Lagi", meeting=later.pk)
    assert "meeting" in refused.context["form"].errors


def test_the_step_leads_to_its_topic_whoever_reads_the_meeting(
    read, post, person, observer, principal, step, group, soon
):
    meeting = make.meeting(group, date=soon)
    post(person.user, "follow_up_topic", step.pk, text="Cara menunggu", meeting=meeting.pk)
    for user in [person.user, principal]:
        assert f'href="{meeting.get_absolute_url()}"' in read(user, "follow_up", step.pk)
    told = read(observer, "follow_up", step.pk)  # not a member
    assert "Cara menunggu" not in told
    assert meeting.get_absolute_url() not in told


def test_a_topic_that_is_taken_off_the_agenda_is_forgotten_by_the_step(
    post, person, step, group, soon
):
    meeting = make.meeting(group, date=soon)
    post(person.user, "follow_up_topic", step.pk, text="Cara menunggu", meeting=meeting.pk)
    take_off(AgendaItem.objects.get())
    assert not step.topics.exists()


def test_nothing_of_the_visit_is_filled_in(get, person, step, group, soon):
    make.meeting(group, date=soon)
    form = get(person.user, "follow_up_topic", step.pk).context["form"]
    assert form["text"].value() is None


def test_nobody_else_brings_it(get, observer, principal, step):
    for user in [observer, principal]:
        assert get(user, "follow_up_topic", step.pk).status_code == 404


def test_a_meeting_of_a_group_of_others_is_not_to_be_chosen(
    get, post, person, school, step, group, soon
):
    make.meeting(group, date=soon)
    foreign = make.meeting(make.group(school), date=soon)
    answer = post(person.user, "follow_up_topic", step.pk, text="Titip", meeting=foreign.pk)
    assert "meeting" in answer.context["form"].errors
    assert not AgendaItem.objects.exists()


def test_without_a_planned_meeting_the_page_says_so(get, person, step, group):
    make.meeting(group, state="held")
    assert get(person.user, "follow_up_topic", step.pk).context["hindrance"]


def test_an_empty_topic_is_asked_for(post, person, step, group, soon):
    meeting = make.meeting(group, date=soon)
    answer = post(person.user, "follow_up_topic", step.pk, text=" ", meeting=meeting.pk)
    assert "text" in answer.context["form"].errors


def test_the_page_of_the_step_offers_it_to_the_person_concerned_alone(read, person, observer, step):
    there = reverse("supervision:follow_up_topic", args=[step.pk])
    assert there in read(person.user, "follow_up", step.pk)
    assert there not in read(observer, "follow_up", step.pk)


def test_a_principal_visited_by_the_school_supervisor_confirms_nothing_of_their_own(
    get, school, principal, supervisor, practice
):
    person = make.person(school, user=principal)
    make.adoption(practice, person)
    visit = make.visit(school, person, supervisor, kind="principal", state=State.SHARED)
    assert get(principal, "practice_seen", visit.pk).status_code == 404
    assert get(supervisor, "practice_seen", visit.pk).status_code == 200
