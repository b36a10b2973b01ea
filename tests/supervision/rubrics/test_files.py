import json
from itertools import count, pairwise
from time import monotonic

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.problems import THE_FILE
from supervision.rubrics.files import Unreadable, dump, load
from supervision.rubrics.library import LIBRARY, rubrics
from supervision.rubrics.plain_yaml import LARGEST
from tests.supervision.rubrics.sheets import aspect, pair, sheet, sound

FILES = sorted((LIBRARY / "instruments").glob("*.yaml"))
BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{this}: &{this} [*{last}, *{last}, *{last}]\n" for last, this in pairwise("abcdefghi")
)


def outcome(source):
    """ "read", or the code with which the file is refused."""
    try:
        assert isinstance(load(source), dict)
    except Unreadable as refused:
        return refused.code
    return "read"


@given(sound())
@settings(deadline=None, max_examples=100)
def test_a_file_gives_back_what_went_in(content):
    assert load(dump(content)) == content
    assert load(dump(content).encode()) == content


@given(sound())
@settings(deadline=None, max_examples=30)
def test_content_is_the_same_in_a_file_and_in_json(content):
    assert json.loads(json.dumps(content)) == content
    assert load(json.dumps(content)) == content


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_library_is_written_as_it_was_read(path):
    source = path.read_text()
    assert yaml.safe_dump(yaml.safe_load(source), sort_keys=False) == yaml.safe_dump(
        yaml.safe_load(dump(load(source))), sort_keys=False
    )


def test_a_file_is_readable_with_its_own_letters():
    text = dump(sheet() | {"name": {"id": "Menilai “mutu” – 3½ ☺"}})
    assert "Menilai “mutu” – 3½ ☺" in text
    assert "\n      1:\n        id: Terlihat 1\n" in text


def test_parts_that_are_one_object_are_written_out():
    content = sheet()
    content["purpose"] = content["name"]
    assert "&" not in dump(content)
    assert load(dump(content)) == content


def test_words_stay_words():
    assert load("a: yes\nb: 2026-07-27\nc: 1:30\nd: 0x1F\ne: 010\nno: off\n'1': .nan") == {
        "a": "yes", "b": "2026-07-27", "c": "1:30", "d": "0x1F", "e": "010", "no": "off",
        "1": ".nan",
    }  # fmt: skip
    assert load("a: 1\nb: -2.5\nc: true\nd: null\ne:\nf: '1'") == {
        "a": 1, "b": -2.5, "c": True, "d": None, "e": None, "f": "1",
    }  # fmt: skip


def test_a_byte_order_mark_and_windows_lines_do_not_matter():
    assert load(b"\xef\xbb\xbf" + dump(sheet()).replace("\n", "\r\n").encode()) == sheet()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "empty_file"),
        ("# nothing\n", "empty_file"),
        ("- 1", "not_an_instrument"),
        ("only words", "not_an_instrument"),
        ("a: 1\n---\nb: 2", "several_documents"),
        ("a: [1", "broken_yaml"),
        ("a: 'open", "broken_yaml"),
        ("\ta: 1", "broken_yaml"),
        ("a: \x00", "broken_yaml"),
        ("a: 1\na: 2", "key_twice"),
        ("1: 1\n'1': 2", "key_twice"),
        ('{"a": 1, "a": 2}', "key_twice"),
        ("[1]: 2", "key_not_text"),
        ("? {a: 1}\n: 2", "key_not_text"),
        (BOMB, "alias"),
        ("a: &x 1", "alias"),
        ("&x a: 1", "alias"),
        ("a: *x", "alias"),
        ("a: &a [*a]", "alias"),
        ("base: &b {x: 1}\na:\n  <<: *b", "alias"),
        ("a: !!python/object/apply:os.system ['true']", "tag"),
        ("!!python/name:os.system : 1", "tag"),
        ("a: !!str 1", "tag"),
        ("a: ! 1", "tag"),
        ("a: !local {b: 1}", "tag"),
        ("a: " + "[" * 20 + "]" * 20, "too_deep"),
        ("a: " + "[" * 100_000, "too_deep"),
        ("a: " + "{x: " * 50_000, "too_deep"),
        ("- " * 100_000, "too_deep"),
        ("? " * 100_000, "key_not_text"),
        (b"a: \xff\xfe", "not_utf8"),
        ("a: 1".encode("utf-16"), "not_utf8"),
        ("a: \ud800", "not_utf8"),
        ("a: [" + "1," * 20_000 + "]", "too_many_parts"),
        ("".join(f"k{n}: 1\n" for n in range(10_000)), "too_many_parts"),
        ("a: " + "x" * LARGEST, "file_too_large"),
        (b"\xff" * (LARGEST + 1), "file_too_large"),
    ],
    ids=count(),
)
def test_a_file_that_asks_for_too_much_is_refused_in_a_moment(source, code):
    started = monotonic()
    assert outcome(source) == code
    assert monotonic() - started < 5


def test_json_that_writes_a_letter_in_two_halves_is_understood():
    assert load('{"\\ud83d\\ude00": "\\ud83d\\ude00"}') == {"😀": "😀"}
    assert load('{"a": "\\ud83d"}') == {"a": "\ud83d"}


@pytest.mark.parametrize(
    "source",
    [f"a: {'9' * 200_000}", f'a: "{"A" * 70_000}"', "".join(f"k{n}: 1\n" for n in range(9_000))],
    ids=["digits", "escapes", "keys"],
)
def test_a_file_within_the_limits_takes_no_more_than_a_moment(source):
    started = monotonic()
    load(source)
    assert monotonic() - started < 5


def test_the_longest_instrument_there_can_be_is_within_the_limits():
    line = sheet("levels_1_5")["aspects"][0]["items"][0]
    hints = dict.fromkeys(["evidence_hint", "na_hint"], pair("Lihat"))
    line |= hints | {"look_for": [pair("Lihat")] * 5, "allow_na": True, "stage": "planning"}
    lines = [line | {"code": f"X-{n}"} for n in range(120)]
    content = sheet("levels_1_5", aspects=[aspect("A", lines)])
    assert load(dump(content)) == content


@given(st.text(max_size=200) | st.binary(max_size=200))
@settings(deadline=None, max_examples=300)
def test_any_other_file_is_content_or_refused(source):
    assert outcome(source) in {"read", *THE_FILE}


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_file_that_was_cut_or_altered_by_hand_is_content_or_refused(data):
    text = dump(sheet())
    place = data.draw(st.integers(0, len(text)))
    inserted = data.draw(st.text(st.sampled_from("&*!|>{}[]:-#'\"?%@` \n\tab"), max_size=6))
    rest = text[data.draw(st.integers(place, len(text))) :]
    assert outcome(text[:place] + inserted + rest) in {"read", *THE_FILE}


def test_the_caller_may_change_what_the_library_gives():
    rubrics()[0]["name"]["id"] = "Lain"
    assert rubrics()[0]["name"]["id"] == "Administrasi pembelajaran"
