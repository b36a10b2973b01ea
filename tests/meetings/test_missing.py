"""A meeting that was not held leaves its agenda to the next one of the group."""

from datetime import date

import pytest

from meetings.kinds import Fate, MeetingState
from meetings.services import planning
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def missed():
    meeting = make.meeting(date=date(2025, 10, 25))
    make.agenda_item(meeting, text="Tali pecahan, ukuran pertama")
    return meeting


def test_what_was_on_its_agenda_comes_up_at_the_next_meeting(missed):
    following = make.meeting(missed.group, date=date(2025, 11, 8))
    other = make.meeting(date=date(2025, 11, 1))
    planning.miss(missed, reason="Angin timur")
    item = following.agenda.get()
    assert item.carried_from == missed.agenda.get()
    assert (item.text, item.fate) == ("Tali pecahan, ukuran pertama", Fate.OPEN)
    assert missed.agenda.get().fate == Fate.CARRIED
    assert not other.agenda.exists()


def test_without_a_next_meeting_it_waits_and_comes_back_with_its_own(missed):
    planning.miss(missed, reason="Angin timur")
    assert missed.agenda.get().fate == Fate.CARRIED
    assert planning.restore(missed).state == MeetingState.PLANNED
    assert missed.agenda.get().fate == Fate.OPEN
