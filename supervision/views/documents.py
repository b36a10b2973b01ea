"""Papers to print, sign and file: drawn when asked for, from what the reader may see."""

from django.http import Http404

from schools import audit
from schools.access import READ, VIEW
from schools.downloads import download
from schools.models import School
from schools.scoped_views import ScopedDetailView

from .. import documents, printing
from ..models import InstrumentVersion, Visit

PAPERS = ["a4", "f4"]


class Paper(ScopedDetailView):
    """Gives a PDF of one row, on A4 unless the address asks for F4; the trail says so."""

    def pdf(self, row, paper):
        raise NotImplementedError

    def name(self, row):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        row = self.get_object()
        asked = request.GET.get("kertas")
        content = self.pdf(row, asked if asked in PAPERS else "a4")
        audit.record(request, audit.Action.EXPORTED, row)
        return download(content, self.name(row), "pdf")


class BlankSheet(Paper):
    """An instrument to fill in by hand, with the letterhead of the reader's school."""

    model = InstrumentVersion
    action = VIEW

    def narrow(self, rows):
        return rows.select_related("instrument__school")

    def pdf(self, row, paper):
        school = row.instrument.school or self.rows(School).first()
        if school is None:
            raise Http404
        return documents.instrument_sheet(printing.blank_sheet(row, school), paper)

    def name(self, row):
        return str(row)


class VisitPaper(Paper):
    model = Visit
    action = READ

    def narrow(self, rows):
        named = ["school", "person", "observer__person", "class_group", "subject", "version"]
        return rows.shared().exclude(person=None).select_related(*named)


class FilledSheet(VisitPaper):
    def narrow(self, rows):
        return super().narrow(rows).exclude(version=None)

    def pdf(self, row, paper):
        return documents.instrument_sheet(printing.filled_sheet(row), paper)

    def name(self, row):
        return f"lembar {row.date} {row.person}"


class Record(VisitPaper):
    def pdf(self, row, paper):
        return documents.visit_record(printing.record(row), paper)

    def name(self, row):
        return f"berita acara {row.date} {row.person}"
