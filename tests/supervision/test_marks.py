"""Sentences of a reflection and of the talk after a visit, marked with a factor."""

import pytest

from meetings.calculations.sentences import sentences
from meetings.marking import value_of
from meetings.models import Mention
from schools.access import Role
from supervision.kinds import State, VisitKind
from tests import make

pytestmark = pytest.mark.django_db
SAID = "Saya sendirian. Surat, tamu, dan uang tabungan."


@pytest.fixture
def factor(school):
    return make.factor(school)


def the_first(key, text=SAID):
    return value_of(key, sentences(text)[0])


def test_a_sentence_of_the_talk_touches_the_person_visited(
    post, get, visit_in, principal, person, factor
):
    visit = visit_in(State.SHARED)
    remark = make.remark(visit, text=SAID)
    answer = post(
        principal,
        "visit_mark",
        visit.pk,
        sentence=the_first(f"remark-{remark.pk}"),
        factor=f"{factor.pk}:hinders",
    )
    mention = Mention.objects.get()
    assert (mention.quote, mention.about) == ("Saya sendirian.", person)
    assert answer["Location"] == f"{visit.get_absolute_url()}#kalimat-{mention.pk}"
    for user in (principal, person.user):
        assert f"kalimat-{mention.pk}" in get(user, "visit", visit.pk).content.decode()


def test_a_part_of_the_feedback_can_be_marked(post, visit_in, person, factor):
    visit = visit_in(State.SHARED)
    feedback = make.feedback(visit, seen=SAID)
    post(
        person.user,
        "visit_mark",
        visit.pk,
        sentence=the_first(f"seen-{feedback.pk}"),
        factor=f"{factor.pk}:supports",
    )
    assert Mention.objects.get().direction == "supports"


def test_only_those_who_speak_in_it_mark(get, visit_in, supervisor, operator, observer):
    visit = visit_in(State.SHARED)
    assert get(observer, "visit_mark", visit.pk).status_code == 200
    for user in (supervisor, operator, make.user(Role.TEACHER, visit.school)):
        assert get(user, "visit_mark", visit.pk).status_code == 404


def test_before_it_is_shared_nothing_is_marked(get, visit_in, observer):
    visit = visit_in(State.OBSERVED)
    make.remark(visit, text=SAID)
    assert get(observer, "visit_mark", visit.pk).status_code == 404
    assert 'id="tandai"' not in get(observer, "visit", visit.pk).content.decode()


def test_a_peer_visit_waits_until_its_host_has_opened_it(get, visit_in, person, observer):
    visit = visit_in(State.SHARED, kind=VisitKind.PEER)
    assert get(person.user, "visit_mark", visit.pk).status_code == 404
    visit.is_open = True
    visit.save()
    assert get(person.user, "visit_mark", visit.pk).status_code == 200


def test_a_sentence_of_a_reflection_touches_whoever_wrote_it(
    post, get, school, principal, person, factor
):
    cycle = make.cycle(school)
    make.participant(cycle, person)
    head = make.person(school, kind="principal", user=principal)
    own = make.reflection(cycle, person.user, person=person, gains=SAID)
    led = make.reflection(cycle, principal, is_principal=True, challenges=SAID)
    for user, key in [(principal, f"gains-{own.pk}"), (person.user, f"challenges-{led.pk}")]:
        post(
            user,
            "cycle_mark",
            cycle.pk,
            sentence=the_first(key),
            factor=f"{factor.pk}:hinders",
        )
    assert {mention.about for mention in Mention.objects.all()} == {person, head}
    assert 'id="tandai"' in get(principal, "cycle", cycle.pk).content.decode()


def test_who_reads_a_cycle_from_outside_marks_nothing(get, school, supervisor, person):
    cycle = make.cycle(school)
    make.participant(cycle, person)
    make.reflection(cycle, person.user, person=person, gains=SAID)
    assert get(supervisor, "cycle", cycle.pk).status_code == 200
    assert get(supervisor, "cycle_mark", cycle.pk).status_code == 404
