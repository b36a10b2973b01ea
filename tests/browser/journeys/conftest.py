"""One walk for each test: on a phone in Indonesian, and with LOOKS=all as everybody sees it."""

import json
import os
from pathlib import Path

import pytest

from .walk import Walk

KEPT = Path(__file__).resolve().parents[3] / "var" / "journeys"
PHONE = (360, "id")
LOOKS = [PHONE, (360, "en"), (1280, "id"), (1280, "en")]


def pytest_generate_tests(metafunc):
    if "walk" in metafunc.fixturenames:
        looks = LOOKS if os.environ.get("LOOKS") == "all" else [PHONE]
        names = [f"{width}-{language}" for width, language in looks]
        metafunc.parametrize("walk", looks, ids=names, indirect=True)


@pytest.fixture
def walk(request, visit, axe):
    """Keeps what it took, and with LOOKS=all also a picture of each step, in var/journeys."""
    width, language = request.param
    name = request.module.__name__.rpartition("test_")[2]
    folder = KEPT / name / f"{width}-{language}"
    walked = Walk(visit, axe, width, language, folder if os.environ.get("LOOKS") else None)
    yield walked
    folder.mkdir(parents=True, exist_ok=True)
    told = [step.told() for step in walked.steps]
    (folder / f"{request.node.originalname}.json").write_text(json.dumps(told, indent=1))
