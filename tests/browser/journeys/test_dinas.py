"""A district office reads its term, and asks for a report to take along"""

import re

from reports.models import Report, Summary
from reports.tasks import build, count
from schools.access import Role
from schools.models import District, School
from tests.browser.schools import an_officer, there

NAME = "Irwan Yahya"
TOLD = "20252"  # a term of the demo that is over


def an_office():
    """New at the demo's district, whose terms have been counted."""
    for summary in Summary.objects.filter(counted_at=None):
        count(summary.pk)
    return an_officer(NAME, Role.DISTRICT, School.objects.order_by("pk").first().pk)


def build_asked():
    for asked in Report.objects.due():
        build(asked.pk)


def people_of_the_district():
    district = District.objects.get(pk=School.objects.order_by("pk").first().district_id)
    placed = district.schools.values_list("placements__person__name", flat=True)
    return sorted(set(filter(None, placed)))


def taken(walk, page, link):
    """What a link brings as a file."""
    with page.expect_download() as coming:
        walk.tap(link)
    return coming.value.path().read_bytes()


def test_the_office_reads_the_district_and_no_person(walk, manage):
    page = walk.someone(there(manage, an_office))
    page.who = NAME

    with walk.step("opens the district's term", page):
        walk.go(".sj-nav a[href='/laporan/']")
        walk.go("main a[href^='/laporan/kabupaten/']")

    with walk.step("narrows it to the teachers of the term before", page):
        if (sheet := page.locator(".sj-filter summary")).is_visible():
            walk.tap(sheet)
        walk.choose("[name=semester]", value=TOLD)
        walk.choose("[name=pekerjaan]", value="teacher")
        walk.go(".sj-filter .sj-submit .btn")
        assert f"semester={TOLD}" in page.url

    with walk.step("opens the rows behind a number", page):
        walk.tap(".sj-say a[href*='rincian']")
        assert page.locator("#rincian tbody tr").count() == 4

    read = page.locator("main").inner_text()
    with walk.step("takes the table along", page):
        assert taken(walk, page, ".sj-acts a[href^='unduh/']").startswith(b"PK")

    with walk.step("asks for a report", page):
        walk.go("main a[href^='/laporan/minta/']")
        assert page.locator("[name=term]").input_value() == TOLD
        walk.send()
        there(manage, build_asked)
        page.locator("main table").first.wait_for()

    read += page.locator("main").inner_text()
    with walk.step("takes it along as workbook and on paper", page):
        assert taken(walk, page, "main a[href$='.xlsx']").startswith(b"PK")
        assert taken(walk, page, "main a[href*='cetak/']").startswith(b"%PDF")

    named = [name for name in there(manage, people_of_the_district) if name in read]
    assert named == []
    assert not re.search(r"\bNIP\b", read)
    assert walk.total("taps", NAME) <= 14
