"""Papers to print, sign and file, whatever floor draws them."""

from .. import audit
from ..documents.printing import PAPERS
from ..downloads import download
from ..scoped_views import ScopedDetailView


class Paper(ScopedDetailView):
    """Gives a PDF of one row, on A4 unless the address asks for F4; the trail says so."""

    def pdf(self, row, paper):
        raise NotImplementedError

    def name(self, row):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        self.object = row = self.get_object()
        asked = request.GET.get("kertas")
        content = self.pdf(row, asked if asked in PAPERS else "a4")
        audit.record(request, audit.Action.EXPORTED, row)
        return download(content, self.name(row), "pdf")
