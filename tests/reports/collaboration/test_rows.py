"""What working together comes to: the rows it comes from."""

from datetime import date, timedelta

import pytest

from reports.calculations.merging import merged
from reports.services import counting
from tests import make


def collaboration_of(term):
    return counting.numbers_of(term)[0]


@pytest.fixture
def term(school):
    return make.term(school=school)


@pytest.fixture
def theirs(neighbour):
    return make.term(school=neighbour)


@pytest.fixture
def kkg(school, neighbour):
    """At home at the school, with two of its teachers and one of the neighbour."""
    group = make.group(school, neighbour, times=1, per="month")
    for place in (school, school, neighbour):
        make.member(group, make.person(place, user=make.user()))
    return group


def met(group, *present, **fields):
    """A meeting that was held, with those present; the other members were sick."""
    meeting = make.meeting(group, state="held", **fields)
    for member in group.members.all():
        make.attendance(meeting, member, mark="present" if member in present else "sick")
    return meeting


@pytest.mark.django_db
def test_what_was_never_written_down_is_missing(term, kkg):
    found = collaboration_of(term)
    empty = ("attendance", "voices", "depth", "kinds", "network")
    assert [found[key] for key in empty] == [{}] * 5
    assert found["cadence"]["months"]["2025-08"] == {"goal": 1}


@pytest.mark.django_db
def test_months_are_told_as_the_meter_has_them_and_plans_are_not_known_yet(term, kkg):
    met(kkg, date=date(2025, 8, 2))
    make.meeting(kkg, date=date(2025, 9, 6))
    make.meeting(kkg, date=date(2025, 10, 4), state="missed", reason="Badai")
    found = collaboration_of(term)
    assert found["kinds"] == {"session": 1}
    assert found["cadence"] == {
        "groups": 1,
        "months": {
            "2025-07": {"goal": 1},
            "2025-08": {"goal": 1, "known": 1, "held": 1, "missed": 0},
            "2025-09": {"goal": 1},
            "2025-10": {"goal": 1, "known": 1, "held": 0, "missed": 1},
            "2025-11": {"goal": 1},
            "2025-12": {"goal": 1},
        },
    }


@pytest.mark.django_db
def test_what_is_agreed_for_a_term_is_told_for_the_term(term, school):
    group = make.group(school, times=3, per="term")
    make.member(group)
    met(group)
    assert collaboration_of(term)["cadence"] == {
        "groups": 1,
        "term": {"goal": 3, "known": 3, "held": 1, "missed": 0},
    }


@pytest.mark.django_db
def test_meetings_count_at_home_and_people_at_their_own_school(term, theirs, kkg):
    one, _two, third = kkg.members.all()
    meeting = met(kkg, one, third)
    make.decision(meeting).voices.add(one, third)
    make.attendance(meeting, guest="Pak Camat")
    home, near = collaboration_of(term), collaboration_of(theirs)
    assert home["attendance"] == {"asked": 3, "present": 2, "marks": {"sick": 1}}
    assert home["kinds"] == {"session": 1}
    assert home["voices"] == {"members": 2, "spoke": 1, "decisions": 1}
    assert near["voices"] == {"members": 1, "spoke": 1, "decisions": 0}
    assert (near["attendance"], near["kinds"], near["cadence"]) == ({}, {}, {"groups": 0})
    assert merged([home, near])["depth"] == {
        "members": 3,
        "attended": 2,
        "shared": 2,
        "tried": 0,
        "seen": 0,
    }


@pytest.mark.django_db
def test_who_works_at_two_schools_counts_at_home(term, theirs, neighbour, kkg):
    one = kkg.members.first()
    make.placement(one.person, neighbour, kind="class_teacher", is_home=False)
    make.decision(met(kkg, *kkg.members.all())).voices.add(one)
    home, near = collaboration_of(term), collaboration_of(theirs)
    assert [found["depth"]["members"] for found in (home, near)] == [2, 1]
    assert [found["voices"]["members"] for found in (home, near)] == [2, 1]
    assert [found["network"]["people"] for found in (home, near)] == [2, 1]


@pytest.mark.django_db
def test_the_network_knows_colleagues_from_people_of_other_schools(term, theirs, kkg):
    met(kkg, *kkg.members.all())
    picture = collaboration_of(term)["network"]
    assert {key: picture[key] for key in ("people", "pairs", "across")} == {
        "people": 2,
        "pairs": 1,
        "across": 2,
    }
    assert collaboration_of(theirs)["network"]["across"] == 1


@pytest.mark.django_db
def test_sharing_trying_and_being_seen_are_steps(term, school, kkg):
    author, other, _third = kkg.members.all()
    practice = make.practice(school, author.person, group=kkg)
    make.adoption(practice, other.person)
    make.sighting(practice, person=other.person, by=author.person.user)
    make.quick_share(other.person, school, at=make.a_moment())
    found = collaboration_of(term)
    assert found["depth"] == {"members": 2, "attended": 0, "shared": 2, "tried": 1, "seen": 1}
    assert found["ideas"] == {"noted": 1, "tried": 1, "seen": 1}
    assert found["kinds"] == {"shares": 1}


@pytest.mark.django_db
def test_an_idea_is_not_tried_by_those_who_brought_it(term, school, kkg):
    author, together, _third = kkg.members.all()
    practice = make.practice(school, author.person, group=kkg)
    practice.with_others.add(together.person)
    make.adoption(practice, author.person)
    make.adoption(practice, together.person)
    assert collaboration_of(term)["ideas"] == {"noted": 1, "tried": 0, "seen": 0}


@pytest.mark.django_db
def test_what_lies_outside_the_term_counts_in_no_sum(term, school, kkg):
    member = kkg.members.first()
    nothing = collaboration_of(term)
    before = term.first_day - timedelta(1)
    meeting = met(kkg, member, date=before)
    make.decision(meeting).voices.add(member)
    make.task(meeting, member, due=before)
    make.practice(school, member.person, group=kkg, born_on=before)
    make.mention(school, said_on=before)
    make.support(school, member.person, term="20242")
    assert collaboration_of(term) == nothing


@pytest.mark.django_db
def test_tasks_count_that_fell_due_or_were_closed_in_the_term(term, kkg):
    meeting = met(kkg)
    member = kkg.members.first()
    long_ago = term.first_day - timedelta(30)
    make.task(meeting, member, due=term.last_day, fate="done", closed_at=make.a_moment())
    make.task(meeting, member, due=long_ago, fate="done", closed_at=make.a_moment())
    make.task(meeting, member, due=long_ago)
    make.task(meeting, member, fate="carried")
    found = collaboration_of(term)["tasks"]
    assert found == {"all": 2, "done": 2, "in_time": 1, "dropped": 0, "late": 0}


@pytest.mark.django_db
def test_decisions_say_whether_their_meeting_left_a_task(term, kkg):
    meeting = met(kkg)
    make.decision(meeting)
    make.decision(met(kkg))
    make.task(meeting, kkg.members.first())
    assert collaboration_of(term)["decisions"] == {"all": 2, "with_tasks": 1}


@pytest.mark.django_db
def test_a_sentence_of_a_meeting_counts_at_the_home_of_the_group(term, theirs, neighbour, kkg):
    factor = make.factor(code="perahu")
    make.mention(neighbour, factor=factor, meeting=met(kkg), status="done")
    home = collaboration_of(term)["factors"]
    assert home == {"help": {}, "hinder": {"perahu": {"quotes": 1, "answered": 1}}}
    assert collaboration_of(theirs)["factors"] == {"help": {}, "hinder": {}}


@pytest.mark.django_db
def test_support_is_told_by_its_levels_or_by_the_mark(term, school):
    by_level = make.support(school, level_set=make.level_set(key="membaca"))
    make.measure(by_level, counts={"huruf": 3})
    make.measure(by_level, moment="end", counts={"huruf": 1, "kata": 2})
    make.support_session(by_level)
    by_mark = make.support(school, kind="remedial")
    make.measure(by_mark, counts={}, n=6, below=5)
    make.measure(by_mark, moment="end", counts={}, n=6, below=2)
    assert collaboration_of(term)["interventions"] == {
        "all": 2,
        "programmes": 2,
        "sessions": 1,
        "levels": {
            "membaca": {
                "n": 3,
                "n_after": 3,
                "before": {"huruf": 3},
                "after": {"huruf": 1, "kata": 2},
            }
        },
        "marks": {
            "n": 6,
            "n_after": 6,
            "before": {"below": 5, "reached": 1},
            "after": {"below": 2, "reached": 4},
        },
    }
