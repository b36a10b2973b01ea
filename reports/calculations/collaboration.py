"""What working together came to in a term: lines in, sums that add up over schools out.

Meetings and what came of them count at the home school of the group, people at their own school
and each once. Where nothing was written down, nothing is told: missing is not zero.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from .merging import merged
from .performance import follow_through

TERM = "term"
HELD, PRESENT = "held", "present"
HELP, HINDER = "help", "hinder"
STEPS = ("attended", "shared", "tried", "seen")  # of working together, as meetings names them


@dataclass(frozen=True)
class Work:
    """That somebody worked at a school: one of perhaps several."""

    person: int
    school: int
    kind: str
    is_home: bool
    since: date


def at_their_own(works, school) -> dict:
    """person → kind of work, of those for whom `school` is their own in the term.

    It is the home school, the last one where somebody moved.
    """
    own = {}
    for work in sorted(works, key=lambda work: (work.is_home, work.since)):
        own[work.person] = work
    return {person: work.kind for person, work in own.items() if work.school == school}


def numbers(lines, today) -> dict:
    """`lines`: as services/gathering.py puts them together; `today` as a day in words.

    The picture of who met whom is not in it: it is one of all of a school.
    """
    held = [line for line in lines["meetings"] if line["state"] == HELD]
    members = [line for line in lines["people"] if line["is_home"] and line["groups"]]
    return {
        "cadence": merged([{"groups": 0}, *(line["kept"] for line in lines["groups"])]),
        "attendance": attendance(merged(line["marks"] for line in held)),
        "voices": voices(members, lines["voices"]),
        "depth": depth(members),
        "ideas": ideas(lines["practices"]),
        "decisions": decisions(lines["decisions"]),
        "tasks": follow_through(lines["tasks"], today),
        "kinds": kinds(held, lines["shares"]),
        "factors": factors(lines["named"]),
        "interventions": interventions(lines["programmes"]),
    }


# Meetings


def kept(since, stretches, is_active=True) -> dict:
    """What a group agreed, held and missed.

    `stretches` are pairs of a key, “2026-08” or “term”, and a Stretch as the meter of the group
    has it; `since` somebody is in it. `goal` is what was agreed, `known` the same where something
    was written down for the month: that is what `held` stands beside. An aim for a whole term
    stands apart; one for a school year says nothing about a term.
    """
    there = [
        (key, stretch)
        for key, stretch in stretches
        if stretch.is_known or (is_active and since <= stretch.last)
    ]
    agreed = [under(key, stretch) for key, stretch in there if stretch.goal is not None]
    return merged([{"groups": 1}, *agreed]) if there else {}


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
    found = Counter(line["kind"] for line in held)
    return dict(found) | ({"shares": len(shares)} if shares else {})


# People


def voices(members, noted) -> dict:
    """Of the members of groups in which voices were noted, how many spoke before a decision.

    What nobody's voice was noted on says nothing.
    """
    if not noted:
        return {}
    groups = {line["group"] for line in noted}
    asked = {
        (group, one["person"]) for one in members for group in one["groups"] if group in groups
    }
    spoke = {(line["group"], line["person"]) for line in noted} & asked
    return {
        "members": len({person for _, person in asked}),
        "spoke": len({person for _, person in spoke}),
        "decisions": len({line["row"] for line in noted if line["is_ours"]}),
    }


def depth(members) -> dict:
    """How many of the members came to each step, where anything was noted of any of them."""
    taken = Counter(step for line in members for step in line["did"])
    if not taken:
        return {}
    return {"members": len(members)} | {step: taken[step] for step in STEPS}


# What came of it


def ideas(practices) -> dict:
    """Of the practices born in the term, how many others tried, and how many were seen."""
    return {
        "noted": len(practices),
        "tried": sum(line["tried"] for line in practices),
        "seen": sum(line["seen"] for line in practices),
    }


def decisions(lines) -> dict:
    return {"all": len(lines), "with_tasks": sum(line["with_tasks"] for line in lines)}


def factors(named) -> dict:
    """Way → code → how many different sentences; of those that hinder, how many are answered."""
    quotes, answered = defaultdict(set), defaultdict(set)
    for line in named:
        quotes[line["way"], line["code"]].add(line["sentence"])
        if line["is_answered"]:
            answered[line["way"], line["code"]].add(line["sentence"])
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
    both = [one for one in programmes if one["before"] is not None and one["after"] is not None]
    return {
        "all": len(programmes),
        "programmes": len(both),
        "sessions": sum(one["sessions"] for one in both),
        "levels": merged({one["levels"]: on_levels(one)} for one in both if one["levels"]),
        "marks": merged(on_levels(one) for one in both if not one["levels"]),
    }


def on_levels(programme) -> dict:
    return {
        "n": sum(programme["before"].values()),
        "n_after": sum(programme["after"].values()),
        "before": programme["before"],
        "after": programme["after"],
    }
