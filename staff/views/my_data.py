"""“My data”: what is kept about the reader, and who opened it."""

from schools import audit
from schools.downloads import download
from schools.models import AuditEntry, Membership, User
from schools.personal_data import sections
from schools.scoped_views import PersonalView
from schools.tables import as_xlsx

from ..models import ClassTeacher, CorrectionRequest, Invitation, Person, Placement

# Who one is, then where and as what, then how one came in; other floors follow by themselves.
FIRST = [Person, Placement, ClassTeacher, User, Membership, Invitation, CorrectionRequest]
NEWEST = 50


class MyData(PersonalView):
    template_name = "staff/my_data.html"

    def get_context_data(self, **kwargs):
        kept = {section.model: section for section in sections(self.request.user, FIRST)}
        requests = kept.pop(CorrectionRequest).rows.select_related("person")
        trail = kept.pop(AuditEntry).rows[: NEWEST + 1]
        return super().get_context_data(
            is_person=bool(kept[Person].records),
            sections=[section for section in kept.values() if section.records],
            requests=requests,
            trail=trail[:NEWEST],
            is_cut=len(trail) > NEWEST,
            **kwargs,
        )


class MyDataDownload(PersonalView):
    """The same as a file, with the whole trail; the trail also says that it was taken along."""

    def get(self, request, *args, **kwargs):
        audit.record(request, audit.Action.EXPORTED, request.user)
        sheets = [
            (section.title, section.header, section.records)
            for section in sections(request.user, FIRST)
            if section.records
        ]
        return download(as_xlsx(sheets), "data-saya", "xlsx")
