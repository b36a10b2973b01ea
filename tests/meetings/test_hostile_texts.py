"""Whatever people write about differences and class problems is shown as text, never as a page."""

from itertools import count

import pytest
from django.db import models
from django.urls import reverse
from django.utils.html import escape

from meetings.kinds import MeetingState
from meetings.models import ClassProblem, Difference, Heard, Idea, Position
from schools.access import Role
from tests import make

EVERY_TEXT = [Difference, Position, Heard, ClassProblem, Idea]


@pytest.fixture
def hostile():
    """Texts that would run if they were not escaped, each of them told apart by its number."""
    numbers = count(1)

    def text():
        return f'"><script>x{next(numbers)}</script>'

    return text


def fill(row, hostile):
    """Put a hostile text into every text of a row and return them."""
    put = {}
    for column in row._meta.concrete_fields:
        is_text = isinstance(column, models.CharField | models.TextField)
        if is_text and not column.choices and not column.primary_key:
            put[column.name] = hostile()
            setattr(row, column.attname, put[column.name])
    row.save()
    return put


def assert_escaped(pages, texts):
    shown = " ".join(pages)
    assert not [text for text in texts if text in shown]
    assert [text for text in texts if escape(text) not in shown] == []


def test_every_text_is_escaped(client, school, hostile):
    user = make.user(Role.TEACHER, school, name=hostile())
    person = make.person(school, user=user, name=hostile(), title_back=hostile()[:40])
    other = make.person(school, name=hostile())
    group = make.group(school, name=hostile())
    make.member(group, person, part="chair")
    side = make.member(group, other)
    guest = make.member(group, name=hostile())
    meeting = make.meeting(group, state=MeetingState.HELD, title=hostile())
    decision = make.decision(meeting, text=hostile(), reason=hostile())
    practice = make.practice(school, other, group=group, title=hostile())

    difference = make.difference(
        group, mediator=guest, decision=decision, practice=practice, settled="trial"
    )
    difference.meetings.add(meeting)
    heard_of, silent = make.position(difference), make.position(difference)
    heard_of.members.set([side])
    word = make.heard(difference, side)
    stranger = make.heard(difference, guest)
    problem = make.class_problem(group, person, meeting=meeting, practice=practice)
    idea = make.idea(problem, by=other, entered_by=user)

    texts = [user.name, person.name, other.name, group.name, guest.name]
    texts += [meeting.title, decision.text, decision.reason, practice.title]
    rows = [difference, heard_of, silent, word, stranger, problem, idea]
    assert {type(row) for row in rows} == set(EVERY_TEXT)
    for row in rows:
        texts += fill(row, hostile).values()
    texts.remove(heard_of.not_heard)  # stands on its form only: this side was heard

    client.force_login(user)
    addresses = [
        reverse("meetings:differences"),
        difference.get_absolute_url(),
        reverse("meetings:difference_update", args=[difference.pk]),
        reverse("meetings:difference_settle", args=[difference.pk]),
        reverse("meetings:difference_trial", args=[difference.pk]),
        reverse("meetings:difference_create", args=[group.pk]),
        reverse("meetings:position_update", args=[silent.pk]),
        reverse("meetings:heard_update", args=[word.pk]),
        reverse("meetings:heard_remove", args=[word.pk]),
        reverse("meetings:problems"),
        problem.get_absolute_url(),
        reverse("meetings:problem_update", args=[problem.pk]),
        reverse("meetings:problem_outcome", args=[problem.pk]),
        reverse("meetings:problem_create", args=[group.pk]) + f"?meeting={meeting.pk}",
        reverse("meetings:idea_update", args=[idea.pk]),
        reverse("meetings:idea_remove", args=[idea.pk]),
    ]
    pages = [client.get(address) for address in addresses]
    assert {page.status_code for page in pages} == {200}
    assert_escaped([page.content.decode() for page in pages], texts)


def test_what_comes_back_with_a_refusal_is_escaped(client, school, hostile):
    user = make.user(Role.TEACHER, school)
    group = make.group(school)
    make.member(group, make.person(school, user=user))
    for number in range(61):
        make.member(group, name=f"Tamu {number}")
    client.force_login(user)
    sent = {"topic": "", "text_1": hostile(), "members_1": hostile(), "mediator": hostile()}
    page = client.post(reverse("meetings:difference_create", args=[group.pk]), sent)
    assert_escaped([page.content.decode()], [text for text in sent.values() if text])
    search = hostile()
    page = client.get(reverse("meetings:problems"), {"q": search, "subject": hostile()})
    assert search not in page.content.decode()
