import pytest

from staff.dapodik.merging import VALUES
from tests.staff.dapodik.corpus import CORPUS
from tests.staff.dapodik.lists import SECRET, parsed


@pytest.fixture(params=CORPUS, ids=lambda sample: sample.says)
def sample(request):
    return request.param


def filled(person):
    return {name: getattr(person, name) for name in VALUES if getattr(person, name)}


def test_each_file_gives_these_people_and_these_problems(sample):
    found = parsed(sample.content)
    expected = {row: {k: v for k, v in one.items() if v} for row, one in sample.people.items()}
    assert {person.row: filled(person) for person in found.people} == expected
    assert sorted((p.row, p.column, p.code) for p in found.problems) == sorted(sample.problems)
    assert (found.source, found.unknown_columns) == (sample.source, sample.unknown)


def test_only_what_stands_in_the_file_counts_as_given(sample):
    for person in parsed(sample.content).people:
        assert person.given == set(filled(person)) - sample.guessed


def test_nothing_of_the_private_columns_comes_out(sample):
    found = parsed(sample.content)
    assert SECRET not in repr(found)
    assert "9901014309850003" not in repr(found)
