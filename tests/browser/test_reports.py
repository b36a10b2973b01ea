"""The pages of reports, once a worker has counted the demo's terms."""

import pytest

from .looks import assert_whole
from .test_pages import LOOKS, in_turn
from .test_weight import weight

COUNT = """
from reports.models import Summary
from reports.services import asking
from reports.tasks import build, count
from meetings.models import Group
from schools.models import District, School, User
from supervision.models import Cycle
for pk in Summary.objects.values_list("pk", flat=True):
    count(pk)
head, office, teacher = (User.objects.get(username=name) for name in ("kepsek", "dinas", "guru"))
school, district = School.objects.get(pk=1), District.objects.get(pk=1)
asked = [
    asking.ask("performance", school, "20252", by=head),
    asking.ask("collaboration", school, "20252", by=head),
    asking.ask("performance", district, "20252", by=office),
    asking.ask("collaboration", district, "20252", by=office),
    asking.ask("performance", Cycle.objects.get(pk=3), "20252", by=head),
    asking.ask("collaboration", Group.objects.get(pk=1), "20252", by=head),
    asking.ask("performance", teacher.person, "20252", by=teacher),
]
for report in asked:
    build(report.pk)
print(*(report.pk for report in asked))
"""
TERM = "/laporan/semester/5/"  # of SDN 3 Sarumai, with a term before it
CASES = [
    ("/laporan/", "kepsek"),
    ("/laporan/", "pengawas"),
    ("/laporan/", "dinas"),
    ("/laporan/", "guru"),
    (TERM, "kepsek"),
    (f"{TERM}?kelompok=1&kelas=4", "kepsek"),
    (f"{TERM}baris/visited-teacher/", "kepsek"),
    (f"{TERM}baris/attendance/?kelompok=1", "kepsek"),
    (f"{TERM}baris/depth-tried/", "pengawas"),
    ("/laporan/semester/1/", "pengawas"),
    ("/laporan/semester/13/", "kepsek"),  # in which nothing happened yet
    ("/laporan/saya/", "guru"),
    ("/laporan/saya/?semester=20252", "tendik"),
    ("/laporan/kelengkapan/1/", "operator"),
    ("/laporan/kabupaten/1/?semester=20252", "dinas"),
    ("/laporan/kabupaten/1/?semester=20252&pekerjaan=staff", "dinas"),
    ("/laporan/gugus/1/?semester=20252", "pengawas"),
    ("/laporan/minta/", "kepsek"),
    ("/laporan/permintaan/", "kepsek"),
    ("/laporan/permintaan/{0}/", "kepsek"),
    ("/laporan/permintaan/{1}/", "kepsek"),
    ("/laporan/permintaan/{2}/", "dinas"),
    ("/laporan/permintaan/{3}/", "dinas"),
    ("/laporan/permintaan/{4}/", "kepsek"),  # of a cycle
    ("/laporan/permintaan/{5}/", "kepsek"),  # of a group
    ("/laporan/permintaan/{6}/", "guru"),  # of oneself
    ("/laporan/permintaan/{0}/batal/", "kepsek"),
]
FIRST, AGAIN = 420_000, 40_000  # of a page with figures
REQUESTS = 10  # of its first visit
EVERY_LOOK = [*LOOKS, ("en", 1280)]


@pytest.fixture(scope="session")
def counted(manage):
    """The keys of the reports that were asked for."""
    return manage("shell", "-v0", "--command", COUNT).split()


@pytest.mark.parametrize(("language", "width"), EVERY_LOOK)
@pytest.mark.parametrize(("path", "who"), in_turn(CASES))
def test_a_page_of_reports_is_whole(counted, look, axe, path, who, width, language):
    page = look(path.format(*counted), who, width, language)
    assert page.answer.status == 200
    assert_whole(page, axe, language)
    assert page.troubles == []


def test_a_page_with_figures_fits_its_budget(counted, visit):
    page = visit("about:blank", "kepsek")
    first, again = (weight_with_figures(page) for _ in range(2))
    print(f"{TERM}: first {first}, again {again}")
    assert first["bytes"] <= FIRST
    assert first["requests"] <= REQUESTS
    assert again["bytes"] <= AGAIN


def weight_with_figures(page):
    """Of a visit that scrolls down to the last figure and sees it drawn."""

    def drawn():
        for figure in page.locator("[data-figure]").all():
            figure.scroll_into_view_if_needed()
            figure.locator(".is-redrawn").wait_for(timeout=20_000)

    return weight(page, TERM, then=drawn)
