"""Papers to print, sign and file: drawn when asked for, from what the reader may see."""

from django.http import Http404

from schools.access import READ, VIEW
from schools.models import School
from schools.views.papers import Paper

from .. import documents, printing
from ..models import Cycle, InstrumentVersion, Problem, Reflection, Visit
from ..services.cycle_results import chain_to
from .cycle_results import ReadsResults


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


class CyclePaper(ReadsResults, Paper):
    model = Cycle
    action = READ

    def narrow(self, rows):
        return rows.select_related("school", "term", "band_set", "version__instrument")

    def results(self, cycle):
        chain = chain_to(cycle, self.cycles_of(cycle.school))
        return self.results_along(chain, self.fetched(chain))


class Recap(CyclePaper):
    def pdf(self, row, paper):
        return documents.cycle_recap(printing.recap(self.results(row)), paper)

    def name(self, row):
        return f"rekap {row.name} {row.term}"


class Report(CyclePaper):
    """With what became of the problems, and what both sides made of the cycle."""

    def pdf(self, row, paper):
        problems = self.rows(Problem).filter(cycle=row)
        told = self.rows(Reflection).filter(cycle=row).select_related("person", "written_by")
        return documents.cycle_report(printing.report(self.results(row), problems, told), paper)

    def name(self, row):
        return f"laporan {row.name} {row.term}"
