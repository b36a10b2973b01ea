import json

import pytest

from supervision.rubrics.model import Text, read
from tests.supervision.rubrics.sheets import sheet


def test_a_text_is_never_empty_because_it_was_not_translated():
    assert Text("Tujuan", "Goal").in_language("en") == "Goal"
    assert Text("Tujuan", "Goal").in_language("en-gb") == "Goal"
    assert Text("Tujuan", "Goal").in_language("id") == "Tujuan"
    assert Text("Tujuan").in_language("en") == "Tujuan"
    assert not Text("")


def test_the_weight_of_an_item_is_that_of_its_aspect_times_its_own():
    content = sheet()
    content["aspects"][0]["weight"] = 2
    content["aspects"][0]["items"][1]["weight"] = 3
    assert [item.weight for item in read(content).items] == [2, 6, 1]


def test_an_item_belongs_to_the_stage_of_its_aspect_unless_it_names_another():
    assert [item.stage for item in read(sheet()).items] == ["planning", "evaluation", "teaching"]


def test_items_stand_in_the_order_of_the_document():
    rubric = read(sheet())
    assert rubric.codes == ("ABC-01", "ABC-02", "ABC-03")
    assert rubric.item("ABC-03").aspect == "B"
    with pytest.raises(KeyError):
        rubric.item("ABC-04")


def test_descriptors_are_found_by_the_value_that_was_scored():
    content = json.loads(json.dumps(sheet("levels_1_4")))
    assert read(content).item("ABC-01").descriptors[3].id == "Terlihat 3"
    assert read(sheet("yes_no")).item("ABC-01").descriptors["yes"].id == "Terlihat yes"


@pytest.mark.parametrize(
    ("scale_type", "highest", "accepted", "refused"),
    [
        ("levels_1_4", 4, [1, 4], [0, 5, True, 1.0, "1", None, [1], "na"]),
        ("levels_1_5", 5, [1, 5], [0, 6]),
        ("levels_1_3", 3, [1, 3], [0, 4]),
        ("levels_0_2", 2, [0, 2], [3, False, -1]),
        ("points_0_100", 100, [0, 55, 100], [101, -1, 55.5, True, "55", None]),
        ("yes_no", 0, ["yes", "no"], [True, 1, "", "maybe", None]),
        ("verbal", 0, ["not_yet", "usually"], ["sometimes", 1, None]),
        ("none", 0, [], [0, 1, "", None]),
    ],
)
def test_a_scale_accepts_its_own_values_and_no_others(scale_type, highest, accepted, refused):
    scale = read(sheet(scale_type)).scale
    assert scale.highest == highest
    assert [value for value in [*accepted, *refused] if scale.accepts(value)] == accepted


def test_points_are_accepted_by_their_steps():
    content = sheet("points_0_100")
    content["scale"] |= {"min": 10, "max": 90, "step": 5}
    scale = read(content).scale
    assert [points for points in range(101) if scale.accepts(points)] == list(range(10, 91, 5))
    assert (scale.low, scale.highest) == (10, 90)


def test_only_levels_with_numbers_and_points_are_numeric():
    numeric = {
        name for name in ("levels_0_2", "points_0_100") if read(sheet(name)).scale.is_numeric
    }
    assert numeric == {"levels_0_2", "points_0_100"}
    assert not any(read(sheet(name)).scale.is_numeric for name in ("yes_no", "verbal", "none"))
    assert read(sheet("points_0_100")).scale.is_points


def test_only_a_percent_makes_an_instrument_scored():
    assert read(sheet()).is_scored
    assert not read(sheet(result="counts")).is_scored
    assert not read(sheet("none")).is_scored


def test_what_a_school_left_out_has_a_plain_meaning():
    rubric = read(sheet())
    item = rubric.items[0]
    assert (rubric.minutes, rubric.notes, rubric.mirrors) == (None, (), "")
    assert (item.required_evidence, item.na_hint, item.look_for) == (False, Text(""), ())
    assert item.allow_na is rubric.scale.allow_na is True


def test_notes_say_for_whom_they_are():
    content = sheet()
    content["target"]["notes"] = [{"for": {"id": "Guru PJOK"}, "id": "Di lapangan."}]
    assert read(content).notes[0].whom.id == "Guru PJOK"
    assert read(content).notes[0].text.id == "Di lapangan."
