"""What working together comes to: sums to be added up in the head."""

from datetime import date, timedelta

from meetings.calculations import depth
from meetings.calculations.cadence import Session, Stretch, Target, goal_of, months_of
from reports.calculations import collaboration
from reports.calculations.collaboration import Work
from reports.calculations.merging import merged

from ..numbers import person_line

FIRST, LAST = date(2026, 7, 13), date(2026, 9, 30)
LONG_AGO = date(2020, 1, 1)


def member(person, *groups, did=()):
    return person_line(person, groups=list(groups), did=list(did))


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
