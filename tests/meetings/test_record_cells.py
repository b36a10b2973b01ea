"""Which cells the record of a meeting may have, and how they are read."""

import uuid

import pytest

from meetings.calculations.record import Known, fits, read

AN_ID = str(uuid.UUID(int=7))
KNOWN = Known(members=frozenset({"12"}), agenda=frozenset({AN_ID}), carried=frozenset())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("discussion", "Panjang"),
        ("here.all", True),
        ("here.12", "sick"),
        ("why.12", "Demam"),
        (f"guest.{AN_ID}", "Ketua komite"),
        (f"agenda.{AN_ID}.fate", "carried"),
        (f"decision.{AN_ID}.voices", ["12"]),
        (f"task.{AN_ID}.due", "2025-09-20"),
        (f"problem.{AN_ID}.grade", 5),
        (f"task.{AN_ID}.owner", None),
    ],
)
def test_such_a_cell_there_may_be(key, value):
    assert fits(key, value, KNOWN)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("discussion", 3),
        ("discussion", "x" * 20_001),
        ("gossip", "Panjang"),
        ("here.13", "present"),  # not a member of this group
        ("here.12", "late"),
        ("here.all", "true"),
        ("guest.1", "Ketua komite"),
        (f"agenda.{uuid.UUID(int=8)}.fate", "carried"),  # of another meeting
        (f"carried.{AN_ID}.fate", "done"),
        (f"decision.{AN_ID}.voices", ["13"]),
        (f"decision.{AN_ID}.voices", [["12"]]),
        (f"decision.{AN_ID}.options", ["x"] * 13),
        (f"task.{AN_ID}.owner", "13"),
        (f"task.{AN_ID}.due", "kapan-kapan"),
        (f"task.{AN_ID}.due", "0001-01-01"),
        (f"problem.{AN_ID}.grade", True),
        (f"task.{AN_ID}", "x"),
        ("", "x"),
    ],
)
def test_such_a_cell_there_may_not_be(key, value):
    assert not fits(key, value, KNOWN)


def test_things_stand_in_the_order_in_which_they_were_begun():
    first, second = str(uuid.UUID(int=9)), str(uuid.UUID(int=1))
    cells = {
        f"task.{second}.text": {"value": "Kedua", "revision": 4},
        f"task.{first}.due": {"value": "2025-09-20", "revision": 9},
        f"task.{first}.text": {"value": "Pertama", "revision": 2},
    }
    assert [task["text"] for task in read(cells).tasks] == ["Pertama", "Kedua"]


def test_an_emptied_cell_says_nothing():
    cells = {f"task.{AN_ID}.text": {"value": None, "revision": 3}}
    assert read(cells).tasks == []
