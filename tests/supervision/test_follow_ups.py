"""Steps that both agreed on: from a visit or from one of its scores, closed only with a word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schools.access import Role
from supervision.kinds import Fate, State
from supervision.models import FollowUp
from tests import make


def step_of(owner, **fields):
    return {
        "text": "Berkeliling dari pintu",
        "owner": owner.pk,
        "sign": "Kartu urutan terisi",
        "due": (timezone.localdate() + timedelta(days=14)).isoformat(),
        **fields,
    }


def test_a_step_belongs_to_any_colleague_of_the_school(post, visit_in, observer, school):
    visit, colleague = visit_in(State.OBSERVED), make.person(school)
    answer = post(observer, "follow_up_create", visit.pk, **step_of(colleague))
    assert answer["Location"] == visit.get_absolute_url()
    step = FollowUp.objects.get()
    assert (step.visit, step.owner, step.state) == (visit, colleague, Fate.OPEN)


def test_a_stranger_owns_no_step(post, visit_in, observer, elsewhere):
    answer = post(
        observer, "follow_up_create", visit_in(State.OBSERVED).pk, **step_of(make.person(elsewhere))
    )
    assert "owner" in answer.context["form"].errors


def test_the_person_visited_adds_steps_once_it_is_shared(post, get, visit_in, person):
    assert get(person.user, "follow_up_create", visit_in(State.OBSERVED).pk).status_code == 404
    assert (
        post(
            person.user, "follow_up_create", visit_in(State.SHARED).pk, **step_of(person)
        ).status_code
        == 302
    )


def test_readers_from_outside_agree_on_nothing(get, visit_in, supervisor, operator):
    visit = visit_in(State.SHARED)
    for user in [supervisor, operator]:
        assert get(user, "follow_up_create", visit.pk).status_code == 404


def test_a_first_step_is_the_one_that_the_feedback_names(get, visit_in, observer):
    visit = visit_in(State.OBSERVED)
    written = make.feedback(visit)
    form = get(observer, "follow_up_create", visit.pk).context["form"]
    assert form["text"].value() == written.next_step
    assert form["sign"].value() == written.goal
    make.follow_up(visit)
    form = get(observer, "follow_up_create", visit.pk).context["form"]
    assert not form["text"].value()
    assert not form["sign"].value()


def test_from_a_score_the_next_level_is_the_sign(get, post, visit_in, observer, person):
    visit = visit_in(State.OBSERVED)
    page = get(observer, "follow_up_create", visit.pk, item="ABC-02")
    assert page.context["form"]["sign"].value() == "Tingkat 3"  # it stands at 2
    assert page.context["item"]["now"] == "Tingkat 2"
    post(observer, "follow_up_create", visit.pk, query="?item=ABC-02", **step_of(person))
    assert FollowUp.objects.get().code == "ABC-02"


def test_the_highest_level_stays_the_sign(get, visit_in, observer):
    page = get(observer, "follow_up_create", visit_in(State.OBSERVED).pk, item="ABC-04")
    assert page.context["form"]["sign"].value() == "Tingkat 4"


def test_an_unknown_item_in_the_address_is_ignored(get, visit_in, observer):
    page = get(observer, "follow_up_create", visit_in(State.OBSERVED).pk, item="<b>")
    assert page.context["item"] is None


def test_a_plan_is_several_dated_steps_for_one_item(post, get, visit_in, observer, person):
    visit = visit_in(State.OBSERVED)
    again = post(
        observer,
        "follow_up_create",
        visit.pk,
        query="?item=ABC-02",
        more="1",
        **step_of(person, text="Pertama"),
    )
    assert again["Location"].endswith("?item=ABC-02")
    post(
        observer,
        "follow_up_create",
        visit.pk,
        query="?item=ABC-02",
        **step_of(person, text="Kedua"),
    )
    plan = get(observer, "follow_up", FollowUp.objects.first().pk).context["plan"]
    assert [step.text for step in plan] == ["Pertama", "Kedua"]


def test_a_day_that_is_over_is_no_due_date(post, visit_in, observer, person):
    answer = post(
        observer,
        "follow_up_create",
        visit_in(State.OBSERVED).pk,
        **step_of(person, due="2025-07-20"),
    )
    assert "due" in answer.context["form"].errors
    assert "Berkeliling dari pintu" in answer.content.decode()


# Changing and closing


@pytest.fixture
def step(visit_in):
    return make.follow_up(visit_in(State.SHARED))


@pytest.mark.parametrize("state", [Fate.SOLVED, Fate.CARRIED, Fate.DROPPED])
def test_a_step_is_closed_with_a_word_about_what_came_of_it(post, step, person, state):
    post(person.user, "follow_up_close", step.pk, state=state, outcome="Kartu terisi tiga kali")
    step.refresh_from_db()
    assert (step.state, step.outcome, step.closed_by) == (
        state,
        "Kartu terisi tiga kali",
        person.user,
    )


def test_without_a_word_it_stays_open(post, step, person):
    answer = post(person.user, "follow_up_close", step.pk, state="solved", outcome=" ")
    assert "outcome" in answer.context["form"].errors
    step.refresh_from_db()
    assert step.state == Fate.OPEN


def test_it_is_closed_once_and_not_changed_afterwards(post, get, step, person):
    post(person.user, "follow_up_close", step.pk, state="solved", outcome="Sudah")
    assert get(person.user, "follow_up_close", step.pk).context["hindrance"]
    post(person.user, "follow_up_close", step.pk, state="dropped", outcome="Tidak")
    step.refresh_from_db()
    assert step.outcome == "Sudah"
    assert get(person.user, "follow_up_update", step.pk).status_code == 404


def test_while_open_it_can_be_changed(post, step, observer, person):
    post(observer, "follow_up_update", step.pk, **step_of(person, text="Mulai dari jendela"))
    step.refresh_from_db()
    assert step.text == "Mulai dari jendela"


def test_the_pengawas_reads_a_step_and_changes_nothing(get, step, supervisor):
    assert get(supervisor, "follow_up", step.pk).status_code == 200
    assert get(supervisor, "follow_up_close", step.pk).status_code == 404


def test_an_owner_who_does_not_read_the_visit_sees_the_step_alone(
    get, read, post, visit_in, school
):
    owner = make.person(school, user=make.user(Role.STAFF, school))
    step = make.follow_up(visit_in(State.SHARED), owner=owner, text="Pinjamkan proyektor")
    assert "Pinjamkan proyektor" in read(owner.user, "follow_ups")
    page = get(owner.user, "follow_up", step.pk)
    assert page.context["visit"] is None
    assert str(step.visit.pk) not in page.content.decode()
    assert get(owner.user, "visit", step.visit.pk).status_code == 404


# The list


def test_what_is_overdue_stands_first_and_says_by_how_many_days(read, visit_in, person):
    visit, today = visit_in(State.SHARED), timezone.localdate()
    make.follow_up(visit, text="Nanti", due=today + timedelta(days=2))
    make.follow_up(visit, text="Lewat", due=today - timedelta(days=3))
    page = read(person.user, "follow_ups")
    assert page.index("Lewat") < page.index("Nanti")
    assert "3 hari" in page or "3 days" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"mine", "theirs"}),
        ({"whose": "mine"}, {"mine"}),
        ({"state": "late"}, {"mine"}),
        ({"state": "done"}, {"closed"}),
        ({"state": "all"}, {"mine", "theirs", "closed"}),
    ],
)
def test_the_list_is_narrowed(get, visit_in, person, school, query, found):
    visit, soon = visit_in(State.SHARED), timezone.localdate() + timedelta(days=3)
    make.follow_up(visit, text="mine")
    make.follow_up(visit, text="theirs", owner=make.person(school), due=soon)
    make.follow_up(visit, text="closed", state=Fate.SOLVED, outcome="Sudah")
    shown = get(person.user, "follow_ups", **query).context["object_list"]
    assert {step.text for step in shown} == found


def test_an_observer_finds_the_steps_of_those_visited(get, visit_in, observer, school):
    make.follow_up(visit_in(State.SHARED), text="mine")
    make.follow_up(make.visit(school, state=State.SHARED), text="not mine")
    shown = get(observer, "follow_ups", whose="visits").context["object_list"]
    assert [step.text for step in shown] == ["mine"]


def test_a_step_of_a_draft_is_not_yet_in_the_owners_list(get, visit_in, person):
    make.follow_up(visit_in(State.OBSERVED))
    assert list(get(person.user, "follow_ups").context["object_list"]) == []
