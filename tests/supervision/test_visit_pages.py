"""The list of visits and the page of one: who sees what of it, and whose turn it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.access import Role
from schools.models import AuditEntry
from supervision.kinds import State, VisitKind
from supervision.models import Visit
from tests import make

# The list


def test_a_teacher_finds_only_the_own_visits(read, visit_in, person, school):
    visit_in(State.AGREED)
    make.visit(school, make.person(school, name="Rekan lain"))
    assert "Rekan lain" not in read(person.user, "visits")


def test_an_observer_finds_only_those_assigned(read, visit_in, observer, school):
    visit_in(State.AGREED)
    make.visit(school, make.person(school, name="Rekan lain"))
    page = read(observer, "visits")
    assert "Ma’rifatul Jannah" in page
    assert "Rekan lain" not in page


def test_the_operator_knows_date_person_kind_and_state_and_nothing_more(read, visit_in, operator):
    visit = visit_in(State.SHARED, start="08:05", focus="Fokus rahasia")
    page = read(operator, "visits")
    assert "Ma’rifatul Jannah" in page
    assert "14 Juli 2025" in page
    for hidden in [visit.observer.name, "Fokus rahasia", "08.05", visit.get_absolute_url()]:
        assert hidden not in page
    assert f"{visit.pk}" not in page


def test_a_stroke_stands_where_it_is_the_readers_turn(get, visit_in, person, observer):
    shared, drafted = visit_in(State.SHARED), visit_in(State.OBSERVED)
    assert get(person.user, "visits").context["waiting"] == {shared.pk}
    assert get(observer, "visits").context["waiting"] == {drafted.pk}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"when": "coming"}, {"soon"}),
        ({"when": "past"}, {"past", "walk"}),
        ({"state": "shared"}, {"past"}),
        ({"kind": "walk"}, {"walk"}),
        ({"when": "coming", "kind": "walk"}, set()),
        ({"state": "nonsense"}, {"soon", "past", "walk"}),
    ],
)
def test_the_list_is_narrowed(get, visit_in, principal, school, query, found):
    soon = timezone.localdate() + timedelta(days=3)
    rows = {
        visit_in(State.AGREED, date=soon).pk: "soon",
        visit_in(State.SHARED).pk: "past",
        make.visit(school, kind=VisitKind.WALK, state=State.OBSERVED).pk: "walk",
    }
    shown = get(principal, "visits", **query).context["object_list"]
    assert {rows[visit.pk] for visit in shown} == found


def test_the_list_is_narrowed_to_a_person_a_term_and_a_cycle(get, visit_in, principal, school):
    term = make.term(school=school)
    make.term(school=school, code="20242", first_day="2025-01-06", last_day="2025-06-20")
    cycle = make.cycle(school, term=term)
    make.cycle(school, term=term, number=2)
    mine, other = visit_in(State.AGREED, cycle=cycle), make.visit(school, date="2025-02-03")
    for query, found in [
        ({"person": mine.person_id}, mine),
        ({"term": term.pk}, mine),
        ({"cycle": cycle.pk}, mine),
        ({"person": other.person_id}, other),
    ]:
        assert list(get(principal, "visits", **query).context["object_list"]) == [found]


def test_an_empty_list_says_how_a_visit_begins(read, principal, operator, person):
    assert reverse("supervision:visit_create") in read(principal, "visits")
    assert reverse("supervision:visit_invite") in read(person.user, "visits")
    assert reverse("supervision:visit_create") not in read(operator, "visits")


# The page


@pytest.mark.parametrize("state", [State.PLANNED, State.RUNNING, State.SHARED, State.FINAL])
def test_a_colleague_and_the_operator_never_open_it(get, visit_in, operator, school, state):
    visit = visit_in(state)
    colleague = make.user(Role.TEACHER, school)
    other = make.user(Role.OBSERVER, school)
    for user in [operator, colleague, other, make.user(Role.DISTRICT)]:
        assert get(user, "visit", visit.pk).status_code == 404


def test_before_it_is_shared_the_person_visited_reads_no_score_and_no_feedback(
    read, visit_in, person, observer, supervisor
):
    visit = visit_in(State.OBSERVED)
    make.feedback(visit, seen="Belum boleh dibaca")
    for user in [person.user, supervisor]:
        page = read(user, "visit", visit.pk)
        assert "Belum boleh dibaca" not in page
        assert "75,00" not in page
    assert "75,00%" in read(observer, "visit", visit.pk)


def test_once_shared_the_four_readers_read_it(read, visit_in, person, observer, principal, request):
    visit = visit_in(State.SHARED)
    make.feedback(visit, seen="Empat kelompok didatangi")
    pengawas = request.getfixturevalue("supervisor")
    for user in [person.user, observer, principal, pengawas]:
        page = read(user, "visit", visit.pk)
        assert "Empat kelompok didatangi" in page
        assert "75,00%" in page


def test_the_own_view_stands_above_result_and_feedback(read, visit_in, person):
    visit = visit_in(State.SHARED)
    make.remark(visit, text="Pandangan guru", by=person.user)
    make.feedback(visit, seen="Yang dilihat pengamat")
    page = read(person.user, "visit", visit.pk)
    assert page.index("Pandangan guru") < page.index("75,00%") < page.index("Yang dilihat pengamat")


def test_a_percent_stands_with_its_n_and_its_formula(read, visit_in, person):
    page = read(person.user, "visit", visit_in(State.SHARED).pk)
    assert "9" in page
    assert "12" in page  # 3 + 2 + 4 of at most 12, one item not applicable
    assert "Skor 9 dari maksimum 12 pada 3 butir; tidak berlaku: 1." in page or (
        "Score 9 of at most 12 on 3 items; not applicable: 1." in page
    )


def test_stages_stand_apart_where_an_instrument_has_several(get, visit_in, person, school):
    content = make.rubric()
    content["aspects"][0]["items"][1]["stage"] = "planning"
    version = make.instrument_version(school, content)
    page = get(person.user, "visit", visit_in(State.SHARED, version=version).pk)
    stages = page.context["result"].stages
    assert [(part.percent, part.n) for part in stages] == [("87,50%", 2), ("50,00%", 1)]


def test_the_page_says_whether_the_criterion_is_met(get, visit_in, person):
    met, missed = (visit_in(State.SHARED, at_least=bound) for bound in (75, "75.01"))
    assert get(person.user, "visit", met.pk).context["met"] is True
    assert get(person.user, "visit", missed.pk).context["met"] is False
    open_one = visit_in(State.SHARED, criterion="Tiga pertanyaan")
    assert get(person.user, "visit", open_one.pk).context["met"] is None


def test_what_was_promised_last_time_stands_before_the_visit(read, visit_in, person):
    earlier = visit_in(State.SHARED, date="2025-07-01")
    make.follow_up(earlier, text="Mulai dari pintu")
    page = read(person.user, "visit", visit_in(State.AGREED).pk)
    assert "Mulai dari pintu" in page


def test_whoever_reads_a_score_of_another_leaves_a_line(read, visit_in, principal, person):
    visit = visit_in(State.SHARED)
    read(person.user, "visit", visit.pk)
    assert not AuditEntry.objects.filter(action="read").exists()
    read(principal, "visit", visit.pk)
    entry = AuditEntry.objects.get(action="read")
    assert (entry.actor, entry.about) == (principal, person.user)


TURNS = [
    (State.PLANNED, "observer", "visit_accept"),
    (State.OBSERVED, "observer", "feedback_create"),
    (State.READ, "observer", "visit_finalise"),
    (State.READ, "principal", "visit_finalise"),
    (State.OBSERVED, "person", "remark_create"),
]


@pytest.mark.parametrize(("state", "who", "name"), TURNS)
def test_the_one_filled_button_is_the_readers_next_step(
    get, visit_in, observer, principal, person, state, who, name
):
    visit = visit_in(state)
    user = {"observer": observer, "principal": principal, "person": person.user}[who]
    page = get(user, "visit", visit.pk)
    assert page.context["step"].button.url == reverse(f"supervision:{name}", args=[visit.pk])
    assert page.content.decode().count("btn-primary") == 1


@pytest.mark.parametrize("state", State)
def test_no_page_of_any_state_has_two_filled_buttons(
    read, visit_in, observer, principal, person, state
):
    visit = visit_in(state)
    for user in [observer, principal, person.user]:
        assert read(user, "visit", visit.pk).count("btn-primary") <= 1


def test_every_button_on_the_page_leads_somewhere_open(client, read, visit_in, observer, person):
    """What the page offers is never refused: each link of it answers this reader."""
    import re

    for state in State:
        visit = visit_in(state)
        make.feedback(visit) if state == State.OBSERVED else None
        for user in [observer, person.user]:
            page = read(user, "visit", visit.pk)
            for url in sorted(set(re.findall(rf'href="(/[^"#]*{visit.pk}[^"#]*)"', page))):
                assert client.get(url).status_code == 200, (state, user, url)


def test_a_peer_visit_is_between_host_and_guest_until_the_host_opens_it(
    get, read, post, visit_in, person, principal, supervisor, school
):
    guest = make.user(Role.TEACHER, school)
    visit = visit_in(State.SHARED, kind=VisitKind.PEER, observer=guest, version=None, band_set=None)
    for user in [principal, supervisor]:
        assert get(user, "visit", visit.pk).status_code == 404
    assert "Ma’rifatul Jannah" in read(principal, "visits")  # that it took place
    assert "Ma’rifatul Jannah" not in read(supervisor, "visits")
    assert get(guest, "visit_open", visit.pk).status_code == 404
    post(person.user, "visit_open", visit.pk)
    assert get(principal, "visit", visit.pk).status_code == 200
    post(person.user, "visit_open", visit.pk)
    assert get(principal, "visit", visit.pk).status_code == 404
    assert Visit.objects.get().is_open is False
