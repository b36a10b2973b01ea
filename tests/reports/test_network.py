"""Who met whom: pairs small enough to be drawn on a napkin."""

from reports.calculations.network import network

PEOPLE = {"a": "teacher", "b": "teacher", "c": "staff", "d": "staff", "e": "head"}


def test_a_pair_counts_once_however_often_it_met():
    found = network(PEOPLE, [{"a", "b"}, {"a", "b"}, {"a", "c"}])
    assert found == {
        "people": 5,
        "works": {"teacher": 2, "staff": 2, "head": 1},
        "pairs": 2,
        "possible": 10,
        "isolated": {"staff": 1, "head": 1},
        "teacher_staff": 1,
        "teacher_staff_possible": 4,
        "across": 0,
    }


def test_three_at_a_table_are_three_pairs():
    assert network(PEOPLE, [{"a", "b", "e"}])["pairs"] == 3


def test_links_between_teachers_and_staff_are_neither_among_staff_nor_with_the_head():
    found = network(PEOPLE, [{"c", "d"}, {"a", "e"}, {"d", "e"}, {"b", "d"}])
    assert (found["pairs"], found["teacher_staff"]) == (4, 1)


def test_who_met_only_somebody_of_another_school_is_not_isolated():
    found = network(PEOPLE, [{"a", "elsewhere", "further"}, {"b", "c"}])
    assert (found["across"], found["pairs"]) == (1, 1)
    assert found["isolated"] == {"staff": 1, "head": 1}


def test_who_sat_there_alone_met_nobody():
    assert network(PEOPLE, [{"a"}])["isolated"] == {"teacher": 2, "staff": 2, "head": 1}


def test_without_a_meeting_there_is_no_picture():
    assert network(PEOPLE, []) == {}
    assert network(PEOPLE, [{"elsewhere", "further"}]) == {}
