"""The clock that wakes waiting jobs starts whatever is left of its file."""

import pytest

from config.beat import Scheduler
from config.celery import app


def entries(file):
    scheduler = Scheduler(app, schedule_filename=str(file))
    try:
        return set(scheduler.schedule)
    finally:
        scheduler.close()


@pytest.mark.parametrize("left", [b"", b"\x80", b"\x00" * 400])
def test_a_broken_file_of_the_schedule_is_begun_anew(tmp_path, left):
    file = tmp_path / "schedule"
    before = entries(file)
    for part in tmp_path.iterdir():
        part.write_bytes(left)
    assert entries(file) == before >= set(app.conf.beat_schedule)


def test_a_file_cut_short_is_begun_anew(tmp_path):
    file = tmp_path / "schedule"
    before = entries(file)
    for part in tmp_path.glob("*.dat"):
        part.write_bytes(b"")
    assert entries(file) == before
