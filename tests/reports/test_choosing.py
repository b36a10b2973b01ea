"""A part of a school: its people and what is theirs, and of meetings those of the group."""

import pytest

from reports.calculations.choosing import Choice, chosen
from reports.calculations.sums import numbers
from reports.calculations.units import ALL

from .numbers import lines, person_line

TODAY = "2026-10-01"
KKG, TEAM = 3, 4
HELD = {"state": "held", "kind": "session"}
SCHOOL = lines(
    person_line(1, grades=[1], subjects=["Matematika"], values={ALL: 50}, before={}, groups=[KKG]),
    person_line(2, grades=[1, 2], subjects=["IPAS"], values={ALL: 70}, before={}, groups=[KKG]),
    person_line(3, grades=[], work="staff", values={ALL: 90}, before={}, groups=[TEAM]),
    meetings=[
        {"row": "a", "group": KKG, "marks": {"present": 2}} | HELD,
        {"row": "b", "group": TEAM, "marks": {"present": 1}} | HELD,
    ],
    groups=[
        {"row": KKG, "kept": {"groups": 1, "months": {"2026-09": {"goal": 2}}}},
        {"row": TEAM, "kept": {"groups": 1, "months": {"2026-09": {"goal": 1}}}},
    ],
    practices=[
        {"row": "1", "group": KKG, "tried": True, "seen": False},
        {"row": "2", "group": None, "tried": False, "seen": False},
    ],
    programmes=[{"row": "1", "levels": "", "sessions": 1, "before": None, "after": None}],
)


def of(**choice):
    return numbers(chosen(SCHOOL, Choice(**choice)), TODAY)


@pytest.mark.parametrize(
    ("choice", "sums"),
    [
        ({}, {"teacher": (2, 120), "staff": (1, 90)}),
        ({"work": "teacher"}, {"teacher": (2, 120)}),
        ({"subject": "IPAS"}, {"teacher": (1, 70)}),
        ({"grade": 1}, {"teacher": (2, 120)}),
        ({"grade": 2}, {"teacher": (1, 70)}),
        ({"group": TEAM}, {"staff": (1, 90)}),
        ({"group": KKG, "subject": "Matematika"}, {"teacher": (1, 50)}),
        ({"work": "staff", "grade": 1}, {}),
    ],
)
def test_results_are_of_those_who_fit(choice, sums):
    found = of(**choice)["results"]
    assert {work: (one[ALL]["n"], one[ALL]["sum"]) for work, one in found.items()} == sums


def test_follow_ups_go_with_their_people():
    assert of()["steps"]["all"] == 6
    assert of(grade=2)["steps"] == {"all": 2, "done": 1, "in_time": 1, "dropped": 0, "late": 1}


def test_of_a_group_its_own_meetings_count():
    found = of(group=KKG)
    assert found["attendance"] == {"asked": 2, "present": 2, "marks": {}}
    assert found["cadence"] == {"groups": 1, "months": {"2026-09": {"goal": 2}}}
    assert found["ideas"] == {"noted": 1, "tried": 1, "seen": 0}


@pytest.mark.parametrize("choice", [{"work": "teacher"}, {"subject": "IPAS"}, {"grade": 1}])
def test_a_meeting_is_no_subject_s_and_no_grade_s(choice):
    found = of(**choice)
    assert (found["attendance"], found["cadence"]) == ({}, {"groups": 0})
    assert found["ideas"]["noted"] == 0  # not even of what belongs to no group
    assert found["interventions"]["all"] == 0


def test_without_a_choice_all_is_told():
    assert chosen(SCHOOL, Choice()) is SCHOOL
    assert of()["ideas"]["noted"] == 2


def test_a_school_that_was_not_counted_has_nothing_to_choose_from():
    assert chosen({}, Choice(grade=1)) == {}
