"""Nobody can work out a figure of fewer than five people from what stands on a page."""

import random
from itertools import combinations

import numpy as np
import pytest

from reports.calculations.disclosure import LEAST, Part, hidden, keys_of, may_compare, merged


def schools(*sizes):
    return tuple(Part(f"S{place}", n) for place, n in enumerate(sizes))


def test_enough_people_in_each_part_hide_nothing():
    assert hidden(Part("all", 11, schools(5, 6))) == set()


def test_a_small_part_is_hidden_and_the_next_one_with_it():
    assert hidden(Part("all", 24, schools(4, 8, 12))) == {"S0", "S1"}


def test_two_small_parts_that_are_five_together_need_no_other():
    assert hidden(Part("all", 18, schools(2, 4, 12))) == {"S0", "S1"}


def test_of_fewer_than_five_not_even_the_whole_is_told():
    assert hidden(Part("all", 4, schools(1, 3))) == {"all", "S0", "S1"}


def test_a_part_of_nobody_hides_nothing():
    assert hidden(Part("all", 12, schools(0, 12))) == set()


def test_what_makes_up_a_hidden_part_is_hidden_too():
    cluster = Part("C", 6, (Part("A", 6),))
    assert hidden(Part("all", 10, (cluster, Part("D", 4)))) == {"C", "A", "D"}


@pytest.mark.parametrize(
    ("before", "after", "both", "may"),
    [(6, 6, 6, True), (5, 6, 5, False), (12, 11, 6, True), (12, 8, 6, False), (4, 4, 4, False)],
)
def test_a_change_is_told_only_if_nobody_can_be_taken_out_of_it(before, after, both, may):
    assert may_compare(before, after, both) is may


def test_bands_of_a_few_join_their_smaller_neighbour():
    assert merged([3, 11, 16, 5]) == [([0, 1], 14), ([2], 16), ([3], 5)]


def test_a_band_of_nobody_stays():
    assert merged([0, 6, 8]) == [([0], 0), ([1], 6), ([2], 8)]


def test_bands_are_not_told_where_all_would_be_in_one():
    assert merged([0, 0, 9]) == []
    assert merged([1, 8]) == []


# Whatever the schools of a district look like


def a_district(dice):
    """Schools of 0 to 14 people, in clusters or not; more small ones than large ones."""
    number, clusters = 0, []
    for place in range(dice.randint(1, 4)):
        sizes = [dice.choice([0, 1, 2, 3, 4, 5, 6, 9, 14]) for _ in range(dice.randint(1, 5))]
        parts = tuple(Part(number + at, n) for at, n in enumerate(sizes))
        number += len(sizes)
        clusters.append(Part(f"C{place}", sum(sizes), parts))
    whole = sum(cluster.n for cluster in clusters)
    if dice.random() < 0.5:  # a page without clusters
        return Part("all", whole, tuple(part for one in clusters for part in one.parts))
    return Part("all", whole, tuple(clusters))


def nodes(part):
    yield part
    for one in part.parts:
        yield from nodes(one)


def leaves(part):
    return [one for one in nodes(part) if not one.parts]


@pytest.mark.parametrize("seed", range(10))
def test_no_equation_of_what_is_shown_leaves_fewer_than_five_people(seed):
    """500 districts a time. What is shown are sums over schools; a group of schools is told if
    its sum is a combination of those."""
    dice = random.Random(seed)
    for _ in range(500):
        district = a_district(dice)
        there = [leaf for leaf in leaves(district) if leaf.n]
        if not there:
            continue
        told = [part for part in nodes(district) if part.key not in hidden(district)]
        sums = [[leaf.key in keys_of(part) for leaf in there] for part in told] or [
            [0] * len(there)
        ]
        free = left_open(np.array(sums, float))
        for size in range(1, LEAST):
            for few in combinations(range(len(there)), size):
                if sum(there[at].n for at in few) < LEAST:
                    group = np.zeros(len(there))
                    group[list(few)] = 1
                    assert np.abs(free @ group).max(initial=0) > 1e-9, (district, few)


def left_open(sums):
    """The directions in which the figures can still move while every sum shown stays as it is."""
    _, values, directions = np.linalg.svd(sums)
    rank = (values > 1e-9).sum()
    return directions[rank:]
