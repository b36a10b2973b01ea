"""Decisions are found again, and how many had a say is told without a name."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.calculations.voices import Share, share
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(school):
    return make.term(school=school, code="20251")


@pytest.fixture
def six(group, chair, member):
    return [chair, member, *(make.member(group) for _ in range(4))]


def opened(client, user, query=""):
    client.force_login(user)
    answer = client.get(reverse("meetings:decisions") + query)
    assert answer.status_code == 200
    return answer


def texts(answer):
    return [row.text for row in answer.context["object_list"]]


def test_a_share_counts_different_people_of_the_group():
    told = share([{"a", "b"}, {"b", "guest"}, set()], ["a", "b", "c", "d", "e"])
    assert told == Share(2, 5, 3)
    assert told.percent == 40
    assert sum(told.boxes) == 2


@pytest.mark.parametrize(("voices", "members"), [([{"a"}], "abcd"), ([], "abcdef"), ([set()], "")])
def test_where_somebody_could_be_recognised_no_share_is_told(voices, members):
    told = share(voices, members)
    assert not told.can_be_told
    assert told.percent is None


def test_nobody_is_counted_twice_who_left_and_came_back():
    assert share([{"a"}], ["a", "a", "b", "c", "d", "e"]) == Share(1, 5, 1)


def test_the_newest_stands_first_and_each_leads_to_its_meeting(client, group, chair):
    old = make.meeting(group, state="held", date=date(2025, 7, 12))
    new = make.meeting(group, state="held", date=date(2025, 9, 13))
    make.decision(old, text="Lama")
    make.decision(new, text="Baru")
    answer = opened(client, chair.person.user)
    assert texts(answer) == ["Baru", "Lama"]
    assert old.get_absolute_url() in answer.content.decode()


def test_they_are_searched_and_narrowed(client, group, chair, school, term):
    make.term(school=school, code="20252", first_day=date(2026, 1, 5), last_day=date(2026, 6, 20))
    other = make.group(school)
    make.member(other, chair.person)
    rows = [
        (group, date(2025, 9, 13), "Kartu tanya dipakai"),
        (group, date(2026, 2, 14), "Kartu pulang dicoba"),
        (other, date(2025, 9, 20), "Kunci digandakan"),
    ]
    for place, day, text in rows:
        make.decision(make.meeting(place, state="held", date=day), text=text)
    user = chair.person.user
    assert len(texts(opened(client, user, "?q=kartu"))) == 2
    assert texts(opened(client, user, f"?group={other.pk}")) == ["Kunci digandakan"]
    assert texts(opened(client, user, "?term=20252")) == ["Kartu pulang dicoba"]
    assert texts(opened(client, user, "?q=tidakada")) == []


def test_the_reason_is_not_searched_where_it_is_not_read(client, held_meeting, chair, supervisor):
    make.decision(held_meeting, text="Kunci digandakan", reason="Hilang di laci")
    page = opened(client, supervisor).content.decode()
    assert "Kunci digandakan" in page
    assert "laci" not in page
    assert texts(opened(client, supervisor, "?q=laci")) == []
    assert "laci" in opened(client, chair.person.user).content.decode()


def test_how_many_had_a_say_is_told_of_the_term_and_of_nobody_by_name(
    client, held_meeting, six, term, principal
):
    make.decision(held_meeting).voices.set(six[:2])
    make.decision(held_meeting).voices.set(six[1:3])
    told = opened(client, principal, "?term=20251").context["voices"]
    assert [(str(group), one.spoke, one.members) for group, one in told] == [("KKG Mutiara", 3, 6)]


def test_a_group_of_four_is_told_in_words(client, held_meeting, chair, member, term):
    make.decision(held_meeting).voices.add(chair)
    page = opened(client, chair.person.user, "?term=20251").content.decode()
    assert "kurang dari 5" in page or "fewer than 5" in page


def test_the_school_supervisor_is_told_no_share(client, held_meeting, six, term, supervisor):
    make.decision(held_meeting).voices.set(six)
    assert not opened(client, supervisor, "?term=20251").context.get("voices")


def test_who_joined_after_the_term_counts_on_neither_side(
    client, held_meeting, six, group, term, chair
):
    make.member(group, since=date(2026, 2, 1))
    make.decision(held_meeting).voices.set(six[:1])
    ((_group, told),) = opened(client, chair.person.user, "?term=20251").context["voices"]
    assert (told.spoke, told.members) == (1, 6)
