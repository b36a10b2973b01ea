import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import override

import staff.dapodik
import staff.services.imports
from staff.problems import SENTENCES, THE_FILE, sentence
from tests.staff.dapodik.corpus import CORPUS
from tests.staff.dapodik.hostile import ATTACKS
from tests.staff.dapodik.lists import parsed

PLACEHOLDER = re.compile(r"%\((\w+)\)")
PLACE = {"file", "row", "column"}
# Where in each call the code of a problem stands.
CALLS = {"Refused": 0, "Unreadable": 0, "note": 1, "problem_of": 2}


def raised():
    """Each code that the package names, with the values that go with it."""
    for path in Path(staff.dapodik.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and len(node.args) > CALLS.get(called(node), 99):
                code = node.args[CALLS[called(node)]]
                values = {word.arg for word in node.keywords}
                for constant in ast.walk(code):
                    if isinstance(constant, ast.Constant) and constant.value in SENTENCES:
                        yield constant.value, values
                if isinstance(code, ast.Constant):
                    assert code.value in SENTENCES, path


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_every_code_that_is_raised_has_a_sentence_and_its_values():
    for code, values in raised():
        place = {"file"} if code in THE_FILE else PLACE
        assert set(PLACEHOLDER.findall(str(SENTENCES[code]))) <= values | place, code


def test_every_sentence_can_come_up():
    rooms = [staff.dapodik.__file__, staff.services.imports.__file__]
    sources = [path.read_text() for room in rooms for path in Path(room).parent.glob("*.py")]
    assert [code for code in SENTENCES if not any(f'"{code}"' in text for text in sources)] == []


def test_every_refusal_of_a_hostile_file_is_worded():
    assert {attack.code for attack in ATTACKS} - {"read"} <= set(THE_FILE)


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_problem_of_the_corpus_is_a_whole_sentence(language):
    problems = [problem for sample in CORPUS for problem in parsed(sample.content).problems]
    with override(language):
        for problem in problems:
            words = sentence(problem.code, problem.params)
            assert str(problem.row) in words
            assert "%" not in words
            assert words.endswith(".")


def test_sizes_and_counts_are_written_as_people_write_them():
    with override("en"):
        assert "6.0" in sentence("too_large", {"size": 6 * 2**20, "limit": 5 * 2**20})
        assert "20,000 rows" in sentence("too_many_rows", {"most": 20_000})
