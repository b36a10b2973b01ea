"""What working together comes to: sums to be added up in the head, and the rows they come from."""

from datetime import date, timedelta

import pytest

from meetings.calculations import depth
from meetings.calculations.cadence import Session, Stretch, Target, goal_of, months_of
from reports.calculations import collaboration
from reports.calculations.collaboration import Work
from reports.calculations.merging import merged
from reports.services import counting
from tests import make

from .numbers import person_line

FIRST, LAST = date(2026, 7, 13), date(2026, 9, 30)
LONG_AGO = date(2020, 1, 1)


def sessions(*days, state="held"):
    return [Session(day, state) for day in days]


def agreed(times, *met, per="month", since=LONG_AGO, is_active=True):
    """What a group kept to in the months of a term, as the meter of its page has them."""
    months = [
        (f"{first:%Y-%m}", Stretch(first, last, goal_of(Target(times, per), first, last)))
        for first, last in months_of(FIRST, LAST)
    ]
    for _key, month in months:
        month.sessions.extend(one for one in met if month.covers(one.day))
    return collaboration.kept(since, months, is_active)


# Cadence


def test_each_month_says_what_was_agreed_and_what_was_held_of_it():
    august = sessions(date(2026, 8, 8), date(2026, 8, 22))
    september = sessions(date(2026, 9, 12)) + sessions(date(2026, 9, 26), state="missed")
    assert agreed(2, *august, *september) == {
        "groups": 1,
        "months": {
            "2026-07": {"goal": 1},  # 19 of 31 days, and nothing is known
            "2026-08": {"goal": 2, "known": 2, "held": 2, "missed": 0},
            "2026-09": {"goal": 2, "known": 2, "held": 1, "missed": 1},
        },
    }


def test_what_one_group_left_blank_does_not_stand_against_what_another_held():
    groups = [agreed(2), agreed(1, *sessions(date(2026, 8, 8)))]
    august = merged(groups)["months"]["2026-08"]
    assert august == {"goal": 3, "known": 1, "held": 1, "missed": 0}


def test_an_aim_for_the_whole_term_stands_apart():
    held = sessions(date(2026, 8, 8), date(2026, 9, 5))
    group = collaboration.kept(LONG_AGO, [("term", Stretch(FIRST, LAST, 3, held))])
    assert merged([group, agreed(1)])["term"] == {
        "goal": 3,
        "known": 3,
        "held": 2,
        "missed": 0,
    }


def test_an_aim_for_a_year_says_nothing_of_a_term():
    assert agreed(3, per="year") == {"groups": 1}


def test_a_group_agrees_to_nothing_before_there_is_one_nor_out_of_use():
    groups = [
        agreed(2, since=date(2026, 9, 1)),
        agreed(2, since=LAST + timedelta(1)),
        agreed(1, *sessions(date(2026, 7, 18)), is_active=False),
    ]
    assert merged(groups) == {
        "groups": 2,
        "months": {
            "2026-07": {"goal": 1, "known": 1, "held": 1, "missed": 0},
            "2026-09": {"goal": 2},
        },
    }


def test_attendance_counts_marks():
    marks = {"present": 7, "sick": 2, "none": 1}
    assert collaboration.attendance(marks) == {
        "asked": 10,
        "present": 7,
        "marks": {"sick": 2, "none": 1},
    }
    assert collaboration.attendance({}) == {}


def test_kinds_are_of_meetings_held_and_shares_stand_beside_them():
    held = [{"kind": kind} for kind in ("session", "workshop", "session")]
    assert collaboration.kinds(held, 4 * [{}]) == {"session": 2, "workshop": 1, "shares": 4}
    assert collaboration.kinds([], []) == {}


# People


def test_everyone_has_one_school_of_their_own():
    works = [
        Work("budi", 1, "teacher", True, LONG_AGO),
        Work("budi", 2, "teacher", False, FIRST),  # teaches there too
        Work("sari", 2, "teacher", True, LONG_AGO),
        Work("sari", 1, "teacher", True, FIRST),  # moved
        Work("wati", 1, "teacher", True, LONG_AGO),
        Work("wati", 1, "head", True, FIRST),
    ]
    first = collaboration.at_their_own(works, 1)
    assert first == {"budi": "teacher", "sari": "teacher", "wati": "head"}
    assert collaboration.at_their_own(works, 2) == {}


def member(person, *groups, did=()):
    return person_line(person, groups=list(groups), did=list(did))


def voice(decision, group, person, is_ours=True):
    return {"row": decision, "group": group, "person": person, "is_ours": is_ours}


def test_voices_are_people_once_over_all_groups():
    members = [member(1, "kkg", "team"), member(2, "kkg"), member(3, "kkg"), member(4, "silent")]
    noted = [
        voice("a", "kkg", 1),
        voice("a", "kkg", 99),  # a guest
        voice("b", "kkg", 1),
        voice("c", "team", 1, is_ours=False),
        voice("c", "team", 2, is_ours=False),  # no member of that group
    ]
    found = collaboration.voices(members, noted)
    assert found == {"members": 3, "spoke": 1, "decisions": 2}


def test_without_any_voice_noted_nothing_is_told():
    assert collaboration.voices([member(1, "kkg")], []) == {}


def test_each_step_counts_different_members():
    members = [
        member(1, "kkg", "team", did=["attended", "shared"]),
        member(2, "kkg", did=["attended"]),
    ]
    assert collaboration.depth(members) == {
        "members": 2,
        "attended": 2,
        "shared": 1,
        "tried": 0,
        "seen": 0,
    }
    assert collaboration.depth([member(1, "kkg")]) == {}


def test_the_steps_are_those_of_the_pages_of_groups():
    assert collaboration.STEPS == depth.STEPS


def test_absence_is_noted_too_so_nobody_there_is_nobody_and_not_missing():
    assert collaboration.depth([member(1, "kkg", did=["asked"])])["attended"] == 0


# What came of it


def test_ideas_are_counted_at_each_step():
    steps = [(True, True), (True, False), (False, False)]
    found = collaboration.ideas([{"tried": tried, "seen": seen} for tried, seen in steps])
    assert found == {"noted": 3, "tried": 2, "seen": 1}


def test_decisions_with_tasks_are_a_part_of_all():
    lines = [{"with_tasks": left} for left in (True, False, True)]
    assert collaboration.decisions(lines) == {"all": 3, "with_tasks": 2}


def marked(way, code, sentence, is_answered=False):
    return {"way": way, "code": code, "sentence": sentence, "is_answered": is_answered}


def test_a_sentence_counts_once_for_a_factor_however_many_marked_it():
    named = [
        marked("help", "time", "one"),
        marked("help", "time", "one"),
        marked("help", "pairs", "one"),
        marked("hinder", "boat", "two", is_answered=True),
        marked("hinder", "boat", "three"),
    ]
    assert collaboration.factors(named) == {
        "help": {"time": {"quotes": 1}, "pairs": {"quotes": 1}},
        "hinder": {"boat": {"quotes": 2, "answered": 1}},
    }


def programme(levels, sessions, before, after):
    return {"levels": levels, "sessions": sessions, "before": before, "after": after}


def test_programmes_are_compared_that_were_measured_both_times():
    found = collaboration.interventions(
        [
            programme("reading", 5, {"0": 3, "1": 1}, {"1": 4}),
            programme("reading", 2, {"0": 1}, {"2": 1}),
            programme("reading", 7, {"0": 9}, None),
            programme("", 4, {"below": 5, "reached": 1}, {"below": 2, "reached": 4}),
        ]
    )
    assert found == {
        "all": 4,
        "programmes": 3,
        "sessions": 11,
        "levels": {
            "reading": {
                "n": 5,
                "n_after": 5,
                "before": {"0": 4, "1": 1},
                "after": {"1": 4, "2": 1},
            }
        },
        "marks": {
            "n": 6,
            "n_after": 6,
            "before": {"below": 5, "reached": 1},
            "after": {"below": 2, "reached": 4},
        },
    }


# From the rows


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
