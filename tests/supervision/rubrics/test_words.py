import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import override

import supervision.rubrics
from supervision.problems import A_PART, PLACES, SENTENCES, THE_FILE, place, refusal, sentence
from supervision.rubrics.bands import band_problems
from supervision.rubrics.checking import problems
from supervision.rubrics.files import Unreadable, load
from supervision.rubrics.problems import Place
from tests.supervision.rubrics.sheets import sheet

PLACEHOLDER = re.compile(r"%\((\w+)\)")
CALLS = {"Unreadable": 0, "add": 1}  # where in each call the code stands
SOURCES = sorted(Path(supervision.rubrics.__file__).parent.glob("*.py"))


def calls(names):
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and called(node) in names:
                yield node


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def raised():
    """Each code that the package names, with the values that go with it."""
    for node in calls(CALLS):
        arguments = node.args[CALLS[called(node)] :]
        if arguments and isinstance(arguments[0], ast.Constant):
            yield arguments[0].value, {word.arg for word in node.keywords}


def test_every_code_has_a_sentence_and_its_values():
    for code, values in raised():
        known = values | {"where"} if code in A_PART else values
        assert set(PLACEHOLDER.findall(str(SENTENCES[code]))) <= known, code


def test_every_sentence_can_come_up():
    sources = "".join(path.read_text() for path in SOURCES)
    assert [code for code in SENTENCES if f'"{code}"' not in sources] == []


def test_every_place_that_is_named_has_words():
    named = {
        node.args[0].value
        for node in calls({"Place"})
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert named <= set(PLACES)


@pytest.mark.parametrize("code", A_PART)
def test_a_sentence_about_a_part_names_it_and_ends(code):
    assert str(A_PART[code]).startswith("%(where)s: ")
    assert str(A_PART[code]).endswith(".")


@pytest.mark.parametrize("language", ["id", "en"])
def test_problems_are_whole_sentences(language):
    spoilt = sheet("points_0_100") | {"id": "", "version": 0, "use": "x", "retired": ["A", "A"]}
    spoilt["aspects"][0]["items"][0] |= {"weight": 0, "code": "x", "look_for": [{"id": "x" * 999}]}
    found = problems(spoilt) + problems({}) + band_problems([{}] * 9)
    assert len(found) > 20
    with override(language):
        for problem in found:
            words = sentence(problem)
            assert "%(" not in words
            assert words.endswith(".")


@pytest.mark.parametrize("source", ["", "a: *x", "a: 1\na: 1", "a: [", b"\xff", "x" * 400_000])
@pytest.mark.parametrize("language", ["id", "en"])
def test_refusals_of_files_are_whole_sentences(source, language):
    with pytest.raises(Unreadable) as refused:
        load(source)
    with override(language):
        assert refused.value.code in THE_FILE
        assert "%(" not in refusal(refused.value)


def test_a_place_is_named_by_the_code_that_stands_on_the_sheet():
    with override("en"):
        assert place(Place("descriptor", "PEL-04", "3")) == "Item PEL-04, description of level 3"
        assert place(Place("whom", value="2")) == "Whom note 2 is for"
