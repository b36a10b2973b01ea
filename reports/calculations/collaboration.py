"""What working together came to in a term: plain rows in, sums that add up over schools out.

Meetings and what came of them count at the home school of the group, people at their own school
and each once. Where nothing was written down, nothing is told: missing is not zero.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from .merging import merged

TERM = "term"
PRESENT = "present"
HELP, HINDER = "help", "hinder"


@dataclass(frozen=True)
class Agreed:
    """How often a group agreed to meet in the months of a term, or in the whole of it.

    `stretches` are pairs of a key, “2026-08” or “term”, and a Stretch as the meter of the group
    has it; in `since` somebody joined it first.
    """

    since: date
    stretches: list
    is_active: bool = True


@dataclass(frozen=True)
class Work:
    """That somebody worked at a school: one of perhaps several."""

    person: int
    school: int
    kind: str
    is_home: bool
    since: date


@dataclass(frozen=True)
class Named:
    """A sentence that somebody marked with a factor: `way` is help or hinder."""

    way: str
    code: str
    sentence: object
    is_answered: bool = False


@dataclass(frozen=True)
class Programme:
    levels: str  # key of the list of levels; empty where it is marks: below, and reached
    sessions: int
    before: dict | None  # level → pupils, None where it was not measured
    after: dict | None


def at_their_own(works, school) -> dict:
    """person → kind of work, of those for whom `school` is their own in the term.

    It is the home school, the last one where somebody moved.
    """
    own = {}
    for work in sorted(works, key=lambda work: (work.is_home, work.since)):
        own[work.person] = work
    return {person: work.kind for person, work in own.items() if work.school == school}


# Meetings


def kept(groups) -> dict:
    """Agreed, held and missed, added up over groups.

    `goal` is what all had agreed, `known` the part of it of groups that wrote something down for
    the month: that is what `held` stands beside. An aim for a whole term stands apart; one for a
    school year says nothing about a term.
    """
    total = {"groups": 0}
    for group in groups:
        if there := [pair for pair in group.stretches if is_there(group, pair[1])]:
            agreed = [under(key, stretch) for key, stretch in there if stretch.goal is not None]
            total = merged([total, {"groups": 1}, *agreed])
    return total


def is_there(group, stretch):
    return stretch.is_known or (group.is_active and group.since <= stretch.last)


def under(key, stretch):
    return {key: counts(stretch)} if key == TERM else {"months": {key: counts(stretch)}}


def counts(stretch) -> dict:
    if not stretch.is_known:
        return {"goal": stretch.goal}
    held, missed = len(stretch.held), len(stretch.missed)
    return {"goal": stretch.goal, "known": stretch.goal, "held": held, "missed": missed}


def attendance(marks) -> dict:
    """`marks`: mark → how often it was given to a member at a meeting that was held."""
    asked = sum(marks.values())
    if not asked:
        return {}
    others = {mark: n for mark, n in marks.items() if mark != PRESENT}
    return {"asked": asked, "present": marks.get(PRESENT, 0), "marks": others}


def kinds(held, shares) -> dict:
    """How many meetings of each kind were held, and how many quick shares there were."""
    return dict(Counter(held)) | ({"shares": shares} if shares else {})


# People


def voices(members, noted) -> dict:
    """Of the members of groups in which voices were noted, how many spoke before a decision.

    `members`: pairs of group and person. `noted`: decision, group, whether it counts here, and
    who spoke, a row for each voice. What nobody's voice was noted on says nothing.
    """
    noted = list(noted)
    groups = {group for _, group, _, _ in noted}
    asked = {pair for pair in members if pair[0] in groups}
    if not noted:
        return {}
    return {
        "members": len({person for _, person in asked}),
        "spoke": len({person for _, group, _, person in noted if (group, person) in asked}),
        "decisions": len({decision for decision, _, is_ours, _ in noted if is_ours}),
    }


def reached(steps, members, did) -> dict:
    """How many different members came to each of `steps`; `did` are pairs of step and person."""
    people = defaultdict(set)
    for step, person in did:
        people[step].add(person)
    if not people:
        return {}
    members = {person for _, person in members}
    return {"members": len(members)} | {step: len(people[step] & members) for step in steps}


# What came of it


def ideas(practices) -> dict:
    """`practices`: for each one born in the term, whether another tried it, whether it was seen."""
    practices = list(practices)
    return {
        "noted": len(practices),
        "tried": sum(tried for tried, _ in practices),
        "seen": sum(seen for _, seen in practices),
    }


def decisions(have_tasks) -> dict:
    have_tasks = list(have_tasks)
    return {"all": len(have_tasks), "with_tasks": sum(have_tasks)}


def factors(named) -> dict:
    """Way → code → how many different sentences; of those that hinder, how many are answered."""
    quotes, answered = defaultdict(set), defaultdict(set)
    for one in named:
        quotes[one.way, one.code].add(one.sentence)
        if one.is_answered:
            answered[one.way, one.code].add(one.sentence)
    found = {HELP: {}, HINDER: {}}
    for way, code in quotes:
        found[way][code] = {"quotes": len(quotes[way, code])}
        if way == HINDER:
            found[way][code]["answered"] = len(answered[way, code])
    return found


def interventions(programmes) -> dict:
    """Programmes measured at the start and at the end: pupils on each level, both times.

    `n` are the pupils at the start, `n_after` those at the end.
    """
    programmes = list(programmes)
    both = [one for one in programmes if one.before is not None and one.after is not None]
    return {
        "all": len(programmes),
        "programmes": len(both),
        "sessions": sum(one.sessions for one in both),
        "levels": merged({one.levels: on_levels(one)} for one in both if one.levels),
        "marks": merged(on_levels(one) for one in both if not one.levels),
    }


def on_levels(programme) -> dict:
    return {
        "n": sum(programme.before.values()),
        "n_after": sum(programme.after.values()),
        "before": programme.before,
        "after": programme.after,
    }
