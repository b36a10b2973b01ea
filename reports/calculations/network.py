"""Who met whom, as a picture of a school: how many pairs of people, and never which.

Two people met when both were present at one meeting of the term at least.
"""

from collections import Counter
from itertools import combinations

TEACHER, STAFF = "teacher", "staff"


def network(people, meetings) -> dict:
    """`people`: person → work, of those at the school. `meetings`: who was present at each, people
    of other schools among them.

    `across` are people of the school who met somebody of another one: each counts at their own
    school, so that it adds up. `isolated` are those who met nobody, by their work. Without any
    meeting on which somebody was noted there is no picture.
    """
    here = [sorted(people.keys() & present) for present in meetings]
    if not any(here):
        return {}
    pairs = {pair for present in here for pair in combinations(present, 2)}
    across = {
        person
        for present, ours in zip(meetings, here, strict=True)
        if len(present) > len(ours)
        for person in ours
    }
    met = across.union(*pairs)
    works = Counter(people.values())
    return {
        "people": len(people),
        "works": dict(works),
        "pairs": len(pairs),
        "possible": possible(len(people)),
        "isolated": dict(Counter(work for person, work in people.items() if person not in met)),
        "teacher_staff": sum({people[one] for one in pair} == {TEACHER, STAFF} for pair in pairs),
        "teacher_staff_possible": works[TEACHER] * works[STAFF],
        "across": len(across),
    }


def possible(n) -> int:
    return n * (n - 1) // 2
