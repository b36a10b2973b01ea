"""A fresh visit of the principal’s, opened at its sheet."""

import pytest

from ..visits import a_visit, ready

CODES = [f"PEL-{number:02}" for number in range(1, 25)]
SENT, KEPT, UNSAVED = "Terkirim", "Tersimpan di HP", "Belum tersimpan"


@pytest.fixture
def sheet(manage, visit):
    """A fresh visit of the principal's: page on its sheet, visit id, sheet id."""
    visit_id, sheet_id = a_visit(manage)
    return at_sheet(visit, visit_id), visit_id, sheet_id


def at_sheet(visit, visit_id, *options, who="kepsek", **more):
    page = visit(f"/kunjungan/{visit_id}/lembar/", who, *options, **more)
    ready(page)
    return page
